"""Kinds of meeting as plain data, and the rules of quorum and of decisions as pure functions.

A room declares its kinds (``Room.meetings``); what one partnership keeps otherwise is a row of its own
(``models.TypeSetting``, for its numbers a local rule), never a constant here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from harbourlight.foundations.rooms.room import rooms
from harbourlight.foundations.rules import permissions
from harbourlight.foundations.rules.declared import COUNCIL, DAYS, PARTNERSHIP, Rule, declare_rules
from harbourlight.statute import clocks

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
CHAIR = "chair"
CONSENT_THEN_MAJORITY = "consent_then_majority_with_all_statutory"
PANEL_MAJORITY = "panel_majority"
RULES = {
    CHAIR: "The chair decides, having heard everybody; who disagrees is recorded.",
    CONSENT_THEN_MAJORITY: (
        "Decisions are made by consent. Without consent the majority prevails, if every statutory safeguarding "
        "partner agrees; who disagrees is recorded."
    ),
    PANEL_MAJORITY: "The majority of those who vote decides; when votes are equal the chair may cast one more.",
}
OF_VOTES, OF_PRESENT, OF_SEATS = "votes", "present", "seats"
MAJORITIES = (
    (OF_VOTES, "Those who vote for or against"),
    (OF_PRESENT, "Those with a vote who are in the room"),
    (OF_SEATS, "All seats with a vote, filled or not"),
)
NOT_COUNTED, COUNTS_AGAINST, NO_OBJECTION = "not_counted", "against", "no_objection"
ABSTENTIONS = (
    (NOT_COUNTED, "It is not counted; a statutory partner who abstains has not agreed"),
    (COUNTS_AGAINST, "It counts as a vote against"),
    (NO_OBJECTION, "It is not counted; a statutory partner who abstains does not stand in the way"),
)


@dataclass(frozen=True)
class Seat:
    """Who should be there, and with what say."""

    key: str
    title: str
    sectors: tuple[str, ...] = ()
    counts: bool = True
    votes: bool = True
    is_family: bool = False
    must_attend: bool = False


@dataclass(frozen=True)
class QuorumGroup:
    """One part of a quorum: how many different agencies must be there, of which sectors or kinds, in which seats.

    A body whose members come from one agency, such as a panel of councillors, counts its ``members`` instead.
    """

    words: str
    sectors: tuple[str, ...] = ()
    not_sectors: tuple[str, ...] = ()
    agency_kinds: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    agencies: int = 1
    members: int = 0


@dataclass(frozen=True)
class Timed:
    """Something due before or after a meeting: a clock of the statute, or so many working days of a local setting.

    A clock that counts back, and a negative number of working days, is due before the meeting.
    """

    key: str
    words: str
    clock: str = ""
    working_days: int = 0

    @property
    def name(self) -> str:
        """Return the name that deadlines have: the clock's, or one of the key."""
        return self.clock or f"LOCAL-{self.key.upper()}"[:20]


@dataclass(frozen=True)
class MeetingType:
    """A kind of meeting: who belongs there, its quorum, its permissions, how it decides, what is due when.

    ``elsewhere`` names steps (move, call_off, hold, decide) that a room takes on its own pages, where more happens
    than here; the page of the meeting then leads to the record that the meeting is about. ``is_of_body`` says that
    its seats are those of a body: nobody else is invited into one, and only a named deputy answers for one.
    """

    name: str
    title: str
    seats: tuple[Seat, ...]
    quorum: tuple[QuorumGroup, ...]
    may_plan: str
    may_chair: str
    may_read: str
    goes_on_without_quorum: bool = False
    decision_rule: str = CHAIR
    before: tuple[Timed, ...] = ()
    after: tuple[Timed, ...] = ()
    agenda: tuple[str, ...] = ()
    concerns_children: bool = True
    notice: Timed | None = None
    elsewhere: tuple[str, ...] = ()
    is_of_body: bool = False

    def seat(self, key: str) -> Seat:
        """Return the seat of that key; one that the kind does not name is a guest's, without vote or count."""
        for seat in self.seats:
            if seat.key == key:
                return seat
        return Seat(key, key.replace("_", " ").capitalize() or "Guest", counts=False, votes=False)

    @property
    def all_timed(self) -> tuple[Timed, ...]:
        """Return everything that is due before and after, with the notice."""
        return (*self.before, *self.after, *((self.notice,) if self.notice else ()))

    def timed(self, key: str) -> Timed | None:
        """Return what is due under that key, or None."""
        return next((due for due in (*self.before, *self.after) if due.key == key), None)


TYPES: dict[str, MeetingType] = {}
MOST_DAYS = 365


def read_declared() -> None:
    """Keep the kinds of meeting that rooms declare."""
    for room in rooms():
        for meeting_type in room.all_named("meetings"):
            register(meeting_type)


