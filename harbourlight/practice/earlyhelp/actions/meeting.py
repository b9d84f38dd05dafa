"""Meetings of the team around the family, kept by the engine of meetings."""

from django.db import transaction

from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import AroundFamily
from ..pathway import TEAM_AROUND_CHILD
from .rights import check_consent, check_works


@transaction.atomic
def plan_meeting(*, case, starts_at, place, by, at, submission=None):
    """Plan a meeting that the lead professional chairs, and invite everybody in the team; return the meeting.

    The family is invited on the meeting's own page, each with what they need to take part.
    """
    check_works(case, by, at)
    check_consent(case)
    if case.lead is None:
        raise StepNotAllowed("Name the lead professional first.")
    made = meetings.plan(
        type=TEAM_AROUND_CHILD.name, area=case.area, starts_at=starts_at, by=by, at=at, children=case.child_ids,
        subject=case, team=case.team, place=place, chair=case.lead, submission=submission,
    )  # fmt: skip
    members = AroundFamily.objects.filter(case=case, left_on=None).exclude(professional=case.lead)
    invited = [
        meetings.Invitee("member", professional=each.professional, name=each.name)
        for each in members.select_related("professional__agency")
    ]
    if invited:
        meetings.invite(meeting=made, invitees=invited, by=by, at=at)
    return made
