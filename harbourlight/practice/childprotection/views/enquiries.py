"""The pages of a section 47 enquiry and of emergency measures, and what their steps offer."""

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.pages import find, offers
from harbourlight.foundations.pathways.steps import WORKERS
from harbourlight.foundations.people.telling import render_told

from ..actions import emergency
from ..actions.enquiries import WRITTEN
from ..models import ConferenceChild, EmergencyMeasure, StrategyDiscussion, Visit
from ..pathway import EMERGENCY, ENQUIRY
from .panels import clock_words
from .people import choices_of, family_of, history_of


@needs("childprotection.read")
def enquiry(request, enquiry_id):
    """Show an enquiry: its limits from the first and the last discussion, its visits and what it found."""
    record = find(request, ENQUIRY, enquiry_id)
    user = request.user
    clocks = Deadline.objects.visible_to(user).filter(subject_id=record.pk).order_by("due_at")
    talks = StrategyDiscussion.objects.visible_to(user).held().filter(
        child_ids__contains=[record.person_id], held_at__gte=record.started_at
    )  # fmt: skip
    visits = Visit.objects.visible_to(user).filter(enquiry=record).select_related("visited_by")
    rows = ConferenceChild.objects.visible_to(user).filter(enquiry=record).select_related("conference")
    together = list(rows.order_by("recorded_at"))
    context = {
        "enquiry": record,
        "clocks": [(row, clock_words(row)) for row in clocks if row.cancelled_at is None],
        "moved": [row for row in clocks if row.cancelled_at],
        "discussions": talks,
        "visits": visits.order_by("happened_at"),
        "was_seen": any(visit.was_seen for visit in visits),
        "conferences": together,
        "history": history_of(request, record, ENQUIRY),
        "pathway": ENQUIRY,
        "may_plan": may_plan(request, record, together),
    }
    return render_told(request, "childprotection/enquiry.html", context, person_ids=record.child_ids)


def may_plan(request, enquiry, together):
    """Say whether whoever asks may plan the initial conference, and none is planned yet."""
    is_planned = any(row.conference.state == "planned" for row in together)
    if (
        enquiry.state == "closed"
        or is_planned
        or not may(request.user, "childprotection.plan_conference", request.today)
    ):
        return False
    return any(works.stands_as(ENQUIRY, way, enquiry, request.user, request.moment) for way in WORKERS)


@offers(ENQUIRY, "visit")
def now(request, record):
    """Begin with this moment."""
    return {"initial": {"happened_at": request.moment}}


@offers(ENQUIRY, "write")
def written_so_far(request, record):
    """Begin with what is written."""
    return {"initial": {name: getattr(record, name) for name in WRITTEN}}


@offers(ENQUIRY, "substantiate")
def today(request, record):
    """Begin with today."""
    return {"initial": {"completed_on": request.today}}


@offers(EMERGENCY, "begin")
def children_in_danger(request, child):
    """Offer the child, brothers and sisters, and the measures that this one may follow."""
    earlier = EmergencyMeasure.objects.visible_to(request.user).filter(person_id=child.pk).order_by("-began_at")
    return {
        "children": choices_of(family_of(request, child.pk)), "earlier": earlier, "then": lambda made: made[0],
        "initial": {"children": [str(child.pk)]},
    }  # fmt: skip


@offers(EMERGENCY, "end")
def ends_now(request, record):
    """Begin with this moment."""
    return {"initial": {"ended_at": request.moment}}


@needs("childprotection.read")
def emergency_page(request, emergencymeasure_id):
    """Show a measure, its limit, and what followed it."""
    record = find(request, EMERGENCY, emergencymeasure_id)
    clocks = Deadline.objects.visible_to(request.user).filter(subject_id=record.pk, cancelled_at=None)
    context = {
        "measure": record,
        "pathway": EMERGENCY,
        "clocks": [(row, clock_words(row)) for row in clocks],
        "last_days": emergency.last_days_of(record),
        "ran_longer": record.kind == emergency.EXTENSION and record.began_at > record.follows.ends_at,
        "is_too_long": emergency.was_too_long(record, request.moment),
        "followed_by": EmergencyMeasure.objects.visible_to(request.user).filter(follows=record),
        "history": history_of(request, record, EMERGENCY),
    }
    return render_told(request, "childprotection/emergency.html", context, person_ids=record.child_ids)
