"""The assessment: start it, write it, send it, look at it on the way, authorise it."""

from datetime import datetime, time

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from ..choices import NO_FACTOR, NOT_STATED, AssessmentKind, AssessmentOutcome, AssessmentState
from ..models import Assessment, Episode, ManagerReview, Visit
from ..pathway import EPISODE, REVIEW_POINT
from .again import remember_again
from .clocks import (
    LAW,
    band_of,
    cancel,
    days_between,
    due_of,
    kind_of,
    london,
    meet,
    running,
    start_assessment_clocks,
)
from .sight import check_works
from .visiting import visits_elsewhere

WORDS = (
    "reason", "taking_part", "not_seen_reason", "not_alone_reason", "wishes", "what_changed", "development",
    "parenting", "environment", "agencies_said", "strengths", "worries", "analysis", "next_steps",
)  # fmt: skip
WRITTEN = (*WORDS, "factors", "outcome")
# What is the same for brothers and sisters, so that one may be copied to the others.
SHARED_WORDS = ("reason", "taking_part", "parenting", "environment", "agencies_said")


def midday(day):
    """Return the middle of a day in London, where only the date is known."""
    return datetime.combine(day, time(12), LONDON)


@transaction.atomic
def start_assessment(*, episode, by, at, started_on=None, worker=None, reason="", submission=None):
    """Start the next assessment of an episode and return it.

    The first counts from the referral, and its clock runs already; a later one counts from its own start.
    """
    check_works(episode, by, at)
    started_on = started_on or london(at)
    if started_on < episode.referred_on:
        raise StepNotAllowed("An assessment cannot start before the referral.")
    if started_on > london(at):
        raise StepNotAllowed("The start cannot be in the future.")
    earlier = list(Assessment.objects.filter(episode=episode).exclude(state=AssessmentState.STOPPED))
    if any(row.is_open for row in earlier):
        raise StepNotAllowed("An assessment of this child is open already.")
    counted = midday(started_on) if earlier else episode.referred_at
    made = Assessment.of(
        episode,
        kind=kind_of(counted),
        is_first=not earlier,
        counted_from_on=london(counted),
        started_on=started_on,
        due_on=due_of(counted),
        worker=worker or episode.worker or by,
        reason=reason,
    )
    step = "start_reassessment" if episode.state == "plan" else "start_assessment"

    def store(fresh):
        made.save(force_insert=True)
        if earlier:
            start_assessment_clocks(episode=fresh, started=counted, at=at)
        else:
            Visit.objects.filter(episode=fresh, assessment=None).update(assessment=made)

    take(
        pathway=EPISODE,
        step=step,
        record=episode,
        by=by,
        at=at,
        change=store,
        submission=submission,
        happened_at=min(midday(started_on), at),
    )
    return Assessment.objects.filter(episode=episode).order_by("counted_from_on", "started_on").last()


def hold(assessment, version=None):
    """Lock an assessment and return it as it now is; raises ChangedMeanwhile where it moved on."""
    fresh = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this assessment while you were writing.", fresh)
    return fresh


def own(assessment, by, at, version=None):
    """Lock an assessment for somebody who works with the child; see ``hold``."""
    check_works(assessment.episode, by, at)
    return hold(assessment, version)


def keep(assessment):
    """Store a held assessment as its next version."""
    assessment.version += 1
    assessment.save()
    return assessment


@transaction.atomic
def write_assessment(*, assessment, answers, by, at, version=None):
    """Keep what was written of an assessment; ``answers`` are its words, factors and outcome by their names.

    The child's primary need is asked with them and stands on the episode.
    """
    fresh = own(assessment, by, at, version)
    if fresh.state == AssessmentState.SENT:
        raise StepNotAllowed("The assessment is with the manager. Ask for it back to change it.")
    if not fresh.is_open:
        raise StepNotAllowed("The assessment is finished.")
    for name in WRITTEN:
        if name in answers:
            setattr(fresh, name, answers[name])
    need = answers.get("primary_need")
    if need and need != fresh.episode.primary_need:
        fresh.episode.primary_need = need
        Episode.objects.filter(pk=fresh.episode_id).update(primary_need=need)
    return keep(written_by(fresh, by))


