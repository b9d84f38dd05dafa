"""The page of an episode, and what the forms of its steps need to know."""

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways import pages, works
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.pages import offers
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.words import day

from .. import actions
from ..choices import AssessmentState
from ..models import (
    Assessment,
    Correction,
    CountedElsewhere,
    Direction,
    Episode,
    Plan,
    PlanReview,
    Supervision,
    Transfer,
    Visit,
)
from ..pathway import EPISODE
from .panels import in_short

MOST_SHOWN = 30
CORRECTED = (
    (Assessment, ("started_on", "completed_at")), (Plan, ("started_on", "ended_on")), (PlanReview, ("reviewed_on",)),
    (Visit, ("happened_at",)),
)  # fmt: skip


@needs("childinneed.read")
def episode(request, episode_id):
    """Show an episode: where it stands, its clocks, and what can be done next."""
    record = pages.find(request, EPISODE, episode_id)
    return render_told(request, "childinneed/episode.html", context_of(request, record), person_ids=record.child_ids)


def context_of(request, record):
    """Return what the page of an episode shows to whoever asks."""
    user = request.user
    own = {"episode": record}
    clocks = Deadline.objects.visible_to(user).filter(subject_id=record.pk, is_alarm=True).order_by("due_at")
    assessments = Assessment.objects.visible_to(user).filter(**own).order_by("started_on").select_related("worker")
    if not may(user, "childinneed.read_drafts", request.today):
        assessments = assessments.filter(state=AssessmentState.AUTHORISED)
    context = {
        "episode": record,
        "clocks": [(row, in_short(row)) for row in clocks if not row.cancelled_at],
        "cancelled": [(row, in_short(row)) for row in clocks if row.cancelled_at],
        "assessments": assessments,
        "open_assessment": next((row for row in assessments if row.is_open), None),
        "visits": visits_of(request, record),
        "plans": list(Plan.objects.visible_to(user).filter(**own).order_by("started_on")),
        "siblings": siblings_of(request, record),
        "times_elsewhere": CountedElsewhere.objects.visible_to(user).filter(**own).order_by("started_on"),
        "transfers": Transfer.objects.visible_to(user).filter(**own).order_by("moved_on")
                     .select_related("from_team", "to_team"),
        "corrections": Correction.objects.visible_to(user).filter(**own).order_by("corrected_at")
                       .select_related("corrected_by"),
        "earlier": Episode.objects.visible_to(user).of_people(actions.records_of(record.person_id))
                   .exclude(pk=record.pk),
        "history": history_of(request, record),
        "pathway": EPISODE,
        "is_theirs": works.works_on(EPISODE, record, user, request.moment),
        "asks_whether_in_error": actions.waits_whether_in_error(record),
        "waits": actions.waits_for_decision(record),
    }  # fmt: skip
    context["plan"] = next((row for row in context["plans"] if row.ended_on is None), None)
    if may(user, "childinneed.read_supervision", request.today):
        given = Direction.objects.visible_to(user).filter(**own).order_by("-given_at").select_related("given_by")
        context["directions"] = given
        context["supervisions"] = Supervision.objects.visible_to(user).filter(**own).order_by("-held_on")
    return context


def visits_of(request, record):
    """Return the visits of an episode, the newest first, with those that other rooms keep."""
    rows = Visit.objects.visible_to(request.user).filter(episode=record).select_related("visitor")
    return sorted([*rows, *actions.kept_elsewhere(record)], key=lambda visit: visit.happened_at, reverse=True)


def siblings_of(request, record):
    """Return the other episodes that the same referral opened, as the asker sees them, and log that."""
    rows = Episode.objects.visible_to(request.user).worked_with(record).select_related("person")
    found = list(rows)
    if found:
        write_readings(request, [row.person_id for row in found], Verb.LISTED)
    return found


def history_of(request, record):
    """Return the steps of an episode, the newest first; what concerns supervision only for its own readers."""
    rows = StepTaken.objects.visible_to(request.user).filter(subject_id=record.pk).select_related("taken_by")
    rows = rows.order_by("-recorded_at", "-happened_at")
    if not may(request.user, "childinneed.read_supervision", request.today):
        rows = rows.exclude(step__in=("supervise", "direct", "review_assessment", "return_assessment"))
    return [(row, EPISODE.step(row.step).says) for row in rows[:MOST_SHOWN]]


@offers(EPISODE, "allocate")
def workers(request, episode):
    """Offer the people of the team, and begin with whoever has the work."""
    return {
        "workers": actions.workers_of(episode.team, request.today), "initial": {"worker": episode.worker_id},
    }  # fmt: skip


@offers(EPISODE, "start_assessment", "start_reassessment")
def writers(request, episode):
    """Offer who writes the assessment, and the open episodes of brothers and sisters referred together."""
    return workers(request, episode) | {
        "siblings": [row for row in siblings_of(request, episode) if row.is_open],
        "initial": {"started_on": request.today, "worker": episode.worker_id or request.user.pk},
    }


@offers(EPISODE, "transfer")
def teams(request, episode):
    """Offer the teams that may take the work on; it moves today."""
    return {
        "teams": actions.teams_to_move_to(episode, request.today), "initial": {"moved_on": request.today},
    }  # fmt: skip


@offers(EPISODE, "close")
def against(request, episode):
    """Say what stands against closing; it closes today."""
    return {"warnings": actions.against_closing(episode), "initial": {"on": request.today}}


@offers(EPISODE, "visit")
def children_there(request, episode):
    """Offer the child, and brothers and sisters who were referred together."""
    return {"episodes": [episode, *(row for row in siblings_of(request, episode) if row.is_open)]}


@offers(EPISODE, "supervise")
def directions_so_far(request, episode):
    """Ask of each earlier direction whether it was followed, with the last supervision to read."""
    own = {"episode": episode}
    waiting = Direction.objects.visible_to(request.user).filter(answered_at=None, **own).order_by("given_at")
    held = Supervision.objects.visible_to(request.user).filter(**own).order_by("-held_on", "-recorded_at")
    return {
        "waiting": list(waiting), "today": request.today, "initial": {"held_on": request.today},
        "reads": [(f"The last supervision, {day(last.held_on)}", last.discussion) for last in held[:1]],
    }  # fmt: skip


@offers(EPISODE, "correct")
def dates_of(request, episode):
    """Offer every date of an episode that can be put right, as {key: (row, field, words, date)}."""
    found = {"0:referred_at": (episode, "referred_at", "Referral received", episode.referred_on)}
    if episode.closed_on:
        found["0:closed_on"] = (episode, "closed_on", "Episode closed", episode.closed_on)
    for model, names in CORRECTED:
        for row in model.objects.visible_to(request.user).filter(episode=episode):
            for name in names:
                value = getattr(row, name)
                if value:
                    found[f"{row.pk}:{name}"] = (row, name, actions.DATES[model, name], actions.day(value))
    return {"dates": found}
