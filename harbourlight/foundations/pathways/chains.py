"""The clocks of a record, worked out from its facts: what they count from, what met them, what follows.

After every step and every correction the whole chain is worked out again. A row that still fits stays as it is with
what was said of it; one that no longer fits is cancelled with the reason and stays to be read. So it is the same
whether something was recorded on the day, weeks later or out of order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain as chained
from typing import Any, NamedTuple

from django.db.models import F

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.rules.declared import RULES
from harbourlight.foundations.rules.reading import due_by as local_due_by
from harbourlight.statute import counting

from .models import Deadline
from .steps import Chain, Pathway, Step
from .works import day_of, follow, id_of
from .writing import Subject, deadline_row, due_moment, due_of, subject_of

MOVES = "the clocks of a record follow its facts, whoever owns them"


class Span(NamedTuple):
    """A stretch that a fact tells whole: since when, what met it, and the day agreed for it where no limit sets one."""

    started: date | datetime
    met: date | datetime | None = None
    due: date | None = None
    version: str = ""


class Link(NamedTuple):
    """One deadline of a chain: its clock, the moment it counts from, when it was met, and what the limit says."""

    clock: str
    started: datetime
    met: datetime | None
    due: date | datetime
    version: str
    title: str
    is_alarm: bool
    runs_in: tuple[str, ...]


class Limit(NamedTuple):
    """What a limit says of one start: until when, in which version, and what must happen."""

    due: date | datetime
    version: str
    title: str
    is_alarm: bool = True
    number: int | None = None


def fact(pathway: Pathway, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Tell the engine of a fact of records: a function of one that gives moments or days, or yes or no."""

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        pathway.facts[name] = function
        return function

    return mark


EVERYWHERE: dict[str, Callable[[Any], Any]] = {}


def tell_everywhere(name: str, function: Callable[[Any], Any]) -> None:
    """Tell the engine of a fact that another engine knows of any record."""
    EVERYWHERE[name] = function


def tell(pathway: Pathway, name: str, record: Any) -> Any:
    """Return what a fact of a record is: told by its room, else by an engine, else the field of that name."""
    told = pathway.facts.get(name) or EVERYWHERE.get(name)
    return told(record) if told else follow(record, name)


WRITERS: dict[str, Callable[[Any, list["Link"]], None]] = {}


def writes_dates(pathway: Pathway) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a room keep on its records what their clocks say: a function of (record, links), called after each reckoning.

    It is for dates that lists sort by and figures count: when a child is to be seen, when a plan is reviewed.
    """

    def mark(function: Callable[..., None]) -> Callable[..., None]:
        WRITERS[pathway.kind] = function
        return function

    return mark


def moments_of(told: Any) -> list[datetime]:
    """Return one or many moments or days as moments, the earliest first; a day stands for its noon in London."""
    many = told if isinstance(told, Iterable) else [told]
    return sorted({as_moment(each) for each in many if each is not None})


def as_moment(told: date | datetime) -> datetime:
    """Return the moment that stands for a day, or the moment itself."""
    return told if isinstance(told, datetime) else datetime.combine(told, time(12), LONDON)


def links_of(pathway: Pathway, record: Any) -> Iterator[Link]:
    """Yield every deadline that a record has had and has, by its facts."""
    for chain in pathway.clocks:
        if chain.where and not tell(pathway, chain.where, record):
            continue
        told = tell(pathway, chain.counts_from, record)
        if isinstance(told, list) and all(isinstance(each, Span) for each in told):
            yield from spelled(pathway, chain, record, told)
            continue
        starts = moments_of(told)
        meetings = moments_of(tell(pathway, chain.met_by, record)) if chain.met_by else []
        yield from (repeated if chain.then else single)(pathway, chain, record, starts, meetings)


def spelled(pathway: Pathway, chain: Chain, record: Any, spans: list[Span]) -> Iterator[Link]:
    """Yield a deadline for each stretch that a fact tells whole."""
    starts = [as_moment(span.started) for span in spans]
    for started, span in zip(starts, spans, strict=True):
        if has_passed(chain.until, min(starts), started):
            continue
        met = None if span.met is None else as_moment(span.met)
        words = RULES[chain.clock].must_happen if chain.clock in RULES else chain.title
        agreed = None if span.due is None else Limit(span.due, span.version, words)
        yield from link(pathway, chain, record, started, met, agreed)


def single(
    pathway: Pathway, chain: Chain, record: Any, starts: list[datetime], meetings: list[datetime]
) -> Iterator[Link]:
    """Yield a deadline for each start until the chain ends, met by the first meeting on its day or later."""
    for start in starts:
        if has_passed(chain.until, starts[0], start):
            return
        yield from link(pathway, chain, record, start, first_from(meetings, start))


def repeated(
    pathway: Pathway, chain: Chain, record: Any, starts: list[datetime], meetings: list[datetime]
) -> Iterator[Link]:
    """Yield the first deadline and one from every meeting on, each met by the next meeting."""
    if not starts:
        return
    begun = starts[0]
    after = [each for each in meetings if day_of(each) >= day_of(begun)]
    yield from link(pathway, chain, record, begun, after[0] if after else None)
    for number, meeting in enumerate(after):
        follower = next((each for each in chain.then if may_follow(pathway, each, record, begun, meeting)), None)
        if follower is None:
            continue
        next_one = after[number + 1] if number + 1 < len(after) else None
        yield from link(pathway, follower, record, meeting, next_one)


def may_follow(pathway: Pathway, follower: Chain, record: Any, begun: datetime, meeting: datetime) -> bool:
    """Say whether a follower may begin with a meeting: its time has not passed, and its fact holds."""
    if has_passed(follower.until, begun, meeting):
        return False
    return not follower.where or bool(tell(pathway, follower.where, record))


def first_from(meetings: list[datetime], start: datetime) -> datetime | None:
    """Return the first meeting on the day of a start or later."""
    return next((each for each in meetings if day_of(each) >= day_of(start)), None)


def hindrance(pathway: Pathway, step: Step, record: Any) -> str:
    """Return in words why a step cannot be taken although the state allows it, or nothing."""
    return tell(pathway, step.unless, record) or "" if step.unless else ""


def has_passed(until: str, begun: datetime, moment: datetime) -> bool:
    """Say whether a moment lies at or after the end of a stretch ("1 year") that began then; without one, never."""
    if not until:
        return False
    number, unit = until.split()
    return day_of(moment) >= counting.after(int(number), f"{unit.rstrip('s')}s", day_of(begun))


def link(
    pathway: Pathway, chain: Chain, record: Any, started: datetime, met: datetime | None, agreed: Limit | None = None
) -> Iterator[Link]:
    """Yield the deadline of a clock that counts from a moment; nothing without a rule or a day agreed."""
    limit = agreed or limit_of(chain.clock, record, started)
    if limit is not None:
        runs_in = chain.runs_in or pathway.running
        yield Link(
            name_of(chain.clock),
            started,
            met,
            limit.due,
            limit.version,
            chain.title.format(number=limit.number) or limit.title,
            limit.is_alarm,
            runs_in,
        )


def name_of(clock: str) -> str:
    """Return what deadlines call a limit: of a local rule the name that it gives them."""
    return RULES[clock].clock if clock in RULES else clock


def limit_of(clock: str, record: Any, started: datetime) -> Limit | None:
    """Return what a limit of the statute, or a local rule of the record's area, says of one start."""
    if clock not in RULES:
        answer = due_of(clock, started)
        if answer is None:
            return None
        return Limit(answer.due, answer.version, answer.clock.must_happen, answer.clock.runs_as_alarm)
    local = local_due_by(clock, record.area_id, started)
    if local is None:
        return None
    return Limit(local.due, local.number.version, RULES[clock].must_happen, number=local.number.number)