def register(meeting_type: MeetingType) -> MeetingType:
    """Make a kind of meeting known; the same name twice with different rules is an error."""
    if TYPES.setdefault(meeting_type.name, meeting_type) != meeting_type:
        raise ValueError(f"{meeting_type.name} is registered twice with different rules")
    declare_rules(*(rule_for(meeting_type, timed) for timed in meeting_type.all_timed))
    return meeting_type


def rule_for(meeting_type: MeetingType, timed: Timed) -> Rule:
    """Return the rule by which an area keeps its own number for something due around meetings of a kind."""
    about_children = meeting_type.concerns_children
    law = clocks.get(timed.clock) if timed.clock else None
    return Rule(
        rule_id(meeting_type.name, timed),
        title=f"{meeting_type.title}: {timed.words[0].lower()}{timed.words[1:]}",
        starts_when=law.starts_when if law else "The meeting",
        must_happen=timed.words,
        unit=law.unit if law else "working_days",
        units=tuple(dict.fromkeys((law.unit, *DAYS))) if law else DAYS,
        default=None if law else timed.working_days,
        law=timed.clock,
        clock=timed.name,
        least=-MOST_DAYS if timed.working_days < 0 else 1,
        most=MOST_DAYS,
        may_be_none=law is not None,
        otherwise=f"{law.limit}, the usual limit, holds" if law else "",
        area_of_work="Meetings about children" if about_children else "Meetings of boards",
        may=permissions.PRACTICE if about_children else permissions.PARTNERSHIP,
        kept_by=COUNCIL if about_children else PARTNERSHIP,
    )


def rule_id(name: str, timed: Timed) -> str:
    """Return the id of the rule for something due around meetings of a kind."""
    return f"MTG-{name}-{timed.key}"


def get(name: str) -> MeetingType:
    """Return the kind of meeting of that name; raises LookupError for an unknown one."""
    if name not in TYPES:
        raise LookupError(f"No kind of meeting is called {name}")
    return TYPES[name]


def all_types() -> list[MeetingType]:
    """Return every kind of meeting, by title."""
    return sorted(TYPES.values(), key=lambda meeting_type: meeting_type.title)


@dataclass(frozen=True)
class Present:
    """Somebody who is there: for which agency and in which seat; family and guests have no agency."""

    agency_id: Any
    sector: str
    agency_kind: str
    seat: str
    counts: bool = True


@dataclass(frozen=True)
class QuorumAnswer:
    """Whether a meeting is quorate, who is missing, and the sentence that says so."""

    is_quorate: bool
    missing: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Vote:
    """How one member voted; ``is_casting`` is the chair's further vote when votes are equal."""

    agency_id: Any
    is_statutory: bool
    choice: str
    may_vote: bool = True
    is_casting: bool = False


@dataclass(frozen=True)
class Counting:
    """How a body counts: a majority of whom (of how many of them), and what an abstention is."""

    majority: str = OF_VOTES
    whole: int = 0
    abstains: str = NOT_COUNTED

    def against(self, votes: list["Vote"]) -> int:
        """Return how many count as against."""
        return count(votes, AGAINST) + (count(votes, ABSTAIN) if self.abstains == COUNTS_AGAINST else 0)

    def is_carried(self, votes: list["Vote"]) -> bool:
        """Say whether those for it are more than the half of whom the rule counts, and more than those against."""
        for_it, against = count(votes, FOR), self.against(votes)
        return for_it > against and (self.majority == OF_VOTES or 2 * for_it > self.whole)


AS_USUAL = Counting()
NOT_DECIDED = (
    "{}: nothing was decided. If it can wait it comes to the next meeting; if not, the chair takes it to the lead "
    "representatives."
)


@dataclass(frozen=True)
class Verdict:
    """Whether a decision stands, how it was reached, and the rule that says so."""

    is_valid: bool
    how: str
    why: str


def quorum(groups: Iterable[QuorumGroup], present: Iterable[Present]) -> QuorumAnswer:
    """Say whether every group of the quorum is there, counting agencies and never heads."""
    there = [one for one in present if one.counts and one.agency_id is not None]
    missing = tuple(words for group in groups if (words := lack(group, there)))
    if missing:
        return QuorumAnswer(False, missing, f"Not quorate: missing {listed(missing)}.")
    return QuorumAnswer(True, (), "Quorate: everybody the rules ask for is there.")


def lack(group: QuorumGroup, there: list[Present]) -> str:
    """Return what a group lacks, in words, or nothing."""
    belonging = [one for one in there if belongs(group, one)]
    if group.members:
        number = len(belonging)
        return f"{group.words} ({number} of {group.members} members)" if number < group.members else ""
    agencies = {one.agency_id for one in belonging}
    short = group.agencies - len(agencies)
    if short <= 0:
        return ""
    if group.agencies == 1:
        return group.words
    return f"{group.words} ({len(agencies)} of {group.agencies} agencies)"


