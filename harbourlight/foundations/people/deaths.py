"""A death is recorded once: what runs for the person ends in every room, and those who work with them are told.

A room declares what ends (``Room.after_death``): functions of a ``Death`` that yield ``Ends``, one for each thing. What
a room's own rule forbids to end yet stays as it is, and whoever records the death is told which it is and why.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.looking import who_works_with
from harbourlight.foundations.rooms.room import rooms
from harbourlight.foundations.ui.refusals import Refused
from harbourlight.foundations.ui.words import day

from .actions import edit_person
from .models import Person

THE_CHILD_DIED = "The child died"  # the reason kept with whatever ends
RECORDED = "people.person"  # the kind of record from which the line in the chronology comes
AFTER: list[Callable] = []


class Ends(NamedTuple):
    """One thing that ends with a life: what it is in words, and the function that ends it or refuses."""

    what: str
    end: Callable[[], Any]


@dataclass
class Death:
    """A death that was recorded: who died, when, who told, and who worked with the person until then.

    ``correction`` says in words that an earlier record was put right; then nothing ends. ``ended`` and ``left`` are
    what ended with the life, and (what, why) of what could not end.
    """

    person: Any
    died_on: date | None
    told_by: str
    by: Any
    at: datetime
    workers: list = field(default_factory=list)
    correction: str = ""
    ended: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ends_work(self) -> bool:
        """Say whether the work with a child ends: a child's death was recorded, and no earlier record put right."""
        return self.person.is_child and not self.correction

    @property
    def words(self) -> str:
        """Return what whoever recorded the death reads."""
        ended = f" Ended with it: {'; '.join(self.ended)}." if self.ended else ""
        left = f" Still to be decided: {'; '.join(f'{what} ({why})' for what, why in self.left)}." if self.left else ""
        return f"The death is recorded, and those who work with {self.person} are told.{ended}{left}"


def read_declared() -> None:
    """Keep the functions by which rooms say what ends, the highest first: what stands on another ends before it."""
    AFTER[:] = [function for room in reversed(rooms()) for function in room.all_named("after_death")]


@transaction.atomic
def record_death(*, person: Person, died_on: date, told_by: str, by: Any, at: datetime, version: int) -> Death:
    """Record that somebody died, once; end what runs for them, tell who must know, and return what was done.

    Raises Refused where the death is recorded already or lies before the birth; ChangedMeanwhile for an old version.
    """
    if person.died_on:
        raise Refused(f"The death is recorded already: {day(person.died_on)}.")
    check_day(person, died_on)
    with as_system("whoever works with somebody who died is told, whoever records the death"):
        workers = list(who_works_with([person.pk], at))
    fresh = edit_person(person=person, by=by, at=at, version=version, died_on=died_on)
    death = Death(fresh, died_on, told_by.strip(), by, at, workers)
    follow(death)
    return death


def check_day(person: Person, died_on: date) -> None:
    """Refuse a death before the birth."""
    if person.born_on and died_on < person.born_on:
        raise Refused("The day of death is before the birth.")


@transaction.atomic
def correct_death(*, person: Person, died_on: date | None, reason: str, by: Any, at: datetime, version: int) -> Death:
    """Put a recorded death right: another day, or None where nobody died; what ended its own room opens again."""
    if not person.died_on:
        raise Refused("No death is recorded.")
    if died_on:
        check_day(person, died_on)
    was = day(person.died_on)
    now = f"It was on {day(died_on)}" if died_on else "The person lives"
    fresh = edit_person(person=person, by=by, at=at, version=version, died_on=died_on)
    death = Death(fresh, died_on, "", by, at, correction=f"{now}. A death was recorded for {was}. {reason.strip()}")
    follow(death)
    return death


def follow(death: Death) -> None:
    """End in each room what ends; what a room refuses stays, with the reason."""
    with as_system("what runs for somebody who died ends, whoever works on it"):
        for each in (each for function in AFTER for each in function(death)):
            try:
                with transaction.atomic():
                    each.end()
            except Refused as refusal:
                death.left.append((each.what, str(refusal)))
            else:
                if each.what:
                    death.ended.append(each.what)


def only_about(death: Death, child_ids: Any) -> bool:
    """Say whether a record is about nobody who lives besides the person who died."""
    others = set(child_ids) - {death.person.pk}
    return not Person.objects.filter(pk__in=others, died_on=None).exists()
