"""The worked cases of tests/cases/childprotection.csv, each driven through the real actions."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.practice.childinneed.models import Episode

from ..actions import discussions, transfers
from ..models import ConferenceChild, Enquiry, ProtectionPlan, StrategyDiscussion
from .stories import child, conference_for, conferred, decided, discussed, finished, noon, referred

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[4] / "tests" / "cases" / "childprotection.csv"
EXPECTED = "expected "
YES_NO = {True: "yes", False: "no"}
LATE = "An interpreter was not to be had sooner."


def cases():
    """Return the rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CASES = cases()


def test_there_are_children_enough():
    assert len({row["child"] for row in CASES}) >= 30


def listed(words):
    """Return the parts of a cell."""
    return [part for part in words.split("; ") if part]


def on_file(row, area, moment):
    """Put the child of a row on file, unborn where only a date of delivery is expected."""
    name, _, rest = row["child"].partition(" ")
    if row["born"].startswith(EXPECTED):
        day = date.fromisoformat(row["born"].removeprefix(EXPECTED))
        unborn = {"born_on": None, "expected_on": day, "birth_certainty": "expected"}
        return child(area, moment, name, rest or "Sandling", **unborn)
    return child(area, moment, name, rest or "Sandling", born_on=date.fromisoformat(row["born"]))


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['case']}-{row['child'].replace(' ', '-')}")
def test_a_child_of_the_table(row, cast, as_user, moment):
    person = on_file(row, cast.area, moment)
    story = (cast, as_user, moment)
    begins = listed(row["discussions"])[0] if row["discussions"] else row["told_on"]
    referred(*story, person, at=noon(begins) - timedelta(days=20))
    with_earlier_plans(person, row, *story)
    if row["kind"] == "initial":
        enquire(person, row, *story)
    conference = confer(person, row, *story) if row["conference"] else None
    correct(row, *story)
    with as_user(cast.worker):
        judge_enquiry(person, row)
        judge_conference(person, row, conference)
        judge_transfer(person, row)
        judge_plan(person, row)
    if row["reviewed"]:
        review(person, row, *story)


def with_earlier_plans(person, row, cast, as_user, moment):
    """Put plans on file that ended before."""
    with as_user(cast.worker):
        episode = Episode.objects.get(person=person)
        for span in listed(row["earlier_plans"]):
            began, ended = span.split(" to ")
            ProtectionPlan(
                child_ids=[person.pk],
                person=person,
                episode=episode,
                area=cast.area,
                team=cast.assessment,
                state="ended",
                began_at=noon(began),
                started_on=date.fromisoformat(began),
                initial_category="NEG",
                latest_category="NEG",
                ended_at=noon(ended),
                ended_on=date.fromisoformat(ended),
                end_reason="no_longer_at_risk",
                recorded_at=moment,
            ).save(force_insert=True)


def enquire(person, row, cast, as_user, moment):
    """Hold the discussions of a row and finish the enquiry."""
    for number, day in enumerate(listed(row["discussions"])):
        decision = "enquiry_joint" if number == 0 else "enquiry_goes_on"
        discussed(cast, as_user, moment, [person], held_at=noon(day), decision=decision)
    with as_user(cast.team_manager):
        enquiry = Enquiry.objects.get(person=person)
    finished(
        cast,
        as_user,
        moment,
        enquiry,
        completed_on=date.fromisoformat(row["finished"]),
        outcome="continuing_risk" if row["conference"] else "no_continuing_risk",
    )


def confer(person, row, cast, as_user, moment):
    """Plan, hold and decide the conference of a row; a plan that moves here is told of first."""
    starts_at = noon(row["conference"])
    if row["kind"] == "transfer_in":
        with as_user(cast.worker):
            told = transfers.notify_in(
                person=person,
                area=cast.area,
                team=cast.assessment,
                notified_on=date.fromisoformat(row["told_on"]),
                other_authority="Wickmoor",
                by=cast.worker,
                at=moment,
            )
            due = told.conference_due_on
        conference = conference_for(
            cast, as_user, moment, [person], kind="transfer_in", starts_at=starts_at, due_on=due
        )
    else:
        conference = conference_for(cast, as_user, moment, [person], starts_at=starts_at)
    conferred(cast, as_user, moment, conference, late_reason=LATE)
    decided(cast, as_user, moment, conference, decision=row["decision"])
    return conference


