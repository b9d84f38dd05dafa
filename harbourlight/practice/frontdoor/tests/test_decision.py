"""Deciding, telling and challenging."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.documents.actions import LetterRefused
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.documents.reading_age import reading_age
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.models import Address
from harbourlight.statute import calendar

from ..actions.challenge import answer_challenge, challenge
from ..actions.decide import REFERRER_TOLD, decide, threshold_document_for
from ..actions.letters import send_letter, write_letter
from ..models import Contact, ContactChild
from ..pathway import DECISION_CLOCKS
from .stories import mother, team_of, threshold, told

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)


@pytest.fixture
def document(area):
    return threshold(area, LONG_AGO, "first edition")


@pytest.fixture
def contact(cast, moment, as_user, document):
    with as_user(cast.bob):
        return told(cast, moment, "Juniper Halewood", "Rowan Halewood", adults=[mother("Marigold Halewood")])


def decided(cast, contact, moment, as_user, **more):
    answers = {"outcome": "early_help", "tier": "2", "rationale": "The family asks for help.", "at": moment}
    with as_user(cast.manager):
        return decide(contact=contact, by=cast.manager, **(answers | more))


def row(as_user, person, contact):
    with as_user(person):
        return Contact.objects.get(pk=contact.pk)


def test_a_manager_decides_for_every_child_and_the_clock_stops(cast, contact, moment, as_user):
    done = decided(cast, contact, moment, as_user)
    assert (done.state, done.outcome, done.tier, done.decided_by) == (
        "decided",
        "early_help",
        "2",
        cast.manager,
    )
    with as_user(cast.manager):
        assert set(ContactChild.objects.values_list("outcome", flat=True)) == {"early_help"}
        stopped = Deadline.objects.filter(clock__in=DECISION_CLOCKS)
        assert stopped
        assert all(clock.met_at == moment for clock in stopped)
        telling = Deadline.objects.get(clock=REFERRER_TOLD)
        assert telling.is_alarm
        assert telling.met_at is None
        assert telling.due_on == calendar.add_working_days(telling.started_at.date(), 1)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("alice", StepNotAllowed),
        ("bob", StepNotAllowed),
        ("senior", Contact.DoesNotExist),
        ("sergeant", Contact.DoesNotExist),
    ],
)
def test_only_a_manager_of_the_hub_decides(who, refusal, cast, contact, moment, as_user):
    person = getattr(cast, who)
    with as_user(person), pytest.raises(refusal):
        decide(contact=contact, by=person, at=moment, outcome="no_action", tier="2", rationale="Because.")


def test_a_child_is_left_out_only_with_a_reason(cast, contact, moment, as_user):
    one, other = contact.child_ids
    with pytest.raises(StepNotAllowed, match="why each child"):
        decided(cast, contact, moment, as_user, taken_out={one: " "})
    with pytest.raises(StepNotAllowed, match="at least one child"):
        decided(cast, contact, moment, as_user, taken_out={one: "No", other: "No"})
    with pytest.raises(StepNotAllowed, match="Only a child of this contact"):
        decided(cast, contact, moment, as_user, taken_out={uuid.uuid4(): "No"})
    decided(cast, contact, moment, as_user, taken_out={one: "Lives with an aunt since May."})
    with as_user(cast.manager):
        left = ContactChild.objects.get(person_id=one)
        assert (left.outcome, left.taken_out_reason) == ("", "Lives with an aunt since May.")
        assert ContactChild.objects.get(person_id=other).outcome == "early_help"


@pytest.mark.parametrize("lacks", [{"rationale": " "}, {"tier": "9"}, {"tier": ""}, {"outcome": "referral"}])
def test_a_decision_that_is_not_whole_is_refused(lacks, cast, contact, moment, as_user):
    with pytest.raises(StepNotAllowed):
        decided(cast, contact, moment, as_user, **lacks)
    assert row(as_user, cast.manager, contact).state == "received"


def test_the_threshold_document_of_the_day_of_receipt_counts(cast, area, moment, as_user, contact, document):
    document.ended_on = moment.date() - timedelta(days=1)
    document.save()
    newer = threshold(area, moment.date(), "second edition", codes=("A", "B"))
    with as_user(cast.bob):
        old = told(cast, moment, "Elder Case", happened_at=moment - timedelta(days=3))
    assert threshold_document_for(contact) == newer
    assert threshold_document_for(old) == document
    with pytest.raises(StepNotAllowed, match="second edition"):
        decided(cast, contact, moment, as_user, tier="2")


def test_a_referral_opens_the_children_to_the_assessment_team_but_not_the_child_left_out(
    cast, contact, moment, as_user
):
    one, other = contact.child_ids
    decided(
        cast,
        contact,
        moment,
        as_user,
        outcome="referral",
        team=cast.assessment,
        taken_out={one: "Lives elsewhere."},
    )
    with as_system("the test reads grants"):
        assert [grant.person_id for grant in Grant.objects.filter(team=cast.assessment)] == [other]


def test_the_same_decision_sent_twice_has_one_effect(cast, contact, moment, as_user):
    once = uuid.uuid4()
    for _ in range(2):
        decided(
            cast,
            contact,
            moment,
            as_user,
            outcome="referral",
            team=cast.assessment,
            submission=once,
            version=1,
        )
    with as_system("the test counts"):
        assert Grant.objects.filter(team=cast.assessment).count() == 2
        assert Deadline.objects.filter(clock=REFERRER_TOLD).count() == 1
        assert StepTaken.objects.filter(step="decide").count() == 1


def test_a_step_that_fails_half_way_leaves_nothing(cast, contact, moment, as_user, area):
    outside = team_of(cast, "Team of another area", "assessment", LONG_AGO)
    outside.area = type(area).objects.create(name="Wickmoor", code="wickmoor", started_on=LONG_AGO)
    outside.save()
    with pytest.raises(StepNotAllowed):
        decided(cast, contact, moment, as_user, outcome="referral", team=outside)
    with as_user(cast.manager):
        assert not ContactChild.objects.exclude(outcome="").exists()
        assert not Deadline.objects.filter(clock=REFERRER_TOLD).exists()


@pytest.mark.django_db(transaction=True)
def test_two_managers_decide_at_once_and_the_second_sees_both(cast, moment, as_user):
    threshold(cast.area, LONG_AGO, "first edition")
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    start, outcomes, refusals = threading.Barrier(2), [], []

    def one(outcome):
        try:
            with as_user(cast.manager):
                start.wait(timeout=10)
                outcomes.append(
                    decide(
                        contact=contact,
                        by=cast.manager,
                        at=moment,
                        outcome=outcome,
                        tier="2",
                        version=1,
                        rationale=f"Reasons for {outcome}",
                        submission=uuid.uuid4(),
                    )
                )
        except ChangedMeanwhile as change:
            refusals.append((outcome, change.record.outcome))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(outcome,)) for outcome in ("no_action", "universal")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(outcomes) == len(refusals) == 1
    lost, kept = refusals[0]
    assert kept == outcomes[0].outcome != lost
    assert row(as_user, cast.manager, contact).outcome == kept


def test_whoever_comes_second_finds_both_texts_on_the_page(cast, contact, moment, as_user, client_for):
    address = reverse("frontdoor:decide", args=[contact.pk])
    client = client_for(cast.manager)
    first = client.get(address)
    assert "first edition" in first.content.decode()
    decided(cast, contact, moment, as_user)
    sent = client.post(
        address,
        {
            "version": "1",
            "submission": str(uuid.uuid4()),
            "tier": "3",
            "outcome": "no_action",
            "rationale": "My own long reasons.",
        },
    )
    assert sent.status_code == 409
    assert "The family asks for help." in sent.content.decode()
    assert "My own long reasons." in sent.content.decode()
    assert row(as_user, cast.manager, contact).outcome == "early_help"


def test_the_form_decides_and_leaves_a_child_out(cast, contact, as_user, client_for):
    one, _other = contact.child_ids
    client, address = client_for(cast.manager), reverse("frontdoor:decide", args=[contact.pk])
    sent = {
        "version": "1",
        "submission": str(uuid.uuid4()),
        "tier": "3",
        "outcome": "universal",
        "rationale": "Enough.",
        "taken_out": str(one),
    }
    refused = client.post(address, sent)
    assert f"reason_{one}" in refused.context["form"].errors
    done = client.post(address, sent | {f"reason_{one}": "Lives with an aunt."})
    assert done.status_code == 302, done.context["form"].errors
    with as_user(cast.manager):
        assert ContactChild.objects.get(person_id=one).taken_out_reason == "Lives with an aunt."


def letter_to(cast, contact, moment, as_user, kind="referrer", body="Thank you for telling us.", **more):
    with as_user(cast.alice):
        kept = write_letter(
            contact=contact,
            kind=kind,
            heading="What we decided",
            body=body,
            to_name="Bob Lanyard",
            by=cast.alice,
            at=moment,
            **more,
        )
        return send_letter(
            contact=contact,
            letter=kept,
            channel="product" if kind == "referrer" else "post",
            by=cast.alice,
            at=moment,
        )


def test_the_letter_to_the_referrer_is_sent_stamped_and_stops_the_clock(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    sent = letter_to(cast, done, moment, as_user)
    assert (sent.sent_at, sent.sent_by, sent.reader, sent.channel) == (
        moment,
        cast.alice,
        cast.bob,
        "product",
    )
    after = row(as_user, cast.alice, contact)
    assert (after.state, after.referrer_told_at) == ("closed", moment)
    with as_user(cast.alice):
        assert Deadline.objects.get(clock=REFERRER_TOLD).met_at == moment
        hub = Grant.objects.filter(team=cast.mash)
        assert {grant.valid_until for grant in hub} == {moment + timedelta(days=30)}
    page = client_for(cast.bob).get(reverse("frontdoor:letter_sent", args=[sent.pk]))
    assert "Thank you for telling us." in page.content.decode()
    assert client_for(cast.charlie).get(reverse("frontdoor:letter_sent", args=[sent.pk])).status_code == 404


def test_bob_reads_no_letter_before_it_is_sent(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    with as_user(cast.alice):
        kept = write_letter(
            contact=done, kind="referrer", heading="H", body="B", to_name="Bob", by=cast.alice, at=moment
        )
    assert client_for(cast.bob).get(reverse("frontdoor:letter_sent", args=[kept.pk])).status_code == 404


def test_a_letter_that_names_another_familys_child_is_refused(cast, contact, moment, as_user):
    with as_user(cast.bob):
        told(cast, moment, "Lark Penhallow")
    done = decided(cast, contact, moment, as_user)
    with pytest.raises(LetterRefused, match="Lark Penhallow"):
        letter_to(cast, done, moment, as_user, body="We also think of Lark Penhallow.")
    assert row(as_user, cast.alice, contact).state == "decided"
    letter_to(cast, done, moment, as_user, body="We think of Juniper Halewood and Marigold Halewood.")


@pytest.mark.parametrize("words", ["They live at 4 Heron Court.", "Their postcode is hh1 2ab.", "4, HERON  COURT"])
def test_a_letter_that_tells_a_withheld_place_is_refused(words, cast, contact, moment, as_user):
    with as_user(cast.alice):
        Address.objects.create(
            person_id=contact.child_ids[0],
            lines="4 Heron Court, Harbourhaven North",
            postcode="HH1 2AB",
            is_hidden=True,
            recorded_at=moment,
            recorded_by=cast.alice,
        )
    done = decided(cast, contact, moment, as_user)
    with pytest.raises(LetterRefused, match="withheld"):
        letter_to(cast, done, moment, as_user, body=words)


@pytest.mark.parametrize("safe", ["no", "unknown"])
def test_no_letter_goes_to_parents_unless_it_is_safe(safe, cast, moment, as_user, document, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", safe_to_tell_parents=safe)
    done = decided(cast, contact, moment, as_user)
    with pytest.raises(StepNotAllowed, match="not known to be safe"):
        letter_to(cast, done, moment, as_user, kind="parents")
    page = client_for(cast.alice).get(reverse("frontdoor:letter", args=[contact.pk, "parents"]))
    assert page.status_code == 302
    with as_user(cast.alice):
        assert not Letter.objects.exists()


OUTCOMES = ("universal", "early_help", "already_open", "other_area", "no_action", "referral", "strategy")


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("kind", ["referrer", "parents"])
def test_the_first_words_are_personal_plain_and_name_no_referrer_to_the_parents(
    kind, outcome, cast, contact, moment, as_user, client_for
):
    done = decided(cast, contact, moment, as_user, outcome=outcome, team=cast.assessment)
    page = client_for(cast.alice).get(reverse("frontdoor:letter", args=[done.pk, kind]))
    body = page.context["form"]["body"].value()
    assert "Juniper Halewood" in body
    assert reading_age(body) <= 13
    assert ("Bob" in body) == (kind == "referrer")
    if kind == "parents":
        assert page.context["form"]["to_name"].value() == "Marigold Halewood"


def test_the_letter_page_saves_shows_the_reading_age_and_sends(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    client, address = client_for(cast.alice), reverse("frontdoor:letter", args=[done.pk, "referrer"])
    words = {
        "submission": str(uuid.uuid4()),
        "to_name": "Bob Lanyard",
        "heading": "Our decision",
        "body": "We will help.",
        "channel": "product",
    }
    assert client.post(address, words | {"save": "yes"}).status_code == 302
    assert client.get(address).context["form"]["body"].value() == "We will help."
    assert row(as_user, cast.alice, contact).state == "decided"
    assert client.post(address, words | {"send": "yes"}).status_code == 302
    assert row(as_user, cast.alice, contact).state == "closed"


def test_bob_challenges_and_the_senior_manager_hears_and_upholds(cast, contact, moment, as_user, client_for):
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="no decision"):
        challenge(contact=contact, reason="Wrong.", by=cast.bob, at=moment)
    done = decided(cast, contact, moment, as_user, outcome="no_action")
    with as_user(cast.bob):
        raised = challenge(contact=done, reason="He has bruises.", by=cast.bob, at=moment)
        again = challenge(contact=done, reason="He has bruises.", by=cast.bob, at=moment)
        assert again.pk == raised.pk
    with as_user(cast.senior):
        clock = Deadline.objects.get(clock="LOCAL-CHALLENGE")
        assert clock.due_at == raised.due_at
        assert clock.due_on == calendar.add_working_days(moment.date(), 2)
    assert len(client_for(cast.senior).get(reverse("frontdoor:challenges")).context["waiting"]) == 1
    with as_user(cast.senior):
        with pytest.raises(StepNotAllowed, match="what changed"):
            answer_challenge(challenge=raised, upholds=True, answer="Yes.", what_changed=" ", by=cast.senior, at=moment)
        answer_challenge(
            challenge=raised,
            upholds=True,
            answer="You are right.",
            what_changed="We look again.",
            by=cast.senior,
            at=moment,
        )
        after = Contact.objects.get(pk=contact.pk)
        assert (after.state, after.outcome, after.decided_by) == ("screening", "", None)
        assert Deadline.objects.get(clock="LOCAL-CHALLENGE").met_at == moment
        assert Deadline.objects.running().filter(clock="CLK-REF-001").count() == 1
        assert "No further action" in StepTaken.objects.get(step="reopen").note
    decided(cast, contact, moment, as_user, outcome="universal")
    page = client_for(cast.bob).get(reverse("frontdoor:challenge_answer", args=[raised.pk]))
    assert "You are right." in page.content.decode()


def test_bob_challenges_on_the_page(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    address = reverse("frontdoor:challenge", args=[done.pk])
    sent = client_for(cast.bob).post(address, {"reason": "Not enough.", "submission": str(uuid.uuid4())})
    assert sent.status_code == 302
    with as_user(cast.bob):
        assert Challenge.objects.get().reason == "Not enough."


def test_a_challenge_that_is_not_upheld_leaves_the_decision(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    with as_user(cast.bob):
        raised = challenge(contact=done, reason="Not enough.", by=cast.bob, at=moment)
    answered = client_for(cast.senior).post(
        reverse("frontdoor:challenge_answer", args=[raised.pk]),
        {"version": "1", "submission": str(uuid.uuid4()), "upholds": "no", "answer": "We stand by it."},
    )
    assert answered.status_code == 302
    assert row(as_user, cast.manager, contact).outcome == "early_help"
    with as_user(cast.bob):
        assert Challenge.objects.get().state == "not_upheld"


def test_nobody_without_sight_of_the_contact_challenges_it(cast, contact, moment, as_user, client_for):
    decided(cast, contact, moment, as_user)
    assert client_for(cast.charlie).get(reverse("frontdoor:challenge", args=[contact.pk])).status_code == 404
    with as_user(cast.manager):
        assert not Challenge.objects.exists()


def test_only_a_senior_manager_answers_a_challenge(cast, contact, moment, as_user):
    done = decided(cast, contact, moment, as_user)
    with as_user(cast.bob):
        raised = challenge(contact=done, reason="Wrong.", by=cast.bob, at=moment)
    with as_user(cast.manager), pytest.raises(StepNotAllowed, match="permission"):
        answer_challenge(challenge=raised, upholds=False, answer="No.", what_changed="", by=cast.manager, at=moment)
