"""Holding a conference and deciding it: for each child by itself, with everybody there for all of them."""

from dataclasses import dataclass
from typing import Any

from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.requests import actions as requests
from harbourlight.foundations.ui.words import day

from ..choices import DECISIONS_OF, TAKES_PART, TAKES_PART_FROM, ConferenceDecision, ConferenceKind, TookPart
from ..models import Conference, ConferenceChild
from ..pathway import AREA_TRANSFER, CONFERENCE, ENQUIRY
from ..pathway.enquiry import CHAIR, CLOSE
from .discussions import hold_meeting
from .grants import limit_sight_of_chairs
from .moments import london, not_in_future
from .plan_facts import transfer_of
from .plans import FOLLOWS

WITHOUT_PLAN = (ConferenceDecision.NO_PLAN, ConferenceDecision.ENDS)


@dataclass(frozen=True)
class ChildPart:
    """How one child took part in a conference and what the child says; or why the child did not."""

    took_part: str = ""
    did_not_because: str = ""
    views: str = ""


@dataclass(frozen=True)
class ChildDecision:
    """What a conference decided for one child, and who disagreed (rows of the meetings engine)."""

    decision: str
    rationale: str
    category: str = ""
    dissents: tuple = ()
    key_worker: Any = None
    paper_for: tuple = ()
    paper_reason: str = ""


def age_on(person, on):
    """Return a person's age in whole years on a day; None before birth or without a date of birth."""
    born = person.born_on
    if born is None or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@works.stands(CONFERENCE, CHAIR)
def chairs(conference, by, at):
    """Say whether somebody chairs a conference; one for which nobody is named yet, whoever oversees its children."""
    if conference.chair_id is None:
        return any(works.stands_as(CONFERENCE, way, conference, by, at) for way in CLOSE)
    return by.pk in (conference.chair_id, conference.meeting.chair_id)


@does(CONFERENCE, "hold")
def hold_conference(
    conference, *, held_at, parts, by, at, attendance=(), inquorate_reason="", outline_plan="", late_reason=""
):  # fmt: skip
    """Record that a conference is held: who was there, how each child took part, and whether it was quorate.

    ``parts`` is {child's id: ``ChildPart``, or its answers by their names}. Without a quorum it goes on only for the
    chair's recorded reason. The limit of an initial conference is met for each child's enquiry, which closes.
    """
    not_in_future(held_at, at, "A conference that is recorded as held")
    meeting = meetings.record_attendance(meeting=conference.meeting, rows=list(attendance), by=by, at=at)
    reason = inquorate_reason.strip() or meeting.inquorate_reason
    if not reason:
        check_quorum(meeting, held_at)
    held = hold_meeting(meeting, held_at, inquorate_reason=reason, by=by, at=at)
    conference.held_at, conference.is_quorate = held_at, held.is_quorate
    conference.inquorate_reason = "" if held.is_quorate else reason
    conference.outline_plan, conference.late_reason = outline_plan.strip(), late_reason.strip()
    conference.chair = conference.chair or by
    check_late(conference)
    for row in children_of(conference):
        told = parts.get(row.person_id, ChildPart())
        hold_for(row, conference, told if isinstance(told, ChildPart) else ChildPart(**told), by=by, at=at)
    return Entry(happened_at=held_at)


def check_quorum(meeting, held_at):
    """Refuse to go on without a quorum where the chair gives no reason."""
    answer = meetings.quorum_at(meeting, held_at)
    if not answer.is_quorate:
        raise StepNotAllowed(f"{answer.why} As chair, enter why the conference goes on.")


def check_late(conference):
    """Refuse a conference after its last day that does not say why."""
    if conference.due_on and london(conference.held_at) > conference.due_on and not conference.late_reason:
        raise StepNotAllowed("The conference is after its last day. Enter why.")


def children_of(conference):
    """Return the rows of the children of a conference who live, in the order of their births."""
    rows = ConferenceChild.objects.filter(conference=conference, person__died_on=None)
    rows = rows.select_related("person", "enquiry", "plan")
    return list(rows.order_by("person__born_on", "person__first_name__letters", "pk"))


def hold_for(row, conference, part, *, by, at):
    """Keep for one child that the conference was held, and close the enquiry that led to it."""
    row.held_at, row.held_on = conference.held_at, london(conference.held_at)
    row.age = age_on(row.person, row.held_on)
    check_part(row, part)
    row.took_part, row.did_not_because = part.took_part, part.did_not_because.strip()
    row.views = part.views.strip()
    row.save()
    if conference.kind == ConferenceKind.INITIAL:
        if row.enquiry.state == "open":
            raise StepNotAllowed("Finish the section 47 enquiry of each child before its conference.")
        close_enquiry(enquiry=row.enquiry, held_at=row.held_at, by=by, at=at, checks_permission=False)
    waiting = transfer_of(row.person_id) if conference.kind == ConferenceKind.TRANSFER_IN else None
    if waiting:
        chains.work_out(AREA_TRANSFER, waiting, at=at, reason="The transfer-in conference was held")


def check_part(row, part):
    """Refuse a child of five or more whose part is not said, or who did not take part without a reason."""
    if row.age is None or row.age < TAKES_PART_FROM:
        return
    if not part.took_part:
        raise StepNotAllowed(f"Enter how {row.person} took part: children take part from {TAKES_PART_FROM} years.")
    if part.took_part == TookPart.DID_NOT and not part.did_not_because.strip():
        raise StepNotAllowed(f"Enter why {row.person} did not take part.")


