"""Giving an action, saying how it goes, reporting it done, and judging that."""

import re

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import roles_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import AgencyArea
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import (
    cancel_deadlines,
    record_step,
    set_deadline,
    stop_deadlines,
    take,
)
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import Step, StepNotAllowed

from .choices import CLOCK_OF_ACTIONS, Priority
from .models import Action, ActionNote
from .pathway import ACTION

GIVEN = Step("give", (), "open", may="actions.work", says="Action agreed")
KEEPERS = {Role.BUSINESS_UNIT, Role.PARTNERSHIP_CHAIR}
NOTICE = "An action waits for you in Harbourlight.\n\nSign in to Harbourlight and open Actions.\n"
SMALL_WORDS = frozenset(
    "a an and are as at be been by for from had has have he her him his in is it its of on or our she that the their "
    "them they this to was we were will with done complete completed now".split()
)
REPEATS_FROM = 0.75  # of the words of the impact, that the action or what was done already said


@transaction.atomic
def give_action(
    *,
    source,
    what,
    due_on,
    by,
    at,
    owner_agency=None,
    owner=None,
    family_member="",
    measure="",
    children=None,
    priority=Priority.NORMAL,
    team=None,
    area=None,
    submission=None,
):
    """Give somebody something to do by a date; its date runs as a clock of its own.

    ``source`` is the record it comes from (a plan, a decision, a meeting); its children and area are the
    action's unless others are named. Its owner is a professional, an agency, or a member of the family.
    """
    before = Action.objects.filter(submission=submission).first() if submission else None
    if before:
        return before
    if not what.strip():
        raise StepNotAllowed("Enter what will be done.")
    if not (owner or owner_agency or family_member.strip()):
        raise StepNotAllowed("Enter who will do it.")
    action = Action(
        child_ids=list(source.child_ids if children is None else children),
        area_id=area.pk if area else source.area_id,
        source_kind=source._meta.label_lower,
        source_id=source.pk,
        what=what.strip(),
        measure=measure.strip(),
        priority=priority,
        owner_agency=owner_agency or (owner.agency if owner else None),
        owner=owner,
        family_member=family_member.strip(),
        due_on=due_on,
        given_by=by,
        given_at=at,
        submission=submission,
    )
    action.save(force_insert=True)
    record_step(GIVEN, action, by=by, at=at, before="", happened_at=at)
    start_clock(action, at=at, team=team)
    tell_owner(action, by, "An action waits for you in Harbourlight")
    return action


def start_clock(action, *, at, team=None):
    """Start the clock of an action's date."""
    set_deadline(
        record=action, clock=CLOCK_OF_ACTIONS, title="The action is reported done", due=action.due_on,
        started=action.given_at, team=team, owner=action.owner,
    )  # fmt: skip


def tell_owner(action, by, subject):
    """Tell the owner that something waits, unless it is their own doing; the message says nothing of it."""
    if action.owner and action.owner != by:
        queue_mail(action.owner.email, subject, NOTICE, action.pk)
    elif action.owner is None and action.owner_agency and action.owner_agency.email:
        queue_mail(action.owner_agency.email, subject, NOTICE, action.pk)


@transaction.atomic
def note_progress(*, action, text, by, at, submission=None):
    """Add a line of progress; an action that is settled takes no more."""
    if not text.strip():
        raise StepNotAllowed("Enter how it goes.")
    if not notes(action, by, at):
        raise StepNotAllowed("Whoever does this action, gave it or works with the child writes how it goes.")
    if action.state in ("accepted", "dropped"):
        raise StepNotAllowed(f"This cannot be done now: it is already “{ACTION.states[action.state].lower()}”.")
    note = ActionNote(action=action, at=at, by=by, text=text.strip(), submission=submission)
    known = ActionNote.objects.filter(submission=submission).first() if submission else None
    if known is None:
        note.save(force_insert=True)
    return known or note


