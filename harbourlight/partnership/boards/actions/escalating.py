"""What a body could not settle goes to the lead representatives of the statutory partners, by a date of its own."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.meetings import bodies, types
from harbourlight.foundations.pathways.actions import due_moment, stop_deadlines
from harbourlight.foundations.pathways.local import start_local
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import CLOCK_OF_ESCALATIONS, Standing
from ..models import BoardDecision, Escalation, EscalationAnswer, Group, Membership
from .deciding import rule
from .items import agency_of
from .rights import check_chair, day_of, needed

NOTICE = "The chair of the partnership asks for your answer.\n\nSign in to Harbourlight and open Boards.\n"
NOT_VALID_ANYWHERE = ("no_notice", "not_quorate", "needs_executive", "not_agreed")


def lead_representatives(group, on):
    """Return the lead representatives above a body: in the body itself, else in the one it reports to."""
    body: Group | None = group
    while body is not None:
        rows = list(Membership.objects.current(on).in_group(body).filter(seat__is_lead_representative=True))
        if rows:
            return rows
        body = body.parent
    return []


@transaction.atomic
def escalate(*, group, what, why, by, at, decision=None, submission=None):
    """Take a split or failed decision, or what must not be deferred, to the lead representatives; its clock starts."""
    known = Escalation.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_chair(group, by, at)
    check_decision(decision)
    leads = lead_representatives(group, day_of(at))
    if not leads:
        raise StepNotAllowed("No lead representative sits in this body or above it. Add their seats first.")
    limit = group.keeps(at).due_by(CLOCK_OF_ESCALATIONS, at)
    escalation = Escalation(
        group=group,
        decision=decision,
        what=needed(what, "Enter what has to be settled."),
        why=needed(why, "Enter why it cannot be left to the next meeting."),
        raised_by=by,
        raised_at=at,
        due_at=due_moment(limit.due),
        submission=submission,
    )
    escalation.save(force_insert=True)
    EscalationAnswer.objects.bulk_create(
        EscalationAnswer(escalation=escalation, membership=lead, agency=agency_of(lead)) for lead in leads
    )
    start_local(
        rule=CLOCK_OF_ESCALATIONS, limit=limit, record=escalation, started=at, team=group.team, owner=by
    )  # fmt: skip
    if decision is not None:
        BoardDecision.objects.filter(pk=decision.pk).update(standing=Standing.ESCALATED)
    addresses = {lead.professional.email for lead in leads}
    queue_mails([(each, "The chair asks for your answer", NOTICE, escalation.pk) for each in sorted(addresses)])
    return escalation


def check_decision(decision):
    """Refuse a decision that stands, or that no lead representative can mend."""
    if decision is None:
        return
    if decision.standing != Standing.FAILED:
        raise StepNotAllowed("Only a decision that does not stand goes to the lead representatives.")
    if decision.may_wait:
        raise StepNotAllowed("This can wait: it comes to the next meeting.")
    if decision.decision.how in NOT_VALID_ANYWHERE:
        raise StepNotAllowed(f"{decision.decision.rule_words} Put it to a meeting again.")


@transaction.atomic
def answer_escalation(*, escalation, membership, agrees, words, by, at):
    """Keep what one lead representative, or the delegate, answers; the last answer settles the matter."""
    fresh = Escalation.objects.select_for_update(of=("self",)).select_related("group").get(pk=escalation.pk)
    if fresh.settled_at:
        raise StepNotAllowed("This is settled already.")
    if by.pk not in (membership.professional_id, membership.delegate_id):
        raise StepNotAllowed("Only the lead representative or the delegate can answer.")
    answer = EscalationAnswer.objects.filter(escalation=fresh, membership=membership).first()
    if answer is None:
        raise StepNotAllowed("This was not put to you.")
    if not agrees:
        words = needed(words, "Enter why you do not agree.")
    answer.agrees, answer.words, answer.answered_at, answer.answered_by = agrees, words.strip(), at, by
    answer.save()
    waiting = EscalationAnswer.objects.filter(escalation=fresh, answered_at=None).exists()
    return fresh if waiting else settle_escalation(escalation=fresh, at=at)


@transaction.atomic
def settle_escalation(*, escalation, at):
    """Settle what was escalated: it stands when every lead representative agrees, else it does not."""
    answers = list(EscalationAnswer.objects.filter(escalation=escalation).select_related("agency"))
    if any(answer.answered_at is None for answer in answers):
        raise StepNotAllowed("A lead representative has not answered yet.")
    vacant = vacant_partners(escalation, answers)
    all_agreed = all(answer.agrees for answer in answers)
    escalation.is_agreed = all_agreed and not vacant
    day = f"{day_of(at):%-d %B %Y}"
    if escalation.is_agreed:
        escalation.outcome = f"Every lead representative agreed on {day}."
    elif all_agreed:
        escalation.outcome = f"Not agreed on {day}: nobody could answer for {types.listed(vacant)}."
    else:
        escalation.outcome = f"The lead representatives did not all agree on {day}."
    escalation.settled_at = at
    escalation.version += 1
    escalation.save()
    with as_system("the clock of what was escalated stops, whoever owns it; its decision is the body's"):
        stop_deadlines(record=escalation, names=[CLOCK_OF_ESCALATIONS], at=at)
        if escalation.decision_id:
            settle_decision(escalation)
    return escalation


def vacant_partners(escalation, answers):
    """Return the statutory partners of a body, in words, for whom no lead representative could answer."""
    group = escalation.group
    keep = bodies.keeps(group.meeting_type, group.area_id, group.pk, escalation.raised_at)
    there = {answer.agency.sector for answer in answers if answer.agency}
    return [bodies.in_words(sector) for sector in keep.partners if sector not in there]


def settle_decision(escalation):
    """Let the decision that was escalated stand or not, by what the lead representatives said."""
    record = BoardDecision.objects.select_for_update(of=("self",)).select_related("decision").get(
        pk=escalation.decision_id
    )  # fmt: skip
    record.standing = Standing.STANDS if escalation.is_agreed else Standing.FAILED
    record.version += 1
    record.save()
    rule(record.decision, stands=escalation.is_agreed, how="escalated", words=escalation.outcome)


def answers_of(escalation):
    """Return what each lead representative was asked and said."""
    rows = EscalationAnswer.objects.filter(escalation=escalation)
    return list(
        rows.select_related(
            "membership__professional", "membership__delegate", "membership__seat", "agency", "answered_by"
        ).order_by("membership__seat__number")
    )  # fmt: skip
