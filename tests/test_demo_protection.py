"""A conference of the demonstration, written in bulk, leaves the rows that the product's own actions leave."""

from collections import Counter
from datetime import date

import pytest

from harbourlight.demo import counted, load
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional, RoleHolding
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import AgendaItem, Attendance, Decision, Invitation, Paper
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.requests import actions as requests
from harbourlight.foundations.requests.models import Request
from harbourlight.practice.childinneed.actions import refer
from harbourlight.practice.childinneed.models import CountedElsewhere, Episode
from harbourlight.practice.childprotection.actions import conferences, deciding, discussions, enquiries
from harbourlight.practice.childprotection.actions.deciding import ChildDecision, ChildPart
from harbourlight.practice.childprotection.models import Conference, Enquiry, ProtectionPlan
from tests.test_demo import NOW, own_password

pytestmark = pytest.mark.django_db
__all__ = ["own_password"]


@pytest.fixture
def theirs(db, own_password):
    """Load a small demonstration and return a decided initial conference about one child who is born."""
    with as_system("the demonstration"):
        load.load(now=NOW, children=500, years=1, seed=5)
        rows = Conference.objects.filter(kind="initial", state="closed", is_quorate=True, child_ids__len=1)
        decided = rows.filter(children__decision="plan", children__is_unanimous=True, children__age__isnull=False)
        yield decided.latest("held_at")


def when(record, step):
    """Return when a step of a record was taken."""
    return StepTaken.objects.filter(subject_id=record.pk, step=step).latest("happened_at").happened_at


def twin_of(child):
    """Put a child on file who has the same birth and the same family."""
    twin = Person(first_name="Twin", last_name="Ofthem", area=child.area, born_on=child.born_on,
                  birth_year=child.birth_year, expected_on=child.expected_on, recorded_at=NOW)  # fmt: skip
    twin.save(force_insert=True)
    for row in Relationship.objects.filter(person=child):
        Relationship(
            person=twin, other=row.other, kind=row.kind, lives_with=row.lives_with, recorded_at=row.recorded_at,
            has_parental_responsibility=row.has_parental_responsibility,
        ).save(force_insert=True)  # fmt: skip
    return twin


def invited(meeting):
    """Return the invitations of a meeting as they were made, without its chair and the family."""
    rows = Invitation.objects.filter(meeting=meeting, person=None).exclude(seat="chair").order_by("number")
    return [meetings.Invitee(row.seat, professional=row.professional, agency=row.agency, name=row.name) for row in rows]


def attended(ours, meeting):
    """Return how each invitee of a meeting was there, for the same invitee of ours."""
    same = {(row.seat, row.name, row.professional_id): row for row in Invitation.objects.filter(meeting=ours)}
    family = {row.seat: row for row in Invitation.objects.filter(meeting=ours, person__isnull=False)}
    found = []
    for row in Attendance.objects.filter(meeting=meeting).select_related("invitation"):
        known = row.invitation
        is_child = known.seat == "child"
        mine = family[known.seat] if is_child else next(
            (one for one in Invitation.objects.filter(meeting=ours, person=known.person_id) if known.person_id), None
        ) or same[known.seat, known.name, known.professional_id]  # fmt: skip
        found.append(meetings.AttendanceRow(mine, how=row.how, views=row.views, how_took_part=row.how_took_part))
    return found


def answerer(agency):
    """Return somebody of an agency who may answer."""
    known = Professional.objects.filter(agency=agency, email=f"answers@{agency.pk}.example").first()
    if known is None:
        known = Professional(agency=agency, email=f"answers@{agency.pk}.example", name="A", started_on=date(2019, 1, 1))
        known.save(force_insert=True)
        RoleHolding(professional=known, role=Role.PRACTITIONER, started_on=date(2019, 1, 1)).save(force_insert=True)
    return known


