"""The work on an arrangement: visits and their reports, the home, the yearly look, and how it ends."""

from functools import partial

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import MANAGER, StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.people.deaths import THE_CHILD_DIED, Ends
from harbourlight.foundations.ui.words import day
from harbourlight.foundations.visits import actions as visits
from harbourlight.foundations.visits.reading import moments_of_visits

from ..choices import AskedBy, Ending
from ..models import Adult, Arrangement, Awareness, Report, Review
from ..pathway import ARRANGEMENT
from .parts import noon_of, part
from .sight import end_sight

TEXTS = (
    "wishes", "why_here", "parents", "contact_with_family", "health", "school", "culture", "money", "immigration",
    "trafficking_screen",
)  # fmt: skip


def of_the_home(arrangement, *, children, **told):
    """Return the arrangements of the other children who were visited at the same time."""
    others = Arrangement.objects.running().filter(person__in=set(children) - {arrangement.person_id})
    return list(others.values_list("pk", flat=True))


@does(ARRANGEMENT, "visit", also=of_the_home)
def visit(arrangement, *, children, by, at, happened_at, **told):
    """Record a visit; brothers and sisters in the same home are recorded apart, each with their own words."""
    if arrangement.person_id not in children:
        raise StepNotAllowed("Say whether the child was seen.")
    kept = visits.record(
        person_id=arrangement.person_id, child=children[arrangement.person_id], counts_for=[arrangement],
        happened_at=happened_at, by=by, at=at, **told,
    )  # fmt: skip
    others = of_the_home(arrangement, children=children)

    def visit_others(_):
        for other in Arrangement.objects.filter(pk__in=others):
            own = {other.person_id: children[other.person_id]}
            visit(
                arrangement=other, children=own, happened_at=happened_at, by=by, at=at,
                **told | {"together": kept.together},
            )  # fmt: skip

    return Entry(happened_at=happened_at, says=kept.in_words, after=visit_others)


@does(ARRANGEMENT, "ask_visit")
def ask_visit(arrangement, *, asked_by, asked_on, note, by, at):
    """Keep that the child, the carer or a parent asked for a visit (regulation 8(2)); the law names no days for it."""
    return Entry(happened_at=noon_of(asked_on, at=at), note=f"{AskedBy(asked_by).label}. {note}".strip())


@does(ARRANGEMENT, "report_visit")
def report_visit(arrangement, *, visited_on, body, by, at):
    """Keep the written report of a visit (regulation 8(5))."""
    part(Report, arrangement, by=by, at=at, visited_on=visited_on, body=body)
    return f"Visit of {day(visited_on)}"


@does(ARRANGEMENT, "describe")
def describe(arrangement, *, by, at, **told):
    """Keep what is known of the child's circumstances, the child's own wishes first."""
    for name in TEXTS:
        setattr(arrangement, name, told[name].strip())


@does(ARRANGEMENT, "add_adult")
def add_adult(arrangement, *, name, assessor, found, by, at, **told):
    """Record an adult of the household and how far the check of them is; an adult of the same name is written over.

    Only the assessor of the check writes and reads what was found; they, or a manager who does not read it, hand it on.
    """
    before = Adult.objects.filter(arrangement=arrangement, name=name).first()
    if found and by is not None and assessor != by:
        raise StepNotAllowed("Only the assessor writes what was found. Leave that answer empty, or name yourself.")
    if before and before.found:
        must_hand_on(arrangement, before, assessor, by=by, at=at)
        found = found or before.found
    Adult.objects.filter(arrangement=arrangement, name=name).delete()
    part(Adult, arrangement, by=by, at=at, name=name, assessor=assessor, found=found, **told)


def must_hand_on(arrangement, before, assessor, *, by, at):
    """Refuse somebody who would make themselves, or a colleague, the reader of what another assessor found."""
    may = by is None or by.pk == before.assessor_id or works.stands_as(ARRANGEMENT, MANAGER, arrangement, by, at)
    if assessor.pk != before.assessor_id and not may:
        raise StepNotAllowed(f"{before.assessor} assesses this check. They or a manager hand it on.")