def correct(row, cast, as_user, moment):
    """Put the date of the first discussion right after the fact."""
    if not row["corrected"]:
        return
    with as_user(cast.worker):
        discussions.correct_discussion(
            discussion=StrategyDiscussion.objects.get(held_at=noon(listed(row["discussions"])[0])),
            held_at=noon(row["corrected"]),
            reason="The minutes give another day.",
            by=cast.worker,
            at=moment,
        )


def written(day):
    """Return a date as the file writes it."""
    return day.isoformat() if day else ""


def judge_enquiry(person, row):
    """Compare what an enquiry says with the file, and its clocks with what it says."""
    if row["kind"] != "initial":
        return
    enquiry = Enquiry.objects.get(person=person)
    assert written(enquiry.completion_due_on) == row["enquiry_due"]
    assert written(enquiry.icpc_due_on) == row["conference_due"]
    assert written(enquiry.icpc_due_from_last_on) == row["conference_due_from_last"]
    counted = Deadline.objects.filter(subject_id=enquiry.pk, clock="CLK-S47-001").exclude(
        cancelled_at__isnull=False, met_at=None
    )
    standing = counted.filter(cancelled_at=None).values_list("due_on", flat=True)
    if row["conference"]:
        assert [written(day) for day in standing] == listed(row["conference_due"])
    if row["corrected"]:
        assert Deadline.objects.filter(subject_id=enquiry.pk, cancelled_at__isnull=False).count() == 2


def judge_conference(person, row, conference):
    """Compare whether the conference was late with the file."""
    if conference is None:
        assert not ConferenceChild.objects.filter(person=person).exists()
        return
    of_child = ConferenceChild.objects.get(person=person)
    assert written(of_child.due_on) == row["conference_due"]
    is_late = of_child.due_on is not None and of_child.held_on > of_child.due_on
    assert YES_NO[is_late] == row["late"]


def judge_transfer(person, row):
    """See that the transfer-in conference met its limit on the day it was held, whatever it decided."""
    if row["kind"] != "transfer_in":
        return
    limit = Deadline.objects.get(clock="CLK-CPC-007", child_ids=[person.pk])
    assert (written(limit.due_on), limit.cancelled_at) == (row["conference_due"], None)
    assert limit.met_at.astimezone(LONDON).date().isoformat() == row["conference"]


def judge_plan(person, row):
    """Compare the plan, its limits and the earlier plans with the file."""
    plan = ProtectionPlan.objects.running().filter(person=person).first()
    assert YES_NO[plan is not None] == YES_NO[row["decision"] == "plan"]
    if plan is None:
        return
    assert plan.began_at.astimezone(LONDON).date().isoformat() == row["conference"]
    assert written(plan.first_core_group_due_on) == row["core_group_due"]
    assert written(plan.visit_due_on) == row["seen_by"]
    assert written(plan.review_due_on) == row["review_due"]
    assert str(plan.previous_plans) == row["plans_before"]
    assert YES_NO[plan.previous_plans > 0] == row["repeat"]
    assert plan.was_unborn is row["born"].startswith(EXPECTED)


def review(person, row, cast, as_user, moment):
    """Hold a review, and compare when the next is due."""
    conference = conference_for(cast, as_user, moment, [person], kind="review", starts_at=noon(row["reviewed"]))
    conferred(cast, as_user, moment, conference, late_reason=LATE)
    decided(cast, as_user, moment, conference, decision="goes_on")
    with as_user(cast.worker):
        plan = ProtectionPlan.objects.running().get(person=person)
        assert written(plan.review_due_on) == row["next_review_due"]
