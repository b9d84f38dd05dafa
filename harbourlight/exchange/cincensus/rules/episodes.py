"""Rules about an episode: its referral, its closing, and what happened in it."""

from datetime import date, timedelta

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, Place, asks
from harbourlight.exchange.cincensus.rules.spans import overlapping
from harbourlight.exchange.cincensus.years import Year

SOURCE_NEEDED_FROM = date(2013, 4, 1)
PREGNANCY = timedelta(weeks=40)
AFTER_ASSESSMENT = ("RC8", "RC9")

# The dates that show work after a referral: module, element.
ACTIVITY = (
    ("Assessments", "AssessmentActualStartDate"),
    ("Assessments", "AssessmentAuthorisationDate"),
    ("Section47", "S47ActualStartDate"),
    ("Section47", "DateOfInitialCPC"),
    ("ChildProtectionPlans", "CPPendDate"),
    ("CINPlanDates", "CINPlanStartDate"),
    ("CINPlanDates", "CINPlanEndDate"),
)


def is_open(episode: Record) -> bool:
    """Whether an episode whose referral led on has no closing date."""
    return "CINclosureDate" not in episode and episode.get("ReferralNFA") is not True


def conferences(episode: Record) -> list[tuple[Record, date | None]]:
    """The initial conferences of an episode, those with its enquiries too, each with its record."""
    found: list[tuple[Record, date | None]] | None = episode.get("@@conferences")
    if found is None:
        holders = (episode, *episode["Section47"])
        found = [(one, one["DateOfInitialCPC"]) for one in holders if "DateOfInitialCPC" in one]
        episode["@@conferences"] = found
    return found


@asks("8600")
def referred_in_time(episode: Record, child: Record, year: Year) -> Answer:
    """The referral has a date, no later than the year."""
    day = episode.get("CINreferralDate")
    return "CINreferralDate" not in episode or bool(day and day > year.end)


@asks("8606")
def referred_in_the_pregnancy(episode: Record, child: Record, year: Year) -> Answer:
    """The referral came no more than 40 weeks before the birth, or the expected birth."""
    who, referred = child["ChildIdentifiers"], episode.get("CINreferralDate")
    birth = who.get("PersonBirthDate") if "PersonBirthDate" in who else who.get("ExpectedPersonBirthDate")
    return bool(referred and birth and birth - referred > PREGNANCY)


@asks("8866")
def source_is_known(episode: Record, child: Record, year: Year) -> Answer:
    """The source of the referral is one of the codes; before April 2013 it may be missing."""
    if "ReferralSource" in episode:
        return episode["ReferralSource"] is None
    referred = episode.get("CINreferralDate")
    return not (referred and referred < SOURCE_NEEDED_FROM)


@asks("8610")
def need_is_there(episode: Record, child: Record, year: Year) -> Answer:
    """A referral that led on has a main need."""
    return "PrimaryNeedCode" not in episode and episode.get("ReferralNFA") is False


@asks("8650")
def need_is_known(episode: Record, child: Record, year: Year) -> Answer:
    """The main need is one of the codes."""
    return "PrimaryNeedCode" in episode and episode["PrimaryNeedCode"] is None


@asks("8568")
def further_action_is_known(episode: Record, child: Record, year: Year) -> Answer:
    """It is said whether the referral ended without further action."""
    return episode.get("ReferralNFA") is None


@asks("8569Q")
def no_old_referral_without_action(episode: Record, child: Record, year: Year) -> Answer:
    """A referral without further action came no more than one working day before the year."""
    day = episode.get("CINreferralDate")
    return bool(day and episode.get("ReferralNFA") and day < year.nfa_from)


@asks("8585Q")
def closed_by_death(episode: Record, child: Record, year: Year) -> Answer:
    """A case closed by death has a date of death."""
    return episode.get("ReasonForClosure") == "RC2" and "PersonDeathDate" not in child["ChildIdentifiers"]


@asks("8555Q")
def referred_in_life(episode: Record, child: Record, year: Year) -> Answer:
    """The child was not referred after their death."""
    died, day = child["ChildIdentifiers"].get("PersonDeathDate"), episode.get("CINreferralDate")
    return bool(died and day and day > died)


