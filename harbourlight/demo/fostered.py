"""Children of the demonstration who live with somebody else: told of, visited, decided and ended by the room itself."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from harbourlight.demo.fostered_words import HOMES, SAID, SAW
from harbourlight.demo.partnership import FOUNDED
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Barrier, Grant
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.agencies.models import Team, TeamMembership
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.visits.actions import ChildSeen
from harbourlight.practice.privatefostering import actions
from harbourlight.statute.calendar import add_working_days

OLDEST, YOUNGEST = 15.2, 6  # years
FIRST_YEAR, LATER = 40, 80  # days between visits, within the six and the twelve weeks of the law
A_YEAR = 365
REPORT_WAITS = 10  # days: of later visits the report is not written yet
SEEN_AGAIN = "Nothing in the home or the care gives reason for concern; the next visit is planned."
AFTERNOON, EVENING = time(15, 30), time(17, 15)


class Home(NamedTuple):
    """One arrangement: known for so many days, what was told, and how its life went."""

    days: int
    told: dict
    life: str  # how far it got: heard, checked, open, conditions, late, ended, not
    words: dict


class Fostered:
    """The private fostering team of the first area, and its arrangements."""

    def __init__(self, year):
        """Put the team on file: Wilma visits, Tara manages."""
        self.world, cast = year.world, year.bodies.partnership.cast
        self.wilma, self.tara, self.alice = (cast[word] for word in ("wilma.worker", "tara.teamlead", "alice.mash"))
        area = year.bodies.area
        self.team = Team.objects.create(
            name=f"{area.name} private fostering team", agency=self.wilma.agency, area=area,
            kind=TeamKind.SOCIAL_WORK, started_on=FOUNDED,
        )  # fmt: skip
        for who, manages in ((self.wilma, False), (self.tara, True)):
            TeamMembership.objects.create(professional=who, team=self.team, is_manager=manages, started_on=FOUNDED)
        actions.tell_people(
            area=area, told_on=self.world.today - timedelta(days=200), who="Head teachers and admissions clerks",
            what="A leaflet, and ten minutes at the heads’ meeting: ask who the adult is.", by=self.wilma,
            at=self.moment(200),
        )  # fmt: skip

    def moment(self, days_ago, clock=EVENING):
        """Return a moment so many days before the demonstration's day, never after it."""
        at = datetime.combine(self.world.today - timedelta(days=days_ago), clock, LONDON)
        return min(at, self.world.now)

    def tell(self):
        """Tell each arrangement, as far as there are children whom nobody else works with."""
        homes = [Home(*home) for home in HOMES]
        for home, child in zip(homes, self.children(len(homes)), strict=False):
            self.tell_one(home, child)

    def children(self, number):
        """Return children of the area whose record is closed to nobody and open to nobody yet, the oldest first."""
        today = self.world.today
        born = (today - timedelta(days=OLDEST * 365.25), today - timedelta(days=YOUNGEST * 365.25))
        known = Person.objects.filter(area=self.team.area, is_child=True, born_on__range=born).exclude(last_name="")
        free = known.exclude(pk__in=Grant.objects.values("person_id"))
        free = free.exclude(pk__in=Barrier.objects.values("person_id"))
        return list(free.order_by("born_on", "pk")[:number])

    def tell_one(self, home, child):
        """Tell one arrangement from what was heard to where it stands."""
        known_on = self.world.today - timedelta(days=home.days)
        told = dict(home.told)
        began = known_on - timedelta(days=told.pop("days_before"))
        # What the hub saw of the child then is long closed: the room is asked for no right of that day.
        it = actions.notify(
            person=child, team=self.team, known_on=known_on, started_on=began, by=self.alice,
            at=self.moment(home.days), checks_permission=False, **told,
        )  # fmt: skip
        it = actions.allocate(arrangement=it, worker=self.wilma, by=self.tara, at=self.moment(home.days - 1))
        if home.life == "heard":
            return
        for step in ("acknowledge", "tell_child"):
            it = self.write(it, step, self.moment(home.days - 1))
        self.live(it, home, known_on)

    def live(self, it, home, known_on):
        """Check, visit, decide, review, and end what ended."""
        visits = list(self.days_of_visits(home, known_on))
        it = self.visit(it, visits[0], 0)
        told = {name: home.told[name] for name in ("carer_is", "is_meant_to_last")}
        at = self.moment((self.world.today - visits[0]).days)
        it = actions.check(
            arrangement=it, started_on=it.started_on, relation_checked="yes", by=self.wilma, at=at, **told
        )  # fmt: skip
        if home.life == "not":
            actions.set_aside(arrangement=it, by=self.tara, at=at + timedelta(days=1), **home.words)
            return
        it = actions.describe(arrangement=it, by=self.wilma, at=at, **dict.fromkeys(actions.TEXTS, "") | home.words)
        check = "asked" if home.life == "checked" else "clear"
        day = None if check == "asked" else visits[0]
        it = actions.add_adult(
            arrangement=it, name=it.carer_name, relation="The carer", check_is=check, checked_on=day, found="",
            assessor=self.wilma, by=self.wilma, at=at,
        )  # fmt: skip
        if home.life == "checked":
            return
        self.go_on(self.decide(it, home, at), home, visits[1:])

    def decide(self, it, home, at):
        """Let the manager decide about the carer and the home."""
        why = {"reasons": "The child is well cared for and wants to stay.", "by": self.tara,
               "at": min(at + timedelta(days=5), self.world.now)}  # fmt: skip
        if home.life != "conditions":
            it = actions.accept(arrangement=it, **why)
        else:
            it = actions.set_requirements(
                arrangement=it, requirements="A bed of the child’s own within four weeks.", **why
            )
        return self.write(it, "tell_decision", why["at"])

    def write(self, it, step, at):
        """Let Wilma send one of the letters by post."""
        words = actions.first_words(it, step, self.wilma)
        return getattr(actions, step)(
            arrangement=it, channel="post", told_on=at.astimezone(LONDON).date(), by=self.wilma, at=at, **words
        )

    def go_on(self, it, home, visits):
        """Visit again and again, with a review each year, and end what ended."""
        for number, day in enumerate(visits, 1):
            it = self.visit(it, day, number)
            if number in (9, 14):
                it = actions.review(
                    arrangement=it, held_on=day, child_said=SAID[number % len(SAID)], concluded="It goes on.",
                    by=self.wilma, at=self.moment((self.world.today - day).days),
                )  # fmt: skip
        if home.life == "ended":
            ended = self.moment(30, AFTERNOON)
            actions.end(
                arrangement=it, ending="returned", ended_at=ended, end_told_at=ended - timedelta(days=3),
                note="Back with her mother, who has come home.", by=self.wilma, at=self.moment(29),
            )  # fmt: skip

    def days_of_visits(self, home, known_on):
        """Yield the days of visits: the first in time, then as the law wants, one late, and none that is still due."""
        day, last = add_working_days(known_on, 4), self.world.today - timedelta(days=100 if home.life == "late" else 1)
        number = 0
        while day <= last and not (home.life == "ended" and day > self.world.today - timedelta(days=35)):
            yield day
            number += 1
            gap = FIRST_YEAR if (day - known_on).days < A_YEAR else LATER
            day += timedelta(days=gap + (9 if home.life == "open" and number == 4 else 0))

    def visit(self, it, day, number):
        """Let Wilma visit and write it down the same evening."""
        days_ago, said = (self.world.today - day).days, SAID[number % len(SAID)]
        at = self.moment(days_ago)
        seen = ChildSeen(True, was_seen_alone=True, child_said=said, bedroom_seen="yes")
        it = actions.visit(
            arrangement=it, children={it.person_id: seen},
            happened_at=min(self.moment(days_ago, AFTERNOON), at), place="At the carer’s home", visited_by=self.wilma,
            observed=SAW[number % len(SAW)], by=self.wilma, at=at,
        )  # fmt: skip
        if days_ago < REPORT_WAITS:
            return it
        return actions.report_visit(
            arrangement=it, visited_on=day, body=f"{SAW[number % len(SAW)]} {SEEN_AGAIN}", by=self.wilma, at=at
        )