def report_done(*, action, what_was_done, what_changed, by, at, happened_at=None, submission=None, version=None):
    """Report an action done: what was done, and apart from it what changed for the child or for children.

    A text about the change that only repeats the action is kept and marked, so that whoever judges sees it.
    """
    if not what_was_done.strip():
        raise StepNotAllowed("Enter what was done.")
    if not what_changed.strip():
        raise StepNotAllowed("Enter what changed because of it. If nothing has changed, say so.")

    def fill(fresh):
        fresh.done_by, fresh.done_at = by, happened_at or at
        fresh.evidence_done, fresh.evidence_changed = what_was_done.strip(), what_changed.strip()
        fresh.only_repeats = only_repeats(what_changed, fresh.what, what_was_done)

    done = step("report_done", action, by, at, fill, submission=submission, version=version, happened_at=happened_at)
    with as_system("an action that is reported done stops its clock, whoever owns the clock"):
        stop_deadlines(record=done, names=[CLOCK_OF_ACTIONS], at=happened_at or at)
    return done


def step(name, action, by, at, fill, **more):
    """Take one step of an action; its owner without sight of the children may take it too."""
    with as_system("the owner of an action need not see its children, whose steps and lines it writes"):
        return take(pathway=ACTION, step=name, record=action, by=by, at=at, change=fill, **more)


def check_judge(action, by, at):
    """Refuse whoever would judge their own work, or may not settle the action."""
    if by is not None and action.done_by_id == by.pk:
        raise StepNotAllowed("Somebody else must judge what you reported done.")
    check_settles(action, by, at)


def notes(action, by, at):
    """Say whether somebody writes how an action goes: to see it is not enough, and an auditor writes of their own."""
    if by is None or action.owner_id == by.pk:
        return True
    if roles_of(by, at.astimezone(LONDON).date()) == {Role.AUDITOR}:
        return False
    return settles(action, by, at) or bool(works.capacity(ACTION, ACTION.step("report_done"), action, by, at))


def settles(action, by, at):
    """Say whether somebody settles an action: who does one about a child, and no more, only reports on it."""
    return by is None or bool(works.capacity(ACTION, ACTION.step("accept"), action, by, at))


def check_settles(action, by, at):
    """Refuse whoever may not settle an action."""
    if not settles(action, by, at):
        raise StepNotAllowed("Whoever gave this action, or works with the child, settles it.")


@works.stands(ACTION, "giver")
def gave(action, by, at):
    """Say whether somebody gave an action."""
    return action.given_by_id == by.pk


@works.stands(ACTION, "colleague")
def is_colleague(action, by, at):
    """Say whether somebody does an action for the agency that owns it.

    Where nobody of the agency is named, everybody there does; else whoever sees its children by more than an emergency.
    """
    is_theirs = action.owner_agency_id is not None and action.owner_agency_id == by.agency_id
    is_anybodys = action.owner_id is None or not action.child_ids
    return is_theirs and (is_anybodys or bool(open_for_good(action.child_ids, by, at)))


@works.stands(ACTION, "partnership")
def keeps_partnership(action, by, at):
    """Say whether somebody keeps the partnership's business, or chairs it, in the area of an action about no child."""
    on = at.astimezone(LONDON).date()
    if action.child_ids or not roles_of(by, on) & KEEPERS:
        return False
    return AgencyArea.objects.current(on).filter(agency=by.agency_id, area=action.area_id).exists()


def accept(*, action, by, at, submission=None, version=None):
    """Accept that an action is done."""
    check_judge(action, by, at)

    def fill(fresh):
        fresh.accepted_by, fresh.accepted_at = by, at

    return step("accept", action, by, at, fill, submission=submission, version=version)


