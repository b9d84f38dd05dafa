"""What children in need show elsewhere: on the child's page, on the first page, in worklists."""

from django.db.models import OuterRef, Subquery

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.pathways import works
from harbourlight.foundations.rooms.listed import Item, Stage
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.addresses import address_of

from .. import actions
from ..models import Assessment, Direction, Episode, Plan, Visit
from ..pathway import EPISODE, PLAN_REVIEW, REVIEW_POINT, TAKEN_BACK

MOST_SHOWN = 20

WAITS = "The assessment is finished and no plan runs. Decide what happens next: a plan, early help, or the end."


@Prepared
def episodes_of():
    """The episodes of people, the newest first."""
    rows = Episode.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    return rows.select_related("team", "worker").order_by("-referred_at")[:MOST_SHOWN]


@Prepared
def open_assessment_of():
    """The assessment of an episode that is being written."""
    return Assessment.objects.visible_to(ASKER).filter(episode_id=Parameter("episode"), state__in=("writing", "sent"))


@Prepared
def open_plan_of():
    """The plan of an episode that runs."""
    return Plan.objects.visible_to(ASKER).filter(episode_id=Parameter("episode"), ended_on=None)


def on_the_childs_page(request, person):
    """Return the panel of a child: the episode that is open and what can be done; and earlier ones."""
    if not may(request.user, "childinneed.read", request.today):
        return []
    rows = yield episodes_of.bind(asker=request.user.id, people=person.record_ids)
    if not rows:
        return []
    record = next((row for row in rows if row.is_open), None)
    context = {
        "episode": record,
        "earlier": [row for row in rows if row is not record],
        "can_work": may(request.user, "childinneed.work", request.today),
    }
    if record:
        context["can_work"] = context["can_work"] and works.works_on(EPISODE, record, request.user, request.moment)
        step = "start_reassessment" if record.state == "plan" else "start_assessment"
        context["start"] = address_of(f"childinneed:{step}", record.pk)
        asked = {"asker": request.user.id, "episode": record.pk}
        assessments, plans = yield open_assessment_of.bind(**asked), open_plan_of.bind(**asked)
        reads_drafts = may(request.user, "childinneed.read_drafts", request.today)  # as its page asks
        context["assessment"] = next(iter(assessments), None) if reads_drafts else None
        context["plan"] = next(iter(plans), None)
        if context["can_work"] and actions.waits_for_decision(record):
            context["warns"] = WAITS
    return "childinneed/panel.html", context


@Prepared
def open_episodes():
    """The open episodes of some children."""
    rows = Episode.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"), closed_on=None)
    seen = Visit.objects.visible_to(ASKER).filter(episode=OuterRef("pk"), was_seen=True).order_by("-happened_at")
    rows = rows.select_related("worker").only("person", "state", "worker__name", "worker__phone")
    return rows.annotate(seen_on=Subquery(seen.values("happened_at__date")[:1]))


def stages(request, ids):
    """Return {child: where the child stands in this work} of children."""
    if not may(request.user, "childinneed.read", request.today):
        return {}
    rows = yield open_episodes.bind(asker=request.user.id, people=ids)
    return {
        row.person_id: Stage(
            f"In need: {row.get_state_display().lower()}", row.get_absolute_url(), row.seen_on, row.worker
        )
        for row in rows
    }


@Prepared
def directions_to():
    """The directions to a worker that nobody has answered yet, the soonest due first."""
    rows = Direction.objects.visible_to(ASKER).filter(
        episode__worker=ASKER.id, episode__closed_on=None, answered_at=None
    )  # fmt: skip
    return rows.order_by("due_on", "given_at").only("what", "due_on", "given_at", "child_ids", "episode")[:MOST_SHOWN]


def directions(request):
    """Return what managers directed a worker to do, each with its day."""
    if not may(request.user, "childinneed.work", request.today):
        return []
    rows = yield directions_to.bind(asker=request.user.id)
    return [
        Item(
            what=f"Follow the direction: {row.what}", href=address_of("childinneed:episode", row.episode_id),
            by=row.due_on, since=row.given_at, children=tuple(row.child_ids),
        )
        for row in rows
    ]  # fmt: skip


@Prepared
def episodes_with_names():
    """Some episodes with the names of their children."""
    return Episode.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("person")


def names_of_episodes(asker, ids):
    """Return {id: the child's name} of episodes, for lists of clocks."""
    return {row.pk: f"Child in need: {row.person}" for row in episodes_with_names(asker=asker, ids=ids)}


def in_short(deadline):
    """Return what must happen by a clock of an episode, in few words."""
    if deadline.clock.startswith(REVIEW_POINT):
        return "A manager looks at the assessment"
    if deadline.clock == PLAN_REVIEW:
        return "Review the child in need plan"
    if deadline.clock == TAKEN_BACK:
        return "Was it opened in error?"
    return "Finish the assessment"
