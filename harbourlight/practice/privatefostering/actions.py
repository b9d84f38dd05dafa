"""What private fostering does beyond the engine: how an arrangement begins, is checked, visited, decided and ends."""

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Professional, TeamMembership
from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day
from harbourlight.foundations.visits import actions as visits
from harbourlight.foundations.visits.reading import moments_seen
from harbourlight.statute import private_fostering as law

from .choices import DecisionKind, Ending, YesNoUnknown
from .models import Adult, Arrangement, Awareness, Decision, Report, Review
from .pathway import ARRANGEMENT

TEXTS = (
    "wishes", "why_here", "parents", "contact_with_family", "health", "school", "culture", "money", "immigration",
    "trafficking_screen",
)  # fmt: skip


def source_of(arrangement):
    """Return the mark on the grants that an arrangement gives, by which they end with it."""
    return f"privatefostering:{arrangement.pk}"


def open_to(arrangement, *, by, at, **holder):
    """Open the child's record to a team or a worker, until the arrangement ends."""
    access.give(
        person_ids=arrangement.child_ids, basis=Basis.ALLOCATED, reason="Private fostering",
        source=source_of(arrangement), by=by, at=at, **holder,
    )  # fmt: skip


def close_to(arrangement, holder_id, *, by, at):
    """End what the arrangement opened to somebody."""
    access.end(person_ids=arrangement.child_ids, holder_id=holder_id, source=source_of(arrangement), by=by, at=at)


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


def members_of(team, on):
    """Return who sits in a team on a date; whoever left the team, or the agency, is not among them."""
    sitting = TeamMembership.objects.current(on).filter(team=team)
    return Professional.objects.current(on).filter(memberships__in=sitting).order_by("name")


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


@does(ARRANGEMENT, "visit")
def visit(arrangement, *, children, by, at, happened_at, **told):
    """Record a visit; brothers and sisters in the same home are recorded apart, each with their own words."""
    if arrangement.person_id not in children:
        raise StepNotAllowed("Say whether the child was seen.")
    kept = visits.record(
        person_id=arrangement.person_id, child=children[arrangement.person_id], counts_for=[arrangement],
        happened_at=happened_at, by=by, at=at, **told,
    )  # fmt: skip
    others = Arrangement.objects.running().filter(person__in=set(children) - {arrangement.person_id})

    def visit_others(_):
        for other in others:
            own = {other.person_id: children[other.person_id]}
            visit(
                arrangement=other, children=own, happened_at=happened_at, by=by, at=at,
                **told | {"together": kept.together},
            )  # fmt: skip

    return Entry(happened_at=happened_at, says=kept.in_words, after=visit_others)


@does(ARRANGEMENT, "report_visit")
def report_visit(arrangement, *, by, at, **told):
    """Keep the written report of a visit."""
    part(Report, arrangement, by=by, at=at, **told)
    return f"Visit of {day(told['visited_on'])}"


@does(ARRANGEMENT, "describe")
def describe(arrangement, *, by, at, **told):
    """Keep what is known of the child's circumstances, the child's own wishes first."""
    for name in TEXTS:
        setattr(arrangement, name, told[name].strip())


@does(ARRANGEMENT, "add_adult")
def add_adult(arrangement, *, by, at, **told):
    """Record an adult of the household and how far the check of them is; an adult of the same name is written over."""
    Adult.objects.filter(arrangement=arrangement, name=told["name"]).delete()
    part(Adult, arrangement, by=by, at=at, **told)


@does(ARRANGEMENT, "confirm_start")
def confirm_start(arrangement, *, moved_in_at, start_told_at, by, at):
    """Record when the child moved in and when the carer told of it."""
    arrangement.moved_in_at, arrangement.start_told_at = moved_in_at, start_told_at
    arrangement.started_on = moved_in_at.astimezone(LONDON).date()
    return Entry(happened_at=moved_in_at, says="The child moved in with the carer")


@does(ARRANGEMENT, "accept")
def accept(arrangement, *, reasons, by, at):
    """Find the carer and the home suitable, after a visit at which the child was seen."""
    must_have_seen(arrangement)
    decide(arrangement, DecisionKind.SUITABLE, by=by, at=at, reasons=reasons)
    return Entry(says=f"Private fostering: carer and home found suitable. {reasons.strip()}")


@does(ARRANGEMENT, "set_requirements")
def set_requirements(arrangement, *, by, at, **told):
    """Set requirements for the carer, with reasons and how to appeal."""
    decide(arrangement, DecisionKind.REQUIREMENTS, by=by, at=at, **told)
    return Entry(says=f"Private fostering: requirements set. {told['requirements'].strip()}")


@does(ARRANGEMENT, "prohibit")
def prohibit(arrangement, *, by, at, **told):
    """Prohibit the arrangement, with reasons and how to appeal."""
    decide(arrangement, DecisionKind.PROHIBITED, by=by, at=at, **told)
    return Entry(says=f"Private fostering prohibited. {told['reasons'].strip()}")


def decide(arrangement, kind, *, by, at, **told):
    """Keep a decision about the carer and the home."""
    part(Decision, arrangement, by=by, at=at, kind=kind, decided_on=at.astimezone(LONDON).date(), **told)


@does(ARRANGEMENT, "review")
def review(arrangement, *, by, at, **told):
    """Keep a yearly look at the arrangement."""
    held = part(Review, arrangement, by=by, at=at, **told)
    return Entry(
        happened_at=noon_of(held.held_on, at=at),
        says=f"Private fostering reviewed. “{held.child_said.strip()}” {held.concluded.strip()}",
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


def must_have_seen(arrangement):
    """Refuse to find a home suitable in which nobody has seen the child."""
    if not moments_seen(arrangement):
        raise StepNotAllowed("Nobody has seen the child in this home yet. Record the visit first.")


def end_sight(arrangement, *, by, at):
    """End what the arrangement opened to its team and its worker."""
    for holder_id in filter(None, (arrangement.team_id, arrangement.worker_id)):
        close_to(arrangement, holder_id, by=by, at=at)


def part(model, arrangement, *, by, at, **told):
    """Keep a part of an arrangement."""
    made = model(arrangement=arrangement, person_id=arrangement.person_id, recorded_by=by, recorded_at=at, **told)
    made.save(force_insert=True)
    return made


def noon_of(on, *, at):
    """Return the moment that stands for a day: now for today, else its noon in London."""
    return at if on == at.astimezone(LONDON).date() else chains.as_moment(on)


@transaction.atomic
def tell_people(*, area, told_on, who, what, by, at):
    """Keep who was told of private fostering, when and how."""
    row = Awareness(area=area, told_on=told_on, who=who.strip(), what=what.strip(), recorded_by=by, recorded_at=at)
    row.save(force_insert=True)
    return row
