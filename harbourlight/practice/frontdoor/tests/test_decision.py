"""Deciding."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.requests.actions import ask
from harbourlight.foundations.requests.models import Request
from harbourlight.statute import calendar

from ..actions.decide import decide, threshold_document_for
from ..models import Contact, ContactChild
from ..pathway import DECISION_CLOCKS, REFERRER_TOLD
from .stories import decided, row, team_of, threshold, told

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)


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


def test_where_there_is_nobody_to_tell_the_decision_closes_the_contact(cast, moment, as_user):
    nobody = {"referrer": None, "referrer_name": "", "referrer_email": "", "referrer_agency": None}
    with as_user(cast.alice):
        unnamed = told(cast, moment, "Pearl Shore", by=cast.alice, source="phone", referrer_kind="9", **nobody)
    done = decided(cast, unnamed, moment, as_user)
    assert (done.state, done.referrer_told_at) == ("closed", None)
    with as_user(cast.manager):
        assert not Deadline.objects.filter(clock=REFERRER_TOLD).exists()
        assert StepTaken.objects.filter(subject_id=unnamed.pk, step="close_untold").count() == 1


def test_a_decision_waits_for_no_agency_and_one_that_is_late_has_not_answered(cast, contact, moment, as_user):
    with as_user(cast.alice):
        (late,) = ask(
            subject=contact, agencies=[cast.health], question="What?", due_at=moment + timedelta(minutes=30),
            by=cast.alice, at=moment,
        )  # fmt: skip
        (early,) = ask(
            subject=contact, agencies=[cast.police], question="What?", due_at=moment + timedelta(days=3),
            by=cast.alice, at=moment,
        )  # fmt: skip
    decided(cast, contact, moment + timedelta(hours=1), as_user)
    with as_user(cast.manager):
        assert {one.agency: one.state for one in Request.objects.all()} == {
            late.agency: "not_answered",
            early.agency: "withdrawn",
        }
        in_force = Grant.objects.current(moment + timedelta(hours=2))
        assert not in_force.filter(holder_id__in=[cast.health.pk, cast.police.pk]).exists()


@pytest.mark.parametrize("lacks", [{"rationale": " "}, {"tier": "9"}, {"tier": ""}, {"outcome": "referral"}])
def test_a_decision_that_is_not_whole_is_refused(lacks, cast, contact, moment, as_user):
    with pytest.raises(StepNotAllowed):
        decided(cast, contact, moment, as_user, **lacks)
    assert row(as_user, cast.manager, contact).state == "received"


def test_the_threshold_document_of_the_day_of_receipt_counts(cast, area, moment, as_user, contact, document):
    received_on = contact.happened_at.astimezone(LONDON).date()
    document.ended_on = received_on - timedelta(days=1)
    document.save()
    newer = threshold(area, received_on, "second edition", codes=("A", "B"))
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