def replay(theirs):
    """Take another child through the same with the product's own actions, each at its moment."""
    row = theirs.children.select_related("enquiry__discussion__meeting", "person", "plan").get()
    enquiry, talk = row.enquiry, row.enquiry.discussion
    twin, episode = twin_of(row.person), row.enquiry.episode
    ours = refer(
        people=[twin], area=theirs.area, team=enquiry.team, referred_at=episode.referred_at, source=episode.source,
        worker=enquiry.worker, by=episode.recorded_by, at=episode.recorded_at,
    )[0]  # fmt: skip
    said = discussions.plan_discussion(
        children=[twin], area=theirs.area, team=talk.team, starts_at=talk.planned_for, reason=talk.reason,
        invitees=invited(talk.meeting), chair=talk.meeting.chair, by=talk.recorded_by, at=talk.recorded_at,
    )  # fmt: skip
    discussions.hold_discussion(
        discussion=said, held_at=talk.held_at, how=talk.how, decision=talk.decision, rationale=talk.rationale,
        plan=talk.plan, attendance=attended(said.meeting, talk.meeting), by=talk.recorded_by, at=talk.held_at,
        visit_planned_at=talk.visit_planned_at,
    )  # fmt: skip
    mine = Enquiry.objects.get(person=twin)
    for visit in enquiry.visits.all():
        enquiries.record_enquiry_visit(
            enquiry=mine, happened_at=visit.happened_at, was_seen=visit.was_seen, by=visit.visited_by,
            at=visit.recorded_at, was_seen_alone=visit.was_seen_alone, not_seen_reason=visit.not_seen_reason,
            not_alone_reason=visit.not_alone_reason, place=visit.place,
        )  # fmt: skip
    enquiries.complete_enquiry(
        enquiry=mine, outcome=enquiry.outcome, findings=enquiry.findings, completed_on=enquiry.completed_on,
        by=enquiry.decided_by, at=when(enquiry, "substantiate"),
    )  # fmt: skip
    conference = conferences.plan_conference(
        kind="initial", children=[twin], area=theirs.area, team=theirs.team, starts_at=theirs.planned_for,
        by=theirs.recorded_by, at=theirs.recorded_at, chair=theirs.chair, invitees=invited(theirs.meeting),
    )  # fmt: skip
    report(conference, theirs)
    conference = deciding.hold_conference(
        conference=conference, held_at=theirs.held_at, attendance=attended(conference.meeting, theirs.meeting),
        parts={twin.pk: ChildPart(row.took_part, row.did_not_because, row.views)}, by=theirs.chair, at=theirs.held_at,
        outline_plan=theirs.outline_plan, late_reason=theirs.late_reason,
    )  # fmt: skip
    Episode.objects.filter(pk=ours.pk).update(team=row.plan.team, worker=row.plan.key_worker)
    decision = ChildDecision(row.decision, row.rationale, row.category)
    deciding.decide_children(
        conference=conference, decisions={twin.pk: decision}, by=theirs.chair, at=theirs.held_at
    )  # fmt: skip
    return Conference.objects.get(pk=conference.pk)


def report(conference, theirs):
    """Ask for the same reports, answer those that were answered, and share them on the same day."""
    asked = list(conferences.reports_of(theirs))
    agencies = [row.agency for row in asked]
    made = conferences.ask_for_reports(
        conference=conference, agencies=agencies, by=theirs.recorded_by, at=when(theirs, "ask_reports")
    )  # fmt: skip
    shared_at, answers = when(theirs, "share_reports"), {row.agency_id: row for row in asked if row.answered_at}
    in_order = sorted((row for row in made if row.agency_id in answers), key=lambda r: answers[r.agency_id].answered_at)
    late = [row for row in in_order if answers[row.agency_id].answered_at > shared_at]
    for row in (one for one in in_order if one not in late):
        answer(row, answers[row.agency_id])
    conferences.share_reports(
        conference=conference, shared_on=shared_at.date(), by=theirs.recorded_by, at=shared_at
    )  # fmt: skip
    for row in late:
        answer(row, answers[row.agency_id])
    if theirs.quality_checked_at:
        deciding.check_quality(
            conference=conference, note=theirs.quality_note, by=theirs.chair, at=theirs.quality_checked_at
        )  # fmt: skip


