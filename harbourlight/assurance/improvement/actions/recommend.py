"""Making a recommendation, publishing it, making it again, withdrawing it, and the rule by which it is monitored."""

from dataclasses import replace

from django.db import transaction

from harbourlight.foundations.actions.choices import Priority
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.pathways.actions import record_step, take
from harbourlight.foundations.pathways.local import working_days_after
from harbourlight.foundations.pathways.steps import Step, StepNotAllowed
from harbourlight.statute import clocks

from ..choices import Timescale
from ..models import Addressee, MonitoringRule, Recommendation, rule_of
from ..pathway import JUDGE, KEEP, RECOMMENDATION
from .rights import check_body, check_may, check_there, london

MADE = Step("recommend", (), "asked", may=JUDGE, says="Recommendation made")
NOTICE = (
    "A recommendation waits for your agency's answer in Harbourlight.\n\n"
    "Sign in to Harbourlight and open Recommendations.\n"
)
# The words of inspection reports; their number holds for whatever report uses them.
CLOCKS = {Timescale.THREE_MONTHS: "CLK-OFS-002", Timescale.SIX_MONTHS: "CLK-OFS-003"}


def due_of(timescale, published_on, due_on=None):
    """Return the date that a timescale means, counted from the day of publication."""
    if timescale == Timescale.IMMEDIATELY:
        return published_on
    if timescale in CLOCKS:
        clock = replace(clocks.get(CLOCKS[timescale]), effective_from=None, effective_to=None)
        return clocks.due(clock, published_on).due
    if due_on is None:
        raise StepNotAllowed("Enter the date by which it is to be done.")
    if due_on < published_on:
        raise StepNotAllowed("The date must not lie before the day of publication.")
    return due_on


def already_made(submission, origin, text):
    """Return the recommendation that the same form, or the same words of the same record, made before; or None."""
    if submission:
        known = Recommendation.objects.filter(submission=submission).first()
        if known:
            return known
    return Recommendation.objects.from_record(origin).filter(text=text).first() if origin else None


@transaction.atomic
def recommend(
    *,
    area,
    body_key,
    body_name,
    source,
    source_title,
    text,
    by,
    at,
    agencies=(),
    bodies=(),
    source_on=None,
    finding="",
    evidence="",
    theme="",
    priority=Priority.NORMAL,
    timescale=Timescale.THREE_MONTHS,
    published_on=None,
    due_on=None,
    areas=(),
    origin=None,
    submission=None,
):
    """Make a recommendation of a body to agencies, and to other bodies as (key, name); each is asked for its answer.

    ``origin`` is the record it comes from (a decision, an agenda item): the same words from the same record
    are one recommendation. ``published_on``, from which the timescale runs, is today unless said otherwise.
    """
    check_may(by, JUDGE, at)
    text, today = text.strip(), london(at)
    before = already_made(submission, origin, text)
    if before:
        return before
    if not text:
        raise StepNotAllowed("Enter the recommendation.")
    if not agencies and not bodies:
        raise StepNotAllowed("Choose to whom the recommendation is addressed.")
    published = published_on or today
    made = Recommendation(
        area=area,
        body_key=body_key,
        body_name=body_name,
        source=source,
        source_title=source_title.strip(),
        source_on=source_on,
        theme=theme.strip(),
        finding=finding.strip(),
        evidence=evidence.strip(),
        text=text,
        priority=priority,
        timescale=timescale,
        published_on=published,
        due_on=due_of(timescale, published, due_on),
        origin_kind=origin._meta.label_lower if origin else "",
        origin_id=origin.pk if origin else None,
        made_by=by,
        made_at=at,
        submission=submission,
    )
    made.save(force_insert=True)
    made.areas.set(areas)
    answer_by = working_days_after(at, rule_of(body_key).answer_within_working_days)
    for agency in dict.fromkeys(agencies):
        address(made, answer_by, by, at, agency=agency)
    for key, name in dict(bodies).items():
        address(made, answer_by, by, at, for_key=key, for_name=name)
    queue_mails([(each.email, "A recommendation waits in Harbourlight", NOTICE, made.pk) for each in agencies])
    return made


def address(recommendation, answer_by, by, at, **whom):
    """Address a recommendation to an agency or to a body."""
    row = Addressee(
        recommendation=recommendation,
        area_id=recommendation.area_id,
        answer_due_on=answer_by,
        due_on=recommendation.due_on,
        first_due_on=recommendation.due_on,
        **whom,
    )
    row.save(force_insert=True)
    record_step(MADE, row, by=by, at=at, before="", happened_at=at)
    return row


@transaction.atomic
def publish(*, recommendation, is_public, by, at):
    """Let everybody read a recommendation with its answers and what was done; or no longer."""
    check_may(by, KEEP, at)
    check_there(recommendation, by, KEEP)
    fresh = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    fresh.is_public = is_public
    fresh.made_public_by, fresh.made_public_at = (by, at) if is_public else (None, None)
    fresh.version += 1
    fresh.save()
    return fresh


def ask_again(*, addressee, body_key, reason, by, at):
    """Make a rejected recommendation again, as the body that made it decided: it waits for an answer anew."""
    check_body(addressee, body_key, by)
    if not reason.strip():
        raise StepNotAllowed("Enter why the recommendation is made again.")

    def fill(fresh):
        fresh.answer, fresh.reason, fresh.left_list_on = "", "", None
        fresh.answered_by = fresh.answered_at = None
        fresh.answer_due_on = working_days_after(at, rule_of(body_key).answer_within_working_days)

    again = take(
        pathway=RECOMMENDATION, step="ask_again", record=addressee, by=by, at=at, change=fill, note=reason.strip()
    )
    if again.agency:
        queue_mails([(again.agency.email, "A recommendation waits in Harbourlight", NOTICE, again.recommendation_id)])
    return again


def withdraw(*, addressee, body_key, reason, by, at):
    """Take a recommendation back, as the body that made it decided, with the reason."""
    check_body(addressee, body_key, by)
    if not reason.strip():
        raise StepNotAllowed("Enter why the recommendation is withdrawn.")

    def fill(fresh):
        fresh.left_list_on = london(at)

    return take(
        pathway=RECOMMENDATION, step="withdraw", record=addressee, by=by, at=at, change=fill, note=reason.strip()
    )


@transaction.atomic
def set_rule(*, area, body_key, body_name, by, at, **rule):
    """Set the rule by which a body monitors what it recommended."""
    check_may(by, KEEP, at)
    kept = MonitoringRule.objects.select_for_update(of=("self",)).filter(body_key=body_key).first()
    kept = kept or MonitoringRule(body_key=body_key, version=0)
    kept.area, kept.body_name = area, body_name
    for name, value in rule.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save()
    return kept
