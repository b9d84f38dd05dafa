"""How an arrangement begins, gets its worker, and is checked or set aside."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day
from harbourlight.statute import private_fostering as law

from ..choices import AskedBy, YesNoUnknown
from ..models import Arrangement
from ..pathway import ARRANGEMENT
from .parts import noon_of
from .sight import close_to, end_sight, let_a_senior_decide, open_to


@does(ARRANGEMENT, "notify")
def notify(*, person, team, by, at, **told):
    """Begin an arrangement that somebody told of; its team visits within seven working days."""
    if not person.is_child:
        raise StepNotAllowed("Private fostering is about a child.")
    if by is not None and by.agency_id != team.agency_id:
        raise StepNotAllowed(f"{team.agency} records this. Make a contact with its front door instead.")
    must_be_born(person, told["started_on"], told["known_on"])
    if Arrangement.objects.running().filter(person=person).exists():
        raise StepNotAllowed("An arrangement of this child is known already: open it on the child’s page.")
    made = Arrangement(
        person=person, area=team.area, team=team, recorded_by=by, recorded_at=at, **judged(person, told, at=at), **told
    )
    made.save(force_insert=True)
    open_to(made, by=by, at=at, team=team)
    let_a_senior_decide(made, by=by, at=at)
    who = f"{made.get_carer_is_display().lower()}, told by {made.get_notified_by_display().lower()}"
    return made, Entry(says=f"Private fostering told of: lives with a carer ({who})", note=made.notifier)


def must_be_born(person, *days):
    """Refuse days before a child was born."""
    if person.born_on and min(days) < person.born_on:
        raise StepNotAllowed(f"The child was born on {day(person.born_on)}: enter a later day.")


@does(ARRANGEMENT, "correct_known_on")
def correct_known_on(arrangement, *, to):
    """Refuse a day before the child was born."""
    must_be_born(arrangement.person, to)


def judged(person, told, *, at):
    """Return what the definition says of an arrangement on a day, as fields; nothing without a date of birth."""
    if person.born_on is None:
        return {}
    answer = law.judge(
        born_on=person.born_on, is_disabled=told.get("is_disabled") == YesNoUnknown.YES, carer=told["carer_is"],
        started_on=told["started_on"], on=at.astimezone(LONDON).date(), lasts_until=told.get("lasts_until"),
        is_meant_to_last={YesNoUnknown.YES: True, YesNoUnknown.NO: False}.get(told["is_meant_to_last"]),
        is_in_carers_home=told.get("is_in_carers_home", True), exemption=told.get("exemption", ""),
    )  # fmt: skip
    return {
        "counts": answer.counts, "counts_why": "\n".join(answer.reasons), "day_28": answer.day_28,
        "ends_by_age_on": answer.ends_by_age_on, "checked_on": at.astimezone(LONDON).date(),
    }  # fmt: skip


@does(ARRANGEMENT, "allocate")
def allocate(arrangement, *, worker, by, at):
    """Name the worker who visits and writes."""
    if arrangement.worker_id == worker.pk:
        raise StepNotAllowed(f"{worker} is the worker already.")
    before, arrangement.worker = arrangement.worker_id, worker
    open_to(arrangement, by=by, at=at, professional=worker)
    if before:
        close_to(arrangement, before, by=by, at=at)
    return str(worker)


@does(ARRANGEMENT, "take_notice")
def take_notice(arrangement, *, told_by, told_on, note, by, at):
    """Keep that the carer or a parent told the council themselves, as the law asks of them (regulations 3 to 6)."""
    return Entry(happened_at=noon_of(told_on, at=at), note=f"{AskedBy(told_by).label}. {note}".strip())


@does(ARRANGEMENT, "check")
def check(arrangement, *, by, at, **told):
    """Check whether it is private fostering as known today; the reasons of the day are kept with the step."""
    must_be_born(arrangement.person, told.get("started_on", arrangement.started_on))
    for name, answer in told.items():
        setattr(arrangement, name, answer)
    first = {"started_on": arrangement.started_on} | told
    for name, answer in judged(arrangement.person, first, at=at).items():
        setattr(arrangement, name, answer)
    return f"{arrangement.get_counts_display()}. {arrangement.counts_why}"


@does(ARRANGEMENT, "set_aside")
def set_aside(arrangement, *, set_aside, reason, by, at):
    """Decide that it is not private fostering."""
    arrangement.set_aside = set_aside
    return Entry(
        note=f"{arrangement.get_set_aside_display()}. {reason}", after=lambda now: end_sight(now, by=by, at=at)
    )
