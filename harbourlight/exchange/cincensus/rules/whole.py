"""Rules about the file as a whole, and the counts they need."""

from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules import Answer, asks
from harbourlight.exchange.cincensus.rules.episodes import conferences
from harbourlight.exchange.cincensus.years import Year

FEWEST_CODES = 8


class Whole:
    """What is counted over all children of a file."""

    def __init__(self) -> None:
        self.children = 0
        self.sex_not_known = 0
        self.disabilities: set[str] = set()
        self.several_disabilities = False
        self.plans_begun = 0
        self.conferences = 0
        self.preproceedings = False

    def count(self, child: Record, year: Year) -> None:
        """Take one child into the counts."""
        self.children += 1
        who = child["ChildIdentifiers"]
        if "ExpectedPersonBirthDate" not in who:
            sex = who.get("Sex") if "Sex" in who else who.get("GenderCurrent", "U")
            self.sex_not_known += sex in ("U", "0")
        found = [code for code in child["ChildCharacteristics"]["Disability"] if code]
        self.disabilities.update(found)
        self.several_disabilities |= len(found) > 1
        for episode in child["CINdetails"]:
            self._count_episode(episode, year)

    def join(self, other: "Whole") -> None:
        """Add the counts of other children."""
        self.children += other.children
        self.sex_not_known += other.sex_not_known
        self.disabilities |= other.disabilities
        self.several_disabilities |= other.several_disabilities
        self.plans_begun += other.plans_begun
        self.conferences += other.conferences
        self.preproceedings |= other.preproceedings

    def _count_episode(self, episode: Record, year: Year) -> None:
        self.plans_begun += sum(year.holds(plan.get("CPPstartDate")) for plan in episode["ChildProtectionPlans"])
        self.conferences += sum(day is None or year.holds(day) for _, day in conferences(episode))
        self.preproceedings |= bool(episode.get("PreProceedingsandFGDM"))


@asks("2886Q")
def sex_is_mostly_known(whole: Whole, year: Year) -> Answer:
    """The sex of no more than 2 in 100 children, the unborn aside, is not recorded."""
    return whole.sex_not_known * 50 > whole.children


@asks("2887Q")
def many_disabilities_are_used(whole: Whole, year: Year) -> Answer:
    """At least eight different disability codes are used."""
    return len(whole.disabilities) < FEWEST_CODES


@asks("2888Q")
def some_have_several_disabilities(whole: Whole, year: Year) -> Answer:
    """Some child has more than one disability."""
    return bool(whole.disabilities) and not whole.several_disabilities


@asks("2883")
def no_more_plans_than_conferences(whole: Whole, year: Year) -> Answer:
    """No more child protection plans began in the year than initial conferences were held."""
    return whole.plans_begun > whole.conferences


@asks("8995Q")
def some_preproceedings(whole: Whole, year: Year) -> Answer:
    """Some child has pre-proceedings or family group decision making."""
    return not whole.preproceedings
