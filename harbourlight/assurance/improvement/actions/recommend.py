"""Making a recommendation, publishing it, and the rule by which it is monitored."""

from django.db import transaction

from harbourlight.foundations.actions.choices import Priority
from harbourlight.foundations.documents.outbox import queue_mails
from harbourlight.foundations.pathways.actions import record_step
from harbourlight.foundations.pathways.local import working_days_after
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import takes

from ..choices import Timescale
from ..models import Addressee, MonitoringRule, Recommendation, due_of, rule_of
from ..pathway import JUDGE, KEEP, RECOMMENDATION
from .rights import check_may, check_there, london

MADE = RECOMMENDATION.step("recommend")
NOTICE = (
    "A recommendation waits for your agency's answer in Harbourlight.\n\n"
    "Sign in to Harbourlight and open Recommendations.\n"
)


def already_made(submission, origin, text):
    """Return the recommendation that the same form, or the same words of the same record, made before; or None."""
    if submission:
        known = Recommendation.objects.filter(submission=submission).first()
        if known:
            return known
    return Recommendation.objects.from_record(origin).filter(text=text).first() if origin else None


@takes(RECOMMENDATION, "recommend")
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
    again_of=None,
    brought=None,
    submission=None,
    **report,
):
    """Make a recommendation of a body to agencies, and to other bodies as (key, name); each is asked for its answer.

    ``origin`` is the record it comes from (a decision, an agenda item): the same words from the same record
    are one recommendation. ``report`` are the heading, part, paragraph and grade that a report gives it, ``again_of``
    an older recommendation that it makes again, ``brought`` the list it came with. ``published_on``, from which the
    timescale runs, is today unless said otherwise.
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
        again_of=again_of,
        brought=brought,
        **report,
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
