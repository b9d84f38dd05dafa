"""A committee's decision about practice, put to the executive by correspondence: asked, answered, judged, kept."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings.types import CONSENT_THEN_MAJORITY, Present
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions.agreeing import CHOICE_OF, Answer, judge
from harbourlight.partnership.boards.choices import Reached
from harbourlight.partnership.boards.models import BoardDecision, Consulted
from harbourlight.partnership.boards.pathway import PARTNERS

from .stories import bodies, held, planned
from .test_cases import KINDS
from .test_pages import at, page, refused, send

pytestmark = pytest.mark.django_db
CASES = Path(__file__).resolve().parents[4] / "tests" / "cases" / "agreements_by_correspondence.csv"
WHAT = "Everybody uses the new form."


def cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", cases(), ids=lambda row: row["case"])
def test_the_executive_agrees_or_not_by_the_rule_that_decides(row):
    answers = [
        Answer(Present(name, *kind, "member"), "" if row[name] == "silent" else CHOICE_OF[Reached(row[name])])
        for name, kind in KINDS.items()
        if row[name]
    ]
    verdict = judge(CONSENT_THEN_MAJORITY, PARTNERS, answers, is_over=row["over"] == "yes")
    if row["outcome"] == "open":
        assert verdict is None
        return
    assert verdict.is_valid == (row["outcome"] == "stands"), verdict.why
    assert verdict.how == row["rule"]
    assert (verdict.how == "not_quorate") == (row["outcome"] == "waits")


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


@pytest.fixture
def waits(made, cast, moment, as_user):
    """Return a decision of the committee that waits for the executive."""
    sitting = held(planned(made.committee, cast, moment, days=-20), cast, (cast.senior, cast.sergeant, cast.board))
    with as_user(cast.business):
        return actions.decide(sitting=sitting, what=WHAT, touches_practice=True, by=cast.business, at=moment)


@pytest.fixture
def asked(waits, cast, moment, as_user):
    """Return it as put to the executive for a week."""
    with as_user(cast.business):
        due_on = moment.date() + timedelta(days=7)
        return actions.ask_agreement(decision=waits, due_on=due_on, by=cast.business, at=moment)


def answers(asked, made, cast, as_user, moment, **said):
    """Let members of the executive answer, each as themselves."""
    who = {"Council": cast.senior, "Police": cast.sergeant, "Health": cast.board}
    for title, reached in said.items():
        with as_user(who[title]):
            actions.answer_agreement(
                decision=asked, membership=made.members["executive", title], reached=reached, by=who[title], at=moment,
                said="Not yet." if reached == "disagrees" else "",
            )  # fmt: skip


def fresh(record):
    """Return the decision as it now is."""
    with as_system("the test looks"):
        return BoardDecision.objects.select_related("decision").get(pk=record.pk)


def test_it_stands_once_all_agree_and_the_decision_says_so(asked, made, cast, moment, as_user):
    with as_system("the test looks"):
        assert Deadline.objects.running().get(subject_id=asked.pk).owner == cast.business
    answers(asked, made, cast, as_user, moment, Council="agrees", Police="agrees")
    assert fresh(asked).standing == "waits"
    answers(asked, made, cast, as_user, moment, Health="agrees")
    stands = fresh(asked)
    assert stands.standing == "stands"
    assert stands.decision.is_valid
    assert "Haven Executive agreed by correspondence on" in stands.decision.rule_words
    with as_system("the test looks"):
        assert Deadline.objects.get(subject_id=asked.pk).met_at == moment
        assert Consulted.objects.filter(decision=asked).count() == 3


def test_a_partner_who_disagrees_says_why_and_it_falls(asked, made, cast, moment, as_user):
    with as_user(cast.sergeant), pytest.raises(StepNotAllowed, match="why they disagree"):
        actions.answer_agreement(
            decision=asked, membership=made.members["executive", "Police"], reached="disagrees", by=cast.sergeant,
            at=moment,
        )  # fmt: skip
    answers(asked, made, cast, as_user, moment, Police="disagrees", Council="agrees", Health="agrees")
    falls = fresh(asked)
    assert falls.standing == "not_agreed"
    assert not falls.decision.is_valid
    assert "not every statutory safeguarding partner agreed" in falls.decision.rule_words


def test_a_member_may_change_their_answer_and_both_stay_in_the_log(asked, made, cast, moment, as_user):
    answers(asked, made, cast, as_user, moment, Police="disagrees", Council="agrees")
    answers(asked, made, cast, as_user, moment + timedelta(hours=1), Police="agrees", Health="agrees")
    assert fresh(asked).standing == "stands"
    with as_system("the test looks"):
        assert Consulted.objects.filter(decision=asked).count() == 4


def test_without_its_quorum_in_time_it_waits_for_the_next_meeting(asked, made, cast, moment, as_user):
    answers(asked, made, cast, as_user, moment, Council="agrees", Health="agrees")
    assert actions.settle_what_is_over(at=moment) == []
    later = moment + timedelta(days=9)
    with as_system("the product itself"):
        assert len(actions.settle_what_is_over(at=later)) == 1
    waits = fresh(asked)
    assert waits.standing == "waits"
    assert waits.asked_at is None
    assert "missing the police" in waits.decision.rule_words
    assert "waits for the next meeting" in waits.decision.rule_words


def test_a_meeting_may_agree_first_and_then_nobody_is_asked_any_more(asked, made, cast, moment, as_user):
    everyone = (cast.senior, cast.sergeant, cast.board)
    sitting = held(planned(made.executive, cast, moment, days=-10), cast, everyone)
    with as_user(cast.business):
        actions.decide(sitting=sitting, what="Agreed.", answers=asked, by=cast.business, at=moment)
    assert fresh(asked).standing == "stands"
    with as_system("the test looks"):
        assert Deadline.objects.get(subject_id=asked.pk).cancelled_at
    with pytest.raises(StepNotAllowed, match="not any more"):
        answers(asked, made, cast, as_user, moment, Police="agrees")


def test_nobody_answers_for_another_but_who_keeps_the_letters(asked, made, cast, moment, as_user):
    police = made.members["executive", "Police"]
    with as_user(cast.board), pytest.raises(StepNotAllowed, match="somebody else"):
        actions.answer_agreement(decision=asked, membership=police, reached="agrees", by=cast.board, at=moment)
    with as_user(cast.business):
        line = actions.answer_agreement(
            decision=asked, membership=police, reached="agrees", how="Telephone", by=cast.business, at=moment
        )
    assert line.recorded_by == cast.business
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="voting member"):
        actions.answer_agreement(
            decision=asked, membership=made.members["board", "Schools"], reached="agrees", by=cast.business, at=moment
        )


def test_only_who_oversees_asks_and_only_about_what_waits(waits, asked, made, cast, moment, as_user):
    due_on = moment.date() + timedelta(days=7)
    for who in (cast.bob, cast.charlie, cast.councillor, cast.sergeant):
        with as_user(who), pytest.raises(StepNotAllowed):
            actions.ask_agreement(decision=waits, due_on=due_on, by=who, at=moment)
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="time to answer"):
        actions.ask_agreement(decision=waits, due_on=moment.date(), by=cast.business, at=moment)
    answers(asked, made, cast, as_user, moment, Council="agrees", Police="agrees", Health="agrees")
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="does not wait"):
        actions.ask_agreement(decision=waits, due_on=due_on, by=cast.business, at=moment)


def test_it_is_asked_answered_and_read_on_the_pages(waits, made, cast, moment, client_for):
    client = client_for(cast.business)
    assert "was not asked by correspondence" in page(client, at("agreement", waits))
    when = moment + timedelta(days=7)
    day = {"due_on-day": when.day, "due_on-month": when.month, "due_on-year": when.year}
    send(client, at("agreement_ask", waits), **day)
    police = client_for(cast.sergeant)
    assert "Agreement of the executive" in page(police, "/")
    assert WHAT in page(police, "/boards/mine/")
    own = {"membership": str(made.members["executive", "Police"].pk), "how": "", "said": ""}
    assert "why they disagree" in refused(police, at("agreement", waits), reached="disagrees", **own)
    send(police, at("agreement", waits), reached="disagrees", **own | {"said": "Forms take time."})
    assert "Agreement of the executive" not in page(police, "/")
    assert WHAT not in page(police, "/boards/mine/")
    client = client_for(cast.business)
    assert "Forms take time." in page(client, at("agreement", waits))
    assert "Forms take time." in page(client, at("sitting", waits.sitting))
    assert "asked by correspondence until" in page(client, at("group", made.executive))


@pytest.mark.parametrize("name", ["charlie", "bob", "councillor", "alice", "auditor", "nurse"])
def test_its_address_opens_nothing_to_whom_it_is_not_put(name, asked, cast, client_for):
    client = client_for(getattr(cast, name))
    for place in ("agreement", "agreement_ask"):
        assert client.get(at(place, asked)).status_code == 404
        assert client.post(at(place, asked), {"reached": "agrees"}).status_code == 404
    assert "Agreement of the executive" not in page(client, "/")