@does(ARRANGEMENT, "confirm_start")
def confirm_start(arrangement, *, moved_in_at, start_told_at, by, at):
    """Record when the child moved in and when the carer told of it."""
    arrangement.moved_in_at, arrangement.start_told_at = moved_in_at, start_told_at
    arrangement.started_on = moved_in_at.astimezone(LONDON).date()
    return Entry(happened_at=moved_in_at, says="The child moved in with the carer")


@does(ARRANGEMENT, "review")
def review(arrangement, *, by, at, **told):
    """Keep a yearly look at the arrangement."""
    held = part(Review, arrangement, by=by, at=at, **told)
    return Entry(
        happened_at=noon_of(held.held_on, at=at),
        says=f"Private fostering reviewed. {held.concluded.strip()}",
    )


@does(ARRANGEMENT, "end")
def end(arrangement, *, ending, ended_at, end_told_at, note, by, at):
    """Record that it ended, why, and when the carer or a parent told of it."""
    of_age_on = arrangement.ends_by_age_on
    if ended_at.astimezone(LONDON).date() < min(arrangement.started_on, arrangement.known_on):
        raise StepNotAllowed(f"It began on {day(arrangement.started_on)}: enter a later day for its end.")
    if ending == Ending.OF_AGE and of_age_on and ended_at.astimezone(LONDON).date() < of_age_on:
        raise StepNotAllowed(
            f"The child is old enough on {day(of_age_on)}: a disabled child is privately fostered "
            "until 18. Choose another reason, or wait."
        )
    arrangement.ending, arrangement.ended_at, arrangement.end_told_at = ending, ended_at, end_told_at
    return Entry(
        happened_at=ended_at, note=note, says=f"Private fostering ended: {arrangement.get_ending_display().lower()}",
        after=lambda now: end_sight(now, by=by, at=at),
    )  # fmt: skip


def days_without_report(arrangement):
    """Return the days of visits that have no written report yet, the newest first."""
    visited = {each.astimezone(LONDON).date() for each in moments_of_visits(arrangement)}
    reported = Report.objects.filter(arrangement=arrangement).values_list("visited_on", flat=True)
    return sorted(visited - set(reported), reverse=True)


@fact(ARRANGEMENT, "reports_written")
def reports_written(arrangement):
    """Tell in words that no report is missing."""
    return "" if days_without_report(arrangement) else "Every visit has its report."


@fact(ARRANGEMENT, "reviews")
def reviews(arrangement):
    """Tell the days on which an arrangement was reviewed."""
    return list(Review.objects.filter(arrangement=arrangement).values_list("held_on", flat=True))


@fact(ARRANGEMENT, "told_of_start")
def told_of_start(arrangement):
    """Tell when the carer told that the child moved in; who told beforehand is in time."""
    return later_of(arrangement.start_told_at, arrangement.moved_in_at)


@fact(ARRANGEMENT, "told_of_end")
def told_of_end(arrangement):
    """Tell when the carer or a parent told of the end; who told beforehand is in time."""
    return later_of(arrangement.end_told_at, arrangement.ended_at)


def later_of(told_at, happened_at):
    """Return the later of two moments, or None where nobody told."""
    return told_at and happened_at and max(told_at, happened_at)


@transaction.atomic
def tell_people(*, area, told_on, who, what, by, at):
    """Keep who was told of private fostering, when and how."""
    row = Awareness(area=area, told_on=told_on, who=who.strip(), what=what.strip(), recorded_by=by, recorded_at=at)
    row.save(force_insert=True)
    return row


def after_death(death):
    """End the arrangement of a child who died."""
    rows = Arrangement.objects.running().filter(person=death.person)
    for arrangement in rows if death.ends_work else ():
        yield Ends("private fostering", partial(
            end, arrangement=arrangement, ending=Ending.DIED, ended_at=noon_of(death.died_on, at=death.at),
            end_told_at=death.at, note=THE_CHILD_DIED, by=death.by, at=death.at, checks_permission=False,
        ))  # fmt: skip
