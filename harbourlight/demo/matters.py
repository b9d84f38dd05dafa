"""What the product itself recorded in the year: votes, escalations, urgent matters, disputes, reports."""

from datetime import timedelta

from harbourlight.demo import matters_words as words
from harbourlight.demo import sitting_words
from harbourlight.demo.sittings import A_DAY, AN_HOUR, Sat, decision_line, moment
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Minutes
from harbourlight.partnership.boards import actions as boards
from harbourlight.partnership.boards.actions.items import agency_of
from harbourlight.partnership.boards.models import Consulted, EscalationAnswer, Membership

TEN_MINUTES = timedelta(minutes=10)


class Matters:
    """The matters of one year; each is recorded by the product's own actions, at its moment."""

    def __init__(self, year):
        """Take the meetings that the year left open."""
        self.year, self.world, self.bodies = year, year.world, year.bodies
        self.people, self.manager, self.chair = self.bodies.people, self.bodies.manager, self.bodies.chair

    def tell(self):
        """Record it all, in the order in which it happened."""
        self.split_money()
        self.split_thresholds()
        self.urgent(0, -90, ratified=True)
        self.leave_early()
        self.executive_answers()
        self.dispute()
        self.urgent(1, -30)
        self.coming_reports()
        self.propose()
        self.share()
        self.escalate_waiting()
        self.urgent(2, -2, consults=4)
        boards.watch_absence(at=self.world.now - 12 * A_DAY)

    def decide(self, sat: Sat, what, after=AN_HOUR, **more):
        """Record a decision of a meeting that is held."""
        at = sat.meeting.held_at + after
        record = boards.decide(sitting=sat.sitting, what=what, by=self.manager, at=at, decided_at=at, **more)
        sat.decided.append(decision_line(record.decision))
        return record

    def votes(self, sat, against=()):
        """Return how everybody with a vote who was there voted."""
        there = {row.invitation_id for row in sat.there}
        sceptics = {self.people[word].id for word in against}
        return [
            meetings.BallotRow(invitation, "against" if invitation.professional_id in sceptics else "for")
            for membership, invitation in sat.members.items()
            if membership.seat.votes and invitation.id in there
        ]

    def split_money(self):
        """A majority without one statutory partner: it does not stand, and the lead representatives settle it."""
        sat = self.year.sat["board", 1]
        item = next(item for item in sat.items if "money" in item.title)
        votes = self.votes(sat, against=("rufus.police", "ivan.housing"))
        record = self.decide(sat, words.MONEY, votes=votes, item=item)
        at = sat.meeting.held_at + 2 * A_DAY
        escalation = boards.escalate(
            group=sat.group, what=words.MONEY, why=words.MONEY_WHY, decision=record, by=self.chair, at=at
        )
        for place, (word, said) in enumerate(words.MONEY_ANSWERS, 1):
            self.answer(escalation, self.people[word], said, at + place * 2 * A_DAY)

    def answer(self, escalation, who, said, at):
        """Let one lead representative, or the delegate, agree to what was escalated."""
        asked = EscalationAnswer.objects.filter(escalation=escalation).values("membership")
        rows = Membership.objects.of(who).filter(pk__in=asked)
        boards.answer_escalation(escalation=escalation, membership=rows.get(), agrees=True, words=said, by=who, at=at)

    def split_thresholds(self):
        """A majority with every statutory partner: it stands, and who disagreed is recorded."""
        sat = self.year.sat["board", 2]
        item = next(item for item in sat.items if "Threshold" in item.title)
        dissents = [meetings.DissentRow(said, professional=self.people[word]) for word, said in words.DISSENTS]
        votes = self.votes(sat, against=[word for word, _ in words.DISSENTS])
        self.decide(sat, words.THRESHOLDS, votes=votes, dissents=dissents, item=item, touches_practice=True)

    def urgent(self, number, offset, *, ratified=False, consults=0):
        """An urgent matter: everybody is asked, the chair decides with the manager, the next board ratifies it."""
        what, why, decided = words.URGENT[number]
        at = moment(self.world, offset)
        group, members = self.bodies.groups["board"], self.bodies.members["board"]
        urgent = boards.raise_urgent(
            group=group, what=what, why_urgent=why, needed_by=at + 6 * A_DAY, by=self.manager, at=at
        )
        asked = [each for each in members if each.seat.votes and each.started_on <= at.date()]
        Consulted.objects.bulk_create(
            Consulted(
                urgent=urgent, membership=membership, agency=agency_of(membership),
                reached="not_reached" if place % 7 == 6 else "agrees", how=words.URGENT_HOW[place % 4],
                at=at + (place + 1) * TEN_MINUTES, recorded_by=self.manager,
            )
            for place, membership in enumerate(asked[:consults] if consults else asked)
        )  # fmt: skip
        if not decided:
            return
        boards.take_urgent(urgent=urgent, decision=decided, manager=self.manager, by=self.chair, at=at + A_DAY)
        if ratified:
            urgent.refresh_from_db()
            self.decide(self.year.sat["board", 3], f"Ratified: {decided}", urgent=urgent)

    def leave_early(self):
        """Health leaves the board before its end, and what is decided after that does not stand."""
        sat = self.year.sat["board", 3]
        left_at = sat.meeting.held_at + 2 * AN_HOUR
        health = next(i for m, i in sat.members.items() if m.professional == self.people["beryl.board"])
        row = meetings.AttendanceRow(health, left_at=left_at)
        sat.meeting = meetings.record_attendance(meeting=sat.meeting, rows=[row], by=self.manager, at=left_at)
        self.decide(sat, words.AFTER_LEAVING, after=2 * AN_HOUR + TEN_MINUTES)

    def executive_answers(self):
        """The executive agrees to one decision about practice, refuses another, and is asked of a third in writing."""
        for place, key, quarter, agrees in ((4, "learning", 1, True), (6, "assurance", 2, False)):
            waiting = self.year.sat[key, quarter].latest
            verb = "Agreed" if agrees else "Not agreed"
            self.decide(
                self.year.sat["executive", place], f"{verb}: {waiting.decision.what}", answers=waiting, agrees=agrees
            )

        waiting, at = self.year.sat["hub", 2].latest, self.world.now - 4 * A_DAY
        asked = boards.ask_agreement(
            decision=waiting, due_on=self.world.today + timedelta(days=6), by=self.manager, at=at
        )
        person = self.people["rosalind.director"]
        member = next(each for each in self.bodies.members["executive"] if each.professional == person)
        boards.answer_agreement(decision=asked, membership=member, reached="agrees", by=person, at=at + A_DAY)

    def dispute(self):
        """The minutes of one board are disputed by a head, corrected by the chair, and agreed by the next board."""
        sat = self.year.sat["board", 2]
        self.year.open.remove(sat)
        at = sat.meeting.held_at + 10 * A_DAY
        text = sat.minutes_text()
        minutes = meetings.circulate(meeting=sat.meeting, text=text, by=self.manager, at=at)
        raised = meetings.dispute(minutes=minutes, what=words.DISPUTE, by=self.people["hilary.head"], at=at + 6 * A_DAY)
        corrected = text.replace(words.DISPUTED, words.CORRECTED)
        meetings.settle(
            dispute=raised, outcome=words.DISPUTE_OUTCOME, new_text=corrected, by=self.chair, at=at + 9 * A_DAY
        )
        latest = Minutes.objects.filter(meeting=sat.meeting).order_by("-number").first()
        boards = (each.meeting for (key, _), each in self.year.sat.items() if key == "board")
        later = [each for each in boards if each.held_at > sat.meeting.held_at and each.is_quorate]
        if later:
            meetings.agree(minutes=latest, by=self.manager, at=min(each.held_at for each in later) + A_DAY)

    def coming_reports(self):
        """Reports for the next board: in time, changes asked for, late, and still to come."""
        sat, asked_at = self.year.next["board"][0], self.world.now - 25 * A_DAY
        for place, (title, agency, author, given, late_reason) in enumerate(words.ASKED):
            asked = self.ask(sat, title, agency, author, asked_at)
            if given is None:
                continue
            at = self.world.now + given * A_DAY
            text = sitting_words.report(sat.group, "Half a year was looked at.", "More is done in time than before.")
            asked = boards.give_report(asked=asked, words=text, by=self.people[author], at=at, late_reason=late_reason)
            if place == 1:
                boards.ask_changes(asked=asked, changes=words.CHANGES, by=self.chair, at=self.world.now - 3 * A_DAY)
        for title, agency, author in words.ASKED_OF_EXECUTIVE:
            self.ask(self.year.next["executive"][0], title, agency, author, asked_at)

    def ask(self, sat, title, agency, author, at):
        """Ask an agency for a report."""
        return boards.ask_report(
            sitting=sat.sitting, agency=self.bodies.agency(agency), author=self.people[author], title=title,
            question="Tell members what changed for children since the last report, and what you ask of them.",
            by=self.manager, at=at,
        )  # fmt: skip

    def propose(self):
        """Items proposed for the next board, and one that came too late for a committee."""
        at, sat = self.world.now - 9 * A_DAY, self.year.next["board"][0]
        executive = {each.professional: each for each in self.bodies.members["executive"]}
        for who, title, why, purpose, answers in words.PROPOSED:
            proposed = boards.propose_item(
                sitting=sat.sitting, title=title, why=why, purpose=purpose, by=self.people[who], at=at
            )
            for place, (member, agrees, reason) in enumerate(answers, 1):
                person = self.people[member]
                boards.answer_item(
                    proposed=proposed, membership=executive[person], agrees=agrees, reason=reason, by=person,
                    at=at + place * A_DAY,
                )  # fmt: skip
        who, title, why, purpose = words.LATE_ITEM
        boards.propose_item(
            sitting=self.year.next["hub"][0].sitting, title=title, why=why, purpose=purpose, by=self.people[who],
            at=self.world.now - A_DAY,
        )  # fmt: skip

    def share(self):
        """Learning goes upwards and is heard; agencies that span areas make one return for several boards."""
        at = self.world.now - 60 * A_DAY
        for place, (source, to, title, text) in enumerate(words.LEARNING):
            by = self.people["ben.saltmere"] if source == "saltmere" else self.manager
            groups = self.bodies.groups
            told = boards.share_learning(
                from_group=groups[source], to_group=groups[to], title=title, text=text, by=by, at=at
            )
            if place == 1:
                boards.hear_learning(
                    learning=told, sitting=self.year.sat["areas", 3].sitting, by=self.manager, at=at + 30 * A_DAY
                )
        spanned = [self.bodies.groups[key] for key in ("board", "saltmere", "orrinmoor", "wickenvale")]
        for who, title, text in words.RETURNS:
            boards.give_return(
                title=title, text=text, groups=spanned, by=self.people[who], at=self.world.now - 20 * A_DAY
            )

    def escalate_waiting(self):
        """A matter that could not wait for a meeting is with the lead representatives; the council has answered."""
        at = self.world.now - 6 * A_DAY
        escalation = boards.escalate(
            group=self.bodies.groups["board"], what=words.WAITING, why=words.WAITING_WHY, by=self.chair, at=at
        )
        who = self.people["rosalind.director"]
        self.answer(escalation, who, "The council lends its paediatric adviser for one day a week.", at + 2 * A_DAY)
