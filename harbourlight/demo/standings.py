"""Brings a recommendation of the demonstration to where it stands, in bulk, step by step as the product does it."""

from datetime import timedelta

from harbourlight.assurance.improvement.choices import ESCALATE_AFTER_DAYS, REMIND_EVERY_DAYS, Found, Verdict
from harbourlight.assurance.improvement.models import DateMoved, Hearing, Progress, ReAudit
from harbourlight.assurance.improvement.pathway import RECOMMENDATION
from harbourlight.demo import hours, records
from harbourlight.demo import thread_words as words
from harbourlight.demo.doings import act
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.actions.pathway import ACTION
from harbourlight.foundations.actions.tracking import only_repeats

A_DAY = timedelta(days=1)
ANSWERED, CLAIMED_BEFORE, HEARD_FROM = 12 * A_DAY, 12 * A_DAY, 30 * A_DAY
ACCEPTED = "adrplemuzw"  # the signs of those who accepted as it stands; v in other words; x and y rejected
CLAIMED, JUDGED = "adruz", "aruz"


class Standings:
    """Writes what each addressee did, by a sign.

    a done and accepted, d reported done, r refused once, p in progress, l late, e late and before the chair, m date
    moved, v accepted in other words, x rejected, y rejected and reported, u accepted and to be audited again,
    z opened again by an audit, w withdrawn, q or o not answered.
    """

    def __init__(self, thread):
        """Write into the world of a thread."""
        self.thread, self.world, self.bodies = thread, thread.world, thread.bodies
        self.number = 0

    def pick(self, rows):
        """Return the next of some words, in turn."""
        return rows[self.number % len(rows)]

    def bring(self, row, sign, at, answers, sittings, told):
        """Bring one addressee to where the sign says; the body judges at one of its sittings after the answer."""
        self.number += 1
        heard = sorted((s.meeting for s in sittings if s.meeting.held_at > at + HEARD_FROM), key=lambda m: m.held_at)
        if sign in JUDGED and not heard:
            sign = "d"
        judged = heard[self.number % len(heard)] if heard and sign in "auzy" else (heard[-1] if heard else None)
        self.answer(row, sign, at, answers)
        if sign in "plmevrad" + "uz":
            self.act(row, sign, at, answers)
        if sign in "plme":
            self.go_on(row, sign, answers)
        if sign in CLAIMED:
            self.claim(row, sign, answers, judged, told)
        self.hear(row, sign, heard, judged)
        self.end(row, sign, at)
        self.chase(row)

    def answer(self, row, sign, at, answers):
        """Accept it, accept it in other words, or reject it with a reason; or say nothing yet."""
        if sign in "qo":
            return
        answer = "varied" if sign == "v" else "rejected" if sign in "xy" else "accepted"
        row.answer, row.answered_by, row.answered_at = answer, answers, at + ANSWERED
        row.reason = {"varied": words.VARIED_WHY, "rejected": self.pick(words.REJECTED)}.get(answer, "")
        text = row.recommendation.text
        row.varied_words = f"{words.VARIED}{text[0].lower()}{text[1:]}" if sign == "v" else ""
        row.lead = answers if self.number % 3 else None
        step = {"varied": "vary", "rejected": "reject"}.get(answer, "accept")
        self.step(row, step, answers, row.answered_at, note=row.reason)

    def step(self, row, name, by, at, note=""):
        """Take one step of an addressee."""
        records.take_step(self.world, RECOMMENDATION, row, name, by=by, at=at, note=note)

    def act(self, row, sign, at, answers):
        """Give an action that carries it out; it is done where the recommendation is, and else often late."""
        what, measure = self.pick(words.ACTIONS)
        given_at = row.answered_at + A_DAY
        is_ahead = sign in "pmv" and self.number % 2
        due_at = self.world.now + 40 * A_DAY if is_ahead else given_at + 60 * A_DAY
        action = act(
            self.world, row, what, measure, by=answers, at=given_at, days=(due_at - given_at).days,
            agency=row.agency or answers.agency, owner=answers if row.lead else None, team=None,
        )  # fmt: skip
        if sign not in CLAIMED:
            return
        done_at = min(given_at + 40 * A_DAY, self.world.now - 10 * A_DAY)
        action.done_by, action.done_at = answers, done_at
        action.evidence_done, action.evidence_changed = self.pick(words.DONE)
        action.clock.met_at = done_at
        records.take_step(self.world, ACTION, action, "report_done", by=answers, at=done_at)
        if self.number % 4:
            action.accepted_by, action.accepted_at = self.bodies.manager, done_at + 5 * A_DAY
            records.take_step(self.world, ACTION, action, "accept", by=self.bodies.manager, at=done_at + 5 * A_DAY)

    def go_on(self, row, sign, answers):
        """Say how it goes; a date that moved says why, and one in progress is never past its date."""
        today = self.world.today
        at = self.world.now - (8 + self.number % 30) * A_DAY
        self.world.make(Progress, addressee=row, text=self.pick(words.GOES), by=answers, at=at)
        is_past = row.due_on <= today
        moves = 2 if sign == "m" else 1 if sign == "p" and is_past else 0
        for turn in range(moves):
            after = today + timedelta(days=20 + 25 * turn + self.number % 9)
            moved_at = row.answered_at + (20 + 15 * turn) * A_DAY
            self.world.make(
                DateMoved, addressee=row, before=row.due_on, after=after, reason=self.pick(words.MOVED), by=answers,
                at=moved_at,
            )  # fmt: skip
            row.due_on, row.times_moved, row.version = after, row.times_moved + 1, row.version + 1

    def claim(self, row, sign, answers, judged, told):
        """Report it done, with evidence of what was done and apart from it of what changed for children."""
        at = judged.held_at - CLAIMED_BEFORE if sign in JUDGED else self.world.now - 9 * A_DAY
        at = max(at, row.answered_at + 2 * A_DAY)
        done, changed = told if told and told[0] else self.pick(words.DONE)
        row.claimed_by, row.claimed_at, row.done_on = answers, at, at.astimezone(LONDON).date()
        row.what_was_done, row.what_changed = done, changed
        row.only_repeats = only_repeats(changed, row.recommendation.text, row.varied_words, done)
        self.step(row, "claim_done", answers, at)

    def hear(self, row, sign, heard, judged):
        """Write what each sitting of the body heard of it, and what it made of it."""
        for meeting in heard:
            is_judged = meeting is judged and sign in JUDGED
            self.world.make(
                Hearing, addressee=row, meeting_id=meeting.id, meeting_title=meeting.title,
                meeting_on=meeting.held_at.astimezone(LONDON).date(), standing=standing_at(row, sign, meeting),
                said=row.what_was_done if is_judged else row.reason, recorded_by=self.bodies.coordinator,
                recorded_at=meeting.held_at + A_DAY, **self.verdict(sign, is_judged),
            )  # fmt: skip
            if is_judged:
                self.judge(row, sign, meeting)
            if meeting is judged and sign in "auzy":
                break

    def verdict(self, sign, is_judged):
        """Return what a sitting made of it."""
        if not is_judged:
            return {}
        if sign == "r":
            return {"verdict": Verdict.NOT_ACCEPTED, "reason": self.pick(words.REFUSED)}
        return {"verdict": Verdict.ACCEPTED}

    def judge(self, row, sign, meeting):
        """Let the body accept that it is done, or send it back with the reason."""
        at, by = meeting.held_at + A_DAY, self.bodies.coordinator
        if row.claimed_by is by:
            by = self.bodies.manager
        row.judged_by, row.judged_at = by, at
        if sign == "r":
            row.refused_reason, row.times_refused = self.pick(words.REFUSED), 1
            self.step(row, "refuse_done", by, at, note=row.refused_reason)
            return
        row.left_list_on = meeting.held_at.astimezone(LONDON).date()
        self.step(row, "accept_done", by, at)

    def end(self, row, sign, at):
        """Let what was rejected and reported leave the list, plan an audit again, or withdraw it."""
        manager, now = self.bodies.manager, self.world.now
        if sign == "y" and row.answered_at < now - 60 * A_DAY:
            row.left_list_on = (row.answered_at + 50 * A_DAY).astimezone(LONDON).date()
            self.step(row, "report_rejected", self.bodies.coordinator, row.answered_at + 50 * A_DAY)
        if sign == "w":
            row.left_list_on = (now - 20 * A_DAY).astimezone(LONDON).date()
            self.step(row, "withdraw", manager, now - 20 * A_DAY, note=words.WITHDRAWN)
        if sign in "uz":
            self.audit_again(row, sign)

    def audit_again(self, row, sign):
        """Plan an audit of the same again: still to come, or one that found that nothing holds."""
        manager, now, today = self.bodies.manager, self.world.now, self.world.today
        again = self.world.make(
            ReAudit, recommendation=row.recommendation, what=words.REAUDIT, planned_by=manager,
            due_on=today + timedelta(days=14 if self.number % 2 else -6), planned_at=row.judged_at + 2 * A_DAY,
        )  # fmt: skip
        if sign == "u":
            return
        again.due_on, again.done_on = today - timedelta(days=30), today - timedelta(days=25)
        again.found, again.note = Found.NOT_HELD, words.NOT_HELD
        again.recorded_by, again.recorded_at = manager, now - 25 * A_DAY
        row.left_list_on, row.times_moved = None, 0
        row.due_on = row.first_due_on = today + timedelta(days=60)
        self.step(row, "reopen", manager, now - 25 * A_DAY, note=words.NOT_HELD)

    def chase(self, row):
        """Count the reminders of what is late, and bring before the chair what stays so."""
        days = row.days_late(self.world.today)
        if days:
            row.times_reminded = min(9, 1 + days // REMIND_EVERY_DAYS)
            row.reminded_at = hours.at(self.world.today - timedelta(days=days % REMIND_EVERY_DAYS), hours.OPENS)
        if days > ESCALATE_AFTER_DAYS:
            on = row.waits_until + timedelta(days=ESCALATE_AFTER_DAYS + 1)
            row.escalated_at = hours.at(on if hours.works(on) else hours.next_working_day(on), hours.OPENS)


def standing_at(row, sign, meeting):
    """Return how it stood when a sitting heard of it."""
    if row.answered_at is None or row.answered_at > meeting.held_at:
        return "asked"
    if sign in "xy":
        return "rejected"
    return "done" if row.claimed_at and row.claimed_at < meeting.held_at else "agreed"
