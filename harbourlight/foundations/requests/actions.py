"""Asking agencies, answering, and chasing what is late."""

from django.db import transaction
from django.db.models import F

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.chronology.actions import write_lines
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.statute import calendar

from .choices import ESCALATE_AFTER, USUAL
from .models import Request
from .pathway import REQUEST

ANSWERS = ("answer", "hold_nothing", "decline")
ONLY_A_NOTICE = (
    "Something waits for your agency in Harbourlight: a request for information.\n\n"
    "Sign in to Harbourlight and open Requests. For safety this message says nothing more.\n"
)
DECIDED = (
    "Something was decided about which your agency was asked.\n\n"
    "Sign in to Harbourlight and open Requests. For safety this message says nothing more.\n"
)


def due_after(moment, within=USUAL):
    """Return the moment an answer is due: the end of a working day."""
    return end_of_working_day(moment, int(within))


@transaction.atomic
def ask(*, subject, agencies, question, due_at, by, at, team=None):
    """Ask each agency the same question about a record's children, and let it see who they are.

    An agency whose earlier request about the record still waits is not asked twice. No request is born late: where the
    moment has passed, the answer is due at the end of the next working day.
    """
    due_at = due_at if due_at > at else due_after(at, 1)
    waiting = set(Request.objects.filter(subject_id=subject.pk).unanswered().values_list("agency_id", flat=True))
    asked = [
        Request(
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            child_ids=subject.child_ids,
            area_id=subject.area_id,
            agency=agency,
            team=team or getattr(subject, "team", None),
            question=question,
            asked_by=by,
            asked_at=at,
            due_at=due_at,
        )
        for agency in agencies
        if agency.pk not in waiting
    ]
    Request.objects.bulk_create(asked)
    for request in asked:
        access.give(
            person_ids=request.child_ids,
            agency=request.agency,
            basis=Basis.ASKED,
            scope=Scope.IDENTITY,
            reason="Asked what it holds",
            source=source_of(request),
            by=by,
            at=at,
        )
        write_lines(
            person_ids=request.child_ids,
            what=f"{request.agency.name} asked what it holds",
            happened_at=at,
            source=request,
            by=by,
            at=at,
        )
        if request.agency.email:
            queue_mail(request.agency.email, "A request waits for you in Harbourlight", ONLY_A_NOTICE, request.pk)
    return asked


def source_of(request):
    """Return the mark on the grant that a request gives."""
    return f"request:{request.pk}"


def check_agency(request, by):
    """Refuse whoever does not work for the agency that was asked."""
    if by.agency_id != request.agency_id:
        raise StepNotAllowed("Only the agency that was asked can do this.")


def open_request(*, request, by, at):
    """Stamp the first time that somebody of the asked agency opens a request."""
    if request.state != "asked" or by.agency_id != request.agency_id:
        return request

    def stamp(fresh):
        fresh.opened_at = at

    with as_system("the agency sees only who the child is, and the step locks the whole request"):
        return take(pathway=REQUEST, step="open", record=request, by=by, at=at, change=stamp)


def reply(*, request, step, by, at, answer="", declined_reason="", late_reason="", submission=None, version=None):
    """Answer a request: what is held, nothing held, or declined with a reason; a late answer says why."""
    check_agency(request, by)
    if step not in ANSWERS:
        raise LookupError(f"{step} is no answer")
    check_words(request, step, answer, declined_reason, late_reason, at)

    def fill(fresh):
        fresh.answered_by, fresh.answered_at = by, at
        fresh.answer = answer if step == "answer" else ""
        fresh.declined_reason = declined_reason if step == "decline" else ""
        fresh.late_reason = late_reason if fresh.is_late(at) else ""

    with as_system("the asked agency sees only who the child is; its answer closes the request and its grant"):
        answered = take(
            pathway=REQUEST,
            step=step,
            record=request,
            by=by,
            at=at,
            change=fill,
            submission=submission,
            version=version,
        )
        end_sight(answered, by=by, at=at)
    return answered