def both_texts(assessment, answers, version):
    """Return what two writers made of an assessment: (answers joined, {name: the other's words} where they differ).

    ``answers`` are the second writer's, who began from ``version``. What only the other changed is taken over;
    what both changed stays as the second wrote it, with the other's words beside it.
    """
    fresh = Assessment.objects.get(pk=assessment.pk)
    before = fresh.events.filter(version=version).order_by("-pgh_id").first() or fresh
    joined, beside = dict(answers), {}
    for name in WRITTEN:
        if name not in answers:
            continue
        theirs, started = getattr(fresh, name), getattr(before, name)
        if theirs in (started, answers[name]):
            continue
        if same_words(answers[name], started):
            joined[name] = theirs
        else:
            beside[name] = theirs
    return joined, beside


def same_words(one, other):
    """Say whether two answers are the same but for the ends of lines."""
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
    return one == other


def written_by(assessment, by):
    """Note who had a part in the words: that person cannot authorise them."""
    if by is not None and by.pk not in assessment.writer_ids:
        assessment.writer_ids = [*assessment.writer_ids, by.pk]
    return assessment


@transaction.atomic
def copy_to_siblings(*, assessment, siblings, by, at):
    """Write the words that brothers and sisters share into their own open assessments, where those are empty."""
    for sibling in siblings:
        fresh = own(sibling, by, at)
        if fresh.state != AssessmentState.WRITING:
            continue
        for name in SHARED_WORDS:
            setattr(fresh, name, getattr(fresh, name) or getattr(assessment, name))
        keep(written_by(fresh, by))


def missing_of(assessment, visits=None):
    """Return what an assessment still lacks before a manager can authorise it, in words."""
    if visits is None:
        visits = [*Visit.objects.filter(assessment=assessment), *visits_elsewhere(assessment)]
    seen = [visit for visit in visits if visit.was_seen]
    alone = [visit for visit in seen if visit.seen_alone != "no"]
    outcomes = set(AssessmentOutcome) - ({AssessmentOutcome.CORE} if assessment.kind != "initial" else set())
    lacks = (
        (not seen and not assessment.not_seen_reason, "Record when the child was seen, or why not."),
        (seen and not alone and not assessment.not_alone_reason, "Say why the child was not seen alone."),
        (seen and not assessment.wishes, "Write the child's wishes and feelings."),
        (assessment.wishes and not assessment.what_changed, "Say what changed because of the child's wishes."),
        (assessment.episode.primary_need == NOT_STATED, "Select the primary need."),
        (not assessment.factors, "Select the factors found, or that none was found."),
        (NO_FACTOR in assessment.factors and len(assessment.factors) > 1, "No factor cannot stand beside a factor."),
        (not assessment.analysis, "Write the analysis."),
        (assessment.outcome not in outcomes, "Select what the assessment leads to."),
    )
    return [words for is_missing, words in lacks if is_missing]


def whole(assessment):
    """Refuse an assessment that lacks something."""
    lacks = missing_of(assessment)
    if lacks:
        raise StepNotAllowed(" ".join(lacks))


@transaction.atomic
def send_assessment(*, assessment, by, at, version=None, submission=None):
    """Send a written assessment to the manager."""
    fresh = own(assessment, by, at, version)
    if fresh.state != AssessmentState.WRITING:
        raise StepNotAllowed("The assessment was sent already.")
    whole(fresh)
    fresh.state, fresh.sent_by, fresh.sent_at, fresh.returned_reason = AssessmentState.SENT, by, at, ""
    keep(written_by(fresh, by))
    take(pathway=EPISODE, step="send_assessment", record=fresh.episode, by=by, at=at, submission=submission)
    return fresh


@transaction.atomic
def return_assessment(*, assessment, reason, by, at, version=None, submission=None):
    """Send an assessment back to its writer, with the reason."""
    if not reason.strip():
        raise StepNotAllowed("Say what is to be done first.")
    fresh = own(assessment, by, at, version)
    if fresh.state != AssessmentState.SENT:
        raise StepNotAllowed("The assessment is not with the manager.")
    fresh.state, fresh.returned_reason = AssessmentState.WRITING, reason.strip()
    keep(fresh)
    take(
        pathway=EPISODE, step="return_assessment", record=fresh.episode, by=by, at=at, note=reason.strip(),
        submission=submission,
    )  # fmt: skip
    return fresh


