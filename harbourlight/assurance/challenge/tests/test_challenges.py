"""Challenges in the partnership: raised, answered, taken further, settled, and told to the board by theme."""

from datetime import timedelta
from uuid import uuid4

import pytest

from harbourlight.assurance.improvement.actions import respond
from harbourlight.assurance.improvement.tests.factories import recommendation
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.actions import actions as decisions
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules.actions import Refused, set_number
from harbourlight.practice.frontdoor.tests.factories import receive

from ..actions import answer_challenge, raise_challenge, settle, take_further, withdraw
from ..actions.register import of_practice, themes
from ..choices import CLOCK
from ..models import PartnershipChallenge

pytestmark = pytest.mark.django_db
LIST = "/partnership/challenges/"
SECRET = "The boy's bruises were missed"


@pytest.fixture(autouse=True)
def _somebody_asks(cast, as_user):
    """Ask the database as the business unit."""
    with as_user(cast.business):
        yield


def raised(cast, moment, **given):
    """Put a challenge of the chair to the police, unless the test says otherwise."""
    made = {
        "area": cast.area, "to_agency": cast.police, "challenger": "chair", "theme": "attendance",
        "about": "An empty seat", "reason": "Nobody came to two boards.", "by": cast.chair, "at": moment,
    }  # fmt: skip
    return raise_challenge(**made | given)


def test_a_challenge_runs_its_clock_until_it_is_answered_and_settled(cast, moment):
    record = raised(cast, moment)
    clock = Deadline.objects.get(subject_id=record.pk)
    assert clock.due_on == record.due_on
    answered = answer_challenge(challenge=record, answer="A deputy is named.", by=cast.sergeant, at=moment)
    assert answered.state == "answered"
    assert Deadline.objects.get(subject_id=record.pk).met_at == moment
    with pytest.raises(StepNotAllowed, match="Only whoever raised"):
        settle(challenge=answered, what_changed="All", by=cast.sergeant, at=moment)
    with pytest.raises(StepNotAllowed, match="what changed"):
        settle(challenge=answered, what_changed=" ", by=cast.chair, at=moment)
    done = settle(challenge=answered, what_changed="The seat was filled.", by=cast.chair, at=moment)
    assert (done.state, done.what_changed) == ("settled", "The seat was filled.")


def test_only_the_challenged_agency_answers_and_nobody_their_own(cast, moment):
    record = raised(cast, moment)
    for other in (cast.bob, cast.senior, cast.business):
        with pytest.raises(StepNotAllowed, match="Only the agency"):
            answer_challenge(challenge=record, answer="No", by=other, at=moment)
    with pytest.raises(StepNotAllowed, match="Somebody else"):
        answer_challenge(challenge=record, answer="No", by=cast.chair, at=moment)
    with pytest.raises(StepNotAllowed, match="Enter the answer"):
        answer_challenge(challenge=record, answer=" ", by=cast.sergeant, at=moment)


def test_an_answer_that_does_not_settle_goes_to_the_lead_representatives_with_a_new_clock(cast, moment):
    record = answer_challenge(challenge=raised(cast, moment), answer="No", by=cast.sergeant, at=moment)
    with pytest.raises(StepNotAllowed, match="why it is taken further"):
        take_further(challenge=record, reason="", by=cast.chair, at=moment)
    later = moment + timedelta(days=3)
    further = take_further(challenge=record, reason="Nothing changed", by=cast.chair, at=later)
    assert (further.state, further.level) == ("raised", "leads")
    assert Deadline.objects.filter(subject_id=record.pk).running().count() == 1
    with pytest.raises(StepNotAllowed, match="already"):
        take_further(challenge=further, reason="Again", by=cast.chair, at=later)
    answered = answer_challenge(challenge=further, answer="The leads agreed.", by=cast.business, at=later)
    assert answered.state == "answered"


