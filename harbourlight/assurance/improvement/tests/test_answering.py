"""Recommendations are made, answered, acted on, claimed done and judged, by those who may and in order."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from harbourlight.foundations.actions.actions import accept, report_done
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..actions import (
    ask_again,
    claim_done,
    give,
    judge,
    move_date,
    note_progress,
    publish,
    respond,
    withdraw,
    withdraw_refusal,
)
from ..actions.recommend import due_of
from ..models import Addressee, Recommendation
from .factories import addressed, london, met, recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _somebody_asks(cast, as_user):
    """Ask the database as the business unit: steps and actions are seen by whoever is signed in."""
    with as_user(cast.business):
        yield


@pytest.mark.parametrize(
    ("timescale", "published", "due"),
    [
        ("immediately", date(2018, 6, 29), date(2018, 6, 29)),
        ("three_months", date(2018, 6, 29), date(2018, 9, 29)),
        ("six_months", date(2018, 6, 29), date(2018, 12, 29)),
        ("three_months", date(2018, 11, 30), date(2019, 2, 28)),
        ("six_months", date(2019, 8, 31), date(2020, 2, 29)),
    ],
)
def test_a_timescale_becomes_a_date_from_publication(timescale, published, due):
    assert due_of(timescale, published) == due


def test_a_date_of_its_own_is_not_before_publication():
    with pytest.raises(StepNotAllowed, match="before the day of publication"):
        due_of("by_date", date(2018, 6, 29), date(2018, 6, 28))
    with pytest.raises(StepNotAllowed, match="Enter the date"):
        due_of("by_date", date(2018, 6, 29))


def test_each_agency_and_body_addressed_answers_for_itself(cast, moment):
    made = recommendation(
        cast, moment, agencies=[cast.police, cast.health], bodies=[("training", "Training committee")]
    )
    assert sorted(row.who for row in made.addressees.all()) == sorted(
        ["Harbourhaven Integrated Care", "Southern Shore Police", "Training committee"]
    )
    assert all(row.state == "asked" for row in made.addressees.all())


def test_the_same_resolution_is_one_recommendation(cast, moment):
    first = recommendation(cast, moment, origin=cast.mash)
    assert recommendation(cast, moment, origin=cast.mash) == first
    assert recommendation(cast, moment, origin=cast.mash, text="Something else is done.") != first


def test_a_practitioner_recommends_nothing(cast, moment):
    with pytest.raises(StepNotAllowed, match="permission"):
        recommendation(cast, moment, by=cast.charlie)
    assert not Recommendation.objects.exists()


def test_the_police_accept_what_is_put_to_them_and_nobody_else_does(cast, moment):
    row = addressed(cast, moment)
    with pytest.raises(StepNotAllowed, match="Only those"):
        respond(addressee=row, answer="accepted", by=cast.bob, at=moment)
    agreed = respond(addressee=row, answer="accepted", by=cast.sergeant, at=moment)
    assert (agreed.state, agreed.answer, agreed.answered_by) == ("agreed", "accepted", cast.sergeant)
    assert StepTaken.objects.filter(subject_id=row.pk, step="accept").exists()


def test_a_rejection_says_why_and_a_variation_in_which_words(cast, moment):
    row = addressed(cast, moment)
    with pytest.raises(StepNotAllowed, match="why it is rejected"):
        respond(addressee=row, answer="rejected", by=cast.sergeant, at=moment)
    with pytest.raises(StepNotAllowed, match="the words"):
        respond(addressee=row, answer="varied", by=cast.sergeant, at=moment)
    varied = respond(
        addressee=row, answer="varied", varied_words="Destinations are sent once a year.", by=cast.sergeant, at=moment
    )
    assert varied.words == "Destinations are sent once a year."


def test_an_answer_is_taken_once_however_often_it_is_sent(cast, moment):
    row = addressed(cast, moment)
    one = respond(addressee=row, answer="accepted", by=cast.sergeant, at=moment, submission=row.pk)
    again = respond(addressee=row, answer="accepted", by=cast.sergeant, at=moment, submission=row.pk)
    assert one.version == again.version


def test_nothing_is_claimed_done_while_an_action_is_open(cast, moment):
    row = respond(addressee=addressed(cast, moment), answer="accepted", by=cast.sergeant, at=moment)
    due = london(moment) + timedelta(days=30)
    action = give(addressee=row, what="Write the list", due_on=due, owner=cast.sergeant, by=cast.sergeant, at=moment)
    assert action.source_id == row.pk
    assert action.owner_agency == cast.police
    claim = {"addressee": row, "what_was_done": "The list went out.", "by": cast.sergeant, "at": moment}
    with pytest.raises(StepNotAllowed, match="still to be done"):
        claim_done(what_changed="Young people were offered places sooner.", **claim)
    report_done(action=action, what_was_done="Written", what_changed="Nothing yet", by=cast.sergeant, at=moment)
    done = claim_done(what_changed="Eleven of fourteen left care with a place to go to.", **claim)
    assert done.state == "done"
    assert not done.only_repeats
    accept(action=action, by=cast.business, at=moment)


def test_an_impact_that_only_repeats_the_recommendation_or_an_action_is_marked(cast, moment):
    row = respond(addressee=addressed(cast, moment), answer="accepted", by=cast.sergeant, at=moment)
    done = claim_done(
        addressee=row,
        what_was_done="Sent in May.",
        what_changed="The panel was sent the destinations of young people who leave care.",
        by=cast.sergeant,
        at=moment,
    )
    assert done.only_repeats
    said = {"addressee": done, "meeting": met(cast, london(moment)), "accepts": True, "by": cast.chair, "at": moment}
    with pytest.raises(StepNotAllowed, match="only repeats"):
        judge(**said)
    assert Addressee.objects.get().state == "done"
    assert judge(**said, reason="The list itself is what young people asked for.").state == "accepted"


def test_only_the_body_that_made_it_judges_and_never_whoever_claimed_it(cast, moment):
    row = respond(addressee=addressed(cast, moment), answer="accepted", by=cast.business, at=moment)
    done = claim_done(
        addressee=row, what_was_done="Sent.", what_changed="Fewer were without a place.", by=cast.business, at=moment
    )
    said = {"accepts": True, "at": moment, "meeting": met(cast, london(moment))}
    with pytest.raises(StepNotAllowed, match="no meeting of that body"):
        judge(addressee=done, by=cast.chair, **said | {"meeting": met(cast, london(moment), key="board")})
    with pytest.raises(StepNotAllowed, match="Somebody else"):
        judge(addressee=done, by=cast.business, **said)
    with pytest.raises(StepNotAllowed, match="permission"):
        judge(addressee=done, by=cast.sergeant, **said)
    judged = judge(addressee=done, by=cast.chair, **said)
    assert (judged.state, judged.left_list_on) == ("accepted", london(moment))


@pytest.mark.parametrize(
    ("days_on", "is_quorate", "refusal"),
    [(1, True, "once it was held"), (0, False, "not quorate"), (-1, True, "before this was to be decided")],
)
def test_only_a_quorate_meeting_that_was_held_and_not_before_it_was_done_accepts(
    cast, moment, days_on, is_quorate, refusal
):
    row = respond(addressee=addressed(cast, moment), answer="accepted", by=cast.sergeant, at=moment)
    done = claim_done(addressee=row, what_was_done="Sent.", what_changed="More places.", by=cast.sergeant, at=moment)
    sitting = met(cast, london(moment) + timedelta(days=days_on), is_quorate=is_quorate)
    for accepts in (True, False):
        with pytest.raises(StepNotAllowed, match=refusal):
            judge(addressee=done, meeting=sitting, accepts=accepts, reason="So it said.", by=cast.chair, at=moment)
    assert Addressee.objects.get().state == "done"


def test_a_rejection_that_is_taken_back_stands_on_the_list_again(cast, moment):
    row = respond(addressee=addressed(cast, moment), answer="rejected", reason="No.", by=cast.sergeant, at=moment)
    with pytest.raises(StepNotAllowed, match="Only those"):
        withdraw_refusal(addressee=row, reason="Money came", by=cast.chair, at=moment)
    back = withdraw_refusal(addressee=row, reason="Money came", by=cast.sergeant, at=moment)
    assert (back.state, back.answer, back.is_on_list) == ("agreed", "accepted", True)
    taken = StepTaken.objects.filter(subject_id=row.pk).values_list("step", flat=True)
    assert {"reject", "withdraw_refusal"} <= set(taken)


def test_every_move_of_a_date_is_counted_and_kept(cast, moment):
    row = addressed(cast, moment)
    first = row.due_on
    for weeks in (2, 5):
        due = first + timedelta(weeks=weeks)
        row = move_date(addressee=row, due_on=due, reason="The data came late", by=cast.sergeant, at=moment)
    assert (row.times_moved, row.first_due_on, row.drift_in_days) == (2, first, 35)
    assert [move.reason for move in row.moves.all()] == ["The data came late", "The data came late"]
    with pytest.raises(StepNotAllowed, match="why the date moves"):
        move_date(addressee=row, due_on=first, reason=" ", by=cast.sergeant, at=moment)


def test_progress_is_kept_until_it_leaves_the_list(cast, moment):
    row = addressed(cast, moment)
    note_progress(addressee=row, text="Half of the data is in.", by=cast.sergeant, at=moment)
    gone = withdraw(addressee=row, meeting=met(cast, london(moment)), reason="Overtaken", by=cast.business, at=moment)
    with pytest.raises(StepNotAllowed, match="already “withdrawn”"):
        note_progress(addressee=gone, text="More", by=cast.sergeant, at=moment)


def test_a_body_may_make_a_rejected_recommendation_again(cast, moment):
    row = respond(addressee=addressed(cast, moment), answer="rejected", reason="No money", by=cast.sergeant, at=moment)
    again = ask_again(
        addressee=row, meeting=met(cast, london(moment)), reason="Money came", by=cast.business, at=moment
    )
    assert (again.state, again.answer, again.reason) == ("asked", "", "")


def test_the_business_unit_publishes_and_takes_back(cast, moment):
    made = recommendation(cast, moment)
    assert publish(recommendation=made, is_public=True, by=cast.business, at=moment).is_public
    assert list(Recommendation.objects.published_to(cast.councillor)) == [made]
    publish(recommendation=made, is_public=False, by=cast.business, at=moment)
    assert not Recommendation.objects.published_to(cast.councillor).exists()


def test_the_database_keeps_a_rejection_without_reason_out(cast, moment):
    row = addressed(cast, moment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Addressee.objects.filter(pk=row.pk).update(state="rejected")


def test_readers_see_their_area_an_agency_its_own_and_charlie_nothing(cast, moment):
    row = addressed(cast, moment)
    for reader in (cast.business, cast.chair, cast.board, cast.senior, cast.sergeant):
        assert list(Addressee.objects.visible_to(reader)) == [row], reader
        assert list(Recommendation.objects.visible_to(reader)) == [row.recommendation], reader
    for stranger in (cast.charlie, cast.nurse, cast.councillor, cast.bob, cast.alice):
        assert not Addressee.objects.visible_to(stranger).exists(), stranger
        assert not Recommendation.objects.visible_to(stranger).exists(), stranger
