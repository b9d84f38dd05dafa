"""Meetings of the bodies in bulk: planned, papered, held, decided and minuted as the room for boards does it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from harbourlight.demo import hours, records
from harbourlight.demo.gatherings import Gathering
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.meetings import timing, types
from harbourlight.foundations.meetings.choices import THERE, How, MinutesState
from harbourlight.foundations.meetings.models import AgendaItem, Decision, Minutes, Paper, Receipt
from harbourlight.foundations.meetings.pathway import pathway_of
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.requests.pathway import REQUEST
from harbourlight.partnership.boards.actions.deciding import NEEDS_EXECUTIVE, standing_of
from harbourlight.partnership.boards.actions.sittings import LEARNING, title_of, type_for
from harbourlight.partnership.boards.choices import Standing
from harbourlight.partnership.boards.models import BoardDecision, Confidentiality, Interest, ReportAsked, Sitting
from harbourlight.partnership.boards.pathway import REPORT

AN_HOUR, A_DAY, A_WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
PLANNED_BEFORE = timedelta(days=95)
CAME, SENT, SORRY = How.ATTENDED, How.DEPUTY, How.APOLOGIES


class Sat(Gathering):
    """One meeting of a body in the making."""

    def __init__(self, bodies, key, starts_at, *, kind="ordinary", place="", at=None):
        """Plan it: standing items, everybody invited, what is due before it running."""
        self.bodies, self.key, self.group = bodies, key, bodies.groups[key]
        self.by = bodies.manager if self.group.area_id == bodies.area.id else bodies.people["ben.saltmere"]
        self.decided, self.latest = [], None
        self.minutes: Any = None
        self.planned_at = at or starts_at - PLANNED_BEFORE
        self.sitting = bodies.world.make(Sitting, group=self.group, meeting=None, kind=kind)
        record = SimpleNamespace(
            area_id=self.group.area_id, team=self.group.team, child_ids=[], pk=self.sitting.pk, _meta=Sitting._meta
        )
        known = len(bodies.world.basket.rows[AgendaItem])
        super().__init__(
            bodies.world, bodies.partnership, types.get(type_for(self.group, kind)), record, starts_at=starts_at,
            chair=bodies.chair_of(key), by=self.by, at=self.planned_at, place=place,
        )  # fmt: skip
        self.meeting.title, self.meeting.group_key = title_of(self.group, kind), self.group.key
        self.meeting.body_id = self.group.pk
        self.sitting.meeting = self.meeting
        self.items, self.papers = self.world.basket.rows[AgendaItem][known:], []
        on = starts_at.astimezone(LONDON).date()
        self.members = {}
        for invitee, membership in bodies.invitees(key, on):
            if membership.seat.kind != "chair":
                self.invite([invitee], by=self.by, at=self.planned_at)
            invitation = next(i for i in self.invitations if i.professional_id == membership.who_comes.id)
            invitation.seat_name = membership.seat.title
            self.members[membership] = invitation
        if kind == "ordinary":
            for title in self._standing():
                self.add_item(title, at=self.planned_at, added_by=None)

    def _standing(self):
        """Return the items that stand on every agenda of the body."""
        known = {title.lower() for title in self.kind.agenda}
        has_below = any(group.parent_id == self.group.id for group in self.bodies.groups.values())
        wanted = [*self.group.keeps(self.meeting.starts_at).standing_items, *([LEARNING] if has_below else [])]
        return [title for title in wanted if title.lower() not in known]

    def add_item(self, title, discussed="", *, at=None, added_by="manager"):
        """Put an item on the agenda, with what was said on it."""
        item = self.world.make(
            AgendaItem, meeting=self.meeting, number=len(self.items) + 1, title=title, discussed=discussed,
            added_by=self.by if added_by else None, added_at=at or self.meeting.starts_at - 20 * A_DAY,
        )  # fmt: skip
        self.items.append(item)
        return item

    def say(self, title, discussed):
        """Keep what was said on an item that stands on the agenda already, or on a new one."""
        for item in self.items:
            if item.title == title:
                item.discussed = discussed
                return item
        return self.add_item(title, discussed)

    def report(self, title, agency, author, text, *, days_late=0, late_reason="", restricted_to=()):
        """Keep a report that was asked for and given, in time or some days late."""
        starts = self.meeting.starts_at
        due_at, asked_at = self.papers_due_at, starts - 50 * A_DAY
        given_at = due_at + days_late * A_DAY - 3 * AN_HOUR
        late_reason = late_reason if given_at > due_at else ""
        item = next((item for item in self.items if item.title == title), None)
        paper = self.world.make(
            Paper, meeting=self.meeting, item=item, agency=agency, title=title, words=text, due_at=due_at,
            is_restricted=bool(restricted_to), reader_ids=[reader.id for reader in restricted_to], given_by=author,
            given_at=given_at,
        )  # fmt: skip
        self.papers.append(paper)
        asked = self.world.make(
            ReportAsked, sitting=self.sitting, agency=agency, author=author, item=item, title=title,
            question="Tell the meeting what was found, what it means for children and what you ask of it.",
            asked_by=self.by, asked_at=asked_at, due_at=due_at, paper=paper, given_at=given_at,
            late_reason=late_reason,
        )  # fmt: skip
        request = self.world.make(
            Request, subject_kind=asked._meta.label_lower, subject_id=asked.id, child_ids=[],
            area_id=self.group.area_id, agency=agency, team=self.group.team, asked_by=self.by, asked_at=asked_at,
            question=f"A report for {self.group.name}: {title}", due_at=due_at, answer="The report was given.",
            answered_by=author, answered_at=given_at, late_reason=late_reason,
        )  # fmt: skip
        asked.request_id = request.id
        records.take_step(self.world, REPORT, asked, "give", by=author, at=given_at)
        records.take_step(self.world, REQUEST, request, "answer", by=author, at=given_at)

    def papers_out(self, *, days_before=8):
        """Send agenda and papers out."""
        at = self.meeting.starts_at - days_before * A_DAY
        self.sitting.papers_out_at = at
        clock = self.clocks.get("papers_out")
        if clock:
            clock.met_at = at
        for paper in self.papers:
            paper.shared_at = None if paper.is_restricted else at

    def declare(self, who, what, *, leaves_the_room=False):
        """Keep an interest that somebody declared."""
        self.world.make(
            Interest, sitting=self.sitting, professional=who, has_interest=True, what=what,
            leaves_the_room=leaves_the_room, declared_at=self.meeting.starts_at,
        )  # fmt: skip

    def meet(self, away=None, *, reason=""):
        """Hold it: everybody came, or a deputy, or nobody; ``away`` says how each of the others was there."""
        away, at = away or {}, self.meeting.starts_at
        words = {person.id: word for word, person in self.bodies.people.items()}
        for membership, invitation in self.members.items():
            how = away.get(words[membership.professional_id], CAME)
            self.attend(invitation, how, by=self.by, at=at)
            if how == SENT:
                self.there[-1].deputy = membership.deputy
            if how in THERE:
                self.agree_to_confidentiality(self.there[-1].deputy or invitation.professional)
        self.hold(by=self.by, at=at, why_without=reason)
        timed = self.kind.timed("minutes")
        self.minutes_clock = timed and self.run(timed, at, self.by)

    def agree_to_confidentiality(self, who):
        """Keep that somebody agreed to keep the meeting confidential before opening its papers."""
        out_at = self.sitting.papers_out_at or self.meeting.starts_at
        words = self.group.keeps(self.meeting.starts_at).confidentiality
        self.world.make(
            Confidentiality, sitting=self.sitting, professional=who, words=words,
            agreed_at=min(out_at + len(self.there) * 5 * AN_HOUR, self.meeting.starts_at),
        )  # fmt: skip

    def run(self, timed, started, owner):
        """Run one clock of the meeting from a moment."""
        due = timing.due_day(timed, started)
        return due and self.world.make(
            Deadline, clock=due.clock, clock_version=due.version, title=timed.words[:200], is_alarm=True,
            subject_kind=self.meeting._meta.label_lower, subject_id=self.meeting.pk, child_ids=[],
            area_id=self.meeting.area_id, team=self.meeting.team, owner=owner, started_at=started, due_on=due.day,
            due_at=due_moment(due.day),
        )  # fmt: skip

    def agree_on(self, what, *, item=None, touches_practice=False, is_public=False):
        """Keep a decision by consent, and whether it stands by the body's rules."""
        meeting = self.meeting
        found = types.decide(self.kind.decision_rule, meeting.is_quorate, [])
        decision = self.world.make(
            Decision, meeting=meeting, item=item, what=what, how=found.how, is_valid=found.is_valid,
            rule_words=found.why, decided_at=meeting.held_at, recorded_by=self.by, recorded_at=meeting.held_at,
        )  # fmt: skip
        standing = standing_of(self.group, decision, touches_practice=touches_practice)
        if standing == Standing.WAITS:
            decision.is_valid, decision.how = False, "needs_executive"
            decision.rule_words = f"{decision.rule_words} {NEEDS_EXECUTIVE}"
        self.decided.append(decision_line(decision))
        self.latest = self.world.make(
            BoardDecision, sitting=self.sitting, decision=decision, touches_practice=touches_practice,
            standing=standing, is_public=is_public,
        )  # fmt: skip
        return self.latest

    def send_minutes_round(self, *, days_after=12, text=""):
        """Send the minutes round: everybody has them now, and may dispute them for the time that the rules give."""
        at = self.meeting.held_at + days_after * A_DAY
        self.minutes = self.world.make(
            Minutes, meeting=self.meeting, number=1, text=text or self.minutes_text(), written_by=self.by,
            state=MinutesState.CIRCULATED, written_at=at, circulated_at=at,
        )  # fmt: skip
        disputes = self.kind.timed(timing.DISPUTES)
        until = disputes and due_moment(timing.due_day(disputes, at).day)
        for invitation in self.invitations:
            self.world.make(
                Receipt, meeting=self.meeting, minutes=self.minutes, invitation=invitation, received_at=at,
                dispute_until=until,
            )  # fmt: skip
        if self.minutes_clock:
            self.minutes_clock.met_at = at
        self.disputes_clock = disputes and self.run(disputes, at, self.meeting.chair)
        return at

    def agree_minutes(self, *, days_after=32):
        """Agree the minutes, which closes the meeting."""
        at = self.meeting.held_at + days_after * A_DAY
        self.minutes.state, self.minutes.agreed_at = MinutesState.AGREED, at
        records.take_step(
            self.world, pathway_of(self.kind.title, self.kind.elsewhere), self.meeting, "close", by=self.by, at=at
        )
        if self.disputes_clock:
            self.disputes_clock.met_at = at

    def minutes_text(self):
        """Write the minutes from what was recorded, in the parts that the product's own draft has."""
        meeting, there = self.meeting, {row.invitation_id for row in self.there}
        names = [(invitation.id in there, f"- {named(invitation)}") for invitation in self.invitations]
        began = meeting.held_at.astimezone(LONDON)
        parts = [
            f"{meeting.title}\n{began:%-d %B %Y}, {began:%H:%M}, {meeting.place}\nChair: {meeting.chair.name}"
            if meeting.chair else f"{meeting.title}\n{began:%-d %B %Y}, {began:%H:%M}, {meeting.place}",
            "\n".join(["PRESENT", *(line for came, line in names if came)]),
            "\n".join(["APOLOGIES", *(line for came, line in names if not came)]),
            f"QUORUM\n{meeting.quorum_words}",
            *(f"{item.number}. {item.title.upper()}\n{item.discussed}" for item in self.items if item.discussed),
            "\n".join(["DECISIONS", *(f"{place}. {line}" for place, line in enumerate(self.decided, 1))]),
        ]  # fmt: skip
        return "\n\n".join(part for part in parts if "\n" in part)


def decision_line(decision):
    """Return a decision as the minutes say it."""
    stands = "" if decision.is_valid else " This decision does not stand."
    return f"{decision.what} ({decision.rule_words}{stands})"


def named(invitation):
    """Return an invitee with the agency."""
    return f"{invitation.professional.name} ({invitation.agency.name})"


def moment(world, offset, clock_time=hours.OPENS):
    """Return a time on the working day that lies so many days from the demonstration's latest, or next after."""
    day = world.today + timedelta(days=offset)
    return hours.at(day if hours.works(day) else hours.next_working_day(day), clock_time)
