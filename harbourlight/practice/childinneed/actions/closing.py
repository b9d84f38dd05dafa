"""Ending an episode of need, and opening one again that was closed by mistake."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import as_moment
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.foundations.pathways.works import day_of
from harbourlight.foundations.people.deaths import THE_CHILD_DIED, Ends

from ..choices import AFTER_ASSESSMENT, BEING_WRITTEN, CLOSURES, DIED, AssessmentState, PlanEnd
from ..models import Assessment, CountedElsewhere, Episode, Plan
from ..pathway import EPISODE
from .facts import was_assessed
from .grants import end_sight, give_sight, lead
from .planning import end_plan
from .rereferrals import records_of, remember_rereferrals

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
    if Assessment.objects.filter(episode=episode, state__in=BEING_WRITTEN).exists():
        found.append("The assessment is not finished.")
    return [words for words in found if words]


def waits_for_decision(episode):
    """Say whether a child was assessed and nobody has decided since: no plan runs, and nothing else goes on."""
    if episode.state != "assessed" or CountedElsewhere.objects.filter(episode=episode, ended_on=None).exists():
        return False
    return not goes_on(episode)


def closed(episode, *, on, reason, by, at, note=""):
    """Close an episode; sight of it ends for its team 30 days later."""
    if not episode.referred_on <= on <= day_of(at):
        raise StepNotAllowed("The day must lie between the referral and today.")
    episode.closed_on, episode.close_reason, episode.close_note = on, reason, note.strip()
    CountedElsewhere.objects.filter(episode=episode, ended_on=None).update(ended_on=on)

    def leave(now):
        lead(now)
        end_sight(now, by=by, at=at, until=at + TEAM_KEEPS_SIGHT)

    words = ". ".join(filter(None, (dict(CLOSURES)[reason], note.strip())))
    when = min(as_moment(on), at)
    return Entry(note=words, happened_at=when, after=leave, because="The episode was closed")


end = does(EPISODE, "close")(closed)  # the step itself, once all that goes with it is done


@takes(EPISODE, "close")
@transaction.atomic
def close_episode(
    *, episode, on, reason, by, at, note="", version=None, submission=None, stops_assessment=False,
    checks_permission=True,
):  # fmt: skip
    """Close an episode on a day with the reason of the census; its plan ends and its clocks stop."""
    fresh = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", fresh)
    check_reason(episode, reason)
    if stops_assessment:
        stop_assessment(episode, note or dict(CLOSURES)[reason])
    why = against_closing(episode)
    if why:
        raise StepNotAllowed(" ".join(why))
    last = last_day_of_work(episode)
    if last and on < last:
        raise StepNotAllowed("Work was recorded after that day. Choose a later one.")
    for plan in Plan.objects.filter(episode=episode, ended_on=None):
        end_plan(
            plan=plan, reason=end_of_plan(reason), ended_on=on, by=by, at=at, note=note,
            checks_permission=checks_permission,
        )  # fmt: skip
    return end(
        episode=episode, on=on, reason=reason, note=note, by=by, at=at, submission=submission,
        checks_permission=checks_permission,
    )  # fmt: skip


def after_death(death):
    """Close the episode of a child who died, with the reason of the census."""
    for episode in Episode.objects.open().filter(person=death.person) if death.ends_work else ():
        yield Ends("the episode as a child in need", partial(
            close_episode, episode=episode, on=death.died_on, reason=DIED, note=THE_CHILD_DIED, by=death.by,
            at=death.at, stops_assessment=True, checks_permission=False,
        ))  # fmt: skip


def check_reason(episode, reason):
    """Refuse a reason that is none, or that says an assessment was made where none was finished."""
    if reason not in dict(CLOSURES):
        raise StepNotAllowed("Select why the episode ends.")
    if reason in AFTER_ASSESSMENT and not was_assessed(episode):
        raise StepNotAllowed("No assessment was finished. Select another reason.")


def end_of_plan(reason):
    """Return why a plan ended that ended with its episode."""
    return {"RC5": PlanEnd.MOVED, "RC9": PlanEnd.EARLY_HELP, "RC7": PlanEnd.MET}.get(reason, PlanEnd.OTHER)


def stop_assessment(episode, why):
    """Stop the assessment that was being written, with the reason."""
    for row in Assessment.objects.select_for_update(of=("self",)).filter(episode=episode, state__in=BEING_WRITTEN):
        row.state, row.stopped_reason, row.version = AssessmentState.STOPPED, why, row.version + 1
        row.save()


def last_day_of_work(episode):
    """Return the last day on which work of an episode ended, or None."""
    days = [row.completed_on for row in Assessment.objects.filter(episode=episode, completed_at__isnull=False)]
    days += [plan.ended_on or plan.started_on for plan in Plan.objects.filter(episode=episode)]
    return max(days, default=None)


@does(EPISODE, "take_no_action")
def take_no_action(episode, *, reason, by, at, on=None):
    """Decide that a referral needs no further action: nothing may have been started under it."""
    given(reason, "Enter the reasons.")
    episode.referral_nfa = True
    return closed(episode, on=on or day_of(at), reason=NFA_REASON, note=reason, by=by, at=at)


def given(reason, words):
    """Return a reason; refuse an empty one in words."""
    if not reason.strip():
        raise StepNotAllowed(words)
    return reason.strip()


@does(EPISODE, "reopen", "reopen_unassessed")
def reopen(episode, *, reason, by, at):
    """Open an episode again that was closed by mistake: the same episode, its clock where it was."""
    given(reason, "Enter why it is opened again.")
    if Episode.objects.open().of_people(records_of(episode.person_id)).exists():
        raise StepNotAllowed("Another episode of this child is open.")
    was = f"It was closed on {episode.closed_on:%d/%m/%Y}: {episode.get_close_reason_display()}."
    episode.closed_on, episode.close_reason, episode.close_note, episode.referral_nfa = None, "", "", False

    def go_on(now):
        give_sight(now, by=by, at=at)
        remember_rereferrals(now.person_id)

    return Entry(note=f"{reason.strip()} {was}", after=go_on)
