"""Makes the contacts of the demonstration, the oldest first."""

from datetime import timedelta

from harbourlight.demo import hours, rates, records
from harbourlight.demo.movers import come
from harbourlight.demo.need import Needs
from harbourlight.demo.story import Story
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role


class Contacts:
    """Makes contacts one after the other, the oldest first."""

    def __init__(self, world, partnership, families):
        """Begin with families that nobody has told of yet."""
        self.world, self.partnership = world, partnership
        self.families = {index: [f for f in families if f.area == index] for index in range(4)}
        self.weights = {index: _running([f.weight for f in found]) for index, found in self.families.items()}
        self.needs = Needs(world, partnership)
        self.count = 0

    def make_all(self, tick=lambda done: None):
        """Make the contacts of all the months, then those that wait on the latest day."""
        world = self.world
        rate = rates.CONTACTS_A_MONTH * world.children / rates.CHILDREN_ON_FILE
        shares = list(enumerate(rates.AREA_SHARES))
        plan = []
        for day in hours.arrivals(world, rate, world.today):
            kind = world.pick(rates.REFERRERS)
            plan.append((hours.time_of_day(world, day, kind == "6"), kind, world.pick(shares), False))
        plan = [line for line in plan if line[0] <= world.now - timedelta(hours=1)]
        plan.extend(self._latest())
        come(world, self.partnership, [family for found in self.families.values() for family in found], self.needs)
        for done, (moment, kind, index, waits) in enumerate(sorted(plan), 1):
            self.needs.help.catch_up(moment)
            if self.families[index]:
                self._contact(moment, kind, index, waits)
            tick(done)
        self.needs.help.catch_up(world.now)
        self._rest()

    def _latest(self):
        """Plan the contacts that came since yesterday and still wait: most of them in the first area."""
        world = self.world
        number = max(4, round(rates.WAITING_NOW * min(1.5, world.children / 3000)))
        for place in range(number + number // 4):
            minutes = world.dice.randrange(5, 60 * 22)
            yield (
                world.now - timedelta(minutes=minutes),
                world.pick(rates.REFERRERS),
                0 if place < number else 1 + place % 3,
                True,
            )

    def _rest(self):
        """Record the households that no contact named: known through early help."""
        for found in self.families.values():
            for family in found:
                if not family.contacts:
                    manager = self.partnership.staff[Role.MASH_MANAGER, family.area][0]
                    moment = self.world.began_at + timedelta(hours=9)
                    family.known_since(moment, manager)
                    records.grant(
                        self.world,
                        [child.id for child in family.children],
                        by=manager,
                        at=moment,
                        basis="network",
                        reason="Known to early help",
                        source="demo",
                        team=self.partnership.teams["early_help", family.area],
                    )

    def _contact(self, moment, kind, index, waits):
        family = self.world.dice.choices(self.families[index], cum_weights=self.weights[index])[0]
        story = Story(self.world, self.partnership, self.needs, family, kind, moment, self._reference(moment))
        story.tell(waits)
        family.contacts += 1

    def _reference(self, moment):
        """Number the contacts as the product's sequence does."""
        self.count += 1
        return f"HL-{moment.astimezone(LONDON).year}-{self.count:06}"


def _running(weights):
    """Give running totals, by which one of many is picked quickly."""
    total, totals = 0.0, []
    for weight in weights:
        total += weight
        totals.append(total)
    return totals
