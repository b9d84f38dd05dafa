"""Rules about who the child is."""

import re
from datetime import date, timedelta
from functools import cache
from operator import mul

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.structure import codes
from harbourlight.exchange.cincensus.years import Year, ending

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(LETTERS)} | {str(figure): figure for figure in range(10)}
_REST = re.compile(rf"[0-9]{{11}}[0-9{LETTERS}]", re.ASCII)
_ENDING = re.compile(rf"[0-9{LETTERS}]", re.ASCII)
_MIDDLE = re.compile(r"[0-9]{8}", re.ASCII)
_FORMER = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]", re.ASCII)
_SIGNS = re.compile(r"[^A-Za-z0-9]", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9]*", re.ASCII)


def check_letter(upn: str) -> str:
    """The letter that begins a pupil number, worked out from its other 12 characters."""
    figures = map(_VALUES.__getitem__, upn[1:])
    return LETTERS[sum(map(mul, figures, range(2, 14))) % 23]


@cache
def authorities(ends: int) -> frozenset[str]:
    """The three figures of every authority that a pupil number may name, in the year that ends then."""
    return frozenset(codes(ending(ends))["upn_authority"])


def born_before(day: date, years: int, end: date) -> bool:
    """Whether somebody born on the day had more than this many years behind them at the end."""
    return (day.year + years, day.month, day.day) < (end.year, end.month, end.day)


def went_on(child: Record) -> bool:
    """Whether any of the child's referrals led to further action."""
    return any(episode.get("ReferralNFA") is False for episode in child["CINdetails"])


@asks("8500")
def has_a_number(child: Record, year: Year) -> Answer:
    """The child has a number of the authority."""
    return "LAchildID" not in child["ChildIdentifiers"]


@asks("8510")
def number_is_theirs(child: Record, year: Year) -> str | None:
    """No other child has the number."""
    number: str | None = child["ChildIdentifiers"].get("LAchildID")
    return number


@asks("HL20Q")
def number_is_unlike(child: Record, year: Year) -> tuple[str, date, str] | None:
    """No other child of the same birth and sex has the number but for zeros before it, signs and small letters."""
    who = child["ChildIdentifiers"]
    born, sex = who.get("PersonBirthDate"), who.get("Sex") or who.get("GenderCurrent")
    bare = bare_number(who.get("LAchildID") or "")
    return (bare, born, sex) if bare and born and sex else None


def bare_number(number: str) -> str:
    """A number without what spreadsheets and typing change: zeros before it, signs, small letters."""
    return _SIGNS.sub("", number).upper().lstrip("0")


@asks("1520")
def pupil_number_is_theirs(child: Record, year: Year) -> str | None:
    """No other child has the pupil number."""
    upn: str | None = child["ChildIdentifiers"].get("UPN")
    return upn


@asks("1570")
def number_is_short(child: Record, year: Year) -> Answer:
    """The number has no more than 20 characters."""
    return len(child["ChildIdentifiers"].get("LAchildID") or "") > 20


@asks("1580")
def number_is_plain(child: Record, year: Year) -> Answer:
    """The number has letters and digits only."""
    return not _PLAIN.fullmatch(child["ChildIdentifiers"].get("LAchildID") or "")


@asks("1530")
def pupil_number_names_authority(child: Record, year: Year) -> Answer:
    """Characters 2 to 4 of the pupil number are those of an authority."""
    upn = child["ChildIdentifiers"].get("UPN")
    return bool(upn) and upn[1:4] not in authorities(year.ends)


@asks("1540")
def pupil_number_has_digits(child: Record, year: Year) -> Answer:
    """Characters 5 to 12 of the pupil number are digits."""
    upn = child["ChildIdentifiers"].get("UPN")
    return bool(upn) and not _MIDDLE.fullmatch(upn[4:12])


@asks("1550")
def pupil_number_ends_well(child: Record, year: Year) -> Answer:
    """Character 13 is the last of the pupil number, a digit or one of its letters."""
    upn = child["ChildIdentifiers"].get("UPN")
    return bool(upn) and not _ENDING.fullmatch(upn[12:])


