"""Which child on file a child of the file is: by numbers first, then by rules that need no name.

Sure are: the authority's own number where the dates of birth agree, or one is not known, or the pupil number or the
sex agrees; the pupil number, also a former one, where dates of birth and sex agree. Doubtful, and for a person to
decide, are: a number whose other facts speak against it; a pupil number on file with another number of this
authority; and a child of the area born on the same day, of the same sex, without a number that says otherwise, who
was referred or put on a plan on a day of which the file says the same. Anybody else is new.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from harbourlight.foundations.people.models import Identifier, Person
from harbourlight.foundations.people.search import normalised
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childprotection.models import ProtectionPlan

from .identity import identity, numbers_of
from .work import london

PEOPLE = "id born_on expected_on died_on sex ethnicity disabilities merged_into_id area_id"


@dataclass
class Match:
    """What was found for one child of the file: the child on file, or those it may be and why, or nobody."""

    person: dict | None = None
    maybe: list = field(default_factory=list)
    why: str = ""


class Matcher:
    """Finds the children of one part of a file among the people on file."""

    def __init__(self, records, *, area_id, issuer, decided):
        """Ask once for all of them; ``decided`` are {number: person id, or None for a child who is somebody else}."""
        self.area_id, self.issuer, self.decided = area_id, issuer, decided
        tokens = set()
        for told in records:
            tokens |= {f"i:{normalised(value)}"[:80] for _, value, _ in numbers_of(told)}
            said = identity(told)
            tokens |= {f"b:{day.isoformat()}" for day in (said["born_on"], said["expected_on"]) if day}
        ids = holders_of(sorted(tokens)) | {pk for pk in decided.values() if pk}
        self.people = {row["id"]: row for row in Person.objects.filter(pk__in=ids).values(*PEOPLE.split())}
        self.numbers, self.owners = defaultdict(set), defaultdict(set)
        for kind, value, issuer_named, person_id in Identifier.objects.filter(person_id__in=ids).values_list(
            "kind", "value", "issuer", "person_id"
        ):
            if kind == "local" and issuer_named != issuer:
                continue
            self.numbers[person_id].add((kind, value))
            self.owners[kind, value].add(person_id)
        self.births = defaultdict(list)
        for row in self.people.values():
            if row["merged_into_id"] is None and row["area_id"] == area_id:
                self.births[row["born_on"] or row["expected_on"]].append(row)
        self.days = days_of(ids, area_id)

    def match(self, told):
        """Return the Match of one child."""
        number = told["ChildIdentifiers"]["LAchildID"][:40]
        if number in self.decided:
            return Match(person=self.people.get(self.decided[number]))
        said = identity(told)
        for kind, value, _ in numbers_of(told):
            owners = [self.kept(person_id) for person_id in self.owners[kind, value]]
            if owners:
                return self.judge(kind, owners, told, said, number)
        return self.without_names(told, said, number)

    def kept(self, person_id):
        """Return the record that stands for a person: the one kept, where two were made one."""
        row = self.people[person_id]
        return self.people.get(row["merged_into_id"], row)

    def judge(self, kind, owners, told, said, number):
        """Say whether the owners of a number are the child."""
        owners = list({row["id"]: row for row in owners}.values())
        if len(owners) > 1:
            return Match(maybe=owners, why="Several children on file have this number.")
        row = owners[0]
        has_other = any(known[0] == "local" and known[1] != number for known in self.numbers[row["id"]])
        agrees_on_birth, agrees_on_sex = agrees(row, said), row["sex"] in (said["sex"], "U") or said["sex"] == "U"
        if kind == "local":
            upn = told["ChildIdentifiers"].get("UPN")
            if agrees_on_birth or agrees_on_sex or ("upn", upn) in self.numbers[row["id"]]:
                return Match(person=row)
            return Match(maybe=[row], why="The authority's number is on file for a child of other birth and sex.")
        if has_other:
            return Match(maybe=[row], why="The pupil number is on file with another number of this authority.")
        if agrees_on_birth and agrees_on_sex:
            return Match(person=row)
        return Match(maybe=[row], why="The pupil number is on file for a child of other birth or sex.")

    def without_names(self, told, said, number):
        """Look for children of the area who share birth, sex and the day of a referral or a plan."""
        days = days_told(told)
        upn = told["ChildIdentifiers"].get("UPN")
        maybe = [
            row
            for row in self.births[said["born_on"] or said["expected_on"]]
            if (row["sex"] == said["sex"] or "U" in (row["sex"], said["sex"]))
            and days & self.days[row["id"]]
            and not self.says_otherwise(row["id"], upn)
        ]
        if maybe:
            return Match(maybe=maybe, why="Born on the same day, of the same sex, referred or on a plan the same day.")
        return Match()

    def says_otherwise(self, person_id, upn):
        """Say whether a person on file has a number by which it is somebody else."""
        kinds = self.numbers[person_id]
        has_local = any(kind == "local" for kind, _ in kinds)
        pupil = {value for kind, value in kinds if kind == "upn"}
        return has_local or bool(upn and pupil and upn not in pupil)


def agrees(row, said):
    """Say whether dates of birth agree, or one is not known."""
    ours, theirs = row["born_on"] or row["expected_on"], said["born_on"] or said["expected_on"]
    if row["born_on"] is None or said["born_on"] is None:
        return True
    return ours == theirs


def holders_of(tokens):
    """Return the ids of the people who have any of the tokens, and of those whom they were made one with."""
    statement = """
        SELECT DISTINCT unnest(ARRAY[p.id, p.merged_into_id]) FROM people_searchtoken t JOIN people_person p
        ON p.id = t.person_id WHERE t.token = ANY (%s)
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [tokens])
        return {pk for (pk,) in cursor.fetchall() if pk}


def days_of(ids, area_id):
    """Return {person id: the days on which somebody was referred or put on a plan in an area}."""
    found = defaultdict(set)
    for person_id, moment in Episode.objects.filter(person_id__in=ids, area_id=area_id).values_list(
        "person_id", "referred_at"
    ):
        found[person_id].add(london(moment))
    plans = ProtectionPlan.objects.filter(person_id__in=ids, area_id=area_id)
    for person_id, day in plans.values_list("person_id", "started_on"):
        found[person_id].add(day)
    return found


def days_told(told):
    """Return the days of which the file says that the child was referred or put on a plan."""
    days = set()
    for detail in told.get("CINdetails", ()):
        days.add(detail.get("CINreferralDate"))
        days |= {plan.get("CPPstartDate") for plan in detail.get("ChildProtectionPlans", ())}
    return days - {None}
