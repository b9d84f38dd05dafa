"""Meetings in bulk: planned, people invited and there, papers asked for, held and decided, as the engine does it."""

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from harbourlight.demo import hours, records
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.meetings import presence, timing, types
from harbourlight.foundations.meetings.choices import SIGHT_ENDS_AFTER_WORKING_DAYS, THERE, How
from harbourlight.foundations.meetings.models import (
    AgendaItem,
    Attendance,
    Decision,
    Dissent,
    Invitation,
    Meeting,
    Paper,
)
from harbourlight.foundations.meetings.pathway import pathway_of
from harbourlight.foundations.meetings.planning import Invitee
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import Step
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.requests.pathway import REQUEST

WHOLE = DateTimeTZRange(None, None)  # the whole meeting


class Sights:
    """Who sees a family's children for longer than a meeting, so that an invitation opens nothing more to them."""

    def __init__(self, *holders):
        """Begin with those who work with the family: professionals and teams."""
        self.lasting = {holder.id for holder in holders}
        self.council = set()

    def open_to(self, professional, teams):
        """Say whether the children are open to somebody already, or to a team of theirs."""
        return professional.id in self.lasting or any(team in self.lasting for team in teams)


class Gathering:
    """One meeting in the making."""

    def __init__(self, world, partnership, kind, record, *, starts_at, chair, by, at, place="", sights=None):
        """Plan a meeting about a record, with its standing agenda, its clocks and its chair's invitation."""
        self.world, self.partnership, self.kind = world, partnership, kind
        self.sights = sights or Sights()
        self.meeting = meeting = world.make(
            Meeting, type=kind.name, title=kind.title, area_id=record.area_id, team=record.team,
            child_ids=record.child_ids, subject_kind=record._meta.label_lower, subject_id=record.pk,
            starts_at=starts_at, place=place, chair=chair, planned_by=by, planned_at=at,
        )  # fmt: skip
        is_told = "hold" not in kind.elsewhere
        planned = Step("plan", (), meeting.state, may=kind.may_plan, says=f"{kind.title}: planned", is_told=is_told)
        records.keep_step(world, planned, meeting, "", by=by, at=at)
        for number, title in enumerate(kind.agenda, 1):
            world.make(AgendaItem, meeting=meeting, number=number, title=title, added_by=by, added_at=at)
        self.clocks = {timed.key: self._clock(timed, at, by) for timed in kind.before}
        self.invitations, self.there = [], []
        if chair:
            self.invite([Invitee("chair", professional=chair)], by=by, at=at)

    def _clock(self, timed, at, owner):
        """Start one clock that counts back from the meeting."""
        meeting = self.meeting
        due = timing.due_day(timed, meeting.starts_at)
        return due and self.world.make(
            Deadline, clock=due.clock, clock_version=due.version, title=timed.words[:200], is_alarm=True,
            subject_kind=meeting._meta.label_lower, subject_id=meeting.pk, child_ids=meeting.child_ids,
            area_id=meeting.area_id, team=meeting.team, owner=owner, started_at=min(meeting.starts_at, at),
            due_on=due.day, due_at=due_moment(due.day),
        )  # fmt: skip

    @property
    def papers_due_at(self):
        """When papers are due: with the clock, else when the meeting starts."""
        clock = self.clocks.get(timing.PAPERS)
        return clock.due_at if clock else self.meeting.starts_at

    def invite(self, invitees, *, by, at):
        """Invite people, and open the children to the professionals among them for the meeting."""
        world, meeting = self.world, self.meeting
        until = hours.end_of_working_day(meeting.starts_at, SIGHT_ENDS_AFTER_WORKING_DAYS)
        for invitee in invitees:
            agency = invitee.agency or (invitee.professional.agency if invitee.professional else None)
            self.invitations.append(
                world.make(
                    Invitation, meeting=meeting, number=len(self.invitations) + 1, professional=invitee.professional,
                    person=invitee.person, agency=agency, seat=invitee.seat, needs=invitee.needs, name=invitee.name,
                    email=invitee.email,
                    seat_name=invitee.seat_name, named_deputy=invitee.named_deputy,
                    invited_at=at, sees_until=until if invitee.professional else None,
                )
            )  # fmt: skip
            teams = self.partnership.teams_of(invitee.professional) if invitee.professional else ()
            if invitee.professional and not self.sights.open_to(invitee.professional, teams):
                records.grant(
                    world, meeting.child_ids, by=by, at=at, until=until, basis=Basis.NETWORK,
                    professional=invitee.professional, reason=f"Invited: {self.kind.title}",
                    source=f"meeting:{meeting.id}",
                )  # fmt: skip
        meeting.notice_given_at = meeting.notice_given_at or at

    def attend(self, invitation, how="attended", *, by, at, views="", how_took_part="", deputy_name=""):
        """Record how one invitee was there."""
        row = self.world.make(
            Attendance, meeting=self.meeting, invitation=invitation, how=how, views=views, deputy_name=deputy_name,
            how_took_part=how_took_part, recorded_by=by, recorded_at=at,
            stays=[WHOLE] if how == How.ATTENDED else [], deputy_stays=[WHOLE] if how == How.DEPUTY else [],
        )  # fmt: skip
        if row.how in THERE:
            self.there.append(row)

    def hold(self, *, by, at, why_without=""):
        """Hold the meeting, quorate or for the chair's reason."""
        meeting = self.meeting
        answer = types.quorum(self.kind.quorum, [presence.as_present(meeting, row) for row in self.there])
        meeting.held_at, meeting.is_quorate = at, answer.is_quorate
        meeting.quorum_words = f"From the beginning: {answer.why}"
        meeting.inquorate_reason = "" if answer.is_quorate else why_without
        records.take_step(self.world, pathway_of(self.kind.title, self.kind.elsewhere), meeting, "hold", by=by, at=at)
        for clock in self.clocks.values():
            if clock and not clock.met_at:
                clock.met_at = at
        return answer

    def decide(self, what, *, by, at, person_id=None, dissents=()):
        """Keep what was decided, and who disagreed."""
        meeting = self.meeting
        stands = types.decide(self.kind.decision_rule, meeting.is_quorate or bool(meeting.inquorate_reason), [])
        decision = self.world.make(
            Decision, meeting=meeting, person_id=person_id, what=what, how=stands.how, is_valid=stands.is_valid,
            rule_words=stands.why, decided_at=meeting.held_at, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        for agency, reason in dissents:
            self.world.make(Dissent, meeting=meeting, decision=decision, agency=agency, reason=reason)

    def ask(self, agency, question, *, by, at):
        """Ask one agency for its report; return the request and the sight that it gives."""
        return ask(self.world, self.meeting, agency, question, due_at=self.papers_due_at, by=by, at=at)

    def add_paper(self, request, *, by, given_at, shared_at):
        """Keep an agency's answer as a paper that was gone through with the family."""
        return self.world.make(
            Paper, meeting=self.meeting, agency=request.agency, title=f"Report of {request.agency.name}",
            words=request.answer, due_at=self.papers_due_at, given_by=by, given_at=given_at, shared_at=given_at,
            shared_with_family_at=shared_at, request_id=request.id, version=2,
        )  # fmt: skip


def ask(world, subject, agency, question, *, due_at, by, at):
    """Ask an agency something about a record; return the request and the sight that it gives."""
    request = world.make(
        Request, subject_kind=subject._meta.label_lower, subject_id=subject.id, child_ids=subject.child_ids,
        area_id=subject.area_id, agency=agency, team=subject.team, question=question, asked_by=by, asked_at=at,
        due_at=due_at,
    )  # fmt: skip
    sight = records.grant(
        world, subject.child_ids, by=by, at=at, agency=agency, basis=Basis.ASKED, scope=Scope.IDENTITY,
        reason="Asked what it holds", source=f"request:{request.id}",
    )  # fmt: skip
    records.write_lines(world, request, f"{agency.name} asked what it holds", at=at, by=by)
    return request, sight


def answer(world, request, sight, words, *, at, by=None, late_reason=""):
    """Answer a request with words: opened a while before, and what the agency could see ends."""
    request.opened_at = request.asked_at + (at - request.asked_at) * 0.5
    request.answered_at, request.answered_by, request.answer = at, by, words
    request.late_reason = late_reason if at > request.due_at else ""
    records.take_step(world, REQUEST, request, "open", by=by, at=request.opened_at)
    records.take_step(world, REQUEST, request, "answer", by=by, at=at)
    for given in sight:
        given.valid_until = at