def belongs(group: QuorumGroup, one: Present) -> bool:
    """Say whether somebody counts towards a group."""
    return (
        (not group.sectors or one.sector in group.sectors)
        and one.sector not in group.not_sectors
        and (not group.agency_kinds or one.agency_kind in group.agency_kinds)
        and (not group.seats or one.seat in group.seats)
    )


def listed(words: Iterable[str]) -> str:
    """Return words as "one, two and three"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def decide(
    rule: str,
    quorate: bool,
    votes: Iterable[Vote],
    *,
    partners: Iterable[Any] = (),
    had_notice: bool = True,
    counting: Counting = AS_USUAL,
    unsaid: Iterable[str] = (),
) -> Verdict:
    """Say whether a decision stands by a rule.

    ``partners`` are the statutory partners who must agree when there is no consent, beside those among the
    voters, whether somebody came for them or not; ``had_notice`` is whether the meeting was called in time, where its
    kind needs notice; ``unsaid`` names those against it whose view is not recorded: no majority counts without.
    """
    if rule not in RULES:
        raise LookupError(f"No rule of decision is called {rule}")
    if not had_notice:
        return Verdict(False, "no_notice", "The meeting was called with less notice than its rules ask for.")
    if not quorate:
        return Verdict(False, "not_quorate", "The meeting was not quorate when this was decided.")
    if rule == CHAIR:
        return Verdict(True, "chair", "The chair decided, having heard everybody.")
    counted = [vote for vote in votes if vote.may_vote]
    if rule == PANEL_MAJORITY:
        return by_majority(counted, counting)
    verdict = by_consent_or_majority(counted, set(partners), counting)
    waiting = list(unsaid)
    if verdict.how == "majority" and waiting:
        who = listed(waiting)
        return Verdict(
            False, "no_dissent", f"Record what {who} said against it: dissent is kept before a majority counts."
        )
    return verdict


def count(votes: Iterable[Vote], choice: str) -> int:
    """Return how many voted so, casting votes left out."""
    return sum(vote.choice == choice and not vote.is_casting for vote in votes)


def by_majority(votes: list[Vote], counting: Counting = AS_USUAL) -> Verdict:
    """Say what the majority of a panel decided; equal votes need the chair's casting vote."""
    for_it, against = count(votes, FOR), counting.against(votes)
    if for_it == against == 0:
        return Verdict(False, "no_votes", "Nobody voted for or against.")
    if for_it == against:
        casting = next((vote.choice for vote in votes if vote.is_casting), "")
        if casting == FOR:
            return Verdict(True, "casting", "Votes were equal and the chair's casting vote was for it.")
        return Verdict(False, "split", "Votes were equal and no casting vote was for it.")
    if counting.is_carried(votes):
        return Verdict(True, "majority", f"Carried by {for_it} votes to {against}.")
    return Verdict(False, "lost", lost_words(for_it, against, counting))


def lost_words(for_it: int, against: int, counting: Counting) -> str:
    """Say by how many votes something was lost."""
    if for_it > against:
        return f"Lost: {for_it} votes are not more than half of the {counting.whole} that the rules count."
    return f"Lost by {for_it} votes to {against}."


def by_consent_or_majority(votes: list[Vote], partners: set[Any], counting: Counting = AS_USUAL) -> Verdict:
    """Say what a board decided: consent, else a majority to which every statutory partner belongs."""
    for_it, against = count(votes, FOR), counting.against(votes)
    if not against:
        return Verdict(True, "consent", "Decided by consent: nobody spoke against it.")
    if for_it == against:
        return Verdict(False, "split", NOT_DECIDED.format("Votes were equal"))
    if not counting.is_carried(votes):
        return Verdict(False, "lost", lost_words(for_it, against, counting))
    if not partners_agree(votes, partners, counting):
        return Verdict(
            False,
            "partner_disagrees",
            NOT_DECIDED.format("A majority was for it, but not every statutory safeguarding partner agreed"),
        )
    return Verdict(True, "majority", f"Carried by {for_it} votes to {against}, all statutory partners agreeing.")


def partners_agree(votes: list[Vote], partners: set[Any], counting: Counting = AS_USUAL) -> bool:
    """Say whether every statutory partner voted for it, and none of its members otherwise."""
    choices: dict[Any, set[str]] = {partner: set() for partner in partners}
    for vote in votes:
        if vote.is_statutory or vote.agency_id in choices:
            choices.setdefault(vote.agency_id, set()).add(vote.choice)
    good = {FOR, ABSTAIN} if counting.abstains == NO_OBJECTION else {FOR}
    return all(said and said <= good for said in choices.values())
