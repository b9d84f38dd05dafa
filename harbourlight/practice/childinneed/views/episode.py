"""The page of an episode, and what is done with it as a whole."""

from django.urls import reverse

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.people.telling import render_told

from .. import actions
from ..choices import AssessmentState
from ..forms.episode import AllocateForm, CloseForm, CorrectForm, ReasonForm, TransferForm, VisitForm
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
from .asking import answered, asked, episode_or_404
from .panels import in_short

MOST_SHOWN = 30
CORRECTED = (
    (Assessment, ("started_on", "completed_at")), (Plan, ("started_on", "ended_on")), (PlanReview, ("reviewed_on",)),
    (Visit, ("happened_at",)),
)  # fmt: skip


@needs("childinneed.read")
def episode(request, episode_id):
    """Show an episode: where it stands, its clocks, and what can be done next."""
    record = episode_or_404(request, episode_id)
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
        "transfers": Transfer.objects.visible_to(user)
        .filter(**own)
        .order_by("moved_on")
        .select_related("from_team", "to_team"),
        "corrections": Correction.objects.visible_to(user)
        .filter(**own)
        .order_by("corrected_at")
        .select_related("corrected_by"),
        "earlier": Episode.objects.visible_to(user)
        .of_people(actions.records_of(record.person_id))
        .exclude(pk=record.pk),
        "history": history_of(request, record),
        "steps": {step.name for step in EPISODE.steps_from(record.state)},
    }
    context["plan"] = next((row for row in context["plans"] if row.ended_on is None), None)
    context["is_theirs"] = actions.works_with(record, user, request.moment)
    context["asks_whether_in_error"] = actions.waits_whether_in_error(record)
    context["waits"] = actions.waits_for_decision(record)
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


@needs("childinneed.manage")
def allocate(request, episode_id):
    """Give an episode to a worker of its team."""
    record = episode_or_404(request, episode_id)
    form = asked(
        request, AllocateForm, key="need_allocate", episode=record,
        workers=actions.workers_of(record.team, request.today),
        initial={"version": record.version, "worker": record.worker_id},
    )  # fmt: skip
    return answered(
        request, form=form, episode=record, key="need_allocate", title="Allocate", button="Allocate", said="Allocated.",
        then=lambda done: done,
        do=lambda form: actions.allocate(
            episode=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.manage")
def transfer(request, episode_id):
    """Move an episode to another team, or to another area."""
    record = episode_or_404(request, episode_id)
    form = asked(
        request, TransferForm, key="need_transfer", episode=record,
        teams=actions.teams_to_move_to(record, request.today),
        initial={"version": record.version, "moved_on": request.today},
    )  # fmt: skip
    return answered(
        request, form=form, episode=record, key="need_transfer", title="Move to another team", button="Move",
        said="Moved. The other team sees the record now.", then=lambda done: reverse("childinneed:team"),
        do=lambda form: actions.transfer(
            episode=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.manage")
def close(request, episode_id):
    """Close an episode with the reason of the census."""
    record = episode_or_404(request, episode_id)
    form = asked(
        request, CloseForm, key="need_close", episode=record,
        initial={"version": record.version, "on": request.today},
    )  # fmt: skip
    return answered(
        request, form=form, episode=record, key="need_close", title="Close", button="Close", said="Closed.",
        then=lambda done: done, against=actions.against_closing(record),
        do=lambda form: actions.close_episode(
            episode=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.manage")
def take_no_action(request, episode_id):
    """Decide that a referral needs no further action."""
    record = episode_or_404(request, episode_id)
    form = asked(request, ReasonForm, key="need_nfa", episode=record, initial={"version": record.version})
    return answered(
        request, form=form, episode=record, key="need_nfa", title="No further action on the referral",
        button="Decide: no further action", said="Decided and closed.", then=lambda done: done,
        do=lambda form: actions.take_no_action(
            episode=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.manage")
def close_in_error(request, episode_id):
    """Close an episode that was opened in error."""
    record = episode_or_404(request, episode_id)
    form = asked(request, ReasonForm, key="need_error", episode=record, initial={"version": record.version})
    return answered(
        request, form=form, episode=record, key="need_error", title="It was opened in error",
        button="Close as opened in error", said="Closed as opened in error.",
        then=lambda done: reverse("childinneed:team"),
        do=lambda form: actions.close_in_error(
            episode=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.manage")
def keep_open(request, episode_id):
    """Say that an episode goes on although the front door decided anew."""
    record = episode_or_404(request, episode_id)
    form = asked(request, ReasonForm, key="need_keep", episode=record, initial={"version": record.version})
    return answered(
        request, form=form, episode=record, key="need_keep", title="It goes on", button="Let it go on",
        said="It goes on.", then=lambda done: done,
        do=lambda form: actions.keep_open(
            episode=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.manage")
def reopen(request, episode_id):
    """Open an episode again that was closed by mistake."""
    record = episode_or_404(request, episode_id)
    form = asked(request, ReasonForm, key="need_reopen", episode=record, initial={"version": record.version})
    return answered(
        request, form=form, episode=record, key="need_reopen", title="Open again what was closed by mistake",
        button="Open again", said="Open again. The clock of the assessment is where it was.", then=lambda done: done,
        do=lambda form: actions.reopen(
            episode=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.work")
def visit(request, episode_id):
    """Record a visit to the child, and to brothers and sisters seen the same day."""
    record = episode_or_404(request, episode_id)
    together = [record, *(row for row in siblings_of(request, record) if row.is_open)]
    by_id = {str(row.pk): row for row in together}
    form = asked(
        request, VisitForm, key="need_visit", episode=record,
        children=[(key, str(row.person)) for key, row in by_id.items()],
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        children = [by_id[key] for key in answers.pop("children")]
        actions.record_visit(
            episodes=children,
            by=request.user,
            at=request.moment,
            submission=form.submission,
            **(answers | {"was_seen": answers["was_seen"] == "yes"}),
        )

    return answered(
        request, form=form, episode=record, key="need_visit", title="Record a visit", button="Save the visit", do=do,
        said="The visit was recorded.", then=record,
    )  # fmt: skip


def dates_of(request, record):
    """Return {key: (record, field, words, date)} of every date of an episode that can be put right."""
    found = {"0:referred_at": (record, "referred_at", "Referral received", record.referred_on)}
    if record.closed_on:
        found["0:closed_on"] = (record, "closed_on", "Episode closed", record.closed_on)
    for model, names in CORRECTED:
        for row in model.objects.visible_to(request.user).filter(episode=record):
            for name in names:
                value = getattr(row, name)
                if value:
                    found[f"{row.pk}:{name}"] = (row, name, actions.DATES[model, name], actions.day(value))
    return found


@needs("childinneed.work")
def correct(request, episode_id):
    """Put right a date that was recorded wrongly; clocks move and the history stays."""
    record = episode_or_404(request, episode_id)
    dates = dates_of(request, record)
    form = asked(
        request, CorrectForm, key="need_correct", episode=record,
        dates=[(key, f"{words}: {on.day} {on:%B %Y}") for key, (_, _, words, on) in dates.items()],
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        row, field, _, _ = dates[answers.pop("what")]
        actions.correct_date(
            record=row, field=field, by=request.user, at=request.moment, submission=form.submission, **answers
        )

    return answered(
        request, form=form, episode=record, key="need_correct", title="Put a wrong date right", button="Put it right",
        said="Put right. Clocks that counted from it have moved.", then=record, do=do,
    )  # fmt: skip
