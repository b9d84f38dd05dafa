"""The pages of core groups, and the planning of a core group and of a review conference."""

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings.presence import expected
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.pages import find, not_now, offers
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.foundations.ui.words import day

from ..actions import coregroups
from ..actions.conferences import plan_conference
from ..actions.transfers import chairs_in
from ..choices import ConferenceKind
from ..forms import PlanGroupForm, PlanReviewForm
from ..models import ProtectionPlan
from ..pathway import CORE_GROUP, PLAN
from .plan import siblings_of
from .plan_words import about


@needs("childprotection.read")
def core_group(request, coregroup_id):
    """Show a core group: about whom, when it was due and met, who was there, how far the plans are."""
    record = find(request, CORE_GROUP, coregroup_id)
    plans = ProtectionPlan.objects.visible_to(request.user).filter(pk__in=record.plan_ids).select_related("person")
    context = {
        "group": record,
        "pathway": CORE_GROUP,
        "plans": plans,
        "there": expected(record.meeting) if record.meeting else [],
        "arranges": works.may_take(CORE_GROUP, CORE_GROUP.step("move"), record, request.user, request.moment),
    }
    return render_told(request, "childprotection/core_group.html", context, person_ids=record.child_ids)


@offers(CORE_GROUP, "hold")
def met_as_planned(request, record):
    """Begin with the time for which it was planned; say what is recorded first."""
    nobody = not any(attendance for _, attendance in expected(record.meeting))
    return {
        "initial": {"held_at": record.planned_for},
        "intro": "Record first, on the page of the meeting, who was there." if nobody else "",
    }


@offers(CORE_GROUP, "move")
def planned_so_far(request, record):
    """Begin with the time for which it is planned."""
    return {"initial": {"starts_at": record.planned_for}}


@needs("childprotection.work")
def core_group_plan(request, protectionplan_id):
    """Plan a core group; its members so far are invited."""
    record = find(request, PLAN, protectionplan_id)
    try:
        works.check(PLAN, PLAN.step("meet"), record, request.user, request.moment)
    except StepNotAllowed as refusal:
        return not_now(request, CORE_GROUP.step("plan"), record, about(record), str(refusal), status=403)
    siblings = {str(row.pk): row for row in siblings_of(request, record)}
    form = PlanGroupForm(request.POST or None, moment=request.moment, siblings=siblings)
    last = coregroups.next_core_group_due([record])
    until = f" The last day is {day(last)}." if last else ""
    question = Question(
        title="Plan a core group", button="Plan", about=f"{about(record)}.{until}",
        back=(record.get_absolute_url(), "Back"), said="The core group was planned and its members were invited.",
    )  # fmt: skip

    def do(form):
        return coregroups.plan_core_group(
            plans=[record, *form.also], by=request.user, at=request.moment, submission=form.submission, **form.answers
        )

    return ask(request, form, question, do)


@needs("childprotection.plan_conference")
def review_plan(request, protectionplan_id):
    """Plan the next review conference, with brothers and sisters where they are on a plan as well."""
    record = find(request, PLAN, protectionplan_id)
    siblings = {str(row.pk): row for row in siblings_of(request, record)}
    form = PlanReviewForm(
        request.POST or None, moment=request.moment, siblings=siblings, chairs=chairs_in(record.area, request.today)
    )
    due = f" The last day is {day(record.review_due_on)}." if record.review_due_on else ""
    question = Question(
        title="Plan the review conference", button="Plan", about=f"{about(record)}.{due}",
        back=(record.get_absolute_url(), "Back"), said="The conference was planned. Ask for the reports next.",
    )  # fmt: skip

    def do(form):
        together = [record, *form.also]
        return plan_conference(
            kind=ConferenceKind.REVIEW, children=[row.person_id for row in together], area=record.area,
            team=record.team, invitees=coregroups.members_so_far(together), by=request.user, at=request.moment,
            submission=form.submission, **form.answers,
        )  # fmt: skip

    return ask(request, form, question, do)
