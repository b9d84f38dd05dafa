"""What the bodies of the partnership ask of somebody, on their first page."""

from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui import addresses

from ..actions import reports
from ..models import BoardDecision, EscalationAnswer, ReportAsked

MOST_SHOWN = 10


@Prepared
def own_reports():
    """The reports, or the changes to them, that wait for their author."""
    rows = ReportAsked.objects.visible_to(ASKER).waiting().filter(author_id=Parameter("author"))
    return rows.order_by("due_at", "pk")[:MOST_SHOWN]


@Prepared
def own_answers():
    """What waits for the answer of a lead representative."""
    rows = EscalationAnswer.objects.visible_to(ASKER).filter(
        membership__professional_id=Parameter("lead"), answered_at=None, escalation__settled_at=None
    )
    return rows.select_related("escalation").order_by("escalation__due_at", "pk")[:MOST_SHOWN]


@Prepared
def own_agreements():
    """The committees' decisions that wait for the answer of somebody who votes in an executive."""
    return BoardDecision.objects.visible_to(ASKER).waiting_for(Parameter("voter"))[:MOST_SHOWN]


@Prepared
def reports_by_id():
    """Some reports."""
    return ReportAsked.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).only("title")


def names_of_reports(asker, ids):
    """Return {id: title} of the reports that somebody may see."""
    return {row.pk: row.title for row in reports_by_id(asker=asker, ids=ids)}


def panel(request):
    """Give the first page the reports and answers that wait for this person."""
    me = request.user.pk
    reports, answers, agreements = yield (
        own_reports.bind(asker=me, author=me), own_answers.bind(asker=me, lead=me),
        own_agreements.bind(asker=me, voter=me),
    )  # fmt: skip
    return [
        *(
            Item(
                what="Change your report" if row.changes_due_at else "Write your report",
                href=addresses.address_of("boards:report", row.pk), by=row.changes_due_at or row.due_at,
                about=row.title, button="Write the report",
            )
            for row in reports
        ),
        *(
            Item(
                what="Answer to the chair", href=addresses.address_of("boards:escalation", row.escalation_id),
                by=row.escalation.due_at, about="Lead representatives of the partnership", button="Answer",
            )
            for row in answers
        ),
        *(
            Item(
                what="Agreement of the executive", href=addresses.address_of("boards:agreement", row.pk),
                by=row.asked_due_at, about="Executive of the partnership", button="Answer",
            )
            for row in agreements
        ),
    ]  # fmt: skip


def place_of(http_request, asked):
    """Return the address where the request for a report is answered, for whoever may write it; else nothing."""
    who = http_request.user
    found = ReportAsked.objects.visible_to(who).filter(pk=asked.subject_id).select_related("sitting__group").first()
    if found is None or not reports.may_write(found, who, http_request.moment):
        return ""
    return addresses.address_of("boards:report", asked.subject_id)