@does(ENQUIRY, "confer")
def close_enquiry(enquiry, *, held_at, by, at):
    """Close the enquiry of one child: its conference was held, and its clock stops on that day."""
    enquiry.icpc_held_on = london(held_at)
    return Entry(happened_at=held_at)


def took_part(row):
    """Say whether a child took part in a conference, in whichever way."""
    return row.took_part in TAKES_PART


@does(CONFERENCE, "decide")
def decide_children(conference, *, decisions, by, at):
    """Decide a conference for its children, together and each apart; when all are decided it is finished.

    ``decisions`` is {child's id: ``ChildDecision``, or its answers by their names}. A decision for a plan begins one; a
    review lets it go on or ends it.
    """
    waiting = {row.person_id: row for row in children_of(conference)}
    told = {
        child: each if isinstance(each, ChildDecision) else decision_of(**each) for child, each in decisions.items()
    }
    for person_id, decision in told.items():
        if person_id not in waiting:
            raise StepNotAllowed("The conference is not about this child.")
        decide_child(waiting[person_id], conference, decision, by=by, at=at)

    def close(decided):
        limit_sight_of_chairs([child for child, each in told.items() if each.decision in WITHOUT_PLAN], at=at)

    def finish(decided):
        if ConferenceChild.objects.filter(conference=decided, decision="", person__died_on=None).exists():
            return decided
        return finish_conference(conference=decided, by=by, at=at)

    return Entry(happened_at=conference.held_at, children=list(told), after=close, next_step=finish)


@does(CONFERENCE, "finish")
def finish_conference(conference, *, by, at):
    """Finish a conference that has decided for every child: nothing is asked for it, and who was asked is told."""
    decided = ConferenceChild.objects.filter(conference=conference).exclude(decision="").select_related("person")
    words = "\n".join(for_the_asked(row) for row in decided)
    requests.tell_outcome(subject=conference.meeting, words=words, at=at)
    requests.close_waiting(subject=conference.meeting, by=by, at=at)


def for_the_asked(row):
    """Return what an agency that was asked for a report reads of the decision; whom to ring the request says."""
    category = f", category {row.get_category_display().lower()}" if row.category else ""
    return f"{row.person}, {day(row.held_on)}: {row.get_decision_display()}{category}."


def decision_of(*, decision, rationale, category=None, dissent_by=(), dissent="", paper_for=(), paper_reason=""):
    """Return the decision for one child as a form told it; ``dissent_by`` are invitations of those who disagreed."""
    rows = tuple(
        meetings.DissentRow(dissent, agency=each.agency, professional=each.professional, name=str(each.who))
        for each in dissent_by
    )
    return ChildDecision(
        decision, rationale, category or "", dissents=rows, paper_for=tuple(paper_for or ()),
        paper_reason=paper_reason or "",
    )  # fmt: skip


def decide_child(row, conference, told, *, by, at):
    """Keep what was decided for one child, with its category and who disagreed, and do what follows."""
    decision = ConferenceDecision(told.decision)
    check_decision(row, conference, decision, told)
    row.decision, row.rationale = decision, told.rationale.strip()
    row.category = told.category if decision in (ConferenceDecision.PLAN, ConferenceDecision.GOES_ON) else ""
    row.decided_at, row.decided_by = at, by
    row.is_unanimous = not told.dissents
    row.dissent = "\n".join(words_of(each) for each in told.dissents)
    row.paper_for, row.paper_reason = list(told.paper_for), told.paper_reason.strip()
    meetings.decide(
        meeting=conference.meeting, what=in_words(row), person_id=row.person_id, dissents=list(told.dissents), by=by,
        at=at,
    )  # fmt: skip
    row.conference = conference
    follows = FOLLOWS.get(decision)
    if follows:
        more = {"key_worker": told.key_worker} if told.key_worker else {}
        row.plan = follows(decision=row, by=by, at=at, **more)
    row.save()


def check_decision(row, conference, decision, told):
    """Refuse a decision that this conference cannot make, twice, or without its reasons or category."""
    if row.decision:
        raise StepNotAllowed(f"The conference has decided for {row.person} already.")
    if decision not in DECISIONS_OF[ConferenceKind(conference.kind)]:
        raise StepNotAllowed("This kind of conference cannot decide that.")
    if not told.rationale.strip():
        raise StepNotAllowed(f"Enter for {row.person} whether there is a continuing risk of significant harm, and why.")
    if decision in (ConferenceDecision.PLAN, ConferenceDecision.GOES_ON) and not told.category:
        raise StepNotAllowed(f"Select the category for {row.person}.")
    if told.paper_for and not told.paper_reason.strip():
        raise StepNotAllowed(f"Enter why others of the family get {row.person}'s plan on paper.")


def words_of(dissent):
    """Return who disagreed and why, as one line."""
    who = dissent.name or dissent.professional or dissent.agency or "Somebody"
    return f"{who}: {dissent.reason.strip()}"


def in_words(row):
    """Return a decision as a sentence for the minutes."""
    category = f", category {row.get_category_display().lower()}" if row.category else ""
    return f"{row.person}: {row.get_decision_display()}{category}. {row.rationale}"


@does(CONFERENCE, "check_quality")
def check_quality(conference, *, note, by, at):
    """Keep the chair's check of the work before the conference."""
    if not note.strip():
        raise StepNotAllowed("Enter what you found.")
    conference.quality_note, conference.quality_checked_at = note.strip(), at


def held_without_quorum(area, first, last):
    """Return the conferences of an area that went on without a quorum between two days."""
    rows = Conference.objects.held().filter(area=area, is_quorate=False)
    return rows.filter(held_at__date__gte=first, held_at__date__lte=last)
