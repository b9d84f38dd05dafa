"""The pages of the agency that is asked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people import naming
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui import drafts

from . import actions, elsewhere, home
from .forms import AnswerForm
from .models import Request

ON_A_PAGE = 20


@needs("requests.answer")
def requests(request):
    """List what waits for the person's agency, the soonest due first, then the answered."""
    rows = Request.objects.visible_to(request.user).filter(agency=request.user.agency).select_related("asked_by")
    shows_answered = request.GET.get("show") == "answered"
    rows = (
        rows.exclude(answered_at=None).order_by("-answered_at")
        if shows_answered
        else rows.unanswered().order_by("due_at")
    )
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    names, about = naming.children_of(request, page), home.about(request, page)
    lines = [(row, names[row.pk] or about.get(row.pk, ""), row.is_late(request.moment)) for row in page]
    write_readings(request, {child for row in page if names[row.pk] for child in row.child_ids}, Verb.LISTED)
    return render(request, "requests/requests.html", {"page": page, "lines": lines, "shows_answered": shows_answered})


def people_of(request, rows):
    """Return the children of these requests whom the person may see, by id, in one query."""
    ids = {child for row in rows for child in row.child_ids}
    return {person.pk: person for person in Person.objects.visible_to(request.user).filter(pk__in=ids)}


def of_mine(request):
    """Return the requests that this person may open: the asked agency's own, or any for who may ask."""
    rows = Request.objects.visible_to(request.user).select_related("agency", "asked_by", "answered_by")
    if may(request.user, "requests.ask", request.today):
        return rows
    return rows.filter(agency=request.user.agency)


@needs("requests.read")
def answer(request, request_id):
    """Read a request and answer it; opening it is stamped. One that another room answers leads to its page there."""
    asked = get_or_404(request, of_mine(request), pk=request_id)
    may_answer = asked.agency_id == request.user.agency_id and may(request.user, "requests.answer", request.today)
    if may_answer:
        asked = actions.open_request(request=asked, by=request.user, at=request.moment)
    if elsewhere.is_answered_elsewhere(asked):
        may_answer = False
        if place := elsewhere.place_of(request, asked):
            return redirect(place)
    draft = drafts.offered(request, "request_answer", asked.pk)
    form = AnswerForm(request.POST or None, draft=draft, is_late=asked.is_late(request.moment)) if may_answer else None
    if form and request.method == "POST" and form.is_valid():
        try:
            actions.reply(
                request=asked,
                by=request.user,
                at=request.moment,
                submission=form.submission,
                **form.cleaned_data,
            )
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "request_answer", asked.pk)
            messages.success(request, "Your answer was sent.")
            return redirect("requests:requests")
    people = people_of(request, [asked]).values()
    is_open = asked.state in ("asked", "opened")
    context = {
        "asked": asked,
        "people": people,
        "form": form if is_open else None,
        "is_late": asked.is_late(request.moment),
    }
    return render(request, "requests/answer.html", context)
