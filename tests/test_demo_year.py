"""The demonstration partnership's year holds what a real one holds: its sizes, its stages, and nobody who exists."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from harbourlight.assurance.challenge.models import PartnershipChallenge
from harbourlight.assurance.improvement.models import Addressee, Hearing, ReAudit, Recommendation
from harbourlight.demo import audit_words, load, told
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.documents import outbox
from harbourlight.foundations.meetings.models import AgendaItem, Dispute, Dissent, Invitation, Minutes
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.partnership.boards import actions as boards
from harbourlight.partnership.boards.models import (
    Absence,
    BoardDecision,
    Confidentiality,
    Escalation,
    Group,
    ReportAsked,
    SharedReturn,
    Sitting,
    UrgentDecision,
)
from harbourlight.partnership.businessplan.models import Commitment, Entry, Expected, Heading, Plan, Review, Round
from harbourlight.partnership.scrutiny.models import Published, Resolution

NOW = datetime(2026, 3, 18, 14, 30, tzinfo=UTC)
DEMO = Path(load.__file__).parent
REAL = re.compile(
    r"portsmouth|southampton|hampshire|solent|wessex|isle of wight|barnardo|parcs|love 146|aurora new dawn|\bpscb\b"
    r"|\bhips\b|encompass",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make a small demonstration once for all these tests, in a transaction that is undone."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(DATA=folder), as_system("the year"), transaction.atomic():
        world = load.make(now=NOW, children=20, years=0.05, seed=5)
        world.basket.write()
        told.tell(world.year)
        world.year.mails = outbox.waiting().count()
        yield world.year
        transaction.set_rollback(True)


def board(year):
    """Return the meetings of the board."""
    return Sitting.objects.filter(group=year.bodies.groups["board"])


def test_what_was_published_is_there_at_its_real_size(year):
    recommended = Recommendation.objects
    assert sum(len(findings) for *_, findings, _ in audit_words.AUDITS) == 41
    assert recommended.filter(body_key=year.bodies.groups["assurance"].key).count() == 43
    assert recommended.filter(source="section11").count() == 8
    assert recommended.filter(source="case_review").count() == 21
    plan = Plan.objects.get(kind="business_plan")
    assert Entry.objects.filter(priority__plan=plan).count() == 28
    assert Heading.objects.filter(plan=plan).count() == 5
    assert plan.priorities.count() == 4
    assert Heading.objects.filter(plan__kind="strategy", lead__isnull=False, lead_agency__isnull=False).count() == 5


def test_each_finding_of_an_audit_stands_behind_a_recommendation(year):
    told_of = "\n".join(Recommendation.objects.values_list("finding", flat=True))
    assert all(finding in told_of for *_, findings, _ in audit_words.AUDITS for finding in findings)


def test_recommendations_stand_at_every_stage(year):
    rows = Addressee.objects
    assert set(rows.values_list("state", flat=True)) == {
        "asked", "agreed", "rejected", "done", "accepted", "reported", "withdrawn",
    }  # fmt: skip
    assert set(rows.values_list("answer", flat=True)) == {"", "accepted", "varied", "rejected"}
    assert rows.filter(times_moved__gt=1).exists()
    assert rows.filter(times_refused__gt=0, state="agreed").exists()
    assert rows.filter(only_repeats=True).exists()
    assert rows.escalated().exists()
    assert {"asked", "agreed"} <= set(rows.late(NOW.date()).values_list("state", flat=True))
    assert rows.filter(state="asked").exclude(pk__in=rows.late(NOW.date())).exists()
    assert ReAudit.objects.filter(done_on=None, due_on__lt=NOW.date()).exists()
    assert ReAudit.objects.filter(found="not_held").exists()
    assert Recommendation.objects.published().exists()
    assert set(Hearing.objects.values_list("verdict", flat=True)) == {"noted", "accepted", "not_accepted"}


def test_what_left_the_list_has_its_evidence_and_its_day(year):
    for row in Addressee.objects.filter(state__in=("accepted", "reported", "withdrawn")):
        assert row.recommendation.published_on <= row.left_list_on <= NOW.date()
    for row in Addressee.objects.exclude(claimed_at=None).exclude(judged_at=None):
        assert row.answered_at <= row.claimed_at <= row.judged_at or row.times_refused


def test_four_boards_and_a_development_day_were_held_and_the_next_are_planned(year):
    assert board(year).held().filter(kind="ordinary").count() == 4
    assert board(year).held().filter(kind="development_day").count() == 1
    assert board(year).to_come(NOW).count() == 4
    committees = Group.objects.filter(area=year.bodies.area, kind__in=("committee", "network"), areas=None)
    assert committees.count() == 6
    assert all(Sitting.objects.filter(group=group).held().count() == 4 for group in committees)
    assert Confidentiality.objects.filter(sitting__in=board(year)).exists()


def test_meetings_were_quorate_and_not_and_decided_in_every_way(year):
    held = Sitting.objects.held()
    assert held.filter(meeting__is_quorate=False).exclude(meeting__inquorate_reason="").count() >= 2
    ways = set(BoardDecision.objects.values_list("standing", "decision__how"))
    assert {
        ("stands", "consent"), ("stands", "majority"), ("stands", "escalated"), ("stands", "agreed"),
        ("not_agreed", "not_agreed"), ("failed", "not_quorate"), ("waits", "needs_executive"),
    } <= ways  # fmt: skip
    assert Dissent.objects.filter(decision__of_body__standing="stands").count() == 2
    assert Escalation.objects.filter(is_agreed=True, decision__isnull=False).count() == 1
    assert Escalation.objects.filter(settled_at=None, due_at__gt=NOW).count() == 1
    assert set(UrgentDecision.objects.values_list("state", flat=True)) == {"ratified", "decided", "consulting"}


def test_who_voted_was_there_and_no_clock_runs_for_a_meeting_that_is_closed(year):
    for dissent in Dissent.objects.select_related("decision"):
        assert dissent.decision.ballots.filter(invitation__professional=dissent.professional, choice="against").exists()
    closed = Sitting.objects.filter(meeting__state="closed").values("meeting")
    assert not Deadline.objects.filter(subject_id__in=closed).running().exists()


def test_disputed_minutes_went_round_again_corrected(year):
    dispute = Dispute.objects.get(meeting__sitting__in=board(year))
    assert dispute.settled_at > dispute.raised_at
    assert not dispute.is_late
    versions = Minutes.objects.filter(meeting=dispute.meeting).order_by("number")
    assert list(versions.values_list("state", flat=True)) == ["replaced", "agreed"]


def test_reports_came_in_time_late_and_not_yet(year):
    assert any(row.given_at > row.due_at and row.late_reason for row in ReportAsked.objects.exclude(given_at=None))
    coming = ReportAsked.objects.filter(sitting=board(year).to_come(NOW).first())
    assert {row.is_late(NOW) for row in coming} == {True, False}
    assert set(coming.values_list("state", flat=True)) == {"asked", "given", "changes"}


def test_who_stays_away_is_challenged_by_the_product_itself(year):
    absence = Absence.objects.get()
    assert absence.membership.professional.name == "Bridget Wolstencroft"
    assert absence.challenge.raised_by is None
    assert set(PartnershipChallenge.objects.values_list("challenger", flat=True)) == {
        "chair", "conference_chair", "agency", "councillor", "board",
    }  # fmt: skip
    states = set(PartnershipChallenge.objects.values_list("state", flat=True))
    assert states == {"raised", "answered", "settled", "withdrawn"}


def test_the_plan_was_told_of_for_four_quarters_and_reviewed(year):
    plan = Plan.objects.get(kind="business_plan")
    rounds = Round.objects.filter(plan=plan)
    assert rounds.count() == 4
    assert rounds.filter(state="reported").count() >= 3
    assert Review.objects.get(plan=plan).lines.count() == 4
    assert Expected.objects.filter(priority__plan=plan).count() == 6
    actions = Action.objects.filter(pk__in=Commitment.objects.values("action_id"))
    assert actions.overdue(NOW.date()).exists()
    assert {"open", "done", "accepted"} <= set(actions.values_list("state", flat=True))


def test_what_the_panel_resolved_is_in_the_tracker_and_the_public_reads_copies(year):
    taken_up = Resolution.objects.filter(panel=year.bodies.groups["panel"])
    assert taken_up.filter(sitting__in=[year.sat["panel", place].sitting for place in (1, 2)]).count() == 7
    assert taken_up.filter(recommendation__isnull=False).count() == 8
    copies = Published.objects.standing()
    assert set(copies.values_list("kind", flat=True)) == {"agenda", "minutes", "monitoring", "report"}
    assert not any("car park" in str(copy.contents) for copy in copies)


def test_one_return_goes_to_the_boards_of_four_areas(year):
    for given in SharedReturn.objects.all():
        assert {group.area for group in given.groups.all()} == set(year.bodies.partnership.areas)


def test_a_meeting_of_the_demonstration_has_the_rows_that_the_product_writes(year):
    theirs = year.next["board"][1].sitting
    meeting = theirs.meeting
    at = meeting.planned_at + timedelta(minutes=1)
    with transaction.atomic():
        ours = boards.plan_sitting(
            group=year.bodies.groups["board"], starts_at=meeting.starts_at, place=meeting.place,
            by=year.bodies.manager, at=at,
        )  # fmt: skip
        left = consequences(ours)
        transaction.set_rollback(True)
    assert left == consequences(Sitting.objects.get(pk=theirs.pk))


def consequences(sitting):
    """Give what planning a meeting left behind, without ids and moments of planning."""
    meeting = sitting.meeting
    clocks = Deadline.objects.filter(subject_id=meeting.pk)
    return {
        "meeting": (meeting.type, meeting.title, meeting.group_key, meeting.subject_kind, meeting.chair_id,
                    meeting.team_id, meeting.state, meeting.version),
        "invited": list(Invitation.objects.filter(meeting=meeting).order_by("number").values_list(
            "seat", "professional", "agency", "sees_until")),
        "agenda": list(AgendaItem.objects.filter(meeting=meeting).order_by("number").values_list("number", "title")),
        "clocks": sorted(clocks.values_list("clock", "clock_version", "title", "due_on", "due_at", "owner", "team")),
        "steps": list(StepTaken.objects.filter(subject_id=meeting.pk).values_list("step", "to_state", "area")),
    }  # fmt: skip


def test_nobody_is_written_to_about_what_is_long_past(year):
    assert year.mails == 0


def test_no_real_place_or_body_is_named():
    for file in DEMO.glob("*_words.py"):
        assert not REAL.search(file.read_text()), file.name
