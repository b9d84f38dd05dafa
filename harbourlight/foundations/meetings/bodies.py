"""The rules that one body keeps for its meetings: its quorum, how it decides, and how its days are counted.

Each is a rule of the body as dated data (``foundations.rules``); the page of a body's rules sets them. What a body
has not said is as its kind of meeting has it. A meeting is judged by the rules of its own day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from harbourlight.foundations.agencies.choices import AgencyKind, Sector
from harbourlight.foundations.rules import permissions
from harbourlight.foundations.rules.declared import PARTNERSHIP, Rule, declare_rules
from harbourlight.foundations.rules.reading import Numbers, read
from harbourlight.foundations.ui.words import in_london
from harbourlight.statute import counting

from . import types
from .types import QuorumGroup

PARTNERS, ALL_PARTNERS = "BODY-PARTNERS", "BODY-ALL-PARTNERS"
SECTORS, SEATS = "BODY-QUORUM-SECTORS", "BODY-QUORUM-SEATS"
AGENCIES, MEMBERS = "BODY-QUORUM-AGENCIES", "BODY-QUORUM-MEMBERS"
DECIDES, MAJORITY, ABSTAINS = "BODY-DECIDES", "BODY-MAJORITY", "BODY-ABSTAINS"
CLEAR, DELIVERY, DISPUTED = "BODY-CLEAR-DAYS", "BODY-DELIVERY", "BODY-DISPUTES-FROM"
YES, NO = "yes", "no"
YES_OR_NO = ((YES, "Yes"), (NO, "No"))
QUORUM_AREA, DECIDING_AREA, LIMITS_AREA = "Quorum and partners", "Decisions", "Time limits"
LAW_PARTNERS = (Sector.COUNCIL.value, Sector.HEALTH.value, Sector.POLICE.value)
PARTNER_SEATS = ("partner", "lead_partner", "delegated_partner")
SEATS_ASKED = (
    ("chair", "The chair"),
    ("vice_chair", "The vice-chair"),
    ("lead_partner", "A lead safeguarding partner"),
    ("delegated_partner", "A delegated safeguarding partner"),
    ("scrutineer", "The independent scrutineer"),
    ("lay", "A lay member"),
)
WORDS_OF = {Sector.COUNCIL: "the council", Sector.POLICE: "the police", Sector.VOLUNTARY: "the voluntary sector"}


def rule(rule_id: str, title: str, area_of_work: str, unit: str = "words", **more: Any) -> Rule:
    """Return a rule that each body keeps for itself, set by the chair and the business unit."""
    more = {"starts_when": "", "otherwise": "as usual for this kind of body"} | more
    return Rule(
        rule_id, title, unit=unit, area_of_work=area_of_work, may=permissions.PARTNERSHIP, kept_by=PARTNERSHIP,
        is_of_body=True, **more,
    )  # fmt: skip


QUORUM_RULES = (
    rule(PARTNERS, "Statutory partners", QUORUM_AREA, options=tuple(Sector.choices), several=True),
    rule(ALL_PARTNERS, "Every statutory partner must be there", QUORUM_AREA, options=YES_OR_NO),
    rule(SECTORS, "Sectors that must also be there", QUORUM_AREA, options=tuple(Sector.choices), several=True),
    rule(SEATS, "Seats that must be filled in the room", QUORUM_AREA, options=SEATS_ASKED, several=True),
    rule(AGENCIES, "Different agencies that must be there", QUORUM_AREA, "number", least=0, most=60),
    rule(MEMBERS, "Members who must be there", QUORUM_AREA, "number", least=0, most=60),
)
DECIDING_RULES = (
    rule(DECIDES, "How it decides", DECIDING_AREA, options=tuple(types.RULES.items())),
    rule(MAJORITY, "Majority of whom", DECIDING_AREA, options=types.MAJORITIES, default_words=types.OF_VOTES),
    rule(
        ABSTAINS, "How an abstention counts", DECIDING_AREA, options=types.ABSTENTIONS, default_words=types.NOT_COUNTED
    ),
)
LIMIT_RULES = (
    rule(
        CLEAR, "Clear days: neither the day of giving nor the day of the meeting counts", LIMITS_AREA,
        options=YES_OR_NO, default_words=NO,
    ),
    rule(
        DELIVERY, "Working days from sending to receiving a notice or papers", LIMITS_AREA, "number", default=0,
        least=0, most=10, hint="0 means that they count on the day they are sent.",
    ),
    rule(
        DISPUTED, "The time for disputes of minutes runs from", LIMITS_AREA, default_words="received",
        options=(("received", "The day each member received them"), ("sent", "The day they were sent")),
    ),
)  # fmt: skip
declare_rules(*QUORUM_RULES, *DECIDING_RULES, *LIMIT_RULES)
ALL_RULES = (*QUORUM_RULES, *DECIDING_RULES, *LIMIT_RULES)
IDS = tuple(each.id for each in ALL_RULES)


@dataclass(frozen=True)
class Keeps:
    """What one body keeps on a day for meetings of a kind; without a body what the kind has."""

    kind: types.MeetingType
    area_id: Any
    body_id: Any
    on: date | datetime
    numbers: Numbers | None

    def said(self, rule_id: str) -> Any:
        """Return what the body itself said for a rule, or None where it said nothing."""
        if self.numbers is None or self.body_id is None:
            return None
        return self.numbers.row_on(rule_id, self.body_id, in_london(self.on))

    def words(self, rule_id: str, usual: str) -> str:
        """Return the words of a rule: the body's own, else the usual ones."""
        row = self.said(rule_id)
        return row.words if row else usual

    def listed(self, rule_id: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return what was chosen for a rule that takes several; choosing none is an answer too."""
        row = self.said(rule_id)
        return tuple(row.words.split()) if row else usual

    def number(self, rule_id: str, usual: int) -> int:
        """Return the number of a rule: the body's own, else the usual one."""
        row = self.said(rule_id)
        return (row.number or 0) if row else usual

    @property
    def partners(self) -> tuple[str, ...]:
        """Return the sectors whose partners are statutory."""
        own = tuple(group.sectors[0] for group in self.kind.quorum if is_of_partners(group))
        return self.listed(PARTNERS, own or LAW_PARTNERS)

    def quorum(self, groups: tuple[QuorumGroup, ...]) -> tuple[QuorumGroup, ...]:
        """Return the groups of the quorum; ``groups`` are what the kind, or the area, has for them."""
        if not any(self.said(each.id) for each in QUORUM_RULES):
            return groups
        all_partners = YES if any(is_of_partners(group) for group in groups) else NO
        asked = [*map(partner_group, self.partners)] if self.words(ALL_PARTNERS, all_partners) == YES else []
        asked += [QuorumGroup(in_words(each), sectors=(each,)) for each in self.listed(SECTORS, ())]
        titles = dict(SEATS_ASKED)
        asked += [
            QuorumGroup(lower(titles[each]), seats=said_or_not(each), members=1) for each in self.listed(SEATS, ())
        ]
        agencies = self.number(AGENCIES, max((each.agencies for each in groups if each.agencies > 1), default=0))
        members = self.number(MEMBERS, max((each.members for each in groups), default=0))
        if agencies:
            asked.append(QuorumGroup(f"members of {agencies} agencies", agencies=agencies))
        if members:
            asked.append(QuorumGroup(f"{members} members", members=members))
        return tuple(asked)

    def is_partner(self, agency: Any, seat: str) -> bool:
        """Say whether somebody in a seat speaks for a statutory partner of this body."""
        return agency is not None and self.is_partner_of(types.Present(agency.pk, agency.sector, agency.kind, seat))

    def is_partner_of(self, one: types.Present) -> bool:
        """Say whether somebody speaks for a statutory partner: as the group of a quorum has it."""
        return one.sector in self.partners and types.belongs(partner_group(one.sector), one)

    @property
    def decision_rule(self) -> str:
        """Return the rule by which it decides."""
        return self.words(DECIDES, self.kind.decision_rule)

    @property
    def majority(self) -> str:
        """Return of whom a majority is needed."""
        return self.words(MAJORITY, types.OF_VOTES)

    @property
    def abstains(self) -> str:
        """Return how an abstention counts."""
        return self.words(ABSTAINS, types.NOT_COUNTED)


def lower(words: str) -> str:
    """Return words for the middle of a sentence."""
    return words[0].lower() + words[1:]


def in_words(sector: str) -> str:
    """Return a sector as a sentence names it."""
    return WORDS_OF.get(Sector(sector), Sector(sector).label.lower())


def said_or_not(seat: str) -> tuple[str, ...]:
    """Return a seat with and without the vote that its kind usually has."""
    return (seat, f"{seat}_with_vote", f"{seat}_without_vote")


def partner_seats() -> tuple[str, ...]:
    """Return the seats of statutory partners."""
    return tuple(key for seat in PARTNER_SEATS for key in said_or_not(seat))


def is_of_partners(group: QuorumGroup) -> bool:
    """Say whether a group of a quorum asks for a statutory partner."""
    return AgencyKind.STATUTORY_PARTNER in group.agency_kinds


def partner_group(sector: str) -> QuorumGroup:
    """Return the group of a quorum for one statutory partner: who the law names, or who sits as one by the rules."""
    if sector in LAW_PARTNERS:
        return QuorumGroup(in_words(sector), sectors=(sector,), agency_kinds=(AgencyKind.STATUTORY_PARTNER.value,))
    return QuorumGroup(in_words(sector), sectors=(sector,), seats=partner_seats())


def keeps(name: str, area_id: Any, body_id: Any, on: date | datetime) -> Keeps:
    """Return what a body keeps on a day for meetings of a kind."""
    numbers = read([area_id], IDS, body_ids=[body_id]) if body_id else None
    return Keeps(types.get(name), area_id, body_id, on, numbers)


def keeps_at(meeting: Any) -> Keeps:
    """Return what the body of a meeting keeps on its day."""
    return keeps(meeting.type, meeting.area_id, meeting.body_id, meeting.held_at or meeting.starts_at)


def earlier(day: date | datetime, unit: str, keep: Keeps, key: str) -> date | datetime:
    """Return the last day of something counted back from a meeting, with clear days and the days of delivery."""
    if keep.words(CLEAR, NO) == YES:
        day = counting.after(-1, "working_days" if unit == "working_days" else "calendar_days", day)
    delivery = keep.number(DELIVERY, 0)
    if delivery and key in ("notice", "papers_out"):
        day = counting.after(-delivery, "working_days", day)
    return day
