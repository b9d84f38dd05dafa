"""What somebody leaves behind whose account or place in a team ends, and who takes it on.

Whoever keeps accounts sees how many records of which kind there are, and no child.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.actions.tracking import hand_over as hand_action_over
from harbourlight.foundations.agencies.models import Professional, TeamMembership
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.meetings.planning import hand_chair_over
from harbourlight.foundations.pathways import handing_over
from harbourlight.foundations.ui.models import Draft

from .actions import Refused, counted

WHY = "whoever leaves hands everything over: how much it is, is counted, and nobody is shown a child by it"


class Left(NamedTuple):
    """Something that somebody leaves behind: what it is, how many, and the function that gives it to another."""

    title: str
    number: int
    give: Callable[[Any, Any, datetime], None]

    @property
    def words(self) -> str:
        """Return it as one line: "Child in need, Assessment team: 7"."""
        return f"{self.title}: {self.number}"


def left_by(professional: Professional, at: datetime, team: Any = None) -> list[Left]:
    """Return what somebody leads, does and chairs; of one team only where it is named."""
    with as_system(WHY):
        found = [
            Left(held.title, len(held.records), partial(give_records, held))
            for held in handing_over.led_by(professional, team)
        ]
        chaired = Meeting.objects.filter(chair=professional).to_come(at)
        meetings = list(chaired.filter(team=team) if team else chaired)
        actions = [] if team else list(Action.objects.of_owner(professional).filter(state="open"))
    if meetings:
        found.append(Left("Meetings to chair", len(meetings), partial(give_meetings, meetings)))
    if actions:
        found.append(Left("Actions to do", len(actions), partial(give_actions, actions)))
    return found


def give_records(held: handing_over.Held, to: Any, by: Any, at: datetime) -> None:
    """Give what somebody leads to another."""
    handing_over.hand_over(held, to=to, by=by, at=at)


def give_meetings(meetings: list[Any], to: Any, by: Any, at: datetime) -> None:
    """Let another chair the meetings to come."""
    for meeting in meetings:
        hand_chair_over(meeting=meeting, to=to, at=at)


def give_actions(actions: list[Any], to: Any, by: Any, at: datetime) -> None:
    """Let another do the actions."""
    for action in actions:
        hand_action_over(action=action, to=to, by=by, at=at)


def drafts_of(professional: Professional) -> str:
    """Return what becomes of the drafts of somebody who leaves, in words; nobody else ever reads them."""
    number = Draft.objects.owned_by(professional).count()
    if not number:
        return ""
    return f" {counted(number, 'draft is', 'drafts are')} theirs alone: ask them to send or discard before they go."


def who_may_take(professional: Professional, on: date, team: Any = None) -> Any:
    """Return the colleagues who may take over: of the same teams, or of the agency where there is none."""
    teams = [team] if team else TeamMembership.objects.current(on).filter(professional=professional).values("team")
    colleagues = Professional.objects.current(on).exclude(pk=professional.pk)
    there = colleagues.filter(memberships__in=TeamMembership.objects.current(on).filter(team__in=teams)).distinct()
    return (there if there.exists() else colleagues.filter(agency=professional.agency_id)).order_by("name")


@transaction.atomic
def hand_over(*, left: list[Left], takers: list[Any], by: Any, at: datetime) -> None:
    """Give each thing to whoever takes it, all or nothing."""
    if len(takers) != len(left) or None in takers:
        raise Refused("Select who takes each of them.")
    with as_system(WHY):
        for each, taker in zip(left, takers, strict=True):
            each.give(taker, by, at)