def check_words(request, step, answer, declined_reason, late_reason, at):
    """Refuse an answer without its words."""
    if step == "answer" and not answer.strip():
        raise StepNotAllowed("Enter what your agency holds.")
    if step == "decline" and not declined_reason.strip():
        raise StepNotAllowed("Enter why you decline to share.")
    if request.is_late(at) and not late_reason.strip():
        raise StepNotAllowed("Enter why the answer is late.")


def end_sight(request, *, by, at):
    """End what the agency could see because it was asked."""
    access.end(person_ids=request.child_ids, holder_id=request.agency_id, by=by, at=at, source=source_of(request))


def withdraw(*, request, by, at):
    """Take back a request that is no longer needed."""
    with as_system("the grant of the asked agency is not the asker's own, and it ends here"):
        withdrawn = take(pathway=REQUEST, step="withdraw", record=request, by=by, at=at)
        end_sight(withdrawn, by=by, at=at)
    return withdrawn


@transaction.atomic
def close_waiting(*, subject, by, at):
    """Close the requests about a record that is settled: one that is late was not answered, another is withdrawn.

    Not answering is data: a late request stays in the figures of its agency.
    """
    with as_system("every agency that was asked stops being asked, whoever settles the record"):
        for request in Request.objects.filter(subject_id=subject.pk).unanswered():
            step = "give_up" if request.is_late(at) else "withdraw"
            end_sight(take(pathway=REQUEST, step=step, record=request, by=by, at=at), by=by, at=at)


@transaction.atomic
def tell_outcome(*, subject, words, at):
    """Tell each agency that was asked about a record what was decided: the request says it from now on.

    One that took the question back before it was decided is told nothing.
    """
    with as_system("every agency that was asked learns the decision, whoever decides"):
        rows = Request.objects.filter(subject_id=subject.pk).exclude(state="withdrawn").select_related("agency")
        for request in rows.filter(outcome=""):
            Request.objects.filter(pk=request.pk).update(outcome=words, outcome_at=at)
            if request.agency.email:
                queue_mail(request.agency.email, "A decision waits for you in Harbourlight", DECIDED, request.pk)


def chase(*, at):
    """Remind each agency whose answer is late, once a working day; return how many were reminded.

    After two reminders the managers of the asking team are told. No message says anything of a child.
    """
    today = at.astimezone(LONDON).date()
    if not calendar.is_working_day(today):
        return 0
    with as_system("chasing late answers is the product's own work"):
        late = Request.objects.unanswered().filter(due_at__lt=at).select_for_update(skip_locked=True, of=("self",))
        due = [request for request in late.select_related("agency", "team") if not was_chased_on(request, today)]
        for request in due:
            remind(request, at=at)
    return len(due)


def was_chased_on(request, today):
    """Say whether a reminder already went that day."""
    return bool(request.last_chased_at) and request.last_chased_at.astimezone(LONDON).date() >= today


def remind(request, *, at):
    """Send one reminder, and tell the managers when reminders have not helped."""
    if request.agency.email:
        queue_mail(request.agency.email, "Reminder: a request in Harbourlight is late", ONLY_A_NOTICE, request.pk)
    escalates = request.times_chased + 1 > ESCALATE_AFTER and request.escalated_at is None
    Request.objects.filter(pk=request.pk).update(
        times_chased=F("times_chased") + 1,
        last_chased_at=at,
        escalated_at=at if escalates else request.escalated_at,
    )
    if escalates:
        for manager in managers_of(request.team, at):
            queue_mail(
                manager.email,
                "A request in Harbourlight is still not answered",
                "An agency has not answered after two reminders.\n\nSign in to Harbourlight and open Today.\n",
            )


def managers_of(team, at):
    """Return the MASH managers of a team at a moment."""
    if team is None:
        return []
    today = at.astimezone(LONDON).date()
    members = team.memberships.current(today).values("professional")
    managers = Professional.objects.current(today).filter(pk__in=members, role_holdings__role=Role.MASH_MANAGER)
    return managers.distinct()
