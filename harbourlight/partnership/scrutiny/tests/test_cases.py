"""A panel's list across its next four meetings, told as a table and lived for real (operating rules on monitoring)."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from harbourlight.assurance.improvement import actions as improvement
from harbourlight.assurance.improvement.models import Addressee, Hearing
from harbourlight.assurance.improvement.tests.factories import addressed, met
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards.models import Sitting
from harbourlight.partnership.scrutiny import actions
from harbourlight.partnership.scrutiny.actions import hearing

from .stories import panel_of

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[4] / "tests" / "cases" / "panel_lists.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
MADE = datetime(2018, 9, 27, 18, tzinfo=UTC)
BEFORE = timedelta(hours=20)
VERDICTS = {"accepts": "accepts", "does not accept": "refuses", "none": "later", "": "later"}


class Story:
    """One recommendation of a panel to the council."""

    def __init__(self, cast, panel):
        self.cast, self.panel = cast, panel
        about = {"body_key": panel.key, "body_name": panel.name, "agencies": [cast.council]}
        self.pk = addressed(cast, MADE, **about).pk

    @property
    def row(self):
        """The recommendation as it is now."""
        return Addressee.objects.select_related("recommendation").get(pk=self.pk)

    @property
    def is_on_list(self):
        """Whether it stands on the panel's list."""
        return self.pk in {row.pk for row, _ in hearing.monitored(self.panel)}

    def came_of_it(self, sitting, was_on_list, was_refused):
        """Return what a meeting made of it, in the words of the table."""
        if not was_on_list:
            return "not on the list"
        heard = Hearing.objects.at_meeting(sitting.meeting_id).filter(addressee=self.pk).first()
        ends = {"accepted": "accepted as completed, removed", "reported": "rejection reported, removed"}
        stays = "stays" if heard or sitting.meeting.held_at is None else "left out of the report, stays"
        words = "no quorum, stays" if was_refused and not sitting.meeting.is_quorate else stays
        return f"on the list, {ends.get(self.row.state, words)}"

    def between(self, told):
        """Do what happened between the meetings: a rejection, and its being taken back."""
        for event in filter(None, told.split(" | ")):
            day, _, what = event.partition(": ")
            at = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + BEFORE
            by = {"addressee": self.row, "reason": what, "by": self.cast.senior, "at": at}
            if "withdrawn" in what:
                improvement.withdraw_refusal(**by)
            else:
                improvement.respond(answer="rejected", **by)

    def say(self, status, at):
        """Say how it stands before a meeting."""
        if status == "completed" and self.row.state in ("asked", "agreed"):
            if self.row.state == "asked":
                improvement.respond(addressee=self.row, answer="accepted", by=self.cast.senior, at=at)
            improvement.claim_done(
                addressee=self.row, what_was_done="Sent.", what_changed="More places.", by=self.cast.senior, at=at
            )

    def meet(self, told):
        """Hold a meeting as the row tells, and write down what it made of the list."""
        on = date.fromisoformat(told["meeting"])
        meeting = met(self.cast, on, key=self.panel.key, is_quorate=told["is_quorate"] == "yes")
        meeting.held_at += timedelta(hours=17)
        if told["is_held"] == "no":
            meeting.state, meeting.held_at = "not_held", None
        meeting.save()
        sitting = Sitting.objects.create(group=self.panel, meeting=Meeting.objects.get(pk=meeting.pk), kind="ordinary")
        verdict = VERDICTS[told["panel"]] if told["is_reported"] != "no" else "not_reported"
        at = meeting.starts_at + timedelta(hours=20)
        write = {"sitting": sitting, "by": self.cast.business, "at": at}
        if told["is_held"] == "no":
            with pytest.raises(StepNotAllowed, match="once it was held"):
                actions.hear_list(verdicts=[], **write)
            return self.came_of_it(sitting, self.is_on_list, was_refused=False)
        was_on_list, was_refused = self.is_on_list, self.refuses(verdict, told)
        if was_refused:
            with pytest.raises(StepNotAllowed):
                actions.hear_list(verdicts=[(self.row, verdict, "So it said.")], **write)
            verdict = "later"
        actions.hear_list(verdicts=[(self.row, verdict, "So it said.")], **write)
        return self.came_of_it(sitting, was_on_list, was_refused)

    def refuses(self, verdict, told):
        """Say whether the product refuses to write down a verdict: on what is not done, or without a quorum."""
        is_verdict = verdict in ("accepts", "refuses") and self.is_on_list
        return is_verdict and (self.row.state != "done" or told["is_quorate"] == "no")


@pytest.fixture
def panel(cast):
    """Return the panel, with its councillors."""
    return panel_of(cast, MADE).panel


@pytest.mark.parametrize("case", dict.fromkeys(row["case"] for row in ROWS))
def test_a_recommendation_stands_on_the_list_and_leaves_it_as_the_table_says(case, cast, panel, as_user):
    rows = [row for row in ROWS if row["case"] == case]
    with as_user(cast.business):
        story = Story(cast, panel)
        story.between(rows[0]["between"])
        for told in rows:
            on = datetime.combine(date.fromisoformat(told["meeting"]), datetime.min.time(), UTC)
            story.say(told["status"], on - timedelta(hours=4))
            assert story.is_on_list == (told["on_the_list_then"] == "yes"), told
            assert story.meet(told) == told["what_comes_of_it"], told
            assert story.is_on_list == (told["stays_on_the_list"] == "yes"), told
        left = story.row.left_list_on
        assert (left.isoformat() if left else "never") == rows[0]["removed_after"]


def test_what_never_leaves_shows_its_age_and_its_four_reports_after_the_fifth_meeting(cast, panel, as_user, client_for):
    rows = [row for row in ROWS if row["case"].startswith("'Update to be provided'")]
    with as_user(cast.business):
        story = Story(cast, panel)
        for told in rows:
            story.meet(told)
        assert Hearing.objects.filter(addressee=story.pk, verdict="noted").count() == len(rows) == 4
        assert story.row.age_in_days(date(2019, 5, 30)) == 245
    page = client_for(cast.business).get(story.row.get_absolute_url()).content.decode()
    assert page.count("Waits for an answer. Reported") == 4


def test_a_rejection_and_its_being_taken_back_stay_in_the_history(cast, panel, as_user):
    with as_user(cast.business):
        story = Story(cast, panel)
        story.between("2018-10-16: rejected | 2018-11-20: rejection withdrawn")
        steps = list(StepTaken.objects.filter(subject_id=story.pk).values_list("step", flat=True))
    assert {"withdraw_refusal", "reject"} <= set(steps)
