"""Every step of a private fostering arrangement."""

from datetime import UTC, date, datetime, timedelta

from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.visits.actions import ChildSeen
from harbourlight.practice.privatefostering import actions
from harbourlight.practice.privatefostering.models import Arrangement
from harbourlight.practice.privatefostering.pathway import ARRANGEMENT
from harbourlight.practice.privatefostering.tests.factories import child_of

from .filling import parts
from .people import around_a_child, roles_asked_for, stand_around
from .tries import Rights, Try


def people(cast):
    """Put the people around an arrangement on file."""
    return around_a_child(
        cast, team="social_work", lead={Role.SOCIAL_WORKER}, member={Role.SOCIAL_WORKER}, manager={Role.TEAM_MANAGER},
        every=roles_asked_for(ARRANGEMENT),
    )  # fmt: skip


def known(told):
    """Put a child on file whose record is open to the team."""
    return child_of(told.cast)


def told_of(told):
    """Let the recorder tell of an arrangement whose worker is the lead."""
    child = known(told)
    with told.as_user(told.who.recorder):
        made = actions.notify(
            person=child, team=told.cast.social_work, known_on=told.moment.date(), notified_by="school",
            notifier="Lantern Street", started_on=date(2026, 1, 5), is_meant_to_last="yes", carer_is="neighbour",
            carer_name="Marina Kittiwake", by=told.who.recorder, at=told.moment, checks_permission=False,
        )  # fmt: skip
    with told.as_user(told.who.manager):
        return actions.allocate(arrangement=made, worker=told.who.lead, by=told.who.manager, at=told.moment)


def checked(told):
    """See the child alone and check whether it counts."""
    record = told_of(told)
    with told.as_user(told.who.lead):
        seen = actions.visit(
            arrangement=record, children={record.person_id: ChildSeen(was_seen=True, was_seen_alone=True)},
            happened_at=told.moment - timedelta(hours=1), place="At home", visited_by=told.who.lead, by=told.who.lead,
            at=told.moment,
        )  # fmt: skip
        return actions.check(
            arrangement=seen, carer_is="neighbour", started_on=date(2026, 1, 5), is_meant_to_last="yes",
            by=told.who.lead, at=told.moment,
        )  # fmt: skip


def opened(told):
    """Find the carer and the home suitable."""
    record = checked(told)
    with told.as_user(told.who.manager):
        return actions.accept(arrangement=record, reasons="Warm and safe", by=told.who.manager, at=told.moment)


def visited(told):
    """Visit, so that a report is to be written."""
    record = told_of(told)
    with told.as_user(told.who.lead):
        return actions.visit(
            arrangement=record, children={record.person_id: ChildSeen(was_seen=True, was_seen_alone=True)},
            happened_at=told.moment - timedelta(hours=1), place="At home", visited_by=told.who.lead, by=told.who.lead,
            at=told.moment,
        )  # fmt: skip


def ended(told):
    """Record that it ended."""
    record = opened(told)
    with told.as_user(told.who.lead):
        return actions.end(
            arrangement=record, ending="returned", ended_at=told.moment, end_told_at=None, note="With the mother",
            by=told.who.lead, at=told.moment,
        )  # fmt: skip


def without_manager(told):
    """Let the manager leave the team."""
    record = told_of(told)
    managing = TeamMembership.objects.filter(team=record.team, is_manager=True)
    managing.update(ended_on=told.moment.date() - timedelta(days=1))
    return record


def somebody_else(told, record):
    """Name a worker who is not the worker yet."""
    return {"worker": str(told.who.member.pk)}


def today(told, record):
    """Say that a letter goes today."""
    return parts("told_on", told.moment)


def seen_now(told, record):
    """Say that the child was seen alone."""
    return {"seen_0": "yes", "alone_0": "yes", "place": "At home"} | parts("happened_at", told.moment)


WHEN = datetime(2026, 1, 5, 12, tzinfo=UTC)
PAGE = "privatefostering:{}"
RIGHTS = Rights(
    pathway=ARRANGEMENT,
    model=Arrangement,
    title="Private fostering",
    people=people,
    around=stand_around,
    states={"ended": {"ending": "returned", "ended_at": WHEN}},
    tries=(
        Try("notify", PAGE.format("notify"), known, form_of="member"),
        Try("allocate", PAGE.format("allocate"), told_of, somebody_else, "manager"),
        Try("check", PAGE.format("check"), told_of),
        Try("set_aside", PAGE.format("set_aside"), checked, form_of="manager"),
        Try("visit", PAGE.format("visit"), told_of, seen_now),
        Try("report_visit", PAGE.format("report_visit"), visited),
        Try("ask_visit", PAGE.format("ask_visit"), told_of),
        Try("take_notice", PAGE.format("take_notice"), told_of),
        Try("acknowledge", PAGE.format("acknowledge"), told_of, today),
        Try("tell_child", PAGE.format("tell_child"), told_of, today),
        Try("tell_decision", PAGE.format("tell_decision"), opened, today),
        Try("tell_end", PAGE.format("tell_end"), ended, today),
        Try("ask_senior", PAGE.format("ask_senior"), without_manager),
        Try("describe", PAGE.format("describe"), told_of),
        Try("add_adult", PAGE.format("add_adult"), told_of),
        Try("confirm_start", PAGE.format("confirm_start"), told_of),
        Try("accept", PAGE.format("accept"), checked, form_of="manager"),
        Try("set_requirements", PAGE.format("set_requirements"), checked, form_of="manager"),
        Try("prohibit", PAGE.format("prohibit"), checked, form_of="manager"),
        Try("review", PAGE.format("review"), opened),
        Try("end", PAGE.format("end"), told_of, {"ending": "returned"}),
        Try("correct_known_on", PAGE.format("correct_known_on"), told_of),
    ),
)  # fmt: skip
ALL = (RIGHTS,)
