"""Forty police notices on one page: several are rated, opened, decided and handed on at once, each with its result."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ..actions.arrivals import ReportedChild
from ..actions.batches import load_batch, preview_batch
from ..actions.screen import rate
from ..models import Contact
from .stories import row, told

pytestmark = pytest.mark.django_db
ADDRESS = "/front-door/triage/"


@pytest.fixture
def notices(cast, moment, as_user, document):
    """Return three notices of the night: two of one family, and a graver one of another."""
    with as_user(cast.bob):
        first, again, grave = (
            notice(cast, moment, *told_of)
            for told_of in ((3, "Juniper", "standard"), (2, "Juniper", "standard"), (1, "Rowan", "high"))
        )
    return first, again, grave


def notice(cast, moment, hours, name, grade):
    """Receive a notice about a child of this name, at the home of that name."""
    child = ReportedChild(first_name=name, last_name="Halewood", address=f"1 {name} Row", postcode="SO14 2AB")
    return told(
        cast, moment, children=[child], source="police", referrer=None, police_grade=grade,
        happened_at=moment - timedelta(hours=hours),
    )  # fmt: skip


def ticked(*contacts):
    """Return the boxes of some notices as a person saw them."""
    return [f"{contact.pk}:{contact.version}" for contact in contacts]


def sent(client, *contacts, **answers):
    """Do one thing with several notices and return what came of each, by reference."""
    done = client.post(ADDRESS, {"chosen": ticked(*contacts), **answers})
    assert done.status_code == 302, done.context["form"].errors
    return {result.words: (result.said, result.is_done) for result in client.get(ADDRESS).context["results"]}


def test_the_graver_stand_open_and_standard_risk_folds_away_with_how_many_of_the_family(cast, notices, client_for):
    _, _, grave = notices
    choices = client_for(cast.alice).get(ADDRESS).context["form"].fields["chosen"].choices
    (value, words), (group, folded) = choices
    assert value == ticked(grave)[0]
    assert words == "Rowan Halewood: High risk, 1st notice of this family in a year"
    assert group == "Standard risk, or not graded (2)"
    assert [text for _, text in folded] == [
        "Juniper Halewood: Standard risk, 1st notice of this family in a year",
        "Juniper Halewood: Standard risk, 2nd notice of this family in a year",
    ]


def test_several_are_rated_at_once_and_each_has_its_result(cast, notices, as_user, client_for):
    results = sent(client_for(cast.alice), *notices, what="rate", rag="amber")
    assert results == {contact.reference: ("Rated amber", True) for contact in notices}
    assert {row(as_user, cast.alice, contact).rag for contact in notices} == {"amber"}


def test_several_are_decided_for_one_reason_and_what_somebody_changed_meanwhile_is_told_and_left(
    cast, notices, moment, as_user, client_for
):  # fmt: skip
    first, again, grave = notices
    with as_user(cast.alice):
        rate(contact=grave, rag="red", urgency="today", by=cast.alice, at=moment)
    results = sent(
        client_for(cast.manager), *notices, what="no_action", rationale="Words were had.", tier="2"
    )  # fmt: skip
    assert results[first.reference] == results[again.reference] == ("Decided: No further action", True)
    said, is_done = results[grave.reference]
    assert not is_done
    assert "Somebody else changed this" in said
    assert row(as_user, cast.manager, first).rationale == "Words were had."
    assert row(as_user, cast.manager, grave).state == "received"


def test_several_are_handed_on_to_a_team(cast, notices, as_user, client_for):
    first, again, _ = notices
    results = sent(
        client_for(cast.manager), first, again, what="hand_on", outcome="referral", takes_on=str(cast.assessment.pk),
        rationale="A pattern.", tier="3",
    )  # fmt: skip
    assert [is_done for _, is_done in results.values()] == [True, True], results
    assert row(as_user, cast.manager, again).outcome == "referral"


def test_several_are_opened_and_become_mine(cast, notices, as_user, client_for):
    sent(client_for(cast.alice), *notices, what="open")
    assert {row(as_user, cast.alice, contact).owner for contact in notices} == {cast.alice}


def test_a_decision_needs_its_reason_and_its_tier(cast, notices, client_for):
    answer = client_for(cast.manager).post(ADDRESS, {"chosen": ticked(*notices), "what": "no_action"})
    assert set(answer.context["form"].errors) == {"rationale", "tier"}


def test_who_does_not_decide_is_not_offered_it_and_cannot_send_it(cast, notices, as_user, client_for):
    client = client_for(cast.alice)
    assert [value for value, _ in client.get(ADDRESS).context["form"].fields["what"].choices] == ["rate", "open"]
    answer = client.post(ADDRESS, {"chosen": ticked(*notices), "what": "no_action", "rationale": "x", "tier": "2"})
    assert "what" in answer.context["form"].errors
    assert row(as_user, cast.manager, notices[0]).state == "received"


def test_charlie_triages_nothing(cast, notices, client_for):
    assert client_for(cast.charlie).get(ADDRESS).status_code == 403


def test_the_page_asks_as_often_however_many_notices_wait(cast, notices, moment, as_user, client_for):
    client = client_for(cast.alice)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    with as_user(cast.bob):
        for number in range(20):
            notice(cast, moment, 1, f"Child{number}", "standard")
    with CaptureQueriesContext(connection) as many:
        assert client.get(ADDRESS).status_code == 200
    assert len(many) == len(few)


def test_a_notification_received_before_is_left_out_of_the_next_file(cast, moment, as_user):
    def batch(*numbers):
        rows = [
            {"line": line, "errors": [], "values": {
                "notification_number": number, "officer": "PC 1", "received_at": "", "risk": "standard",
                "occurred_at": moment.isoformat(), "domestic_abuse": "no", "circumstances": "Shouting",
                "child": {"first_name": number}, "adults": [],
            }}
            for line, number in enumerate(numbers, 2)
        ]  # fmt: skip
        return preview_batch(area=cast.area, file_name="n.csv", digest="-".join(numbers), rows=rows, by=cast.officer,
                             at=moment)  # fmt: skip

    with as_user(cast.officer):
        assert len(load_batch(batch=batch("N-1", "N-2"), by=cast.officer, at=moment)) == 2
        assert len(load_batch(batch=batch("N-2", "N-3"), by=cast.officer, at=moment)) == 1
    with as_user(cast.manager):
        numbers = Contact.objects.filter(source="police").values_list("external_reference", flat=True)
        assert sorted(numbers) == ["N-1", "N-2", "N-3"]
