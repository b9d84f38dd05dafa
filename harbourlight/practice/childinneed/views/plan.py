"""The pages of a child in need plan."""

from django.http import Http404

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.actions import actions as tracked
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui import drafts

from .. import actions
from ..forms.plan import ActionForm, ChangePlanForm, EndPlanForm, Outcomes, PlanForm, ReviewPlanForm
from ..models import Plan, PlanOutcome, PlanReview
from ..pathway import PLAN_REVIEW
from .asking import answered, asked, episode_or_404, part_or_404


def rows_asked(request, form):
    """Return the rows of outcomes of a form, with its draft."""
    return Outcomes(request.POST or None, prefix="outcomes", draft=form.draft, moment=request.moment)


def pairs(rows):
    """Return the outcomes as the action takes them."""
    return [(row["what"], row["measure"]) for row in rows.answers]


@needs("childinneed.work")
def plan_start(request, episode_id):
    """Start a child in need plan."""
    record = episode_or_404(request, episode_id)
    form = asked(request, PlanForm, key="need_plan", episode=record, initial={"started_on": request.today})
    rows = rows_asked(request, form)
    return answered(
        request, form=form, rows=rows, episode=record, key="need_plan", title="Start a child in need plan",
        button="Start the plan", said="The plan was started. Now say who does what.", then=lambda done: done,
        do=lambda form: actions.start_plan(
            episode=record, by=request.user, at=request.moment, submission=form.submission, outcomes=pairs(rows),
            **form.cleaned_data,
        ),
    )  # fmt: skip


def open_plan_or_404(request, plan_id):
    """Return a plan that has not ended."""
    record = part_or_404(request, Plan, plan_id)
    if record.ended_on:
        raise Http404("The plan has ended")
    return record


@needs("childinneed.read")
def plan(request, plan_id):
    """Show a plan on a page: what is to change, who does what by when, and how it goes."""
    record = part_or_404(request, Plan, plan_id)
    user = request.user
    clocks = Deadline.objects.visible_to(user).running().filter(subject_id=record.episode_id, clock=PLAN_REVIEW)
    given = Action.objects.visible_to(user).filter(source_id=record.pk).select_related("owner", "owner_agency")
    context = {
        "plan": record,
        "episode": record.episode,
        "outcomes": PlanOutcome.objects.visible_to(user).filter(plan=record).order_by("number"),
        "reviews": PlanReview.objects.visible_to(user).filter(plan=record).order_by("-reviewed_on"),
        "actions": given.order_by("due_on"),
        "review_clock": clocks.first(),
        "is_theirs": actions.works_with(record.episode, user, request.moment),
    }
    return render_told(request, "childinneed/plan.html", context, person_ids=record.child_ids)


@needs("childinneed.work")
def plan_change(request, plan_id):
    """Change the words of a plan, add outcomes, and tick what was reached."""
    record = open_plan_or_404(request, plan_id)
    waiting = {
        str(row.pk): row for row in PlanOutcome.objects.visible_to(request.user).filter(plan=record, reached_on=None)
    }
    form = asked(
        request, ChangePlanForm, key="need_plan_change", episode=record.episode, waiting=list(waiting.values()),
        initial={"version": record.version} | {name: getattr(record, name) for name in ChangePlanForm.base_fields},
    )  # fmt: skip
    rows = rows_asked(request, form)

    def do(form):
        answers = dict(form.cleaned_data)
        reached = [waiting[key] for key in answers.pop("reached", None) or ()]
        return actions.change_plan(
            plan=record,
            by=request.user,
            at=request.moment,
            version=form.version,
            submission=form.submission,
            outcomes=pairs(rows),
            reached=reached,
            **answers,
        )

    return answered(
        request, form=form, rows=rows, episode=record.episode, key="need_plan_change", title="Change the plan",
        button="Save", said="The plan was changed.", then=record, do=do,
    )  # fmt: skip


@needs("childinneed.work")
def plan_review(request, plan_id):
    """Review a plan: the interval to the next review runs from this one."""
    record = open_plan_or_404(request, plan_id)
    form = asked(
        request, ReviewPlanForm, key="need_plan_review", episode=record.episode,
        initial={"version": record.version, "reviewed_on": request.today},
    )  # fmt: skip
    return answered(
        request, form=form, episode=record.episode, key="need_plan_review", title="Review the plan", then=record,
        button="Save the review", said="The review was recorded.",
        do=lambda form: actions.review_plan(
            plan=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.work")
def plan_end(request, plan_id):
    """End a plan with the reason."""
    record = open_plan_or_404(request, plan_id)
    form = asked(
        request, EndPlanForm, key="need_plan_end", episode=record.episode,
        initial={"version": record.version, "ended_on": request.today},
    )  # fmt: skip
    return answered(
        request, form=form, episode=record.episode, key="need_plan_end", title="End the plan", button="End the plan",
        said="The plan has ended.", then=record,
        do=lambda form: actions.end_plan(
            plan=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childinneed.work")
def plan_action(request, plan_id):
    """Give somebody, of any agency or of the family, something to do for the plan."""
    record = open_plan_or_404(request, plan_id)
    key = "need_plan_action"
    form = ActionForm(
        request.POST or None,
        draft=drafts.offered(request, key, record.episode_id),
        moment=request.moment,
        workers=actions.workers_of(record.episode.team, request.today),
        agencies=record.episode.area.agencies.current(request.today),
    )
    return answered(
        request, form=form, episode=record.episode, key=key, title="Who does what", button="Save", then=record,
        said="The action was agreed.",
        do=lambda form: tracked.give_action(
            source=record, by=request.user, at=request.moment, submission=form.submission, team=record.episode.team,
            **form.action,
        ),
    )  # fmt: skip
