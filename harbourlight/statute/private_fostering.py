"""Who is privately fostered: the definition of the Children Act 1989, as a pure function with its reasons.

Sections 66 (under 16, or 18 if disabled; cared for and accommodated in the carer's own home by somebody who is no
parent, holds no parental responsibility and is no relative; 28 days or more, or meant to be), 105 (relative) and
Schedule 8 (who is not). Great-aunts, cousins, godparents, unmarried partners and neighbours are no relatives.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from harbourlight.statute import clocks, counting

THRESHOLD = "CLK-PFO-009"
OF_AGE, OF_AGE_IF_DISABLED = 16, 18  # section 66(1) and (4)


class Carer(StrEnum):
    """What a carer is to a child, as far as the definition asks."""

    PARENT = "parent"
    RESPONSIBLE = "responsible"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    STEP_PARENT = "step_parent"
    FORMER_STEP_PARENT = "former_step_parent"
    SEPARATED_AUNT_OR_UNCLE = "separated_aunt_or_uncle"
    UNMARRIED_PARTNER = "unmarried_partner"
    GREAT_AUNT_OR_UNCLE = "great_aunt_or_uncle"
    COUSIN = "cousin"
    GODPARENT = "godparent"
    FRIEND = "friend"
    PARTNERS_FAMILY = "partners_family"
    NEIGHBOUR = "neighbour"
    HOST_FAMILY = "host_family"
    OTHER = "other"


RELATIVES = frozenset({Carer.GRANDPARENT, Carer.SIBLING, Carer.AUNT_OR_UNCLE, Carer.STEP_PARENT})
NOT_CLEAR = frozenset({Carer.FORMER_STEP_PARENT, Carer.SEPARATED_AUNT_OR_UNCLE})


class Counts(StrEnum):
    """Whether an arrangement is private fostering."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    ASK_LEGAL = "ask_legal"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer of a day, why, the day on which 28 days are reached, and the day it ends by age."""

    counts: Counts
    reasons: tuple[str, ...]
    day_28: date
    ends_by_age_on: date


def judge(
    *,
    born_on: date,
    is_disabled: bool,
    carer: Carer | str,
    started_on: date,
    on: date,
    lasts_until: date | None = None,
    is_meant_to_last: bool | None = None,
    is_in_carers_home: bool = True,
    exemption: str = "",
) -> Judgement:
    """Say whether a child who lives with somebody since a day is privately fostered, as known on a day.

    ``lasts_until`` is the last day with the carer where it is over or its end is known; ``is_meant_to_last`` whether
    28 days or more were meant (None: nobody knows). ``exemption`` are the words of Schedule 8 that hold, or empty.
    """
    day_28 = clocks.due(clocks.get(THRESHOLD), started_on).due
    ends = date_of(counting.after(OF_AGE_IF_DISABLED if is_disabled else OF_AGE, "years", born_on))
    no, unclear = against(Carer(carer), on, ends, is_disabled, is_in_carers_home, exemption)
    if no:
        return Judgement(Counts.NO, no, date_of(day_28), ends)
    if unclear:
        return Judgement(Counts.ASK_LEGAL, unclear, date_of(day_28), ends)
    counts, why = lasting(started_on, date_of(day_28), on, lasts_until, is_meant_to_last)
    who = "The carer is no parent, holds no parental responsibility and is no relative in the Act (section 105)."
    return Judgement(counts, (who, why), date_of(day_28), ends)


def against(
    carer: Carer, on: date, ends: date, is_disabled: bool, is_in_carers_home: bool, exemption: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons why it is no private fostering, and those for which a lawyer is asked."""
    no = []
    if on >= ends:
        no.append(f"The child is {OF_AGE_IF_DISABLED if is_disabled else OF_AGE} or older (section 66(1) and (4)).")
    if carer in (Carer.PARENT, Carer.RESPONSIBLE):
        no.append("The carer is a parent or holds parental responsibility (section 66(1)(a)).")
    if carer in RELATIVES:
        no.append("The carer is a relative: full or half blood, or by marriage or civil partnership (section 105).")
    if not is_in_carers_home:
        no.append("The child does not live in the carer's own home (section 66(1)(b)).")
    if exemption:
        no.append(f"Schedule 8 leaves it out: {exemption}.")
    unclear = ["Whether a relative by marriage stays one after it ended is not said by the Act: ask a lawyer."]
    return tuple(no), tuple(unclear if carer in NOT_CLEAR else [])


def lasting(
    started_on: date, day_28: date, on: date, lasts_until: date | None, is_meant_to_last: bool | None
) -> tuple[Counts, str]:
    """Say whether it lasts, or was meant to last, 28 days or more; short gaps do not break it."""
    if is_meant_to_last:
        return Counts.YES, "It was meant to last 28 days or more (section 66(2))."
    if lasts_until is not None and lasts_until < day_28:
        days = (lasts_until - started_on).days
        return Counts.NO, f"It lasted {days} days and was never meant to last 28 (section 66(2))."
    if on >= day_28 or lasts_until is not None:
        return Counts.YES, "It has lasted 28 days or more (section 66(2))."
    return Counts.NOT_YET, "28 days are not over and were not meant: look again on the day they are."


def date_of(when: date) -> date:
    """Return a date, or the date of a moment."""
    return when.date() if hasattr(when, "date") else when