def test_the_area_says_how_soon_challenges_are_answered(cast, moment):
    usual = raised(cast, moment).due_on
    own = {"rule_id": CLOCK, "area": cast.area, "number": 2, "from_on": moment.astimezone(LONDON).date(), "at": moment}
    set_number(by=cast.business, **own)
    assert raised(cast, moment).due_on < usual
    for nobody in (cast.charlie, cast.senior):
        with pytest.raises(Refused, match="permission"):
            set_number(by=nobody, **own)


def test_what_the_product_finds_is_put_once(cast, moment):
    first = raised(cast, moment, by=None, challenger="board", source=cast.mash)
    assert raised(cast, moment, by=None, challenger="board", source=cast.mash) == first
    assert PartnershipChallenge.objects.count() == 1
    withdraw(challenge=first, reason="It was a mistake", by=cast.business, at=moment)
    assert raised(cast, moment, by=None, challenger="board", source=cast.mash) != first


def test_a_practitioner_raises_none_and_no_words_are_none(cast, moment):
    with pytest.raises(StepNotAllowed, match="permission"):
        raised(cast, moment, by=cast.charlie)
    with pytest.raises(StepNotAllowed, match="what you challenge"):
        raised(cast, moment, about=" ")


def test_the_area_reads_the_challenged_agency_reads_and_whoever_raised_it(cast, moment):
    record = raised(cast, moment, by=cast.councillor, challenger="councillor")
    for reader in (cast.business, cast.chair, cast.board, cast.senior, cast.sergeant, cast.councillor):
        assert list(PartnershipChallenge.objects.visible_to(reader)) == [record], reader
    for stranger in (cast.charlie, cast.bob, cast.nurse, cast.alice, cast.auditor, cast.conference_chair):
        assert not PartnershipChallenge.objects.visible_to(stranger).exists(), stranger


def challenged_decision(cast, moment, as_user):
    """Let Bob challenge a decision about the child whom he told the front door of."""
    with as_user(cast.bob):
        found = receive(cast, moment, by=cast.bob)
        return decisions.raise_challenge(subject=found, agency=cast.council, reason=SECRET, by=cast.bob, at=moment)


def test_challenges_of_decisions_stand_in_the_register_without_a_word_of_the_child(client_for, cast, moment, as_user):
    challenged_decision(cast, moment, as_user)
    (line,) = of_practice(cast.chair, on=moment.date(), at=moment)
    assert (line.kind, line.who, line.to) == ("Decision", "Lantern Street Primary School", "Harbourhaven Council")
    page = client_for(cast.chair).get(LIST).content.decode()
    assert "Lantern Street Primary School" in page
    assert SECRET not in page
    assert of_practice(cast.charlie, on=moment.date(), at=moment) == []


def test_themes_are_told_by_agency(client_for, cast, moment, as_user):
    challenged_decision(cast, moment, as_user)
    answered = answer_challenge(challenge=raised(cast, moment), answer="Yes", by=cast.sergeant, at=moment)
    settle(challenge=answered, what_changed="It changed.", by=cast.chair, at=moment)
    raised(cast, moment, theme="delay")
    day = timedelta(days=1)
    found = {name: (dict(counted), total, settled) for name, counted, total, settled in themes(
        cast.board, first=moment.date() - day, last=moment.date() + day
    )}  # fmt: skip
    assert found == {
        "Harbourhaven Council": ({"threshold": 1}, 1, 0),
        "Southern Shore Police": ({"attendance": 1, "delay": 1}, 2, 1),
    }
    assert "Southern Shore Police" in client_for(cast.board).get(f"{LIST}themes/").content.decode()


