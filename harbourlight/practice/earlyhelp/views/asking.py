"""What the pages of early help have in common: finding a case, and a form that takes a step."""

from django.contrib import messages
from django.shortcuts import redirect, render

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.access.looking import who_works_with
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui import drafts

from ..models import Case

SHOWN_WITH = ("area", "team__agency", "lead__agency", "recorded_by")
SOCIAL_WORK = (TeamKind.ASSESSMENT, TeamKind.SOCIAL_WORK)
MEANWHILE = (
    "Somebody else changed this case while you were writing. Nothing of yours is lost: compare, then send again."
)


def case_or_404(request, case_id):
    """Return the case that this person may see."""
    return get_or_404(request, Case.objects.visible_to(request.user).select_related(*SHOWN_WITH), pk=case_id)


def children_of(request, record):
    """Return the children of a case, as far as this person may see them, by name."""
    people = Person.objects.visible_to(request.user).filter(pk__in=record.child_ids)
    return list(people.order_by("first_name", "last_name"))


def professionals_for(request, record):
    """Return whom a question after a professional offers: those who work with the family, and the case's team."""
    found = {}
    for grant in who_works_with(record.child_ids, request.moment):
        if grant.professional_id:
            found[grant.professional_id] = grant.professional
    members = record.team.members.current(request.today).select_related("agency") if record.team_id else ()
    found |= {one.pk: one for one in members}
    found.setdefault(request.user.pk, request.user)
    return sorted(found.values(), key=lambda one: one.name)


def by_email(request):
    """Return a function that finds a professional who works here now by their e-mail address, or refuses."""

    def find(address):
        found, _ = professionals_at([address.strip().lower()], request.today)
        if not found:
            raise StepNotAllowed("Nobody with this e-mail address has an account here.")
        return found[0]

    return find


def teams_of(record, request, kinds):
    """Return the teams of a case's area of some kinds."""
    return record.area.teams.current(request.today).filter(kind__in=kinds)


def step_page(request, record, form, act, *, key, heading, button, done, to="", intro="", **more):
    """Ask the questions of a step and take it; a case that moved on meanwhile is shown beside what was typed.

    ``act(form)`` takes the step; ``to`` is the name of the address to go to where the case is closed to its taker.
    """
    meanwhile = None
    if form.is_valid():
        try:
            act(form)
        except ChangedMeanwhile as change:
            meanwhile = change.record
            form.add_error(None, MEANWHILE)
            form.data = form.data.copy()
            form.data["version"] = meanwhile.version
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, key, record.pk)
            messages.success(request, done)
            return redirect(to) if to else redirect(record)
    shown = {
        "case": record, "children": children_of(request, record), "form": form, "heading": heading,
        "button_text": button, "intro": intro, "meanwhile": meanwhile, **more,
    }  # fmt: skip
    return render(request, more.get("template", "earlyhelp/step.html"), shown, status=409 if meanwhile else 200)


def opened(request, form_class, record, key, **options):
    """Return the form of a step, with the version the person saw, the draft that waits and the moment."""
    return form_class(
        request.POST or None,
        initial={"version": record.version} | options.pop("initial", {}),
        draft=drafts.offered(request, key, record.pk),
        moment=request.moment,
        **options,
    )


def told(request, form):
    """Return what every action is told: the version, the submission, who and when."""
    return {
        "version": form.version, "submission": form.submission, "by": request.user, "at": request.moment,
    }  # fmt: skip
