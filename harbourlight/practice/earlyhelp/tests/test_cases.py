"""The worked cases of tests/cases/earlyhelp.csv, each driven through the real actions."""

import csv
from datetime import date, datetime, time
from pathlib import Path

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules.tests.factories import keeps
from harbourlight.practice.childinneed.actions import refer
from harbourlight.practice.childinneed.models import Episode

from .. import actions, indicators
from ..models import Case
from ..pathway import ALLOCATION, ASSESSMENT, REFUSAL, REVIEW
from .stories import agreed, family

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[4] / "tests" / "cases" / "earlyhelp.csv"
NUMBERS = {
    "allocation_days": ALLOCATION, "assessment_days": ASSESSMENT, "review_weeks": REVIEW, "decision_days": REFUSAL,
}  # fmt: skip
WRITTEN = ("strengths", "worries", "parents_view", "what_would_help", "analysis")
AS_OF = datetime(2026, 11, 20, 10, tzinfo=LONDON)


def cases():
    """Return the rows of the file, each under the name of its family."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["case"]) for row in csv.DictReader(lines)]


CASES = cases()


def test_there_are_families_enough():
    assert len(CASES) >= 20
    assert len({case.id for case in CASES}) == len(CASES)


def at(day):
    """Return ten in the morning of a day of the file."""
    return datetime.combine(date.fromisoformat(day), time(10), LONDON)


class Story:
    """One family of the file, told step by step: the team names the lead, and the school's lead does the rest."""

    def __init__(self, row, cast, as_user):
        self.row, self.cast, self.as_user = row, cast, as_user
        keeps(cast.area, {rule: int(row[name]) for name, rule in NUMBERS.items() if row[name]})
        self.people = family(cast, at(row["taken_on"]), f"Isla {row['case']}")

    def does(self, person, action, day, **answers):
        """Let somebody take a step on a day."""
        with self.as_user(person):
            return action(case=self.case, by=person, at=at(day), **answers)

    def begin(self):
        """Take the family on, from the front door or from social care."""
        row, cast = self.row, self.cast
        if row["stepped_down_on"]:
            return self.step_down()
        with self.as_user(cast.manager):
            return actions.accept(
                people=self.people, area=cast.area, team=cast.early_help, by=cast.manager, at=at(row["taken_on"])
            )

    def step_down(self):
        """Refer the child, step the family down, and close the episode of need."""
        day, cast = self.row["stepped_down_on"], self.cast
        with self.as_user(cast.worker):
            episodes = self.refer(day)
            case = actions.take_step_down(
                episodes=episodes, summary="Safe now.", by=cast.worker, at=at(day),
                stepped_down_on=date.fromisoformat(day),
            )  # fmt: skip
            Episode.objects.filter(pk=episodes[0].pk).update(closed_on=date.fromisoformat(day), close_reason="RC7")
        return case

    def refer(self, day):
        """Refer the child to social care."""
        cast = self.cast
        return refer(
            people=self.people, area=cast.area, team=cast.assessment, referred_at=at(day), source="2A",
            by=cast.worker, at=at(day),
        )  # fmt: skip

    def tell(self):
        """Take every step that the file tells."""
        self.case = self.begin()
        steps = {
            "lead_on": self.allocate, "consent": self.answer, "assessed_on": self.assess, "plan_on": self.plan,
            "decided_on": self.decide, "closed_on": self.close, "referred_again_on": self.refer_again,
        }  # fmt: skip
        for told, take in steps.items():
            if self.row[told]:
                take()

    def allocate(self):
        """Let the team name the school's safeguarding lead."""
        lead = self.cast.bob
        self.case = self.does(self.cast.helper, actions.allocate, self.row["lead_on"], lead=lead)

    def answer(self):
        """Record what the family said; who withdraws has agreed before."""
        if self.row["consent"] == "withdrawn":
            self.ask("given")
        self.ask(self.row["consent"])

    def close(self):
        """Close the case with the family's own view."""
        ends = {"closing": "universal", "what_changed": "Enough.", "family_view": "Fine."}
        self.case = self.does(self.cast.bob, actions.close, self.row["closed_on"], **ends)

    def refer_again(self):
        """Refer the child to social care again."""
        with self.as_user(self.cast.worker):
            self.refer(self.row["referred_again_on"])

    def ask(self, answer):
        """Record what the family said."""
        day = self.row["asked_on"]
        with self.as_user(self.cast.bob):
            self.case = agreed(self.case, self.cast.bob, at(day), answer=answer)

    def assess(self):
        """Start the assessment where that is allowed, and complete it on the day the file tells."""
        row, lead = self.row, self.cast.bob
        if row["may_assess"] == "no":
            with pytest.raises(StepNotAllowed):
                self.does(lead, actions.start_assessment, row["assessed_on"])
            return
        self.case = self.does(lead, actions.start_assessment, row["assessed_on"])
        with self.as_user(lead):
            actions.write_assessment(
                assessment=actions.assessment_in_hand(self.case), answers=dict.fromkeys(WRITTEN, "Words"),
                voices={self.people[0].pk: "I like it here."}, by=lead, at=at(row["agreed_on"]),
            )  # fmt: skip
        day = date.fromisoformat(row["agreed_on"])
        self.case = self.does(lead, actions.complete_assessment, row["agreed_on"], agreed_on=day)

    def plan(self):
        """Start the plan, and review it where the file says so."""
        row, lead = self.row, self.cast.bob
        outcomes = [{"what": "Calm mornings", "measure": "In school by nine"}]
        self.case = self.does(lead, actions.start_plan, row["plan_on"], outcomes=outcomes)
        self.reviewed = {"due": self.clock(REVIEW)}
        if row["reviewed_on"]:
            with self.as_user(lead):
                (outcome,) = actions.plan_of(self.case).outcomes.all()
            self.case = self.does(
                lead, actions.review, row["reviewed_on"], held_on=date.fromisoformat(row["reviewed_on"]), who="All",
                summary="Better.", family_view="Good.", progress={outcome.pk: (4, "")},
            )  # fmt: skip

    def decide(self):
        """Decide what happens after the refusal."""
        ways = {
            "close": {"advice": "The family hub."},
            "try_again": {"another": self.cast.nurse},
            "step_up": {"team": self.cast.assessment},
        }
        way = self.row["way_on"]
        self.case = self.does(
            self.cast.bob, actions.decide_refusal, self.row["decided_on"], way_on=way, reason="So.", **ways[way]
        )

    def clock(self, name):
        """Return the newest clock of a kind, or None."""
        with as_system("the test reads clocks"):
            return Deadline.objects.filter(subject_id=self.case.pk, clock=name).order_by("-started_at").first()


