"""Rules about assessments and the factors they found."""

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.rules.episodes import AFTER_ASSESSMENT
from harbourlight.exchange.cincensus.rules.spans import overlapping, repeated
from harbourlight.exchange.cincensus.years import Year

START, END, FACTORS = "AssessmentActualStartDate", "AssessmentAuthorisationDate", "AssessmentFactors"


@asks("1103")
def begins_after_referral(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The assessment did not begin before the referral."""
    start, referred = assessment.get(START), episode.get("CINreferralDate")
    return bool(start and referred and start < referred)


@asks("8608")
def ends_after_start(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The assessment did not end before it began."""
    start, end = assessment.get(START), assessment.get(END)
    return bool(start and end and end < start)


@asks("8614")
def factors_of_a_complete_one(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Only a complete assessment has factors."""
    return END not in assessment and any(code != "" for code in assessment[FACTORS])


@asks("8670Q")
def not_open_too_long(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """An open assessment began no more than 45 working days before the year ended."""
    start = assessment.get(START)
    return bool(END not in assessment and start and start < year.assessment_from)


@asks("8696")
def ends_in_the_year(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The assessment ended in the year."""
    end = assessment.get(END)
    return bool(end) and not year.holds(end)


@asks("8736")
def open_one_began_in_the_year(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """An open assessment began in the year."""
    start = assessment.get(START)
    return bool(END not in assessment and start) and not year.holds(start)


@asks("8867")
def ended_before_closing(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """No assessment of a closed case is open."""
    return "CINclosureDate" in episode and END not in assessment


@asks("8869")
def no_factor_stands_alone(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Code 21, no factor, stands alone."""
    found = assessment[FACTORS]
    return "21" in found and any(code and code != "21" for code in found)


@asks("8873Q")
def no_factor_and_closed(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """A closed case whose only assessment found no factor was closed after the assessment."""
    if len(episode["Assessments"]) > 1 or END not in assessment or assessment[FACTORS] != ["21"]:
        return None
    reason = episode.get("ReasonForClosure")
    return reason is not None and reason not in AFTER_ASSESSMENT


@asks("8897Q")
def complete_one_has_factors(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """A complete assessment has at least one factor of the list."""
    return END in assessment and not any(assessment[FACTORS])


@asks("8898")
def each_factor_once(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """No factor is there twice."""
    found = assessment[FACTORS]
    if len(set(found)) == len(found):
        return None
    return [(assessment, FACTORS, place) for place in repeated(found)]


@asks("8945Q")
def no_old_code_for_physical_abuse(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Code 18A is no longer used."""
    found = assessment[FACTORS]
    return [(assessment, FACTORS, found.index("18A"))] if "18A" in found else None


@asks("8950Q")
def no_old_code_for_sexual_abuse(assessment: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Code 19A is no longer used."""
    found = assessment[FACTORS]
    return [(assessment, FACTORS, found.index("19A"))] if "19A" in found else None


@asks("8863Q")
def one_at_a_time(episode: Record, child: Record, year: Year) -> Answer:
    """No assessment begins while another of the episode runs."""
    return overlapping(episode["Assessments"], START, END)


@asks("8896")
def one_open(episode: Record, child: Record, year: Year) -> Answer:
    """No more than one assessment of the episode is open."""
    if len(episode["Assessments"]) < 2:
        return None
    opened = [one for one in episode["Assessments"] if END not in one]
    return [(one, END, None) for one in opened[1:]]
