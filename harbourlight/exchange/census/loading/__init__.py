"""Loading a census file into the rooms of practice, child by child, in bulk, whole or not at all.

A child whose part of the file was loaded before, word for word, is passed over: the same file twice changes nothing.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction

from harbourlight.exchange.cincensus.records import census_in
from harbourlight.foundations.access.guard import as_system, write_history_as
from harbourlight.foundations.pathways.bulk import many_rows, new_key

from ..models import CensusChild, Contradiction, ImportRun, Pair
from . import need, protection
from .agreeing import said_before
from .identity import add_numbers, add_person, identity, update_person
from .kept import digest_of, plain, revived, text_of
from .matching import Matcher
from .onfile import nothing, on_file
from .whose import authority_for
from .work import Case, Work

AT_ONCE = 2000
WHY = "a council's file is loaded for children whom whoever loads it may not see"
NO_NUMBER = "The child has no number of the authority."


@dataclass
class Loaded:
    """What became of a file: the run, whether it was only tried, and what was loaded of each child.

    Of a file that was only tried also what somebody would have to look at.
    """

    run: ImportRun
    is_dry: bool = False
    children: list = field(default_factory=list)
    pairs: list = field(default_factory=list)
    contradictions: list = field(default_factory=list)


class Shown(NamedTuple):
    """A child of a file: number and line in it, the child on file or None for one who is new, and what is loaded."""

    number: str
    line: int | None
    person_id: Any
    what: str


class DryRun(Exception):
    """Undoes a loading that was only tried."""


def load_file(*, path, area, team, at, by=None, is_dry=False, said=lambda children: None, authority=""):
    """Load a file into an area and return what became of it. ``said`` hears how far it is.

    ``authority`` is whose numbers the file's are, where somebody was asked. Raises NotACensus, and AuthorityAsked
    where somebody has to say.
    """
    run = ImportRun(area=area, team=team, loaded_at=at, loaded_by=by)
    done = Loaded(run, is_dry)
    try:
        with many_rows(), transaction.atomic(), as_system(WHY), census_in(path) as census:
            run.year = census.year.label
            source: dict = next(iter(census.header.get("Source", [])), {})
            run.authority = authority_for(area, str(source.get("LEA") or "")[:3], census.year, authority)
            run.save(force_insert=True)
            name_in_history(run, by)
            work = Work(run, at=at, by=by)
            for some in read_ahead(census.children):
                load_some(work, work.put_off_alike(some))
                run.children += len(some)
                said(run.children)
            load_some(work, work.put_off)
            run.save()
            done.children = work.shown
            if is_dry:
                done.pairs, done.contradictions = list(run.waiting.all()), list(run.found.all())
                raise DryRun
    except DryRun:
        pass
    return done


@dataclass
class Told:
    """One child of a file, with the text of its part and what tells it from any other."""

    record: dict
    text: str
    digest: str

    @property
    def number(self):
        """The authority's number of the child."""
        return self.record["ChildIdentifiers"]["LAchildID"][:40]


def told_of(record):
    """Return a child of a file as it is loaded, kept or queued."""
    text = text_of(record)
    return Told(record, text, digest_of(text))


def read_ahead(children):
    """Yield parts of a file; the next is read while the database writes the one before."""
    rest = iter(children)

    def part():
        return [told_of(record) for record in islice(rest, AT_ONCE)]

    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(part)
        while some := coming.result():
            coming = reader.submit(part)
            yield some


def load_some(work, records, decided=None):
    """Load one part of a file. ``decided`` are {number: person id or None} that a person decided."""
    numbered = [told for told in records if told.record["ChildIdentifiers"].get("LAchildID")]
    work.run.unread += len(records) - len(numbered)
    known = known_children(work, numbered)
    fresh = [told for told in numbered if is_fresh(work, told, known)]
    matcher = Matcher([told.record for told in fresh], work=work, known=known, decided=decided or {})
    matched, new = [], []
    for told in fresh:
        match = matcher.match(told.record)
        if match.maybe:
            wait(work, told, match)
        else:
            (matched if match.person else new).append((told, match.person))
    records_of = on_file([person["id"] for _, person in matched])
    remember_contradictions(work, records_of)
    for told, person in matched:
        before = before_of(known, told, person)
        case = Case(work, told.record, person, records_of[person["id"]], before, is_new=False)
        load_known(case, matcher)
        keep(case, told, known)
    for told, _ in new:
        case = Case(work, told.record, {"id": new_key()}, nothing())
        load_new(case)
        keep(case, told, known)
    work.write()
    check_references()