def send_back(*, action, reason, by, at, due_on=None, submission=None, version=None):
    """Send an action back with a reason; its clock runs again, to its old date or a new one."""
    check_judge(action, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter what is missing.")

    def fill(fresh):
        fresh.sent_back_reason = reason.strip()
        fresh.times_sent_back += 1
        fresh.times_moved += bool(due_on and due_on != fresh.due_on)
        fresh.due_on = due_on or fresh.due_on
        fresh.done_by = fresh.done_at = None

    back = step("send_back", action, by, at, fill, submission=submission, version=version, note=reason.strip())
    with as_system("an action that is sent back runs its clock again, whoever owns the clock"):
        if not Deadline.objects.filter(subject_id=back.pk).running().exists():
            start_clock(back, at=at)
    tell_owner(back, by, "An action came back to you in Harbourlight")
    return back


def drop(*, action, reason, by, at, submission=None, version=None):
    """Drop an action that no longer helps, with the reason."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the action is dropped.")
    check_settles(action, by, at)

    def fill(fresh):
        fresh.dropped_by, fresh.dropped_at, fresh.dropped_reason = by, at, reason.strip()

    dropped = step("drop", action, by, at, fill, submission=submission, version=version, note=reason.strip())
    with as_system("the clock of a dropped action ends, whoever owns it"):
        cancel_deadlines(record=dropped, reason="The action was dropped", at=at)
    return dropped


def may_move(action, by, at):
    """Say whether somebody may move an action's date: whoever does it, for themselves or their agency, or settles it.

    To look at the record of its children, in an emergency or as somebody who does another action, is not enough.
    """
    own = by is None or action.owner_id == by.pk or by.agency_id == action.owner_agency_id
    return own or settles(action, by, at)


def change_date(*, action, due_on, reason, by, at):
    """Move an action's date with a reason: the old clock is cancelled and keeps its history, a new one runs."""
    if not may_move(action, by, at):
        raise StepNotAllowed("Whoever does this action, gave it, or works with the child, moves its date.")
    if not reason.strip():
        raise StepNotAllowed("Enter why the date moves.")
    if action.state != "open":
        raise StepNotAllowed("The date of an action that is no longer to be done stays.")
    with as_system("the clock of an action moves with its date, whoever owns the clock"):
        fresh = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
        before, fresh.due_on = fresh.due_on, due_on
        fresh.times_moved += 1
        fresh.version += 1
        fresh.save()
        cancel_deadlines(record=fresh, reason="The date was moved", at=at)
        start_clock(fresh, at=at)
    note_progress(action=fresh, text=f"Date moved from {before:%-d %B %Y}: {reason.strip()}", by=by, at=at)
    return fresh


@transaction.atomic
def carry(*, action, to, by, at, due_on=None):
    """Let an action that is still to be done go on under another record of the same children, with its history."""
    check_settles(action, by, at)
    if action.state != "open":
        raise StepNotAllowed("Only an action that is still to be done goes on.")
    if set(action.child_ids) != set(to.child_ids):
        raise StepNotAllowed("An action goes on only for the children whom it is about.")
    with as_system("an action goes on under another record, whoever owns it"):
        fresh = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
        fresh.source_kind, fresh.source_id = to._meta.label_lower, to.pk
        fresh.version += 1
        fresh.save()
    note_progress(action=fresh, text=f"Goes on under: {to._meta.verbose_name}", by=by, at=at)
    if due_on and due_on != fresh.due_on:
        return change_date(action=fresh, due_on=due_on, reason="It goes on under another plan", by=by, at=at)
    return fresh


@transaction.atomic
def hand_over(*, action, to, by, at):
    """Give an action that somebody leaves behind to another, with its clock."""
    with as_system("an action goes on with another owner, whoever sees its children"):
        fresh = Action.objects.select_for_update(of=("self",)).select_related("owner").get(pk=action.pk)
        was, fresh.owner = fresh.owner, to
        fresh.version += 1
        fresh.save()
        Deadline.objects.running().filter(subject_id=fresh.pk).update(owner=to)
        ActionNote(action=fresh, at=at, by=by, text=f"Handed over from {was} to {to}").save(force_insert=True)
    tell_owner(fresh, by, "An action waits for you in Harbourlight")
    return fresh


def words_of(text):
    """Return the words of a text that carry meaning, cut to their stems."""
    return {word[:6] for word in re.findall(r"[a-z]+", text.lower()) if word not in SMALL_WORDS}


def only_repeats(impact, *texts):
    """Say whether a text about what changed only repeats what the action, or what was done, already says."""
    said = words_of(impact)
    if not said:
        return True
    known = set().union(*(words_of(text) for text in texts))
    return len(said & known) / len(said) >= REPEATS_FROM
