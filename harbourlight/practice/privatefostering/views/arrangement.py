"""The record of an arrangement: whether it counts, what is next, who lives there, visits, letters and decisions."""

from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.statements.fetching import gather
from harbourlight.foundations.visits.models import Visit

from .. import actions
from ..choices import CHECKED
from ..models import Adult, Arrangement, Decision, Report, Review
from ..pathway import ARRANGEMENT, READ
from .waiting import on_of, waiting_for


@needs(READ)
def arrangement(request, arrangement_id):
    """Show an arrangement: whether it counts, what is next, who lives there, visits, letters and decisions."""
    record = pages.find(request, ARRANGEMENT, arrangement_id)
    user, own = request.user, {"arrangement": record}

    def of(model, order):
        return list(model.objects.visible_to(user).filter(**own).order_by(order))

    steps = StepTaken.objects.visible_to(user).filter(subject_id=record.pk).select_related("taken_by", "agency")
    letters = Letter.objects.visible_to(user).filter(subject_id=record.pk).exclude(sent_at=None)
    reports = of(Report, "-visited_on")
    context = {
        "arrangement": record,
        "pathway": ARRANGEMENT,
        "waits": gather([waiting_for([record], asker=user.id, today=request.today)])[0][record.pk],
        "deciding": [] if record.state in ARRANGEMENT.ended else actions.who_decides(record, request.moment),
        "visits": visits_of(record, user, reports),
        "adults": [(adult, checked(adult, user)) for adult in of(Adult, "name")],
        "decisions": of(Decision, "-recorded_at"),
        "reviews": of(Review, "-held_on"),
        "letters": list(letters.order_by("-sent_at")),
        "details": [
            (Arrangement._meta.get_field(name).verbose_name.capitalize(), getattr(record, name))
            for name in actions.TEXTS if getattr(record, name)
        ],
        "history": [(ARRANGEMENT.step(row.step).says, row) for row in steps.order_by("-recorded_at")],
    }  # fmt: skip
    return render_told(request, "privatefostering/arrangement.html", context, person_ids=record.child_ids)


def visits_of(record, user, reports):
    """Return the visits of an arrangement, the newest first, each with the reports of its day."""
    rows = Visit.objects.visible_to(user).counting_for(record).select_related("visited_by").order_by("-happened_at")
    return [(row, [each for each in reports if each.visited_on == on_of(row.happened_at)]) for row in rows]


def checked(adult, user):
    """Return what somebody may know of the check of an adult: what was found only its assessor, others how far it is.

    Nobody sees the carer's check beyond the assessor.
    """
    if adult.assessor_id == user.pk:
        return f"{adult.get_check_is_display()}{f'. {adult.found}' if adult.found else ''}"
    return CHECKED[adult.check_is]


@needs(READ)
def letter(request, letter_id):
    """Show a letter that was sent, as a sheet to print."""
    rows = Letter.objects.visible_to(request.user).filter(subject_kind=ARRANGEMENT.kind).exclude(sent_at=None)
    sent = get_or_404(request, rows.select_related("sent_by__agency"), pk=letter_id)
    write_readings(request, sent.child_ids, Verb.EXPORTED)
    return render(request, "privatefostering/letter.html", {"letter": sent})
