"""What the pages of plans show beside the plan itself: whom to choose from, figures, recommendations and actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from harbourlight.assurance.dataset.models import Value
from harbourlight.assurance.improvement.models import Addressee, Recommendation
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.agencies.models import Professional, RoleHolding
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import printed
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.statements.prepared import Parameter, Prepared
from harbourlight.partnership.boards.models import Group, Sitting

from ..choices import CLOCK_OF_REPORTS, Direction
from ..models import Asked
from ..pathway import READ, TELL

STEADY_WITHIN = 5  # per cent of the figure it is compared with


def bodies_for(professional, on):
    """Return the bodies that somebody may know of, in force on a date."""
    return Group.objects.open_to(professional, on).current(on).order_by("name__letters")


def people_in(area, on):
    """Return those of an area's agencies who read plans or tell of them, in force on a date."""
    roles = (PERMISSIONS[READ] or frozenset()) | (PERMISSIONS[TELL] or frozenset())
    held = RoleHolding.objects.current(on).filter(role__in=roles).values("professional")
    agencies = area.agencies.current(on).values("pk")
    people = Professional.objects.current(on).filter(agency__in=agencies, pk__in=held)
    return people.select_related("agency").order_by("name__letters")


@dataclass(frozen=True)
class Figure:
    """A figure that should move: where it stood, where it stands, and whether it went the way it should."""

    expected: Any
    title: str
    before: str
    now: str
    now_month: date | None
    verdict: str
    colour: str

    @property
    def way(self):
        """Return which way it should move, in words."""
        return Direction(self.expected.direction).label


def figures_of(expected, area, user):
    """Return the figures of some expectations in an area, each with where it stood and the latest there is."""
    rows = list(expected)
    held = {}
    values = Value.objects.visible_to(user).filter(area=area, ref__in=[row.ref for row in rows], period="month")
    for value in values.filter(number__isnull=False).order_by("first"):
        held.setdefault(value.ref, []).append(value)
    return [figure_of(row, held.get(row.ref, [])) for row in rows if row.ref in registry.INDICATORS]


def figure_of(expected, values):
    """Return how one figure moved since the month it is compared with."""
    indicator = registry.INDICATORS[expected.ref]
    before = next((value for value in values if value.first == expected.from_month), None)
    now = values[-1] if values and values[-1].first > expected.from_month else None
    verdict, colour = moved(expected.direction, before, now)
    return Figure(
        expected=expected,
        title=indicator.title,
        before=printed(before.number, indicator.unit) if before else "",
        now=printed(now.number, indicator.unit) if now else "",
        now_month=now.first if now else None,
        verdict=verdict,
        colour=colour,
    )


def moved(direction, before, now):
    """Say whether a figure went the way it should, as (words, colour)."""
    if before is None or now is None:
        return "Nothing to compare yet", "grey"
    change = now.number - before.number
    is_steady = abs(change) * 100 <= STEADY_WITHIN * abs(before.number)
    if direction == Direction.STEADY:
        return ("Stays about the same", "green") if is_steady else ("Moves, though it should not", "orange")
    if is_steady:
        return "Has hardly moved", "grey"
    goes_well = (change > 0) == (direction == Direction.UP)
    return ("Moves as it should", "green") if goes_well else ("Moves the wrong way", "red")


def recommendations_for(priority, user):
    """Return the recommendations on a priority's themes, each with those it is addressed to, the newest first."""
    rows = Recommendation.objects.visible_to(user).on_themes(*priority.themes).order_by("-published_on", "pk")
    found = list(rows.in_areas([priority.plan.area_id]))
    held = {}
    for each in Addressee.objects.visible_to(user).filter(recommendation__in=found).whole().order_by("pk"):
        held.setdefault(each.recommendation_id, []).append(each)
    return [(row, held.get(row.pk, [])) for row in found]


def actions_for(priority, user):
    """Return the actions of a priority's recommendations, the soonest due first; its commitments have their own."""
    addressed = Addressee.objects.visible_to(user).filter(
        recommendation__in=Recommendation.objects.visible_to(user)
        .on_themes(*priority.themes)
        .in_areas([priority.plan.area_id])
    )
    rows = Action.objects.visible_to(user).filter(source_id__in=addressed.values("pk"))
    return list(rows.select_related("owner", "owner_agency").order_by("due_on", "given_at"))


def commitments_with_actions(commitments, user):
    """Return commitments, each with its action where the plan is agreed."""
    rows = list(commitments)
    ids = [row.action_id for row in rows if row.action_id]
    actions = {each.pk: each for each in Action.objects.visible_to(user).filter(pk__in=ids)}
    return [(row, actions.get(row.action_id)) for row in rows]


def clock_of(plan, user):
    """Return the clock that runs to the next report of a plan, or None."""
    return Deadline.objects.visible_to(user).filter(subject_id=plan.pk, clock=CLOCK_OF_REPORTS).running().first()


def held_sittings(professional, area, on):
    """Return the held meetings of the bodies of an area that somebody may know of, the latest first."""
    groups = bodies_for(professional, on).filter(area=area).order_by().values("pk")
    rows = Sitting.objects.filter(group__in=groups, meeting__state__in=("held", "closed"))
    return rows.select_related("meeting").order_by("-meeting__starts_at")


@Prepared
def waiting():
    """What an agency is asked of plans and has not said, the soonest due first."""
    rows = Asked.objects.waiting().filter(agency=Parameter("agency"))
    return rows.select_related("round__plan").order_by("round__due_at")[:10]
