"""Child protection conferences in bulk: planned, reports asked and shared, held, graded and decided."""

import uuid
from datetime import timedelta

from harbourlight.demo import gatherings, hours, records
from harbourlight.demo import protection_words as words
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings.planning import Invitee
from harbourlight.foundations.questionnaires.models import Answer, Answering
from harbourlight.foundations.requests.pathway import REQUEST
from harbourlight.foundations.rules.declared import rule_of
from harbourlight.practice.childprotection.actions.concerns import NEXT
from harbourlight.practice.childprotection.actions.conferences import QUESTION
from harbourlight.practice.childprotection.actions.deciding import age_on, in_words
from harbourlight.practice.childprotection.actions.grading import report_set
from harbourlight.practice.childprotection.actions.grants import CHAIR_KEEPS
from harbourlight.practice.childprotection.choices import TAKES_PART_FROM
from harbourlight.practice.childprotection.models import ChairConcern, Conference, ConferenceChild
from harbourlight.practice.childprotection.pathway import CONCERN, CONFERENCE
from harbourlight.practice.childprotection.pathway.enquiry import CONCERN_CLOCK
from harbourlight.practice.childprotection.pathway.meetings import TYPE_OF

ANSWERED, LATE = 0.84, 0.16  # of the reports that agencies are asked for, and of those answered
GRADED = 0.5
PLACES = ("Civic Centre, room 2", "Civic Centre, room 5", "Family centre", "By video")
PARTS = (("worker", 46), ("wrote", 18), ("advocate", 14), ("attended", 12), ("did_not", 10))
CONCERN_ANSWERED_WITHIN = rule_of(CONCERN_CLOCK).default  # working days