@transaction.atomic
def review_assessment(*, assessment, note, by, at, submission=None):
    """Keep what a manager said at a review point; the first of the points that still run is met."""
    if not note.strip():
        raise StepNotAllowed("Say what you found.")
    fresh = own(assessment, by, at)
    if not fresh.is_open:
        raise StepNotAllowed("The assessment is finished.")
    point = running(fresh.episode, REVIEW_POINT).order_by("due_at").first()

    def store(episode):
        made = ManagerReview.of(episode, assessment=fresh, reviewed_at=at, reviewed_by=by, note=note.strip())
        made.save(force_insert=True)
        if point:
            meet(episode, point.clock, at=at)

    take(
        pathway=EPISODE, step="review_assessment", record=fresh.episode, by=by, at=at, change=store, note=note.strip(),
        submission=submission,
    )  # fmt: skip


@transaction.atomic
def complete_assessment(*, assessment, by, at, completed_at=None, outcome="", note="", version=None, submission=None):
    """Authorise an assessment as a manager who did not write it: it is finished, and its clock stops.

    ``completed_at`` is when it was finished, where that was recorded later. An initial assessment of the old rules
    whose outcome is the core assessment starts that one, with the clock of its own.
    """
    fresh = own(assessment, by, at, version)
    completed_at = completed_at or at
    if not fresh.is_open:
        raise StepNotAllowed("The assessment is finished.")
    if outcome:
        fresh.outcome = outcome
    check_authoriser(fresh, by)
    check_finish(fresh, completed_at, at)
    whole(fresh)
    fresh.state, fresh.authorised_by, fresh.authoriser_note = AssessmentState.AUTHORISED, by, note.strip()
    count_days(fresh, completed_at)
    step = "complete_reassessment" if fresh.episode.state == "plan" else "complete_assessment"

    def finish(episode):
        keep(fresh)
        meet(episode, *LAW, at=completed_at)
        cancel(episode, REVIEW_POINT, reason="The assessment is finished", at=at)

    episode = take(
        pathway=EPISODE,
        step=step,
        record=fresh.episode,
        by=by,
        at=at,
        change=finish,
        happened_at=completed_at,
        note=note.strip(),
        submission=submission,
    )
    remember_again(episode.person_id)
    if fresh.kind == AssessmentKind.INITIAL and fresh.outcome == AssessmentOutcome.CORE:
        start_core(episode, fresh, by, at)
    return fresh


def check_authoriser(assessment, by):
    """Refuse whoever had a part in the words."""
    if by is not None and by.pk in {*assessment.writer_ids, assessment.worker_id, assessment.sent_by_id}:
        raise StepNotAllowed("Somebody who did not write the assessment must authorise it.")


def check_finish(assessment, completed_at, at):
    """Refuse an end that lies before the start or in the future."""
    if completed_at > at:
        raise StepNotAllowed("The assessment cannot have been finished in the future.")
    if london(completed_at) < assessment.started_on:
        raise StepNotAllowed("The assessment cannot have been finished before it was started.")


def count_days(assessment, completed_at):
    """Write when an assessment was finished, the working days it took and its band."""
    assessment.completed_at = completed_at
    assessment.working_days = days_between(midday(assessment.counted_from_on), completed_at)
    assessment.band = band_of(assessment.working_days)


def start_core(episode, initial, by, at):
    """Start the core assessment that followed an initial one before 15 April 2013."""
    started = initial.completed_at
    core = Assessment.of(
        episode,
        kind=AssessmentKind.CORE,
        is_first=False,
        counted_from_on=london(started),
        started_on=london(started),
        due_on=due_of(started, is_core=True),
        worker=initial.worker,
    )
    core.save(force_insert=True)
    start_assessment_clocks(episode=episode, started=started, at=at, is_core=True)
    take(pathway=EPISODE, step="start_assessment", record=episode, by=by, at=at, happened_at=started,
         checks_permission=False)  # fmt: skip
    return core