@asks("1510")
def pupil_number_begins_well(child: Record, year: Year) -> Answer:
    """The first letter agrees with the rest; only asked once the rest is sound, since it follows from it."""
    upn = child["ChildIdentifiers"].get("UPN")
    if not upn or not _REST.fullmatch(upn, 1) or upn[1:4] not in authorities(year.ends):
        return None
    return bool(upn[0] != check_letter(upn))


@asks("1560Q")
def former_pupil_number_is_sound(child: Record, year: Year) -> Answer:
    """The former pupil number is written as one."""
    upn = child["ChildIdentifiers"].get("FormerUPN")
    return bool(upn) and not _FORMER.fullmatch(upn)


@asks("8520")
def born_in_time(child: Record, year: Year) -> Answer:
    """The child was born by the end of the year."""
    born = child["ChildIdentifiers"].get("PersonBirthDate")
    return bool(born and born > year.end)


@asks("8525Q")
def one_date_of_birth(child: Record, year: Year) -> Answer:
    """There is a date of birth or an expected one, not both."""
    who = child["ChildIdentifiers"]
    return ("PersonBirthDate" in who) == ("ExpectedPersonBirthDate" in who)


@asks("8530Q")
def expected_in_time(child: Record, year: Year) -> Answer:
    """The expected date of birth is from March to December of the calendar year in which the year ends."""
    day = child["ChildIdentifiers"].get("ExpectedPersonBirthDate")
    return bool(day) and not date(year.ends, 3, 1) <= day <= date(year.ends, 12, 31)


@asks("8535Q")
def died_after_birth(child: Record, year: Year) -> Answer:
    """The child did not die before they were born."""
    who = child["ChildIdentifiers"]
    born, died = who.get("PersonBirthDate"), who.get("PersonDeathDate")
    return bool(born and died and died < born)


@asks("8545Q")
def died_in_the_year(child: Record, year: Year) -> Answer:
    """A date of death lies in the year."""
    died = child["ChildIdentifiers"].get("PersonDeathDate")
    return bool(died) and not year.holds(died)


@asks("4180")
def sex_is_known(child: Record, year: Year) -> Answer:
    """The sex is one of the year's codes."""
    who = child["ChildIdentifiers"]
    return (who.get("Sex") or who.get("GenderCurrent")) is None


@asks("8750")
def sex_of_the_unborn(child: Record, year: Year) -> Answer:
    """The sex of a child not born is given as not known."""
    who = child["ChildIdentifiers"]
    if "ExpectedPersonBirthDate" not in who or "PersonBirthDate" in who:
        return None
    return (who.get("Sex") or who.get("GenderCurrent") or "U") not in ("U", "0")


@asks("8770Q")
def pupil_number_at_school_age(child: Record, year: Year) -> Answer:
    """A child who was 6 before the year ended has a pupil number, or a reason other than being too young."""
    who = child["ChildIdentifiers"]
    born = who.get("PersonBirthDate")
    if not born or "UPN" in who or not (born_before(born, 6, year.end) and went_on(child)):
        return None
    return bool(who.get("UPNunknown") in (None, "UN1"))


@asks("8772")
def reason_fits_the_referral(child: Record, year: Year) -> Answer:
    """The reason of referrals without further action is not given for a child with more than those."""
    return child["ChildIdentifiers"].get("UPNunknown") == "UN7" and went_on(child)


@asks("8775Q")
def not_over_25(child: Record, year: Year) -> Answer:
    """The person was not over 25 when the case closed, or when the year ended."""
    born = child["ChildIdentifiers"].get("PersonBirthDate")
    if not born or (year.end - born) < timedelta(days=25 * 365):
        return None
    ends = [
        episode.get("CINclosureDate") or year.end
        for episode in child["CINdetails"]
        if episode.get("CINclosureDate") or "CINclosureDate" not in episode
    ]
    return any(born_before(born, 25, end) for end in ends)


@asks("8590")
def has_an_episode(child: Record, year: Year) -> Answer:
    """The child has at least one episode."""
    return not child["CINdetails"]
