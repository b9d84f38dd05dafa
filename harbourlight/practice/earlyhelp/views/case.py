"""The page of one case, how it is opened, and who leads it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.lookup import person_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.meetings.models import Meeting
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.choices import RelationKind
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui import drafts
from harbourlight.practice.childinneed.models import Episode

from .. import actions
from ..forms import AllocateForm, OpenForm, StepDownForm
from ..models import (
    AroundFamily,
    ChildVoice,
    ConsentAsked,
    HelpAssessment,
    HelpOutcome,
    HelpPlan,
    HelpReview,
    Progress,
    RefusalDecision,
    StepUp,
)
from ..pathway import CASE
from .asking import by_email, case_or_404, children_of, opened, professionals_for, step_page, told


@needs("earlyhelp.read")
def case(request, case_id):
    """Show everything about a case, and what can be done next."""
    record = case_or_404(request, case_id)
    mine = {"case_id": record.pk}

    def of(model, *related):
        return model.objects.visible_to(request.user).filter(**mine).select_related(*related)

    assessments = list(of(HelpAssessment, "lead", "agency").order_by("-number"))
    voices = ChildVoice.objects.visible_to(request.user).filter(assessment__in=assessments).select_related("person")
    about = {"subject_id": record.pk}
    context = {
        "case": record,
        "children": children_of(request, record),
        "clocks": list(Deadline.objects.visible_to(request.user).filter(**about, cancelled_at=None).order_by("due_at")),
        "consents": list(of(ConsentAsked, "recorded_by").order_by("-asked_on", "-recorded_at")),
        "decisions": list(of(RefusalDecision, "decided_by").order_by("-decided_at")),
        "assessments": [(each, [one for one in voices if one.assessment_id == each.pk]) for each in assessments],
        "members": list(of(AroundFamily).order_by("left_on", "joined_on")),
        "steps_up": list(of(StepUp, "person", "team")),
        "meetings": list(Meeting.objects.visible_to(request.user).filter(**about).order_by("-starts_at")),
        "actions": list(Action.objects.visible_to(request.user).filter(source_id=record.pk).order_by("due_on")),
        "history": [
            (CASE.step(step.step).says, step)
            for step in StepTaken.objects.visible_to(request.user).filter(**about).select_related("taken_by")
            .order_by("-recorded_at")
        ],
        "may_work": record.is_open and actions.works_on(record, request.user, request.moment),
        "may_decide": record.lead_id == request.user.pk or actions.is_manager(record, request.user, request.moment),
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
    reviews = HelpReview.objects.visible_to(request.user).filter(plan__case=record).order_by("-held_on")
    return {
        "plan": plan,
        "outcomes": [(outcome, by_outcome.get(outcome.pk, [])) for outcome in outcomes],
        "reviews": list(reviews.select_related("recorded_by")),
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
    return child, [child, *others.exclude(pk=child.pk).order_by("first_name")]


@needs("earlyhelp.work")
def open_case(request, person_id):
    """Open a case for a family that I work with."""
    child, family = family_of(request, person_id)
    form = OpenForm(
        request.POST or None, children=family, draft=drafts.offered(request, "earlyhelp_open", child.pk),
        initial={"children": [str(child.pk)]},
    )  # fmt: skip
    if form.is_valid():
        answers = form.answers
        try:
            made = actions.open_case(
                people=answers["children"], reason=answers["reason"],
                area=child.area or request.user.agency.areas.first(),
                by=request.user, at=request.moment, submission=form.submission,
            )  # fmt: skip
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "earlyhelp_open", child.pk)
            messages.success(request, "The case is open and you lead it. Ask the family first.")
            return redirect(made)
    return render(request, "earlyhelp/open.html", {"form": form, "person": child})


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
        draft=drafts.offered(request, "earlyhelp_step_down", child.pk),
        moment=request.moment,
        initial={"children": [str(child.pk)]},
    )
    if form.is_valid():
        answers = form.answers
        chosen = [open_now[pk] for pk in answers.pop("children")]
        try:
            actions.take_step_down(
                episodes=chosen, by=request.user, at=request.moment, submission=form.submission, **answers
            )
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "earlyhelp_step_down", child.pk)
            messages.success(request, "Early help takes the family on. Now close the episode of need.")
            return redirect("people:person", child.pk)
    return render(request, "earlyhelp/step_down.html", {"form": form, "person": child})


@needs("earlyhelp.work")
def allocate(request, case_id):
    """Name the lead professional, of whatever agency, or hand the case over."""
    record = case_or_404(request, case_id)
    form = opened(request, AllocateForm, record, "earlyhelp_allocate", professionals=professionals_for(request, record))

    def act(form):
        lead = form.person_in("lead", by_email(request))
        actions.allocate(case=record, lead=lead, **told(request, form))

    keeps = record.lead_id != request.user.pk or actions.sits_in_team(record, request.user, request.moment)
    return step_page(
        request, record, form, act, key="earlyhelp_allocate", heading="Lead professional", button="Name this person",
        done="The lead professional was named.", to="" if keeps else "earlyhelp:mine",
        intro="Whoever leads may be of any agency and has the same rights as the council's own workers.",
    )  # fmt: skip