class Conferring:
    """One conference about the children of a family."""

    def __init__(self, circle, kind, team, rows, *, by, starts_at, at, is_temporary=False):
        """Plan it; ``rows`` are (child, further fields of the child's row)."""
        self.world, self.circle, self.by, self.kind = circle.world, circle, by, kind
        self.children = [child for child, _ in rows]
        world = self.world
        self.conference = conference = world.make(
            Conference, kind=kind, child_ids=[child.id for child in self.children], area_id=circle.area_id, team=team,
            chair=circle.chair, planned_for=starts_at, is_temporary=is_temporary, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        self.rows = [self._row(child, fields, by, at) for child, fields in rows]
        conference.due_on = min((row.due_on for row in self.rows if row.due_on), default=None)
        conference.due_from_last_on = min(
            (row.due_from_last_on for row in self.rows if row.due_from_last_on), default=None
        )
        self.gathering = gathering = gatherings.Gathering(
            world, circle.partnership, TYPE_OF[kind], conference, starts_at=starts_at, chair=circle.chair, by=by, at=at,
            place=world.one_of(PLACES), sights=circle.sights,
        )  # fmt: skip
        conference.meeting = gathering.meeting
        clock = gathering.clocks["papers"]
        conference.reports_due_on = clock.due_on if clock else None
        self.sight = records.grant(
            world, conference.child_ids, by=by, at=at, basis=Basis.OVERSIGHT, professional=circle.chair,
            reason="Chairs the child protection conference", source=f"conference:{conference.id}",
        )  # fmt: skip
        circle.sights.lasting.add(circle.chair.id)
        records.take_step(world, CONFERENCE, conference, "plan", by=by, at=at)
        around = [Invitee("social_worker", professional=by), *circle.agencies]
        gathering.invite([*circle.relatives(self.children), *around], by=by, at=at)
        self.reports = []

    def _row(self, child, fields, by, at):
        """Make the row of one child."""
        conference = self.conference
        return self.world.make(
            ConferenceChild, conference=conference, child_ids=[child.id], person=child, area_id=conference.area_id,
            kind=conference.kind, is_temporary=conference.is_temporary, recorded_at=at, recorded_by=by, **fields,
        )  # fmt: skip

    def step(self, name, at, by, note=""):
        """Take a step of the conference."""
        records.take_step(self.world, CONFERENCE, self.conference, name, by=by, at=at, note=note)

    def ask(self, at, agencies):
        """Ask agencies for their reports, and let most of them answer in time as far as time has come."""
        agencies = sorted({agency.id: agency for agency in agencies}.values(), key=lambda agency: agency.name)
        self.reports = [self.gathering.ask(agency, QUESTION, by=self.by, at=at) for agency in agencies]
        self.step("ask_reports", at, self.by, note=", ".join(agency.name for agency in agencies))
        for request, sight in self.reports:
            self._answer(request, sight)

    def _answer(self, request, sight):
        """Let one agency answer, late or not at all."""
        world, starts_at = self.world, self.conference.planned_for
        is_ours = request.agency_id == self.by.agency_id
        if not is_ours and not world.chance(ANSWERED):
            return
        late = not is_ours and world.chance(LATE)
        left = request.due_at - request.asked_at
        at = starts_at - timedelta(hours=3) if late else request.asked_at + left * world.dice.uniform(0.4, 0.98)
        if at > world.now or at <= request.asked_at:
            return
        by = self.by if is_ours else self._author(request.agency_id)
        said = self.circle.say(words.REPORTS.get(request.agency.sector, words.REPORTS["health"]))
        gatherings.answer(world, request, sight, said, at=at, by=by, late_reason=words.LATE_REPORT)

    def _author(self, agency_id):
        """Return who of an agency signs in and is invited, or None."""
        found = [row.professional for row in self.gathering.invitations if row.professional]
        return next((one for one in found if one.agency_id == agency_id), None)

    def share(self, at):
        """Go through the reports that came in with the family."""
        came = [request for request, _ in self.reports if request.state == "answered" and request.answered_at <= at]
        if not came:
            return
        for request in came:
            self.gathering.add_paper(request, by=self.by, given_at=at, shared_at=at)
        clock = self.gathering.clocks["papers"]
        if clock:
            clock.met_at = at
        self.conference.reports_shared_on = at.astimezone(LONDON).date()
        self.step("share_reports", at, self.by)

    def prepare(self, agencies, *, share_at):
        """Ask for the reports and share them, as far as time has come."""
        asked_at = self.conference.recorded_at + timedelta(minutes=20)
        if asked_at <= self.world.now:
            self.ask(asked_at, agencies)
        if share_at <= self.world.now:
            self.share(share_at)
            if self.world.chance(0.4):
                self.conference.quality_note = words.QUALITY
                self.conference.quality_checked_at = share_at + timedelta(hours=1)
                self.step("check_quality", self.conference.quality_checked_at, self.circle.chair)

    def hold(self):
        """Hold the conference: who was there, how each child took part, whether it was quorate."""
        world, conference, chair, at = self.world, self.conference, self.circle.chair, self.conference.planned_for
        self.circle.attend(self.gathering, at=at, by=chair, said=words.KNEW)
        answer = self.gathering.hold(by=chair, at=at, why_without=world.one_of(words.INQUORATE))
        conference.held_at, conference.is_quorate = at, answer.is_quorate
        conference.inquorate_reason = self.gathering.meeting.inquorate_reason
        conference.outline_plan = words.OUTLINE
        day = at.astimezone(LONDON).date()
        if conference.due_on and day > conference.due_on:
            conference.late_reason = world.one_of(words.LATE_CONFERENCE)
        for row in self.rows:
            row.held_at, row.held_on, row.age = at, day, age_on(row.person, day)
            if row.age is not None and row.age >= TAKES_PART_FROM:
                row.took_part = world.pick(PARTS)
                row.views = "" if row.took_part == "did_not" else world.one_of(words.VIEWS)
                row.did_not_because = "Did not want to, and nobody pressed." if row.took_part == "did_not" else ""

    def decide(self, row, decision, category, rationale):
        """Keep what was decided for one child; sometimes an agency disagrees."""
        chair, at = self.circle.chair, self.conference.held_at
        row.decision, row.category, row.rationale = decision, category, rationale
        row.decided_at, row.decided_by = at, chair
        dissents = []
        if self.world.chance(0.06):
            agency = self.circle.agencies[1].agency or self.circle.agencies[1].professional.agency
            dissents = [(agency, words.DISSENT)]
            row.is_unanimous, row.dissent = False, f"{agency}: {words.DISSENT}"
        self.gathering.decide(in_words(row), by=chair, at=at, person_id=row.person_id, dissents=dissents)

    def finish(self):
        """Take the last steps, give up what never came, and grade some of the reports."""
        at, chair = self.conference.held_at, self.circle.chair
        self.step("hold", at, chair)
        self.step("decide", at, chair)
        self.step("finish", at, chair)
        for request, sight in self.reports:
            if request.state in ("asked", "opened"):
                for given in sight:
                    given.valid_until = at + timedelta(hours=2)
                records.take_step(self.world, REQUEST, request, "give_up", by=self.by, at=at + timedelta(hours=2))
            elif self.world.chance(GRADED):
                self._grade(request, hours.after(at, 90 + self.world.dice.expovariate(1 / 700)))

    def end_sight(self, at):
        """Let the chair's sight end some weeks after the children are on no plan."""
        for given in self.sight:
            given.valid_until = given.valid_until or at + CHAIR_KEEPS

    def _grade(self, request, at):
        """Grade the four sections of one report, with words for its author."""
        if at > self.world.now:
            return
        conference, chair = self.conference, self.circle.chair
        questions = report_set(at)
        # An id of its own, not of the dice: the rest of the world stays as it was.
        grading = self.world.keep(
            Answering, id=uuid.uuid5(request.pk, questions.key), set_key=questions.key,
            set_version=questions.version, fingerprint=questions.fingerprint,
            subject_kind="requests.request", subject_id=request.pk, child_ids=conference.child_ids,
            area_id=conference.area_id, agency=request.agency, author=request.answered_by, is_for_agency=True,
            state="signed", opened_by=chair, opened_at=at, answerer=chair, signed_by=chair, signed_at=at, version=2,
        )  # fmt: skip
        for question in questions:
            grade = self.world.pick((("good", 45), ("adequate", 42), ("inadequate", 13)))
            self.world.make(
                Answer, answering=grading, key=question.key, code=grade, comment=words.GRADE_WORDS[grade],
                answered_by=chair, answered_at=at,
            )  # fmt: skip
        self.step("grade", at, chair, note=f"Report of {request.agency}")

    def challenge(self):
        """Challenge an agency whose report never came, now and then as far as the chair of the partnership."""
        world, conference, chair = self.world, self.conference, self.circle.chair
        missing = [request.agency for request, _ in self.reports if request.state == "not_answered"]
        at = hours.after(conference.held_at, 200)
        if not missing or at > world.now or not world.chance(0.4):
            return
        concern = world.make(
            ChairConcern, child_ids=conference.child_ids, area_id=conference.area_id, conference=conference,
            agency=missing[0], what=words.CONCERNS[1], wanted=words.WANTED, raised_by=chair, raised_at=at,
            due_on=hours.next_working_day(at.astimezone(LONDON).date(), CONCERN_ANSWERED_WITHIN), recorded_at=at,
            recorded_by=chair,
        )  # fmt: skip
        records.take_step(world, CONCERN, concern, "raise", by=chair, at=at)
        clock = self._wait(concern, at)
        while world.chance(0.35) and NEXT.get(concern.level):
            at = hours.after(at + timedelta(days=8), 60)
            if at > world.now:
                return
            concern.level = NEXT[concern.level]
            concern.due_on = hours.next_working_day(at.astimezone(LONDON).date(), CONCERN_ANSWERED_WITHIN)
            clock.cancelled_at, clock.cancel_reason = at, "Taken further"
            records.take_step(
                world, CONCERN, concern, "escalate", by=chair, at=at, note=f"{concern.get_level_display()}. No answer."
            )
            clock = self._wait(concern, at)
        at = hours.after(at + timedelta(days=3), 60)
        if at <= world.now:
            concern.answer, concern.answered_at = words.CONCERN_ANSWERED, at
            clock.met_at = at
            records.take_step(world, CONCERN, concern, "answer", by=None, at=at)

    def _wait(self, concern, at):
        """Start the clock of an answer."""
        return records.run_local_clock(self.world, CONCERN_CLOCK, concern, started=at, owner=concern.raised_by)
