"""Challenging a decision."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed.actions import waits_whether_in_error
from harbourlight.practice.childinneed.models import Episode
from harbourlight.statute import calendar

from ..actions.challenge import answer_challenge, challenge
from ..models import Contact
from .stories import decided, row

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)


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


def test_a_new_decision_asks_whether_the_episode_of_the_old_one_was_opened_in_error(cast, contact, moment, as_user):
    done = decided(cast, contact, moment, as_user, outcome="referral", team=cast.assessment)
    with as_user(cast.bob):
        raised = challenge(contact=done, reason="You mistook the family.", by=cast.bob, at=moment)
    with as_user(cast.senior):
        told = {"answer": "You are right.", "what_changed": "We look again."}
        answer_challenge(challenge=raised, upholds=True, by=cast.senior, at=moment, **told)
    decided(cast, contact, moment, as_user, outcome="no_action")
    with as_user(cast.team_manager):
        opened = list(Episode.objects.filter(contact_id=contact.pk))
        assert len(opened) == 2
        assert all(episode.is_open and waits_whether_in_error(episode) for episode in opened)
        assert {"No further action" in step.note for step in StepTaken.objects.filter(step="take_back")} == {True}


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


def test_what_a_challenge_opened_ends_five_working_days_after_the_answer(cast, contact, moment, as_user):
    done = decided(cast, contact, moment, as_user)
    give(person_ids=done.child_ids, basis="oversight", reason="Audits the case", by=cast.manager, at=moment,
         professional=cast.senior)  # fmt: skip
    with as_user(cast.bob):
        raised = challenge(contact=done, reason="Not enough.", by=cast.bob, at=moment)
    opened = {"professional": cast.senior, "source": f"challenge:{raised.pk}"}
    with as_system("a test looks"):
        assert {grant.valid_until for grant in Grant.objects.filter(**opened)} == {None}
    with as_user(cast.senior):
        answer_challenge(
            challenge=raised, upholds=False, answer="It stands.", what_changed="", by=cast.senior, at=moment
        )
    with as_system("a test looks"):
        ends = {grant.valid_until for grant in Grant.objects.filter(**opened)}
        assert ends == {end_of_working_day(moment, 5)}
        audits = Grant.objects.filter(professional=cast.senior, reason="Audits the case")
        assert {grant.valid_until for grant in audits} == {None}


def test_the_raiser_reads_the_answer_even_without_sight_of_the_contact(cast, contact, moment, as_user, client_for):
    done = decided(cast, contact, moment, as_user)
    grants = give(person_ids=done.child_ids, basis="network", reason="In the story", by=cast.manager, at=moment,
                  professional=cast.nurse)  # fmt: skip
    with as_user(cast.nurse):
        raised = challenge(contact=done, reason="He has bruises.", by=cast.nurse, at=moment)
    with as_user(cast.senior):
        answer_challenge(
            challenge=raised, upholds=False, answer="It stands.", what_changed="", by=cast.senior, at=moment
        )
    with as_system("the nurse no longer works with the children"):
        Grant.objects.filter(pk__in=[grant.pk for grant in grants]).update(valid_until=moment)
    page = client_for(cast.nurse).get(reverse("frontdoor:challenge_answer", args=[raised.pk]))
    assert page.status_code == 200
    assert "It stands." in page.content.decode()
    assert done.reference not in page.content.decode()
    assert client_for(cast.charlie).get(reverse("frontdoor:challenge_answer", args=[raised.pk])).status_code == 404


def test_neither_the_deciding_team_nor_somebody_who_only_looked_challenges(cast, contact, moment, as_user):
    done = decided(cast, contact, moment, as_user, outcome="no_action")
    with as_user(cast.alice), pytest.raises(StepNotAllowed, match="Your own team"):
        challenge(contact=done, reason="Wrong.", by=cast.alice, at=moment)
    for reader, basis in ((cast.charlie, "break_glass"), (cast.nurse, "asked")):
        scope = "identity" if basis == "asked" else "record"
        with as_user(cast.alice):
            give(
                person_ids=done.child_ids, professional=reader, basis=basis, scope=scope, reason="x", by=cast.alice,
                at=moment,
            )  # fmt: skip
        with as_user(reader), pytest.raises(StepNotAllowed, match="told us, or works"):
            challenge(contact=done, reason="Wrong.", by=reader, at=moment)