def name_in_history(run, by):
    """Let the history of every row say which loading wrote it, and who asked for it."""
    write_history_as(by=str(by.pk) if by else "", census=str(run.pk))


def check_references():
    """Check the foreign keys of what was written, so that they do not all wait for the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def known_children(work, records):
    """Return {number: the children who have it with the file's authority, as the files before told them}."""
    numbers, found = [told.number for told in records], defaultdict(list)
    whose = {work.authority, ""}  # loaded before authorities were kept
    for row in CensusChild.objects.filter(area_id=work.area_id, number__in=numbers, authority__in=whose):
        found[row.number].append(row)
    return found


def is_fresh(work, told, known):
    """Say whether a child's part says something that was not loaded before, and count it; each number once a file."""
    number = told.number
    if number in work.seen:
        work.run.unread += 1
        return False
    work.seen.add(number)
    if any(row.digest == told.digest for row in known.get(number, ())):
        work.run.unchanged += 1
        return False
    return True


def row_of(known, told, person):
    """Return what the file before told of a child on file under a number, or None."""
    return next((row for row in known.get(told.number, ()) if row.person_id == person["id"]), None)


def before_of(known, told, person):
    """Return what the file before said of a child."""
    row = row_of(known, told, person)
    return revived(row.told) if row else {}


def remember_contradictions(work, records_of):
    """Do not list again what is listed and not settled."""
    rows = Contradiction.objects.filter(area_id=work.area_id, person_id__in=list(records_of), settled_at=None)
    work.known |= set(rows.values_list("person_id", "element", "said", "on_record"))


def wait(work, told, match):
    """Queue a child of the file who may be on file, for a person to decide.

    A child who waits already with the same number, birth and sex is the same; with another, both wait.
    """
    said = identity(told.record)
    values = {
        "run_id": work.run.pk, "child_ids": [row["id"] for row in match.maybe], "line": told.record.get("line"),
        "why": match.why, "digest": told.digest, "told": plain(told.record),
    }  # fmt: skip
    rows = Pair.objects.filter(area_id=work.area_id, authority=work.authority, number=told.number, state="waiting")
    for row in rows:
        if row.digest == told.digest or said_before(said, identity(revived(row.told))):
            Pair.objects.filter(pk=row.pk).update(**values)
            break
    else:
        Pair(area_id=work.area_id, authority=work.authority, number=told.number, **values).save(force_insert=True)
    work.run.pairs += 1


def load_new(case):
    """Put a child on file with everything the file tells."""
    row = add_person(case)
    add_numbers(case, ())
    load_episodes(case)
    row["lead_team_id"] = need.lead(case)
    case.work.run.added += 1


def load_known(case, matcher):
    """Add to a child on file what the file tells anew."""
    update_person(case)
    add_numbers(case, matcher.numbers[case.person["id"]])
    load_episodes(case)
    case.work.run.changed += case.is_changed
    case.work.run.unchanged += not case.is_changed


def load_episodes(case):
    """Load each episode with its parts; what cannot be read goes last."""
    details = case.told.get("CINdetails", ())
    for detail in sorted(details, key=lambda each: each.get("CINreferralDate") or case.work.day):
        episode = need.episode_of(case, detail)
        if episode is None:
            continue
        need.load_assessments(case, episode, detail)
        protection.load_protection(case, episode, detail)
        protection.load_enquiries(case, episode, detail)
        need.load_plans(case, episode, detail)
        protection.load_legal(case, episode, detail)
    need.remember_again(case)


def keep(case, told, known):
    """Keep what the file told of a child, so that the next file is read against it."""
    run = case.work.run
    run.contradictions += case.contradictions
    run.unread += case.unread
    row, line = row_of(known, told, case.person), case.told.get("line")
    values = {"year": run.year, "line": line, "digest": told.digest, "loaded_at": run.loaded_at, "told": told.text}
    if row:
        case.work.change(CensusChild, row.pk, **values)
    else:
        case.work.add(
            CensusChild, person_id=case.person["id"], authority=run.authority, number=told.number, **values
        )  # fmt: skip
    case.work.shown.append(
        Shown(told.number, line, None if case.is_new else case.person["id"], case.journal.in_words())
    )
