"""Ending an episode of need, and opening one again that was closed by mistake."""

from datetime import timedelta

from django.db import transaction

from harbourlight.foundations.pathways.actions import cancel_deadlines, take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from ..choices import AFTER_ASSESSMENT, CLOSURES, AssessmentState, PlanEnd
from ..models import Assessment, CountedElsewhere, Episode, Plan
from ..pathway import EPISODE
from .again import records_of, remember_again
from .assessing import hold, keep, midday
from .clocks import london, start_assessment_clocks
from .planning import end_plan
from .sight import check_works, end_sight, give_sight, lead

TEAM_KEEPS_SIGHT = timedelta(days=30)  # of a closed episode: for questions, then the team has no business there
NFA_REASON = "RC7"

# What other rooms know that stands against closing: functions of an episode that return why not, or "".
BEFORE_CLOSING: list = []


def stands_against_closing(function):
    """Let a room say why an episode cannot be closed yet: a function of the episode that returns words, or ""."""
    BEFORE_CLOSING.append(function)
    return function


# What other rooms want settled before an episode is closed, although no work goes on: functions like those above.
TO_SETTLE: list = []


def settled_before_closing(function):
    """Let a room say what is still to be settled before an episode is closed, though its work has ended."""
    TO_SETTLE.append(function)
    return function


def against_closing(episode):
    """Return all that stands against closing an episode, in words."""
    return [*goes_on(episode), *(words for words in (why(episode) for why in TO_SETTLE) if words)]


def goes_on(episode):
    """Return the work that goes on in an episode, in words."""
    found = [why(episode) for why in BEFORE_CLOSING]
    if Assessment.objects.filter(episode=episode, state__in=("writing", "sent")).exists():
        found.append("The assessment is not finished.")
    return [words for words in found if words]


def waits_for_decision(episode):
    """Say whether a child was assessed and nobody has decided since: no plan runs, and nothing else goes on."""
    if episode.state != "assessed" or CountedElsewhere.objects.filter(episode=episode, ended_on=None).exists():
        return False
    return not goes_on(episode)


@transaction.atomic
def close_episode(*, episode, on, reason, by, at, note="", version=None, submission=None, stops_assessment=False):
    """Close an episode on a day with the reason of the census; its plan ends and its clocks stop."""
    check_works(episode, by, at)
    if reason not in dict(CLOSURES):
        raise StepNotAllowed("Select why the episode ends.")
    if not episode.referred_on <= on <= london(at):
        raise StepNotAllowed("The day must lie between the referral and today.")
    check_reason(episode, reason)
    if version is not None and Episode.objects.select_for_update().get(pk=episode.pk).version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", episode)
    if stops_assessment:
        stop_assessment(episode, note or dict(CLOSURES)[reason])
    why = against_closing(episode)
    if why:
        raise StepNotAllowed(" ".join(why))
    last = last_day_of_work(episode)
    if last and on < last:
        raise StepNotAllowed("Work was recorded after that day. Choose a later one.")
    for plan in Plan.objects.filter(episode=episode, ended_on=None):
        end_plan(plan=plan, reason=end_of_plan(reason), ended_on=on, by=by, at=at, note=note)
    return end(episode, "close", on, reason, note, by, at, submission=submission)


def check_reason(episode, reason):
    """Refuse a reason that says an assessment was made where none was finished."""
    finished = Assessment.objects.filter(episode=episode, state=AssessmentState.AUTHORISED)
    if reason in AFTER_ASSESSMENT and not finished.exists():
        raise StepNotAllowed("No assessment was finished. Select another reason.")


def end_of_plan(reason):
    """Return why a plan ended that ended with its episode."""
    return {"RC5": PlanEnd.MOVED, "RC9": PlanEnd.EARLY_HELP, "RC7": PlanEnd.MET}.get(reason, PlanEnd.OTHER)


def stop_assessment(episode, why):
    """Stop the assessment that was being written, with the reason."""
    for row in Assessment.objects.filter(episode=episode, state__in=("writing", "sent")):
        fresh = hold(row)
        fresh.state, fresh.stopped_reason = AssessmentState.STOPPED, why
        keep(fresh)


def last_day_of_work(episode):
    """Return the last day on which work of an episode ended, or None."""
    days = [row.completed_on for row in Assessment.objects.filter(episode=episode, completed_at__isnull=False)]
    days += Plan.objects.filter(episode=episode, ended_on__isnull=False).values_list("ended_on", flat=True)
    days += Plan.objects.filter(episode=episode, ended_on=None).values_list("started_on", flat=True)
    return max(days, default=None)


def end(episode, step, on, reason, note, by, at, **how):
    """Take the step that closes an episode; sight ends for its team 30 days later."""

    def change(fresh):
        fresh.closed_on, fresh.close_reason, fresh.close_note = on, reason, note.strip()
        fresh.referral_nfa = step == "take_no_action"
        CountedElsewhere.objects.filter(episode=fresh, ended_on=None).update(ended_on=on)
        cancel_deadlines(record=fresh, reason="The episode was closed", at=at)

    taken = take(
        pathway=EPISODE,
        step=step,
        record=episode,
        by=by,
        at=at,
        change=change,
        happened_at=min(midday(on), at),
        note=". ".join(filter(None, (dict(CLOSURES)[reason], note.strip()))),
        **how,
    )
    lead(taken)
    end_sight(taken, by=by, at=at, until=at + TEAM_KEEPS_SIGHT)
    return taken


@transaction.atomic
def take_no_action(*, episode, reason, by, at, on=None, version=None, submission=None):
    """Decide that a referral needs no further action: nothing may have been started under it."""
    check_works(episode, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter the reasons.")
    if Assessment.objects.filter(episode=episode).exists() or Plan.objects.filter(episode=episode).exists():
        raise StepNotAllowed("Work was started on this referral. Close the episode instead.")
    return end(
        episode, "take_no_action", on or london(at), NFA_REASON, reason, by, at, version=version, submission=submission
    )


@transaction.atomic
def reopen(*, episode, reason, by, at, version=None, submission=None):
    """Open an episode again that was closed by mistake: the same episode, its clock where it was."""
    check_works(episode, by, at)
    if not reason.strip():
        raise StepNotAllowed("Enter why it is opened again.")
    if Episode.objects.open().of_people(records_of(episode.person_id)).exists():
        raise StepNotAllowed("Another episode of this child is open.")
    was = f"It was closed on {episode.closed_on:%d/%m/%Y}: {episode.get_close_reason_display()}."
    rows = Assessment.objects.filter(episode=episode)
    finished = rows.filter(state=AssessmentState.AUTHORISED).exists()

    def change(fresh):
        fresh.closed_on, fresh.close_reason, fresh.close_note, fresh.referral_nfa = None, "", "", False
        if not finished:
            start_assessment_clocks(episode=fresh, started=fresh.referred_at, at=at)

    taken = take(
        pathway=EPISODE,
        step="reopen" if finished else "reopen_unassessed",
        record=episode,
        by=by,
        at=at,
        change=change,
        note=f"{reason.strip()} {was}",
        version=version,
        submission=submission,
    )
    give_sight(taken, by=by, at=at)
    remember_again(taken.person_id)
    return taken
