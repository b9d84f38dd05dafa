"""Rules about child protection plans and their reviews."""

from datetime import date

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.rules.cinplans import plans
from harbourlight.exchange.cincensus.rules.episodes import conferences
from harbourlight.exchange.cincensus.rules.spans import overlapping
from harbourlight.exchange.cincensus.years import Year

START, END, REVIEW = "CPPstartDate", "CPPendDate", "CPPreviewDate"


def conference_days(child: Record) -> set[date | None]:
    """The days of a child's initial conferences; None for one that cannot be read."""
    kept: set[date | None] | None = child.get("@@conference days")
    if kept is None:
        kept = {day for episode in child["CINdetails"] for _, day in conferences(episode)}
        child["@@conference days"] = kept
    return kept


@asks("1105")
def begins_after_referral(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not begin before the referral."""
    start, referred = plan.get(START), episode.get("CINreferralDate")
    return bool(start and referred and start < referred)


@asks("2885")
def begins_with_conference(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """A plan of the year began on the day of an initial conference of the child, where there was any."""
    start = plan.get(START)
    if not year.holds(start):
        return None
    days = conference_days(child)
    return bool(days) and start not in days and None not in days


@asks("8720")
def begins_in_time(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan has a start, no later than the year."""
    start = plan.get(START)
    return START not in plan or bool(start and start > year.end)


@asks("8730")
def says_how_many_before(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The number of plans before is there."""
    return "NumberOfPreviousCPP" not in plan


@asks("8832")
def none_after_no_action(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """A referral without further action has no plan."""
    return episode.get("ReferralNFA") is True


@asks("8840")
def lasts_a_day(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not begin and end on one day."""
    start = plan.get(START)
    return bool(start and start == plan.get(END))


@asks("8841")
def reviewed_after_start(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """Every review came after the plan began."""
    start = plan.get(START)
    if not start:
        return None
    return [(plan, REVIEW, n) for n, day in enumerate(plan[REVIEW]) if day and day <= start]


@asks("8842Q")
def review_has_a_date(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """No review is without its date."""
    return [(plan, REVIEW, number) for number, day in enumerate(plan[REVIEW]) if day == ""]


@asks("8905")
def first_category_is_known(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The category of abuse at the start is one of the codes."""
    return plan.get("InitialCategoryOfAbuse") is None


@asks("8910")
def latest_category_is_known(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The latest category of abuse is one of the codes."""
    return plan.get("LatestCategoryOfAbuse") is None


@asks("8915")
def begins_in_life(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not begin after the child's death."""
    start, died = plan.get(START), child["ChildIdentifiers"].get("PersonDeathDate")
    return bool(start and died and start > died)


@asks("8920")
def ends_in_life(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not end after the child's death."""
    end, died = plan.get(END), child["ChildIdentifiers"].get("PersonDeathDate")
    return bool(end and died and end > died)


@asks("8925")
def ends_after_start(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not end before it began."""
    start, end = plan.get(START), plan.get(END)
    return bool(start and end and end < start)


@asks("8930")
def ends_in_the_year(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan ended in the year."""
    end = plan.get(END)
    return bool(end) and not year.holds(end)


@asks("8935")
def one_open(child: Record, year: Year) -> Answer:
    """No more than one child protection plan is open."""
    every = plans(child, "ChildProtectionPlans")
    if len(every) < 2:
        return None
    opened = [plan for plan in every if END not in plan]
    return [(plan, END, None) for plan in opened[1:]]


@asks("8940")
def one_at_a_time(child: Record, year: Year) -> Answer:
    """No child protection plan begins while another runs."""
    return overlapping(plans(child, "ChildProtectionPlans"), START, END)
