"""The page of one case, and how a family comes to early help."""

from django.http import Http404

from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.lookup import person_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.pathways import pages, works
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.people.choices import RelationKind
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.practice.childinneed.models import Episode

from .. import actions
from ..forms import OpenForm, StepDownForm
from ..models import (
    AroundFamily,
    ConsentAsked,
    HelpAssessment,
    HelpOutcome,
    HelpPlan,
    HelpReview,
    Progress,
    RefusalDecision,
    StepUp,
)
from ..pathway import CASE, READ, WORK


def children_of(request, record):
    """Return the children of a case, as far as this person may see them, by name."""
    people = Person.objects.visible_to(request.user).filter(pk__in=record.child_ids)
    return list(people.order_by("first_name__letters", "last_name__letters"))


@needs(READ)
def case(request, case_id):
    """Show everything about a case, and what can be done next."""
    record = pages.find(request, CASE, case_id)
    mine = {"case_id": record.pk}

    def of(model, *related):
        return model.objects.visible_to(request.user).filter(**mine).select_related(*related)

    about = {"subject_id": record.pk}
    context = {
        "case": record,
        "children": children_of(request, record),
        "clocks": list(Deadline.objects.visible_to(request.user).filter(**about, cancelled_at=None).order_by("due_at")),
        "consents": list(of(ConsentAsked, "recorded_by").order_by("-asked_on", "-recorded_at")),
        "decisions": list(of(RefusalDecision, "decided_by").order_by("-decided_at")),
        "assessments": list(of(HelpAssessment, "lead", "agency").order_by("-number")),
        "members": list(of(AroundFamily).order_by("left_on", "joined_on")),
        "steps_up": list(of(StepUp, "person", "team")),
        "meetings": list(Meeting.objects.visible_to(request.user).filter(**about).order_by("-starts_at")),
        "actions": list(Action.objects.visible_to(request.user).filter(source_id=record.pk).order_by("due_on")),
        "history": [
            (CASE.step(step.step).says, step)
            for step in StepTaken.objects.visible_to(request.user).filter(**about).select_related("taken_by")
            .order_by("-recorded_at")
        ],
        "pathway": CASE,
        "may_work": works.may_take(CASE, CASE.step("record_consent"), record, request.user, request.moment),
        **plan_shown(request, record),
    }  # fmt: skip
    return render_told(request, "earlyhelp/case.html", context, person_ids=record.child_ids)


def plan_shown(request, record):
    """Return the newest plan of a case, its outcomes with how far each is, and its reviews."""
    plans = HelpPlan.objects.visible_to(request.user).filter(case=record).order_by("-started_at")
    plan = plans.first()
    outcomes = HelpOutcome.objects.visible_to(request.user).filter(plan=plan).order_by("number")
    progress = Progress.objects.visible_to(request.user).filter(outcome__plan=plan).select_related("review")
    by_outcome = {}
    for each in progress.order_by("review__held_on", "review__recorded_at"):
        by_outcome.setdefault(each.outcome_id, []).append(each)
    reviews = list(
        HelpReview.objects.visible_to(request.user)
        .filter(plan__case=record)
        .order_by("-held_on")
        .select_related("recorded_by")
    )
    days = [review.next_review_on for review in reviews if plan and review.plan_id == plan.pk]
    return {
        "plan": plan,
        "outcomes": [(outcome, by_outcome.get(outcome.pk, [])) for outcome in outcomes],
        "reviews": reviews,
        "next_review_on": (days or [plan.next_review_on])[0] if plan else None,
    }


def family_of(request, person_id):
    """Return a child with the brothers and sisters whose whole record this person may see."""
    person_or_404(request, person_id)
    child = Person.objects.visible_to(request.user).get(pk=person_id)
    if not child.is_child:
        raise Http404("Early help is opened for a child")
    siblings = Relationship.objects.visible_to(request.user).filter(person=child, kind=RelationKind.SIBLING)
    ids = open_for_good(siblings.values_list("other", flat=True), request.user, request.moment)
    others = Person.objects.visible_to(request.user).filter(pk__in=ids, is_child=True)
    return child, [child, *others.exclude(pk=child.pk).order_by("first_name__letters")]


@needs(WORK)
def open_case(request, person_id):
    """Open a case for a family that I work with."""
    child, family = family_of(request, person_id)
    form = OpenForm(request.POST or None, children=family, initial={"children": [str(child.pk)]})
    question = Question(
        title="Early help for a family", button="Open the case", back=(child.get_absolute_url(), "Back to the record"),
        said="The case is open and you lead it. Ask the family first.",
        intro="You lead the work from now on, whatever agency you are of; you can hand over later. "
        "Ask the family first: nothing is assessed before they have agreed.",
    )  # fmt: skip

    def do(form):
        return actions.open_case(
            people=form.answers["children"], reason=form.answers["reason"], by=request.user, at=request.moment,
            area=child.area or area_of(request), submission=form.submission,
        )  # fmt: skip

    return ask(request, form, question, do)


@needs("earlyhelp.step_down")
def step_down(request, person_id):
    """Step a family down from social care to early help."""
    child, family = family_of(request, person_id)
    ids = [each.pk for each in family]
    episodes = Episode.objects.visible_to(request.user).open().filter(person_id__in=ids).select_related("area")
    open_now = {episode.person_id: episode for episode in episodes}
    if child.pk not in open_now:
        raise Http404("This child is not in need now")
    form = StepDownForm(
        request.POST or None,
        children=[each for each in family if each.pk in open_now],
        teams=open_now[child.pk].area.teams.current(request.today).filter(kind=TeamKind.EARLY_HELP),
        moment=request.moment,
        initial={"children": [str(child.pk)]},
    )
    question = Question(
        title="Step down to early help", button="Step down", back=(child.get_absolute_url(), "Back to the record"),
        said="Early help takes the family on. Now close the episode of need.", then=child,
        intro="The early help team reads the whole record from now on. Whoever is referred again within 12 months is "
        "counted against this step. Then close the episode of need.",
    )  # fmt: skip

    def do(form):
        answers = form.answers
        chosen = [open_now[pk] for pk in answers.pop("children")]
        actions.take_step_down(
            episodes=chosen, by=request.user, at=request.moment, submission=form.submission, **answers
        )

    return ask(request, form, question, do)
