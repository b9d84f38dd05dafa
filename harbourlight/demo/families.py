"""Makes the households of the demonstration: children, siblings, adults, addresses, schools and GPs."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from harbourlight.demo import CANARIES, numbers, rates, words
from harbourlight.foundations.people.choices import IdentifierKind, InvolvementKind, NameKind, RelationKind
from harbourlight.foundations.people.models import (
    Address,
    Identifier,
    Involvement,
    Name,
    Person,
    Relationship,
)

ETHNICITIES = (
    ("WBRI", 68),
    ("WOTH", 7),
    ("AIND", 3),
    ("APKN", 3),
    ("ABAN", 3),
    ("BAFR", 4),
    ("BCRB", 1),
    ("MWBC", 3),
    ("MWAS", 2),
    ("MOTH", 2),
    ("OOTH", 2),
    ("WROM", 1),
    ("REFU", 1),
    ("NOBT", 3),
)
SIZES = ((1, 48), (2, 31), (3, 14), (4, 5), (5, 2))
POSTCODES = ("ZZ9", "ZZ8", "ZZ7", "ZZ6")  # no post town begins with ZZ


@dataclass
class Family:
    """One household: where it is, who belongs to it, and every row that says so."""

    area: int
    surname: str
    weight: float
    address: str = ""
    home: object = None  # (lines, postcode), unless it is protected
    children: list = field(default_factory=list)
    adults: list = field(default_factory=list)  # (person, relation to the children)
    rows: list = field(default_factory=list)
    contacts: int = 0
    referred_at: object = None

    def known_since(self, moment, by):
        """Put the moment, and who recorded it, on all rows of the household."""
        for row in self.rows:
            row.recorded_at, row.recorded_by_id = moment, by and by.id


class Families:
    """Makes households until there are as many children as the demonstration wants."""

    def __init__(self, world, partnership):
        """Begin with no families."""
        self.world, self.partnership = world, partnership
        self.families, self.made, self.serial, self.hidden = [], 0, 0, 0

    def make_all(self, tick=lambda done: None):
        """Make every household, telling ``tick`` how many children there are so far; return the families."""
        shares = list(enumerate(rates.AREA_SHARES))
        while self.made < self.world.children:
            self.families.append(self._family(self.world.pick(shares)))
            tick(self.made)
        return self.families

    def _row(self, family, model, **fields):
        row = self.world.make(model, recorded_at=self.world.began_at, **fields)
        family.rows.append(row)
        return row

    def _family(self, index):
        world = self.world
        family = Family(index, world.one_of(words.SURNAMES), 0.7 + 0.3 * world.dice.expovariate(1.0))
        size = min(world.pick(SIZES), world.children - self.made)
        oldest = world.dice.uniform(0.2, 17.5)
        ethnicity = world.pick(ETHNICITIES)
        mother = self._adult(family, words.WOMEN, "F", RelationKind.MOTHER, oldest, ethnicity)
        others = [mother]
        if world.chance(0.72):
            kind = RelationKind.FATHER if world.chance(0.75) else RelationKind.STEP_PARENT
            others.append(self._adult(family, words.MEN, "M", kind, oldest, ethnicity))
        if world.chance(0.06):
            others.append(self._adult(family, words.WOMEN, "F", RelationKind.GRANDPARENT, oldest + 22, ethnicity))
        age, twin_of = oldest, None
        for number in range(size):
            twin_of = family.children[-1] if number and world.chance(0.04) and family.children[-1].born_on else None
            self._child(family, age, ethnicity, twin_of)
            age = max(0.05, age - world.dice.uniform(1.1, 4.0))
        self._relate(family)
        self._settle(family)
        self.made += size
        return family

    def _adult(self, family, names, sex, relation, oldest, ethnicity):
        world = self.world
        surname = family.surname if world.chance(0.7) else world.one_of(words.SURNAMES)
        born = world.today - timedelta(days=round(365.25 * (oldest + world.dice.uniform(18, 38))))
        person = self._row(
            family,
            Person,
            first_name=world.one_of(names),
            last_name=surname,
            is_child=False,
            born_on=born,
            birth_year=born.year,
            birth_month=born.month,
            birth_certainty="known",
            sex=sex,
            ethnicity=ethnicity,
            language=world.pick(words.LANGUAGES),
            area=self.partnership.areas[family.area],
        )
        person.needs_interpreter = "yes" if person.language != "English" and world.chance(0.4) else "no"
        if sex == "F" and world.chance(0.3):
            self._row(
                family,
                Name,
                person=person,
                kind=NameKind.MAIDEN,
                first_name=person.first_name,
                last_name=world.one_of(words.SURNAMES),
            )
        self._current_name(family, person)
        family.adults.append((person, relation))
        return person

    def _child(self, family, age, ethnicity, twin_of):
        world = self.world
        sex = world.one_of("FM")
        taken = {child.first_name for child in family.children}
        names = [name for name in (words.GIRLS if sex == "F" else words.BOYS) if name not in taken]
        person = self._row(
            family,
            Person,
            first_name=world.one_of(names),
            sex=sex,
            is_child=True,
            last_name=family.surname if world.chance(0.88) else world.one_of(words.SURNAMES),
            ethnicity=ethnicity,
            language=family.adults[0][0].language,
            needs_interpreter="no",
            area=self.partnership.areas[family.area],
            disabilities=self._disabilities(),
        )
        if not twin_of and world.chance(0.004):
            person.last_name = ""
        self._birth(person, age, twin_of)
        self._current_name(family, person)
        family.children.append(person)
        if person.birth_certainty != "expected":
            self._numbers(family, person)
            if world.chance(0.06):
                self._row(
                    family,
                    Name,
                    person=person,
                    kind=NameKind.ALIAS,
                    first_name=person.first_name[:3],
                    last_name=person.last_name,
                )

    def _current_name(self, family, person):
        if person.first_name or person.last_name:
            self._row(
                family,
                Name,
                person=person,
                kind=NameKind.CURRENT,
                first_name=person.first_name,
                last_name=person.last_name,
            )

    def _disabilities(self):
        if self.world.chance(0.87):
            return ["NONE"]
        return [self.world.pick((("AUT", 35), ("LD", 30), ("BEH", 15), ("MOB", 8), ("COMM", 8), ("HEAR", 4)))]

    def _birth(self, person, age, twin_of):
        world = self.world
        if twin_of:
            person.born_on, person.birth_certainty = twin_of.born_on, "known"
        elif age < 0.3 and world.chance(0.5):
            person.first_name, person.sex = "", "U"
            person.birth_certainty = "expected"
            person.expected_on = world.today + timedelta(days=world.dice.randrange(10, 180))
            return
        elif world.chance(0.01):
            person.birth_certainty = "unknown"
            return
        else:
            person.born_on = world.today - timedelta(days=round(365.25 * age))
            person.birth_certainty = "estimated" if world.chance(0.03) else "known"
        if person.birth_certainty == "estimated":
            person.born_on = date(person.born_on.year, 1, 1)
        person.birth_year, person.birth_month = person.born_on.year, person.born_on.month

    def _numbers(self, family, person):
        world = self.world
        self.serial += 1
        if world.chance(0.93):
            self._row(
                family,
                Identifier,
                person=person,
                kind=IdentifierKind.NHS,
                value=numbers.nhs_number(self.serial * 2 if self.world.children < 400_000 else self.serial),
            )
        if person.born_on and (world.today - person.born_on).days > 5 * 365:
            self._row(
                family,
                Identifier,
                person=person,
                kind=IdentifierKind.UPN,
                value=numbers.upn(self.serial),
                issuer="School census",
            )

    def _relate(self, family):
        """Write what each other member is to each child."""
        world = self.world
        parents = {RelationKind.MOTHER: "yes", RelationKind.FATHER: "yes"}
        for place, child in enumerate(family.children):
            for adult, relation in family.adults:
                self._row(
                    family,
                    Relationship,
                    person=child,
                    other=adult,
                    kind=relation,
                    has_parental_responsibility=parents.get(relation, "no") if world.chance(0.93) else "unknown",
                    lives_with=relation != RelationKind.FATHER or world.chance(0.55),
                )
            for other in family.children[:place] + family.children[place + 1 :]:
                twins = child.born_on and child.born_on == other.born_on
                kind = (
                    RelationKind.TWIN
                    if twins
                    else (RelationKind.SIBLING if child.last_name == other.last_name else RelationKind.HALF_SIBLING)
                )
                self._row(family, Relationship, person=child, other=other, kind=kind, lives_with=True)

    def _settle(self, family):
        """Give the household its address, GP, schools and health visitor."""
        world = self.world
        family.address = f"{world.dice.randrange(1, 180)} {world.one_of(words.STREETS)}"
        fathers = [adult.id for adult, relation in family.adults if relation == RelationKind.FATHER]
        hidden = bool(fathers) and (self.hidden < len(CANARIES) or world.chance(rates.HIDDEN_ADDRESS / 0.54))
        if hidden:
            family.address = CANARIES[self.hidden] if self.hidden < len(CANARIES) else family.address
            self.hidden += 1
        town = self.partnership.areas[family.area].name
        ending = f"{world.dice.randrange(1, 10)}{world.one_of('ABDEFGHJ')}{world.one_of('LNPQRSTU')}"
        postcode = f"{POSTCODES[family.area]} {ending}"
        family.home = None if hidden else (f"{family.address}, {town}", postcode)
        gp = world.one_of([a for a in self.partnership.agencies["health", family.area] if a.name.endswith("Surgery")])
        members = family.children + [
            adult for adult, relation in family.adults if not (hidden and relation == RelationKind.FATHER)
        ]
        since = world.began_on - timedelta(days=world.dice.randrange(30, 2500))
        for person in members:
            self._row(
                family,
                Address,
                person=person,
                lines=f"{family.address}, {town}",
                postcode=postcode,
                phone=f"07700 900{world.dice.randrange(1000):03}" if not person.is_child else "",
                is_hidden=hidden,
                never_to=fathers if hidden else [],
                started_on=since,
            )
        for child in family.children:
            self._involve(family, child, InvolvementKind.GP, gp)
            self._place_child(family, child)

    def _place_child(self, family, child):
        world, agencies = self.world, self.partnership.agencies
        age = (world.today - child.born_on).days / 365.25 if child.born_on else None
        if age is None:
            return
        if age < 5:
            self._involve(
                family,
                child,
                InvolvementKind.HEALTH_VISITOR,
                self.partnership.place("community health", family.area),
            )
        if 2 <= age < 4.5 and world.chance(0.6):
            self._involve(family, child, InvolvementKind.NURSERY, world.one_of(agencies["early_years", family.area]))
        if age >= 4.5:
            schools = agencies["education", family.area]
            # The first school of each area has a sign-in, so it is a large one.
            school = schools[0] if world.chance(0.12) else world.one_of(schools)
            self._involve(family, child, InvolvementKind.SCHOOL, school)

    def _involve(self, family, child, kind, agency):
        self._row(
            family,
            Involvement,
            person=child,
            kind=kind,
            agency=agency,
            contact_details=agency.phone,
            started_on=self.world.began_on if kind != InvolvementKind.GP else None,
        )
