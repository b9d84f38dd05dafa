"""The clocks of a contact: until the decision, and until the referrer is told, also when a decision is taken back."""

from datetime import timedelta

import pytest

from harbourlight.foundations.pathways.models import Deadline

from ..actions.challenge import answer_challenge, challenge
from ..actions.letters import tell_referrer
from ..actions.screen import take_contact
from ..pathway import DANGER_TARGET, RED_TARGET, REFERRER_TOLD
from .stories import decided

pytestmark = pytest.mark.django_db
STEP = timedelta(minutes=10)


@pytest.fixture
def start(moment):
    """Return when the first decision is taken: all that follows lies before now."""
    return moment - 5 * STEP


def upheld(cast, contact, at, as_user):
    """Let Bob challenge the decision on a contact and the senior manager take it back."""
    with as_user(cast.bob):
        raised = challenge(contact=contact, reason="She is hungry.", by=cast.bob, at=at)
    with as_user(cast.senior):
        answer_challenge(
            challenge=raised, upholds=True, answer="You are right.", what_changed="All of it.", by=cast.senior, at=at
        )


def clocks(cast, as_user, *names):
    """Return (started, met, whether cancelled) of the clocks of these names, in order of their start."""
    with as_user(cast.manager):
        rows = Deadline.objects.filter(clock__in=names).order_by("started_at", "clock")
        return [(row.started_at, row.met_at, row.cancelled_at is not None) for row in rows]


def test_a_decision_taken_back_waits_anew_and_no_target_of_another_city_runs(cast, contact, start, as_user):
    done = decided(cast, contact, start, as_user)
    upheld(cast, done, start + STEP, as_user)
    first, again = (contact.happened_at, start, False), (start + STEP, None, False)
    assert clocks(cast, as_user, "CLK-REF-001") == [first, again]
    assert clocks(cast, as_user, DANGER_TARGET, RED_TARGET, "CLK-REF-002", "CLK-REF-003") == []
    decided(cast, contact, start + 2 * STEP, as_user)
    assert clocks(cast, as_user, "CLK-REF-001") == [first, (start + STEP, start + 2 * STEP, False)]


def test_whom_nobody_told_of_a_decision_taken_back_nobody_must_tell(cast, contact, start, as_user):
    upheld(cast, decided(cast, contact, start, as_user), start + STEP, as_user)
    assert clocks(cast, as_user, REFERRER_TOLD) == [(start, None, True)]


def test_that_the_referrer_was_told_in_time_stays_when_the_decision_is_taken_back(cast, contact, start, as_user):
    done = decided(cast, contact, start, as_user)
    with as_user(cast.manager):
        tell_referrer(contact=done, by=cast.manager, at=start + 2 * STEP, happened_at=start + STEP)
    upheld(cast, done, start + 3 * STEP, as_user)
    assert clocks(cast, as_user, REFERRER_TOLD) == [(start, start + STEP, False)]


def test_who_takes_a_contact_has_its_clocks(cast, contact, moment, as_user):
    with as_user(cast.alice):
        take_contact(contact=contact, by=cast.alice, at=moment)
        owners = Deadline.objects.running().filter(subject_id=contact.pk).values_list("owner", flat=True)
        assert set(owners) == {cast.alice.pk}