def stands(clock):
    """Return how a clock stands, as the file says it."""
    if clock is None:
        return ""
    if clock.cancelled_at:
        return "cancelled"
    if clock.met_at:
        return "in time" if clock.met_at <= clock.due_at else "late"
    return "late" if clock.due_at < AS_OF else "running"


def due(clock):
    """Return when a clock is due, as the file says it."""
    return clock.due_on.isoformat() if clock else ""


@pytest.mark.parametrize("row", CASES)
def test_a_family_goes_as_the_file_tells(row, cast, as_user):
    story = Story(row, cast, as_user)
    story.tell()
    allocation, assessment, refusal = (story.clock(name) for name in (ALLOCATION, ASSESSMENT, REFUSAL))
    assert (due(allocation), stands(allocation)) == (row["lead_due"], row["lead_status"])
    assert (due(assessment), stands(assessment)) == (row["assessment_due"], row["assessment_status"])
    assert (due(refusal), stands(refusal)) == (row["decision_due"], row["decision_status"])
    if row["plan_on"]:
        assert due(story.reviewed["due"]) == row["review_due"]
        newest = story.clock(REVIEW)
        told = row["next_review_due"]
        assert told in {due(newest), stands(newest)} if told else due(newest) == row["review_due"]
    with as_system("the test reads how the case ended"):
        case = Case.objects.get()
        assert case.state == row["state"]
        assert ("yes" if Case.objects.without_decision().exists() else "no") == row["waits"]
        if row["came_back"]:
            found = indicators.referred_again(Case.objects.all())
            assert ("yes" if found else "no") == row["came_back"]
