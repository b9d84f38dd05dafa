"""Lives of recommendations across the meetings of the panel that made them, told as a table and lived for real."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..actions import (
    ask_again,
    claim_done,
    judge,
    plan_reaudit,
    record_reaudit,
    report_to_panel,
    respond,
    set_rule,
    withdraw,
    withdraw_refusal,
)
from ..actions.monitor import list_of
from ..models import Addressee, Hearing
from .factories import PANEL, addressed, met

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[4] / "tests" / "cases" / "recommendations.csv"
KEY = PANEL["body_key"]
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
CASES = list(dict.fromkeys(row["case"] for row in ROWS))
MEETINGS = ("2018-09-27", "2018-11-29", "2019-01-31", "2019-03-28", "2019-06-27")


def noon(text):
    """Return noon of a day of the table."""
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC) + timedelta(hours=12)


class Life:
    """One recommendation of the table as it is lived."""

    def __init__(self, cast):
        """Begin with nothing made."""
        self.cast, self.pk = cast, None

    @property
    def row(self):
        """The recommendation as it is now."""
        return Addressee.objects.get(pk=self.pk)

    def do(self, told):
        """Do what one row of the table tells."""
        verb, _, day = told["does"].partition("_of_")
        verb, _, at_day = verb.partition("_at_")
        by, at, words = getattr(self.cast, told["who"]), noon(told["on"]), told["words"]
        meeting = date.fromisoformat(day or at_day or told["on"])
        getattr(self, verb)(words, meeting, {"by": by, "at": at})

    def look(self, words, meeting, who):
        """Only look."""

    def at_once(self, words, meeting, who):
        """Set the other rule."""
        set_rule(area=self.cast.area, **PANEL, rejected_leaves="at_once", **who)

    def recommend(self, words, meeting, who):
        """Make it."""
        self.pk = addressed(self.cast, who["at"], by=who["by"], text=words).pk

    def accept(self, words, meeting, who):
        """Accept it; whoever rejected it withdraws that."""
        if self.row.state == "rejected":
            withdraw_refusal(addressee=self.row, reason="Money came.", **who)
        else:
            respond(addressee=self.row, answer="accepted", **who)

    def vary(self, words, meeting, who):
        """Accept it in other words."""
        respond(addressee=self.row, answer="varied", varied_words=words, **who)

    def reject(self, words, meeting, who):
        """Reject it."""
        respond(addressee=self.row, answer="rejected", reason=words, **who)

    def claim(self, words, meeting, who):
        """Say that it is done, and what changed."""
        done, _, changed = words.partition("|")
        claim_done(addressee=self.row, what_was_done=done, what_changed=changed, **who)

    def report(self, words, meeting, who):
        """Report the list to a meeting."""
        report_to_panel(meeting=met(self.cast, meeting, title=words), **who)

    def judged(self, accepts, words, meeting, who, body_key=KEY):
        """Write down what a body decided."""
        sitting = met(self.cast, meeting, key=body_key)
        judge(addressee=self.row, meeting=sitting, accepts=accepts, reason=words, **who)

    def accept_done(self, words, meeting, who):
        """Accept that it is done."""
        self.judged(True, words, meeting, who)

    def refuse(self, words, meeting, who):
        """Do not accept it."""
        self.judged(False, words, meeting, who)

    def accept_for_the_board(self, words, meeting, who):
        """Accept it for a body that did not make it."""
        self.judged(True, words, meeting, who, body_key="board")

    def again(self, words, meeting, who):
        """Make it again."""
        ask_again(addressee=self.row, meeting=met(self.cast, meeting), reason=words, **who)

    def withdraw(self, words, meeting, who):
        """Withdraw it."""
        withdraw(addressee=self.row, meeting=met(self.cast, meeting), reason=words, **who)

    def audited(self, found, words, who):
        """Look at it again."""
        day = who["at"].date() + timedelta(days=60)
        planned = plan_reaudit(recommendation=self.row.recommendation, what="The same files", due_on=day, **who)
        due = day if found == "not_held" else None
        record_reaudit(reaudit=planned, found=found, note=words, done_on=who["at"].date(), due_on=due, **who)

    def held(self, words, meeting, who):
        """Find that it holds."""
        self.audited("held", words, who)

    def partly(self, words, meeting, who):
        """Find that it holds in part."""
        self.audited("partly", words, who)

    def not_held(self, words, meeting, who):
        """Find that it does not hold."""
        self.audited("not_held", words, who)


def lived(life, told):
    """Do a row of the table; refused where the table says so, with its words."""
    if told["refused"]:
        with pytest.raises(StepNotAllowed, match=told["refused"]):
            life.do(told)
    else:
        life.do(told)


def check(life, told):
    """Compare a recommendation with what the table says."""
    if not told["state"]:
        return
    row = life.row
    heard = Hearing.objects.filter(addressee=row).count()
    left = row.left_list_on.isoformat() if row.left_list_on else ""
    on_list = "yes" if list_of(KEY).filter(pk=row.pk).exists() else "no"
    expected = (told["state"], told["on_list"], told["left_on"], told["heard"])
    assert (row.state, on_list, left, str(heard)) == expected, told


@pytest.mark.parametrize("case", CASES)
def test_a_recommendation_lives_as_the_table_says(case, cast, as_user):
    life = Life(cast)
    with as_user(cast.business):
        for told in ROWS:
            if told["case"] == case:
                lived(life, told)
                check(life, told)


def test_all_of_them_together_stand_on_one_list_at_each_of_five_meetings(cast, as_user):
    """Told in the order of their dates, each meeting hears what is on the list that day and nothing else."""
    together = [case for case in CASES if case != "a body whose rejected ones leave at once"]
    lives = {case: Life(cast) for case in together}
    told = sorted((row for row in ROWS if row["case"] in lives and row["does"] != "report"), key=lambda row: row["on"])
    told = [row for row in told if not row["does"].startswith("report_of")]
    with as_user(cast.business):
        for meeting in MEETINGS:
            for row in [row for row in told if row["on"] < meeting]:
                lived(lives[row["case"]], row)
            told = [row for row in told if row["on"] >= meeting]
            before = set(list_of(KEY).values_list("pk", flat=True))
            sitting = met(cast, date.fromisoformat(meeting))
            reported = report_to_panel(meeting=sitting, by=cast.business, at=noon(meeting))
            assert {line.addressee_id for line in reported} == before
            after = set(list_of(KEY).values_list("pk", flat=True))
            rejected = {line.addressee_id for line in reported if line.standing == "rejected"}
            assert after == before - rejected
            for row in [row for row in told if row["on"] == meeting]:
                lived(lives[row["case"]], row)
            told = [row for row in told if row["on"] > meeting]
        assert not told
        last = {row["case"]: row for row in ROWS if row["case"] in lives}
        assert {case: life.row.state for case, life in lives.items() if last[case]["on_list"] == "no"} == {
            case: row["state"] for case, row in last.items() if row["on_list"] == "no"
        }


def test_every_state_and_every_step_of_the_life_is_in_the_table():
    from ..pathway import RECOMMENDATION

    assert {row["state"] for row in ROWS if row["state"]} == set(RECOMMENDATION.states)
    done = {row["does"].partition("_of_")[0] for row in ROWS if not row["refused"]}
    for verb in (
        "accept",
        "vary",
        "reject",
        "claim",
        "accept_done",
        "refuse",
        "report",
        "again",
        "withdraw",
        "not_held",
    ):
        assert verb in done, verb
