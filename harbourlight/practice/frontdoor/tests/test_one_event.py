"""Two contacts about one event are decided together; a receipt is put right; a consent is withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.rules.actions import set_number

from ..actions.arrivals import ReportedChild
from ..actions.ask import ask
from ..actions.correcting import correct_receipt, withdraw_consent
from ..actions.joining import join, part
from ..actions.screen import rate
from ..models import Contact
from ..pathway import DANGER_TARGET, RED_TARGET
from .stories import decided, row, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(cast, moment, contact, as_user):
    """Return what the police told of the same event, about one of the two children."""
    child = ReportedChild(first_name="Juniper", last_name="Halewood", person_id=contact.child_ids[0])
    with as_user(cast.alice):
        return told(
            cast, moment, children=[child], source="police", referrer=None, referrer_name="PC 1", by=cast.alice,
            referrer_agency=cast.police,
        )  # fmt: skip


@pytest.fixture
def joined(cast, moment, contact, second, as_user):
    """Join the two."""
    with as_user(cast.alice):
        return join(contact=second, other=contact, by=cast.alice, at=moment)


def test_two_contacts_about_one_event_are_decided_together_and_each_referrer_is_told(
    joined, contact, cast, moment, as_user
):
    done = decided(cast, contact, moment, as_user, outcome="referral", team=cast.assessment)
    both = [row(as_user, cast.manager, each) for each in (done, joined)]
    assert [(each.outcome, each.state, each.rationale) for each in both] == [
        ("referral", "decided", "The family asks for help.")
    ] * 2


def test_a_joined_contact_is_not_decided_alone_and_waits_on_no_list(joined, contact, cast, moment, as_user, client_for):
    with pytest.raises(StepNotAllowed, match=f"Decide {contact.reference}"):
        decided(cast, joined, moment, as_user)
    words = client_for(cast.alice).get(reverse("frontdoor:board")).content.decode()
    assert contact.reference in words
    assert joined.reference not in words


def test_a_child_left_out_of_the_decision_leaves_its_own_contact_without_action(joined, contact, cast, moment, as_user):
    left = {contact.child_ids[0]: "Lives elsewhere now"}
    decided(cast, contact, moment, as_user, outcome="referral", team=cast.assessment, taken_out=left)
    assert row(as_user, cast.manager, joined).outcome == "no_action"


def test_contacts_are_parted_again(joined, contact, cast, moment, as_user):
    with as_user(cast.alice):
        part(contact=joined, reason="Another evening", by=cast.alice, at=moment)
    decided(cast, contact, moment, as_user)
    assert row(as_user, cast.manager, joined).outcome == ""


def test_contacts_of_two_families_are_not_joined(contact, cast, moment, as_user):
    with as_user(cast.alice):
        other = told(cast, moment, "Hazel Otherwood", by=cast.alice)
        with pytest.raises(StepNotAllowed, match="about the same family"):
            join(contact=other, other=contact, by=cast.alice, at=moment)


def test_the_contacts_page_joins(contact, second, cast, as_user, client_for):
    client, address = client_for(cast.alice), reverse("frontdoor:join", args=[second.pk])
    words = client.get(address).content.decode()
    assert contact.reference in words
    sent = client.post(address, {"other": str(contact.pk), "version": second.version}, follow=True).content.decode()
    assert f'Joined with <a href="{contact.get_absolute_url()}">' in sent


def test_a_corrected_receipt_moves_the_clock_and_keeps_what_was_recorded(contact, cast, moment, as_user):
    to = contact.happened_at - timedelta(days=7)
    with as_user(cast.alice):
        now = correct_receipt(contact=contact, to=to, reason="It lay in the post", by=cast.alice, at=moment)
        [clock] = Deadline.objects.running().filter(subject_id=contact.pk, clock="CLK-REF-001")
        note = StepTaken.objects.get(subject_id=contact.pk, step="correct_receipt").note
    assert now.happened_at == clock.started_at == to
    assert "It lay in the post" in note


@pytest.mark.parametrize("hours", [1, -3])
def test_a_receipt_after_the_decision_or_in_the_future_is_refused(hours, contact, cast, moment, as_user):
    done = decided(cast, contact, moment - timedelta(minutes=30), as_user)
    to = moment + timedelta(hours=hours) if hours > 0 else moment - timedelta(minutes=1)
    with as_user(cast.alice), pytest.raises(StepNotAllowed, match="cannot have been received"):
        correct_receipt(contact=done, to=to, reason="?", by=cast.alice, at=moment)


def test_consent_is_withdrawn_and_who_was_told_what_is_kept(cast, document, moment, as_user):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood", consent="given")
    with as_user(cast.alice):
        ask(contact=contact, agencies=[cast.police], question="?", within="1", by=cast.alice, at=moment)
        now = withdraw_consent(
            contact=row(as_user, cast.alice, contact), said="Her mother: no more", on=moment.date(), by=cast.alice,
            at=moment,
        )  # fmt: skip
        note = StepTaken.objects.get(subject_id=contact.pk, step="withdraw_consent").note
    assert now.consent == "withdrawn"
    assert "Her mother: no more" in note
    assert f"{cast.police} was asked what it holds" in note


def test_an_areas_own_hours_for_danger_and_for_red_run_once_it_has_set_them(contact, cast, moment, as_user):
    on = (moment - timedelta(days=2)).date()
    for rule, number in ((DANGER_TARGET, 1), (RED_TARGET, 4)):
        set_number(rule_id=rule, area=cast.area, number=number, unit="hours", from_on=on, why="", by=None, at=moment)

    def rated(rag, urgency):
        with as_user(cast.alice):
            rate(contact=Contact.objects.get(pk=contact.pk), rag=rag, urgency=urgency, by=cast.alice, at=moment)
            rows = Deadline.objects.running().filter(subject_id=contact.pk, clock__in=(DANGER_TARGET, RED_TARGET))
            return {clock.clock: clock.due_at - contact.happened_at for clock in rows}

    assert rated("amber", "today") == {}
    assert rated("red", "immediate") == {DANGER_TARGET: timedelta(hours=1), RED_TARGET: timedelta(hours=4)}
    assert rated("green", "routine") == {}
