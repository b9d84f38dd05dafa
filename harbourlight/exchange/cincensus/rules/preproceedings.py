"""Rules about pre-proceedings and family group decision making."""

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.years import Year


def wrong_day(block: Record, element: str, year: Year, no_earlier_than: str = "") -> bool:
    """Whether a date lies outside the year or before another of the block."""
    day, first = block.get(element), block.get(no_earlier_than)
    return bool(day) and (not year.holds(day) or bool(first and day < first))


@asks("9000Q")
def has_a_start(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The day on which pre-proceedings were decided on is there."""
    return "PPStartDate" not in block


@asks("9005")
def begins_in_the_year(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Pre-proceedings were decided on in the year."""
    return wrong_day(block, "PPStartDate", year)


@asks("9006")
def letter_follows(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The letter before proceedings was sent in the year, no earlier than the decision."""
    return wrong_day(block, "LBPSentDate", year, "PPStartDate")


@asks("9007")
def offer_is_known(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Where a letter was sent, it is said whether it offered a family group decision making meeting."""
    return "LBPSentDate" in block and "FGDMMeetingOffer" not in block


@asks("9008")
def first_meeting_in_the_year(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The first pre-proceedings meeting was held in the year."""
    return wrong_day(block, "InitialPPMeetingDate", year)


@asks("9009")
def step_follows(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The decision to step up or down was taken in the year, no earlier than pre-proceedings began."""
    return wrong_day(block, "StepDecisionDate", year, "PPStartDate")


@asks("9010Q")
def meeting_is_known(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Where a family group decision making meeting was offered, it is said whether one was held."""
    return block.get("FGDMMeetingOffer") is True and "FGDMMeetingFac" not in block


@asks("9011")
def outcome_is_known(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The outcome is one of the codes."""
    return "PPOutcome" in block and block["PPOutcome"] is None


@asks("9012")
def application_follows(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The application to court was made in the year, no earlier than the decision."""
    return wrong_day(block, "CourtAppDate", year, "StepDecisionDate")


@asks("9013")
def proceedings_letter_follows(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The letter on care proceedings was sent in the year, no earlier than the application."""
    return wrong_day(block, "LetterInitCPDate", year, "CourtAppDate")


@asks("9015Q")
def reviews_are_counted(block: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Where a first meeting was held, the number of review meetings is there."""
    return "InitialPPMeetingDate" in block and "ReviewMeetingsCount" not in block