def answer(request, told):
    """Open and answer a request as it was answered."""
    by = answerer(request.agency)
    opened = requests.open_request(request=request, by=by, at=told.opened_at)
    requests.reply(
        request=opened, step="answer", by=by, at=told.answered_at, answer=told.answer, late_reason=told.late_reason
    )


SUBJECT = (
    "clock", "clock_version", "title", "is_alarm", "subject_kind", "started_at", "due_on", "due_at", "met_at",
    "cancelled_at", "cancel_reason", "team", "owner",
)  # fmt: skip
AFTER = ("give_up", "grade")  # what comes after the conference and is not taken again here


def records_of(conference):
    """Return the ids of the records that a conference and what led to it are made of, without the plan."""
    row = conference.children.get()
    talk = row.enquiry.discussion
    asked = Request.objects.filter(subject_id=conference.meeting_id).values_list("pk", flat=True)
    return [conference.pk, conference.meeting_id, row.enquiry_id, talk.pk, talk.meeting_id, *asked]


def consequences(conference):
    """Give what a conference and all before it left behind, without ids."""
    row, ids = conference.children.get(), records_of(conference)
    plan = ProtectionPlan.objects.get(pk=row.plan_id)
    met = [conference.meeting_id, row.enquiry.discussion.meeting_id]
    steps = StepTaken.objects.filter(subject_id__in=ids).exclude(step__in=AFTER)
    lines = Line.objects.filter(source_id__in=ids).exclude(what__in=("Chair graded a report", "did not answer"))
    sources = [f"conference:{conference.pk}", *(f"meeting:{pk}" for pk in met), *(f"request:{pk}" for pk in ids)]
    clocks = Deadline.objects.filter(subject_id=plan.pk, started_at=plan.began_at)
    return {
        "steps": Counter(steps.values_list("subject_kind", "step", "from_state", "to_state", "happened_at")),
        "lines": Counter(lines.values_list("what", "happened_at", "source_kind", "is_significant")),
        "clocks": Counter(Deadline.objects.filter(subject_id__in=ids).values_list(*SUBJECT)),
        "clocks of the plan": Counter(clocks.values_list("clock", "title", "clock_version", "due_on", "due_at")),
        "grants": Counter(
            Grant.objects.filter(source__in=sources, person_id=row.person_id).values_list(
                "holder_id", "basis", "scope", "reason", "valid_from"
            )
        ),
        "counts": [
            model.objects.filter(meeting__in=met).count()
            for model in (Invitation, Attendance, AgendaItem, Decision, Paper)
        ],
        "conference": (conference.state, conference.due_on, conference.due_from_last_on, conference.reports_due_on,
                       conference.reports_shared_on, conference.is_quorate),
        "child": (row.held_on, row.age, row.due_on, row.decision, row.category, row.is_late),
        "plan": (plan.started_on, plan.initial_category, plan.team_id, plan.key_worker_id, plan.was_unborn,
                 plan.first_core_group_due_on),
        "elsewhere": CountedElsewhere.objects.filter(episode=plan.episode, started_on=plan.started_on).count(),
    }  # fmt: skip


def test_a_conference_of_the_demonstration_has_the_rows_that_the_real_actions_write(theirs):
    told = consequences(theirs)
    ours = consequences(replay(theirs))
    assert sum(told["steps"].values()) > 20
    assert len(told["clocks of the plan"]) == 3
    assert len(told["grants"]) > 3
    assert all(told["counts"])
    for name, rows in told.items():
        assert ours[name] == rows, name


def test_the_figures_of_the_rooms_stand_beside_the_published_ones(theirs):
    found = {what.split()[0]: (published, here) for what, published, here in counted.figures(NOW, 500)}
    assert found["CP6B"][0] == 311
    assert all(found[ref][1] > 0 for ref in ("CP1", "CP2", "CP4", "CP6B", "EH2", "EH3")), found
