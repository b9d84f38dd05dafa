"""The plan on its pages: outcomes, actions and reviews."""

from django.contrib import messages
from django.shortcuts import redirect, render

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui import drafts
from harbourlight.foundations.ui.forms import summary_of

from .. import actions
from ..forms import ActionForm, OutcomeForm, OutcomeRows, PlanForm, ReviewForm
from ..models import HelpOutcome
from .asking import by_email, case_or_404, children_of, opened, professionals_for, step_page, told


@needs("earlyhelp.work")
def start_plan(request, case_id):
    """Start the plan from the agreed assessment."""
    record = case_or_404(request, case_id)
    form = opened(request, PlanForm, record, "earlyhelp_plan")
    rows = OutcomeRows(request.POST or None, prefix="outcomes", draft=form.draft, moment=request.moment)
    if all([form.is_valid(), rows.is_valid()]):
        try:
            actions.start_plan(case=record, outcomes=rows.answers, **form.answers, **told(request, form))
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "earlyhelp_plan", record.pk)
            messages.success(request, "The plan runs. Say now who does what by when.")
            return redirect(record)
    shown = {"case": record, "children": children_of(request, record), "form": form, "rows": rows}
    return render(request, "earlyhelp/plan.html", shown | {"summary": summary_of([form, rows])})


@needs("earlyhelp.work")
def add_outcome(request, case_id):
    """Add an outcome to the plan that runs."""
    record = case_or_404(request, case_id)
    form = OutcomeForm(request.POST or None, draft=drafts.offered(request, "earlyhelp_outcome", record.pk))

    def act(form):
        actions.add_outcome(case=record, by=request.user, at=request.moment, **form.cleaned_data)

    return step_page(
        request, record, form, act, key="earlyhelp_outcome", heading="Another outcome", button="Add the outcome",
        done="The outcome was added.",
    )  # fmt: skip


@needs("earlyhelp.work")
def give_action(request, case_id):
    """Say who does what by when."""
    record = case_or_404(request, case_id)
    form = ActionForm(
        request.POST or None, draft=drafts.offered(request, "earlyhelp_action", record.pk), moment=request.moment,
        professionals=professionals_for(request, record), agencies=record.area.agencies.current(request.today),
    )  # fmt: skip

    def act(form):
        answers = form.answers
        whose, _ = answers.pop("whose"), answers.pop("email")
        answers["owner"] = form.person_in("owner", by_email(request)) if whose == "professional" else None
        actions.give_action(case=record, by=request.user, at=request.moment, **answers)

    return step_page(
        request, record, form, act, key="earlyhelp_action", heading="Who does what by when", button="Give the action",
        done="The action was given.",
    )  # fmt: skip


@needs("earlyhelp.work")
def review(request, case_id):
    """Review the plan with the family."""
    record = case_or_404(request, case_id)
    outcomes = HelpOutcome.objects.visible_to(request.user).filter(plan__case=record, plan__ended_at=None)
    form = opened(request, ReviewForm, record, "earlyhelp_review", outcomes=list(outcomes.order_by("number")))
    return step_page(
        request, record, form, lambda form: actions.review(case=record, **form.answers, **told(request, form)),
        key="earlyhelp_review", heading="Review the plan", button="Record the review", done="The review was recorded.",
    )  # fmt: skip
