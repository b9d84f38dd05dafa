"""What the pages that ask something have in common: find, ask, do once, show."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.steps import BY_KIND, WORKERS, ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.ui import drafts
from harbourlight.practice.childinneed.models import Episode

from ..models import Conference, EmergencyMeasure, Enquiry, StrategyDiscussion

SIBLINGS = ("sibling", "half_sibling", "twin")
WITH = {
    StrategyDiscussion: ("area", "team", "meeting__chair"),
    Enquiry: ("person", "area", "team", "worker", "discussion", "last_discussion", "episode"),
    EmergencyMeasure: ("person", "area", "follows"),
    Conference: ("area", "team", "chair", "meeting"),
}


def found(request, model, pk):
    """Return a record that this person may see, or 404."""
    return get_or_404(request, model.objects.visible_to(request.user).select_related(*WITH[model]), pk=pk)


def asked(request, form_class, *, key, record, **options):
    """Return a form of a class, with the drafts of whoever asks and the request's moment."""
    draft = drafts.offered(request, key, record.pk)
    return form_class(request.POST or None, draft=draft, moment=request.moment, **options)


def answered(request, *, form, record, do, said, then, title, button, key, back="", intro="", of=None,
             template="childprotection/ask.html", **more):  # fmt: skip
    """Show a form about a record, or do what it asks and go on.

    ``do(form)`` acts; a refusal stands above the form. ``then`` is where to go, or a function of what ``do`` gave.
    ``of`` is the enquiry or plan in which only those write who work with the child.
    """
    if of is not None and not works_on(request, of):
        return not_ours(request, of, title)
    status = 200
    if form.is_valid():
        try:
            done = do(form)
        except ChangedMeanwhile:
            status = 409
            form.add_error(None, "Somebody else changed this while you were writing. Nothing of yours is lost.")
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, key, record.pk)
            messages.success(request, said)
            return redirect(then(done) if callable(then) else then)
    context = {
        "record": record, "form": form, "title": title, "button": button, "intro": intro,
        "back": back or record.get_absolute_url(), **more,
    }  # fmt: skip
    return render(request, template, context, status=status)


def works_on(request, record, ways=WORKERS):
    """Say whether whoever asks stands to a record in one of these ways: as one of those who work on it."""
    pathway = BY_KIND[type(record)._meta.label_lower]
    return any(works.stands_as(pathway, way, record, request.user, request.moment) for way in ways)


def not_ours(request, record, title):
    """Say that this is done by those who work with the child, before anything is typed."""
    return render(request, "childprotection/not_ours.html", {"record": record, "title": title}, status=403)


def family_of(request, person_id):
    """Return the child and the brothers and sisters whose whole record the asker may see, the child first."""
    links = Relationship.objects.visible_to(request.user).filter(person_id=person_id, kind__in=SIBLINGS, ended_on=None)
    ids = [person_id, *open_for_good(links.values_list("other_id", flat=True), request.user, request.moment)]
    people = Person.objects.visible_to(request.user).filter(pk__in=ids).order_by("born_on", "first_name")
    return sorted(people, key=lambda person: person.pk != person_id)


def choices_of(people):
    """Return people as choices of a form."""
    return [(str(person.pk), str(person)) for person in people]


def ids_of(chosen):
    """Return the ids that a form gave as text."""
    return [uuid.UUID(each) for each in chosen]


def place_of(request, person_id):
    """Return (area, team) of the work with a child: of the open episode, else of whoever asks; 404 without any."""
    episode = Episode.objects.visible_to(request.user).filter(person_id=person_id, closed_on=None)
    found = episode.select_related("area", "team").first()
    if found:
        return found.area, found.team
    membership = request.user.memberships.current(request.today).select_related("team__area").first()
    if membership is None:
        raise Http404("Nobody works with this child, and you are in no team")
    return membership.team.area, membership.team
