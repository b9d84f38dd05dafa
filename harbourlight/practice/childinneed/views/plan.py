"""The page of a child in need plan, and what the forms of its steps need to know."""

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.pages import offers
from harbourlight.foundations.people.telling import render_told

from .. import actions
from ..models import PlanOutcome, PlanReview
from ..pathway import EPISODE, PLAN_REVIEW


@needs("childinneed.read")
def plan(request, plan_id):
    """Show a plan on a page: what is to change, who does what by when, and how it goes."""
    record = pages.find(request, EPISODE, plan_id, "plan")
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
    }
    return render_told(request, "childinneed/plan.html", context, person_ids=record.child_ids)


@offers(EPISODE, "start_plan", "review_plan", "end_plan")
def today(request, subject):
    """Begin with today."""
    return {"initial": dict.fromkeys(("started_on", "reviewed_on", "ended_on"), request.today)}


@offers(EPISODE, "change_plan")
def words_so_far(request, plan):
    """Begin with what is written, and ask which outcomes are reached."""
    waiting = PlanOutcome.objects.visible_to(request.user).filter(plan=plan, reached_on=None).order_by("number")
    return {"waiting": list(waiting), "initial": {name: getattr(plan, name) for name in actions.PLAN_WORDS}}


@offers(EPISODE, "give_action")
def doers(request, plan):
    """Offer who does it."""
    team, area = plan.episode.team, plan.episode.area
    return {"workers": actions.workers_of(team, request.today), "agencies": area.agencies.current(request.today)}
