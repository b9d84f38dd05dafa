"""What child protection shows on the first page: conferences to chair, concerns to answer, feedback to read."""

from django.urls import reverse

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.questionnaires.models import Answering
from harbourlight.foundations.rooms.listed import Item, Stage
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from ..actions.grading import gradings
from ..models import ChairConcern, Conference, ProtectionPlan

MOST_SHOWN = 10


@Prepared
def conferences_to_chair():
    """The conferences that somebody chairs and that are not decided, the next first."""
    rows = Conference.objects.visible_to(ASKER).filter(chair_id=Parameter("asker"), state__in=("planned", "held"))
    return rows.order_by("planned_for")[:MOST_SHOWN]


@Prepared
def concerns_to_answer():
    """The concerns that wait for the answer of an agency, the soonest due first."""
    rows = ChairConcern.objects.visible_to(ASKER).filter(agency_id=Parameter("agency"), state="raised")
    return rows.order_by("due_on")[:MOST_SHOWN]


@Prepared
def feedback_to_read():
    """The gradings of somebody's reports that they have not read, the newest first."""
    rows = gradings(Answering.objects.visible_to(ASKER)).signed()
    return rows.filter(author_id=Parameter("asker"), author_read_at=None).order_by("-signed_at")[:MOST_SHOWN]


def conferences(request):
    """Return the conferences that somebody chairs, as (text, address, date)."""
    if not may(request.user, "childprotection.chair", request.today):
        return []
    rows = yield conferences_to_chair.bind(asker=request.user.id)
    return [
        Item(
            what=f"{row.get_kind_display()}{'' if row.state == 'planned' else ': decide for each child'}",
            href=row.get_absolute_url(), by=row.planned_for, children=tuple(row.child_ids),
            button="Open the conference" if row.state == "planned" else "Decide",
        )
        for row in rows
    ]  # fmt: skip


def concerns(request):
    """Return the concerns that somebody's agency answers, as (text, address, date)."""
    if not may(request.user, "childprotection.answer_concern", request.today):
        return []
    rows = yield concerns_to_answer.bind(asker=request.user.id, agency=request.user.agency_id)
    return [
        Item(
            what="A conference chair's challenge to your agency", href=row.get_absolute_url(), by=row.due_on,
            children=tuple(row.child_ids), button="Answer",
        )
        for row in rows
    ]  # fmt: skip


def feedback(request):
    """Return one line where feedback on somebody's reports was not read yet."""
    if not may(request.user, "childprotection.feedback", request.today):
        return []
    rows = yield feedback_to_read.bind(asker=request.user.id)
    if not rows:
        return []
    return [
        Item(
            what="A chair graded a report of yours", href=reverse("childprotection:feedback"), by=rows[0].signed_at,
            about="Feedback on your reports", button="Read", part="outcomes",
        )
    ]  # fmt: skip


@Prepared
def running_plans():
    """The plans of some children that run."""
    rows = ProtectionPlan.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"), ended_on=None)
    return rows.only("person", "latest_category", "last_seen_on")


def stages(request, ids):
    """Return {child: the plan with its category} of children on a protection plan."""
    if not may(request.user, "childprotection.read", request.today):
        return {}
    rows = yield running_plans.bind(asker=request.user.id, people=ids)
    return {
        row.person_id: Stage(
            f"Protection plan: {row.get_latest_category_display().lower()}", row.get_absolute_url(), row.last_seen_on
        )
        for row in rows
    }