def work_out(pathway: Pathway, record: Any, *, at: datetime, reason: str) -> None:
    """Bring the deadlines of a record into line with its facts; ``reason`` is kept with what no longer holds."""
    if not pathway.clocks:
        return
    with as_system(MOVES):
        wanted = list(links_of(pathway, record))
        subject = subject_of(record, **holders_of(pathway, record))
        running = Deadline.objects.running().filter(subject_id=record.pk)
        running.update(team_id=subject.team_id, owner_id=subject.owner_id, child_ids=subject.child_ids)
        rows: dict[Any, list[Deadline]] = defaultdict(list)
        for row in standing(pathway, record):
            rows[row.clock, row.started_at, row.due_at].append(row)
        for each in wanted:
            same = rows[each.clock, each.started, due_moment(each.due)]
            settle(each, same.pop(0) if same else None, subject, record.state, at=at, reason=reason)
        for row in chained.from_iterable(rows.values()):
            cancel(row, reason, at)
        if pathway.kind in WRITERS:
            WRITERS[pathway.kind](record, wanted)


def first_of(pathway: Pathway, record: Any, subject: Subject) -> Iterator[Deadline]:
    """Yield the deadlines that a new record begins with, not saved yet, for those who write many records at once."""
    for each in links_of(pathway, record):
        yield Deadline(**row_of(each, subject))


def row_of(each: Link, subject: Subject) -> dict[str, Any]:
    """Return the columns of one deadline of a chain."""
    return deadline_row(
        subject, clock=each.clock, version=each.version, title=each.title, started=each.started, due=each.due,
        met=each.met, is_alarm=each.is_alarm,
    )  # fmt: skip


def holders_of(pathway: Pathway, record: Any) -> dict[str, Any]:
    """Return the team and the person on whose worklists the clocks of a record stand."""
    if pathway.works is None:
        return {}
    lead = id_of(record, pathway.works.lead)
    return {"team_id": id_of(record, pathway.works.team), "owner_id": lead}


def standing(pathway: Pathway, record: Any) -> list[Deadline]:
    """Return the deadlines of a record's chains that were not cancelled, those that were met first."""
    declared = {name_of(clock) for each in pathway.clocks for clock in each.clocks()}
    rows = Deadline.objects.filter(subject_id=record.pk, clock__in=declared, cancelled_at=None)
    return list(rows.order_by(F("met_at").asc(nulls_last=True)))


def settle(each: Link, row: Deadline | None, subject: Subject, state: str, *, at: datetime, reason: str) -> None:
    """Keep one deadline of a chain as a row, or bring the row there is up to date."""
    if each.met is None and state not in each.runs_in:
        if row is not None:
            cancel(row, reason, at)
    elif row is None:
        Deadline(**row_of(each, subject)).save(force_insert=True)
    elif row.met_at != each.met:
        row.met_at = each.met
        row.save(update_fields=("met_at",))


def cancel(row: Deadline, reason: str, at: datetime) -> None:
    """Cancel one deadline with the reason; what was met no longer counts as met against it."""
    row.cancelled_at, row.cancel_reason, row.met_at = at, reason[:200], None
    row.save(update_fields=("cancelled_at", "cancel_reason", "met_at"))