@asks("8620")
def closed_in_the_year(episode: Record, child: Record, year: Year) -> Answer:
    """A closing date lies in the year."""
    day = episode.get("CINclosureDate")
    return bool(day) and not year.holds(day)


@asks("8630")
def closed_after_referral(episode: Record, child: Record, year: Year) -> Answer:
    """The case did not close before it was referred."""
    closed, day = episode.get("CINclosureDate"), episode.get("CINreferralDate")
    return bool(closed and day and closed < day)


@asks("8640")
def reason_is_known(episode: Record, child: Record, year: Year) -> Answer:
    """The reason for closing is one of the codes."""
    return "ReasonForClosure" in episode and episode["ReasonForClosure"] is None


@asks("8805")
def closed_for_a_reason(episode: Record, child: Record, year: Year) -> Answer:
    """A closed case has a reason."""
    return "CINclosureDate" in episode and "ReasonForClosure" not in episode


@asks("8810")
def reason_of_a_closed_case(episode: Record, child: Record, year: Year) -> Answer:
    """A case with a reason for closing has a closing date."""
    return "ReasonForClosure" in episode and "CINclosureDate" not in episode


@asks("8815")
def one_open_episode(child: Record, year: Year) -> Answer:
    """No more than one episode is open, referrals without further action aside."""
    episodes = child["CINdetails"]
    if len(episodes) < 2:
        return None
    opened = [episode for episode in episodes if is_open(episode)]
    return [(episode, "CINclosureDate", None) for episode in opened[1:]]


@asks("8816")
def open_episode_is_the_latest(child: Record, year: Year) -> Answer:
    """No episode was referred after an open one."""
    episodes = child["CINdetails"]
    if len(episodes) < 2:
        return None
    latest = max((episode.get("CINreferralDate") or date.min for episode in episodes), default=date.min)
    return [
        (episode, "CINclosureDate", None)
        for episode in episodes
        if is_open(episode) and (episode.get("CINreferralDate") or latest) < latest
    ]


@asks("8820")
def episodes_apart(child: Record, year: Year) -> Answer:
    """No episode begins before another has closed; a referral without further action may have no closing date."""
    episodes = child["CINdetails"]
    if len(episodes) < 2:
        return None
    kept = [one for one in episodes if "CINclosureDate" in one or one.get("ReferralNFA") is not True]
    return overlapping(kept, "CINreferralDate", "CINclosureDate")


@asks("8825Q")
def closed_after_an_assessment(episode: Record, child: Record, year: Year) -> Answer:
    """A case closed after an assessment has one."""
    return episode.get("ReasonForClosure") in AFTER_ASSESSMENT and not episode["Assessments"]


@asks("8831")
def nothing_after_no_action(episode: Record, child: Record, year: Year) -> Answer:
    """A referral without further action has no assessment, enquiry or conference."""
    if not episode.get("ReferralNFA"):
        return None
    return bool(episode["Assessments"] or episode["Section47"] or "DateOfInitialCPC" in episode)


@asks("2990")
def nothing_after_the_assessment(episode: Record, child: Record, year: Year) -> Answer:
    """A case closed after an assessment has no enquiry, conference or plan."""
    if episode.get("ReasonForClosure") not in AFTER_ASSESSMENT:
        return None
    later = ("Section47", "CINPlanDates", "ChildProtectionPlans")
    return "DateOfInitialCPC" in episode or any(episode.get(name) for name in later)


@asks("2991Q")
def enquiry_has_an_assessment(episode: Record, child: Record, year: Year) -> Answer:
    """An episode with an enquiry has an assessment."""
    if episode["Section47"] and not episode["Assessments"]:
        return [(episode["Section47"][0], "S47ActualStartDate", None)]
    return None


@asks("8565")
def nothing_after_closing(episode: Record, child: Record, year: Year) -> Answer:
    """Nothing happened after the case closed."""
    closed = episode.get("CINclosureDate")
    if not closed:
        return None
    found: list[Place] = []
    if (episode.get("DateOfInitialCPC") or closed) > closed:
        found.append((episode, "DateOfInitialCPC", None))
    for module, element in ACTIVITY:
        for record in episode.get(module, ()):
            if (record.get(element) or closed) > closed:
                found.append((record, element, None))
    return found
