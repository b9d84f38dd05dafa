"""Rules about enquiries under section 47 and initial child protection conferences."""

from datetime import date
from typing import Any

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, Place, asks
from harbourlight.exchange.cincensus.rules.episodes import conferences
from harbourlight.exchange.cincensus.rules.spans import inside, merged, overlapping
from harbourlight.exchange.cincensus.years import Year

START, HELD = "S47ActualStartDate", "DateOfInitialCPC"


def is_open(enquiry: Record) -> bool:
    """Whether an enquiry has led to no conference, and none is said to be needless."""
    return HELD not in enquiry and enquiry.get("ICPCnotRequired", False) is False


def held(episode: Record, wrong: Any) -> list[Place]:
    """The places of the episode's conferences on days that are wrong."""
    return [(one, HELD, None) for one, day in conferences(episode) if day and wrong(day)]


def on_a_weekend(day: date) -> bool:
    """Whether a day is a Saturday or Sunday."""
    return day.weekday() > 4


@asks("2884")
def recorded_once(episode: Record, child: Record, year: Year) -> Answer:
    """A conference is recorded with the episode or with an enquiry, not with both."""
    return HELD in episode and any(HELD in enquiry for enquiry in episode["Section47"])


@asks("1104")
def held_after_referral(episode: Record, child: Record, year: Year) -> Answer:
    """No conference was held before the referral."""
    referred = episode.get("CINreferralDate")
    return held(episode, lambda day: day < referred) if referred else None


@asks("8715")
def held_in_the_year(episode: Record, child: Record, year: Year) -> Answer:
    """Every conference was held in the year."""
    return held(episode, lambda day: not year.holds(day))


@asks("8875")
def held_on_a_weekday(episode: Record, child: Record, year: Year) -> Answer:
    """No conference was held on a weekend."""
    return held(episode, on_a_weekend)


@asks("2889")
def begins_after_referral(enquiry: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The enquiry did not begin before the referral."""
    start, referred = enquiry.get(START), episode.get("CINreferralDate")
    return bool(start and referred and start < referred)


@asks("8615")
def begins_before_conference(enquiry: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The enquiry has a start, no later than its conference."""
    start, day = enquiry.get(START), enquiry.get(HELD)
    return START not in enquiry or bool(start and day and start > day)


@asks("8675Q")
def conference_not_late(enquiry: Record, episode: Record, child: Record, year: Year) -> Answer:
    """An enquiry without a conference began no more than 15 working days before the year ended."""
    start = enquiry.get(START)
    return bool(is_open(enquiry) and start and start < year.enquiry_from)


@asks("8740")
def open_one_began_in_the_year(enquiry: Record, episode: Record, child: Record, year: Year) -> Answer:
    """An enquiry without a conference began in the year."""
    start = enquiry.get(START)
    return bool(is_open(enquiry) and start) and not year.holds(start)


@asks("8868")
def ended_before_closing(enquiry: Record, episode: Record, child: Record, year: Year) -> Answer:
    """No enquiry of a closed case is open."""
    return "CINclosureDate" in episode and is_open(enquiry)


@asks("8870Q")
def target_on_a_weekday(enquiry: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The day by which the conference was due is no weekend."""
    day = enquiry.get("InitialCPCtarget")
    return bool(day and on_a_weekend(day))


@asks("8839")
def one_open(episode: Record, child: Record, year: Year) -> Answer:
    """No more than one enquiry of the episode is open."""
    if len(episode["Section47"]) < 2:
        return None
    opened = [one for one in episode["Section47"] if is_open(one)]
    return [(one, HELD, None) for one in opened[1:]]


@asks("8890")
def one_at_a_time(episode: Record, child: Record, year: Year) -> Answer:
    """No enquiry begins while another of the episode runs; one that needs no conference has no known end."""
    if len(episode["Section47"]) < 2:
        return None
    running = [one for one in episode["Section47"] if HELD in one or is_open(one)]
    found = overlapping(running, START, HELD)
    others = [one for one in episode["Section47"] if HELD not in one and not is_open(one)]
    stretches = merged(running, START, HELD)
    return found + [(one, START, None) for one in others if one.get(START) and inside(one[START], stretches)]
