"""The assessment: start it, write it, send it, look at it on the way, authorise it."""

from django.db import transaction

from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.chains import as_moment
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.foundations.pathways.works import day_of

from ..choices import NO_FACTOR, NOT_STATED, AssessmentKind, AssessmentOutcome, AssessmentState
from ..models import Assessment, Episode, ManagerReview, Visit
from ..pathway import EPISODE
from .closing import given
from .facts import band_of, days_between, due_of, kind_of, written_of
from .rereferrals import remember_rereferrals
from .visiting import visits_elsewhere

WORDS = (
    "reason", "taking_part", "not_seen_reason", "not_alone_reason", "wishes", "what_changed", "development",
    "parenting", "environment", "agencies_said", "strengths", "worries", "analysis", "next_steps",
)  # fmt: skip
WRITTEN = (*WORDS, "factors", "outcome")
# What is the same for brothers and sisters, so that one may be copied to the others.
SHARED_WORDS = ("reason", "taking_part", "parenting", "environment", "agencies_said")


@does(EPISODE, "start_assessment", "start_reassessment")
def start(episode, *, by, at, started_on=None, worker=None, reason=""):
    """Start the next assessment of an episode and return it.

    The first counts from the referral, and its clock runs already; a later one counts from its own start.
    """
    started_on = started_on or day_of(at)
    if started_on < episode.referred_on:
        raise StepNotAllowed("An assessment cannot start before the referral.")
    if started_on > day_of(at):
        raise StepNotAllowed("The start cannot be in the future.")
    is_first = not written_of(episode)
    counted = episode.referred_at if is_first else as_moment(started_on)
    made = Assessment.of(
        episode, kind=kind_of(counted), is_first=is_first, counted_from_on=day_of(counted), started_on=started_on,
        due_on=due_of(counted), worker=worker or episode.worker or by, reason=reason,
    )  # fmt: skip
    made.save(force_insert=True)
    if is_first:
        Visit.objects.filter(episode=episode, assessment=None).update(assessment=made)
    return Entry(made=made, happened_at=min(as_moment(started_on), at))


@takes(EPISODE, "start_assessment", "start_reassessment")
@transaction.atomic
def start_assessment(*, episode, by, at, siblings=(), version=None, **told):
    """Start an assessment of a child, and of the brothers and sisters named, each with one of their own."""
    made = start(episode=episode, by=by, at=at, version=version, **told)
    for sibling in siblings:
        start(episode=sibling, by=by, at=at, **told)
    return made


def own(assessment, by, at, version=None):
    """Lock an assessment for somebody who works with the child; raises ChangedMeanwhile where it moved on."""
    works.check(EPISODE, EPISODE.step("send_assessment"), assessment.episode, by, at)
    fresh = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this assessment while you were writing.", fresh)
    return fresh


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


@does(EPISODE, "send_assessment")
def send_assessment(assessment, *, by, at):
    """Send a written assessment to the manager."""
    if assessment.state != AssessmentState.WRITING:
        raise StepNotAllowed("The assessment was sent already.")
    whole(assessment)
    assessment.state, assessment.sent_by, assessment.sent_at = AssessmentState.SENT, by, at
    assessment.returned_reason = ""
    written_by(assessment, by)


@does(EPISODE, "return_assessment")
def return_assessment(assessment, *, reason, by, at):
    """Send an assessment back to its writer, with the reason."""
    assessment.state = AssessmentState.WRITING
    assessment.returned_reason = given(reason, "Say what is to be done first.")
    return assessment.returned_reason


@does(EPISODE, "review_assessment")
def review_assessment(assessment, *, note, by, at):
    """Keep what a manager said at a review point; the first of the points that still run is met."""
    note = given(note, "Say what you found.")
    made = ManagerReview.of(assessment.episode, assessment=assessment, reviewed_at=at, reviewed_by=by, note=note)
    made.save(force_insert=True)
    return Entry(note=note, is_beside=True)


@does(EPISODE, "complete_assessment", "complete_reassessment")
def complete_assessment(assessment, *, by, at, completed_at=None, outcome="", note=""):
    """Authorise an assessment as a manager who did not write it: it is finished, and its clock stops.

    ``completed_at`` is when it was finished, where that was recorded later. An initial assessment of the old rules
    whose outcome is the core assessment starts that one, with the clock of its own.
    """
    completed_at = completed_at or at
    if outcome:
        assessment.outcome = outcome
    check_authoriser(assessment, by)
    check_finish(assessment, completed_at, at)
    whole(assessment)
    assessment.state, assessment.authorised_by = AssessmentState.AUTHORISED, by
    assessment.authoriser_note, assessment.completed_at = note.strip(), completed_at
    count_days(assessment)
    goes_on = assessment.kind == AssessmentKind.INITIAL and assessment.outcome == AssessmentOutcome.CORE
    return Entry(
        note=note.strip(), happened_at=completed_at, after=lambda now: remember_rereferrals(now.person_id),
        next_step=(lambda now: start_core(now, assessment, by, at)) if goes_on else None,
        because="The assessment is finished",
    )  # fmt: skip


def check_authoriser(assessment, by):
    """Refuse whoever had a part in the words."""
    if by is not None and by.pk in {*assessment.writer_ids, assessment.worker_id, assessment.sent_by_id}:
        raise StepNotAllowed("Somebody who did not write the assessment must authorise it.")


def check_finish(assessment, completed_at, at):
    """Refuse an end that lies before the start or in the future."""
    if completed_at > at:
        raise StepNotAllowed("The assessment cannot have been finished in the future.")
    if day_of(completed_at) < assessment.started_on:
        raise StepNotAllowed("The assessment cannot have been finished before it was started.")


def count_days(assessment):
    """Write the working days that a finished assessment took, and its band."""
    assessment.working_days = days_between(as_moment(assessment.counted_from_on), assessment.completed_at)
    assessment.band = band_of(assessment.working_days)


def start_core(episode, initial, by, at):
    """Start the core assessment that followed an initial one before 15 April 2013."""
    started = initial.completed_at
    core = Assessment.of(
        episode, kind=AssessmentKind.CORE, is_first=False, counted_from_on=day_of(started),
        started_on=day_of(started), due_on=due_of(started, is_core=True), worker=initial.worker,
    )  # fmt: skip
    return take(
        pathway=EPISODE, step="start_assessment", record=episode, by=by, at=at, happened_at=started,
        checks_permission=False, change=lambda now: core.save(force_insert=True),
    )  # fmt: skip
