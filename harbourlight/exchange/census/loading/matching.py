"""Which child on file a child of the file is: never by one number alone, and never against birth or sex.

A number is the authority's that gave it: the same number of another authority is another number. Sure are a number of
the file's authority, and a pupil number, also a former one, where the dates of birth agree and the sex does not speak
against it; and a child of whom the file says the same birth and sex as the file before, which somebody may have looked
at. Doubtful, and for a person to decide, are: a number whose birth or sex contradicts the record, or that nothing else
bears out; the same number of the authority that came before; a number that differs by zeros or signs alone; a pupil
number on file with another number of this authority; and a child of the area born on the same day, of the same sex,
without a number that says otherwise, who was referred or put on a plan on a day of which the file says the same.
Anybody else is new.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from harbourlight.exchange.cincensus.rules.identifiers import bare_number
from harbourlight.foundations.people.models import Identifier, Person
from harbourlight.foundations.people.search import normalised
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childprotection.models import ProtectionPlan

from .agreeing import bears_out, contradicts, said_before
from .identity import identity, numbers_of
from .kept import revived
from .work import london

PEOPLE = "id born_on expected_on birth_year died_on sex ethnicity disabilities merged_into_id area_id"
NOT_SURE = {
    "several": "Several children on file have this number.",
    "local": "The authority's number is on file for a child of another birth or sex, or nothing else bears it out.",
    "before": "The authority before this one gave this number to a child of the same birth.",
    "alike": "A child on file of the same birth has this number with other zeros or signs.",
    "upn_other": "The pupil number is on file with another number of this authority.",
    "upn": "The pupil number is on file for a child of another birth or sex, or nothing else bears it out.",
    "like": "Born on the same day, of the same sex, referred or on a plan the same day.",
}


@dataclass
class Match:
    """What was found for one child of the file: the child on file, or those it may be and why, or nobody."""

    person: dict | None = None
    maybe: list = field(default_factory=list)
    why: str = ""


class Matcher:
    """Finds the children of one part of a file among the people on file."""

    def __init__(self, records, *, work, known, decided):
        """Ask once for all of them.

        ``known`` are {number: what files told before of the children with it}, ``decided`` {number: person id, or None
        for a child who is somebody else} what a person has decided.
        """
        self.work, self.known, self.decided = work, known, decided
        tokens = set()
        for told in records:
            tokens |= tokens_of(told)
        ids = holders_of(sorted(tokens)) | {pk for pk in decided.values() if pk}
        ids |= {row.person_id for rows in known.values() for row in rows}
        self.people = {row["id"]: row for row in Person.objects.filter(pk__in=ids).values(*PEOPLE.split())}
        self.numbers, self.owners, self.alike = defaultdict(set), defaultdict(set), defaultdict(set)
        rows = Identifier.objects.filter(person_id__in=ids)
        for kind, value, issuer, person_id in rows.values_list("kind", "value", "issuer", "person_id"):
            self.take_number(kind, value, issuer, person_id)
        self.births = defaultdict(list)
        for row in self.people.values():
            if row["merged_into_id"] is None and row["area_id"] == work.area_id:
                self.births[row["born_on"] or row["expected_on"]].append(row)
        self.days = days_of(ids, work.area_id)

    def take_number(self, kind, value, issuer, person_id):
        """Take one number on file: this authority's, the one's before it, or a pupil number."""
        if kind != "local":
            self.numbers[person_id].add((kind, value))
            self.owners[kind, value].add(person_id)
        elif issuer in self.work.issuers:
            self.numbers[person_id].add((kind, value))
            self.owners[kind, value].add(person_id)
            self.alike[bare_number(value)].add(person_id)
        elif issuer in self.work.issuers_before:
            self.owners["before", value].add(person_id)

    def match(self, told):
        """Return the Match of one child."""
        number = told["ChildIdentifiers"]["LAchildID"][:40]
        if number in self.decided:
            return Match(person=self.people.get(self.decided[number]))
        said = identity(told)
        rows = self.known.get(number, ())
        as_before = {row.person_id for row in rows if said_before(said, identity(revived(row.told)))}
        if len(as_before) == 1:
            return Match(person=self.kept(*as_before))
        by_file = {row.person_id for row in rows}
        if by_file:
            return self.judge("local", self.kept_of(by_file), told, said)
        for kind, value, _ in numbers_of(told):
            owners = self.kept_of(self.owners[kind, value])
            if owners:
                return self.judge(kind, owners, told, said)
        return self.by_likeness(told, said, number)

    def kept(self, person_id):
        """Return the record that stands for a person: the one kept, where two were made one."""
        row = self.people[person_id]
        return self.people.get(row["merged_into_id"], row)

    def kept_of(self, person_ids):
        """Return the records that stand for people, each once."""
        return list({row["id"]: row for row in map(self.kept, person_ids)}.values())

    def judge(self, kind, owners, told, said):
        """Say whether the owners of a number are the child."""
        number, upn = told["ChildIdentifiers"]["LAchildID"][:40], told["ChildIdentifiers"].get("UPN")
        sure = [row for row in owners if self.is_sure(row, said, upn if kind == "local" else None)]
        if kind == "upn":
            others = [row for row in owners if any(k == "local" and v != number for k, v in self.numbers[row["id"]])]
            if others:
                return Match(maybe=owners, why=NOT_SURE["upn_other"])
        if len(sure) == 1:
            return Match(person=sure[0])
        return Match(maybe=owners, why=NOT_SURE["several" if len(owners) > 1 else kind])

    def is_sure(self, row, said, upn):
        """Say whether birth and sex bear a number out, or a pupil number does and they are silent."""
        if contradicts(row, said):
            return False
        return bears_out(row, said) or bool(upn and ("upn", upn) in self.numbers[row["id"]])

    def by_likeness(self, told, said, number):
        """Look for children with nearly this number, and for those of the area with the same birth and days."""
        for why, ids in (("before", self.owners["before", number]), ("alike", self.alike[bare_number(number)])):
            maybe = [
                row for row in self.kept_of(ids) if bears_out(row, said) and not contradicts(row, said)
            ]  # fmt: skip
            if maybe:
                return Match(maybe=maybe, why=NOT_SURE[why])
        days, upn = days_told(told), told["ChildIdentifiers"].get("UPN")
        maybe = [
            row
            for row in self.births[said["born_on"] or said["expected_on"]]
            if not contradicts(row, said) and days & self.days[row["id"]] and not self.says_otherwise(row["id"], upn)
        ]
        return Match(maybe=maybe, why=NOT_SURE["like"]) if maybe else Match()

    def says_otherwise(self, person_id, upn):
        """Say whether a person on file has a number by which it is somebody else."""
        kinds = self.numbers[person_id]
        has_local = any(kind == "local" for kind, _ in kinds)
        pupil = {value for kind, value in kinds if kind == "upn"}
        return has_local or bool(upn and pupil and upn not in pupil)


def tokens_of(told):
    """Return the tokens by which people with a child's numbers or birth are found."""
    said = identity(told)
    tokens = {f"b:{day.isoformat()}" for day in (said["born_on"], said["expected_on"]) if day}
    return tokens | {f"i:{normalised(value)}"[:80] for _, value, _ in numbers_of(told)}


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
