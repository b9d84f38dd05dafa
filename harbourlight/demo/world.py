"""The demonstration while it is being made: its dice, its moment and the rows so far."""

import random
import uuid
from datetime import datetime, time, timedelta

from harbourlight.demo.bulk import Basket, build
from harbourlight.foundations.access.middleware import LONDON


class World:
    """One demonstration in the making; everything random in it comes from one seed."""

    def __init__(self, *, now, children, years, seed):
        """Begin at a moment (aware, UTC) that stands for the latest day of the demonstration."""
        self.dice = random.Random(seed)  # noqa: S311 - invented people need no secrets
        self.now = now
        self.today = now.astimezone(LONDON).date()
        self.children = children
        self.years = years
        self.began_on = self.today - timedelta(days=round(365.25 * years))
        self.began_at = datetime.combine(self.began_on, time(0), LONDON)
        self.basket = Basket()
        self.year = None  # the year of the partnership's bodies, once it is made
        self.owed = {}  # what is spread evenly -> how much of it is still to come

    def make(self, model, **fields):
        """Make one row with an id from the dice."""
        fields["id"] = uuid.UUID(int=self.dice.getrandbits(128), version=4)
        return self.keep(model, **fields)

    def keep(self, model, **fields):
        """Make one row whose id is told."""
        return self.basket.add(build(model, fields))

    def chance(self, share):
        """Say yes with the given probability."""
        return self.dice.random() < share

    def spread(self, what, share, weight=1):
        """Say yes to the given share of those asked about, evenly spread: few families then keep a rate as many do."""
        owed = self.owed.get(what, 0) + share * weight
        yes = owed >= weight / 2
        self.owed[what] = owed - weight if yes else owed
        return yes

    def pick(self, weights):
        """Pick one key of a mapping of weights (or one of a sequence of pairs)."""
        pairs = list(weights.items()) if hasattr(weights, "items") else list(weights)
        return self.dice.choices([key for key, _ in pairs], [weight for _, weight in pairs])[0]

    def one_of(self, words):
        """Pick one of a sequence, each as likely."""
        return words[int(self.dice.random() * len(words))]