def test_a_councillor_challenges_in_the_browser_and_reads_the_answer(client_for, cast, moment):
    councillor = client_for(cast.councillor)
    page = councillor.get(f"{LIST}new/").content.decode()
    assert "Councillor" in page
    assert "Independent chair" not in page
    sent = {
        "submission": uuid4(), "area": cast.area.pk, "challenger": "councillor", "to_agency": cast.police.pk,
        "theme": "delay", "about": "Answers come late", "reason": "Three questions waited.", "wanted": "A week",
    }  # fmt: skip
    answer = councillor.post(f"{LIST}new/", sent)
    record = PartnershipChallenge.objects.get()
    assert answer.headers["Location"] == record.get_absolute_url()
    assert "Answers come late" in councillor.get(f"{LIST}ours/").content.decode()
    assert councillor.get(LIST).status_code == 403
    assert councillor.get(f"{LIST}themes/").status_code == 403
    police = client_for(cast.sergeant)
    assert "Answers come late" in police.get(f"{LIST}ours/").content.decode()
    assert "Answers come late" in police.get("/").content.decode()
    address = record.get_absolute_url()
    replied = {"submission": uuid4(), "answer": "We answer on Mondays.", "version": record.version}
    assert police.get(f"{address}answer/").status_code == 200
    assert police.post(f"{address}answer/", replied).status_code == 302
    assert police.get(f"{address}settle/").status_code == 403
    councillor = client_for(cast.councillor)
    assert "We answer on Mondays" in councillor.get(address).content.decode()
    settled = {"submission": uuid4(), "what_changed": "Answers come on Mondays.", "version": 2}
    assert councillor.post(f"{address}settle/", settled).status_code == 302
    assert "Answers come on Mondays" in councillor.get(address).content.decode()


def test_the_chair_takes_it_further_and_withdraws_in_the_browser(client_for, cast, moment):
    record = raised(cast, moment)
    chair, address = client_for(cast.chair), record.get_absolute_url()
    assert chair.post(f"{address}further/", {"reason": "No answer"}).status_code == 302
    assert "Before the lead representatives" in chair.get(f"{LIST}?state=open&theme=attendance").content.decode()
    assert chair.post(f"{address}withdraw/", {"reason": "Settled by telephone"}).status_code == 302
    assert "No challenge fits" in chair.get(f"{LIST}?state=open").content.decode()
    assert "An empty seat" in chair.get(f"{LIST}list.csv").content.decode()


def test_a_late_recommendation_is_challenged_from_its_page(client_for, cast, moment):
    long_ago = (moment - timedelta(days=400)).date()
    row = recommendation(cast, moment, timescale="immediately", published_on=long_ago).addressees.get()
    row = respond(addressee=row, answer="accepted", by=cast.sergeant, at=moment)
    chair, raising = client_for(cast.chair), f"{LIST}new/?about={row.pk}"
    assert raising in chair.get(f"/recommendations/to/{row.pk}/").content.decode()
    assert "Late: The panel is sent" in chair.get(raising).content.decode()
    sent = {
        "submission": uuid4(), "area": cast.area.pk, "challenger": "chair", "to_agency": cast.police.pk,
        "theme": "recommendation", "about": "Late", "reason": "It is a year late.",
    }  # fmt: skip
    record = PartnershipChallenge.objects.get(pk=chair.post(raising, sent).headers["Location"].split("/")[-2])
    assert record.source_id == row.pk
    assert f"/recommendations/to/{row.pk}/" in chair.get(record.get_absolute_url()).content.decode()
    assert chair.get(f"{LIST}new/?about=x").status_code == 200


def test_charlie_is_refused_everywhere(client_for, cast, moment):
    record = raised(cast, moment)
    charlie = client_for(cast.charlie)
    steps = ("", "answer/", "further/", "settle/", "withdraw/")
    for address in ("", "list.csv", "themes/", "ours/", "new/",
                    *(f"{record.pk}/{step}" for step in steps)):  # fmt: skip
        for ask in (charlie.get, charlie.post):
            assert ask(f"{LIST}{address}").status_code in (403, 404), address
    bob = client_for(cast.bob)
    assert [bob.get(f"{LIST}{record.pk}/{step}").status_code for step in steps] == [404] * 5
