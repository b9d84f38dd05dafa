"""The pages of a child in need plan."""

from django.http import Http404

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.actions import actions as tracked
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.pages import offers
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui import drafts

from .. import actions
from ..forms.plan import ActionForm
from ..models import Plan, PlanOutcome, PlanReview
from ..pathway import EPISODE, PLAN_REVIEW
from .asking import answered, part_or_404


@needs("childinneed.read")
def plan(request, plan_id):
    """Show a plan on a page: what is to change, who does what by when, and how it goes."""
    record = part_or_404(request, Plan, plan_id)
    user = request.user
    clocks = Deadline.objects.visible_to(user).running().filter(subject_id=record.episode_id, clock=PLAN_REVIEW)
    given = Action.objects.visible_to(user).filter(source_id=record.pk).select_related("owner", "owner_agency")
    context = {
        "plan": record,
        "pathway": EPISODE,
        "episode": record.episode,
        "outcomes": PlanOutcome.objects.visible_to(user).filter(plan=record).order_by("number"),
        "reviews": PlanReview.objects.visible_to(user).filter(plan=record).order_by("-reviewed_on"),
        "actions": given.order_by("due_on"),
        "review_clock": clocks.first(),
        "is_theirs": actions.works_with(record.episode, user, request.moment),
    }
    return render_told(request, "childinneed/plan.html", context, person_ids=record.child_ids)


@offers(EPISODE, "start_plan")
def begins_today(request, episode):
    """Begin with today."""
    return {"initial": {"started_on": request.today}}


@offers(EPISODE, "change_plan")
def words_so_far(request, plan):
    """Begin with what is written, and ask which outcomes are reached."""
    waiting = PlanOutcome.objects.visible_to(request.user).filter(plan=plan, reached_on=None).order_by("number")
    return {"waiting": list(waiting), "initial": {name: getattr(plan, name) for name in actions.PLAN_WORDS}}


@offers(EPISODE, "review_plan")
def reviewed_today(request, plan):
    """Begin with today."""
    return {"initial": {"reviewed_on": request.today}}


@offers(EPISODE, "end_plan")
def ends_today(request, plan):
    """Begin with today."""
    return {"initial": {"ended_on": request.today}}


@needs("childinneed.work")
def plan_action(request, plan_id):
    """Give somebody, of any agency or of the family, something to do for the plan."""
    record = part_or_404(request, Plan, plan_id)
    if record.ended_on:
        raise Http404("The plan has ended")
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
