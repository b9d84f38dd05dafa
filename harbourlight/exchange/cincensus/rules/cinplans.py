"""Rules about child in need plans, and about how they stand beside child protection plans."""

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, Place, asks
from harbourlight.exchange.cincensus.rules.spans import Span, inside, merged, overlapping
from harbourlight.exchange.cincensus.years import Year

START, END = "CINPlanStartDate", "CINPlanEndDate"
CP_START, CP_END = "CPPstartDate", "CPPendDate"


def plans(child: Record, module: str) -> list[Record]:
    """A child's plans of one kind, of all episodes."""
    found: list[Record] = child["@@" + module]
    return found


def stretches(child: Record, module: str, start: str, end: str) -> list[Span]:
    """The stretches in which a child's plans of one kind run."""
    kept: list[Span] | None = child.get("@@runs " + module)
    if kept is None:
        kept = child["@@runs " + module] = merged(plans(child, module), start, end)
    return kept


@asks("4000")
def none_after_no_action(episode: Record, child: Record, year: Year) -> Answer:
    """A referral without further action has no plan."""
    if not episode.get("ReferralNFA"):
        return None
    return [(plan, START, None) for plan in episode["CINPlanDates"]]


@asks("4001")
def not_both_open(child: Record, year: Year) -> Answer:
    """A child in need plan and a child protection plan are not both open."""
    if not any(CP_END not in plan for plan in plans(child, "ChildProtectionPlans")):
        return None
    return [(plan, END, None) for plan in plans(child, "CINPlanDates") if END not in plan]


@asks("4003")
def no_protection_review_in_it(child: Record, year: Year) -> Answer:
    """No child protection review was held while a child in need plan ran, its first and last day aside."""
    running = stretches(child, "CINPlanDates", START, END)
    if not running:
        return None
    found: list[Place] = []
    for plan in plans(child, "ChildProtectionPlans"):
        for number, day in enumerate(plan["CPPreviewDate"]):
            if day and inside(day, running):
                found.append((plan, "CPPreviewDate", number))
    return found


@asks("4004")
def one_open(child: Record, year: Year) -> Answer:
    """No more than one child in need plan is open."""
    every = plans(child, "CINPlanDates")
    if len(every) < 2:
        return None
    opened = [plan for plan in every if END not in plan]
    return [(plan, END, None) for plan in opened[1:]]


@asks("4008")
def begins_in_life(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not begin after the child's death."""
    start, died = plan.get(START), child["ChildIdentifiers"].get("PersonDeathDate")
    return bool(start and died and start > died)


@asks("4009Q")
def ends_in_life(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not end after the child's death."""
    end, died = plan.get(END), child["ChildIdentifiers"].get("PersonDeathDate")
    return bool(end and died and end > died)


@asks("4010")
def begins_in_time(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan has a start, no later than the year."""
    start = plan.get(START)
    return START not in plan or bool(start and start > year.end)


@asks("4011")
def ends_after_start(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not end before it began."""
    start, end = plan.get(START), plan.get(END)
    return bool(start and end and end < start)


@asks("4012Q")
def lasts_a_day(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not begin and end on one day."""
    start = plan.get(START)
    return bool(start and start == plan.get(END))


@asks("4013")
def ends_in_the_year(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan ended in the year."""
    end = plan.get(END)
    return bool(end) and not year.holds(end)


@asks("4014")
def one_at_a_time(child: Record, year: Year) -> Answer:
    """No child in need plan begins while another runs."""
    return overlapping(plans(child, "CINPlanDates"), START, END)


@asks("4015")
def begins_after_referral(plan: Record, episode: Record, child: Record, year: Year) -> Answer:
    """The plan did not begin before the referral."""
    start, referred = plan.get(START), episode.get("CINreferralDate")
    return bool(start and referred and start < referred)


@asks("4016")
def not_begun_in_protection(child: Record, year: Year) -> Answer:
    """No child in need plan began while a child protection plan ran, from its first day to the day before its last."""
    running = stretches(child, "ChildProtectionPlans", CP_START, CP_END)
    if not running:
        return None
    return [
        (plan, START, None)
        for plan in plans(child, "CINPlanDates")
        if (start := plan.get(START)) and inside(start, running, first_day=True)
    ]


@asks("4017")
def protection_not_begun_in_it(child: Record, year: Year) -> Answer:
    """No child protection plan began while a child in need plan ran, its first and last day aside."""
    running = stretches(child, "CINPlanDates", START, END)
    if not running:
        return None
    return [
        (plan, CP_START, None)
        for plan in plans(child, "ChildProtectionPlans")
        if (start := plan.get(CP_START)) and inside(start, running)
    ]
