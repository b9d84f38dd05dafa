"""The parts of a plan: outcomes, actions, visits."""

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.words import moment as in_words
from harbourlight.practice.childinneed.actions import workers_of

from ..actions import coregroups, visits, writing
from ..forms.plan import ActionForm, CorrectVisitForm, OutcomeForm, ProgressForm, VisitForm
from ..models import PlanOutcome, Visit
from .asking import works_on
from .plan import running_or_404, siblings_of
from .plan_asking import answered, asked, plan_or_404
from .plan_words import about


@needs("childprotection.work")
def outcome_add(request, protectionplan_id):
    """Add something that must change, with how it is measured and by when."""
    record = running_or_404(request, protectionplan_id)
    form = asked(request, OutcomeForm, key="plan_outcome_add", record=record)
    return answered(
        request, form=form, of=record, key="plan_outcome_add", record=record, about=about(record),
        title="Add an outcome",
        button="Add", said="The outcome was added.",
        do=lambda form: writing.add_outcome(
            plan=record, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.work")
def outcome(request, planoutcome_id):
    """Say how far an outcome is, or change its words."""
    rows = PlanOutcome.objects.visible_to(request.user).select_related("plan")
    record = get_or_404(request, rows, pk=planoutcome_id)
    plan = running_or_404(request, record.plan_id)
    names = ("what", "risk", "measure", "due_on", "progress", "progress_note", "dropped_reason", "version")
    form = asked(
        request,
        ProgressForm,
        key="plan_outcome",
        record=record,
        initial={name: getattr(record, name) for name in names},
    )
    return answered(
        request, form=form, of=plan, key="plan_outcome", record=record, about=about(plan),
        title="Outcome", button="Save",
        said="The outcome was saved.", then=plan, back=plan.get_absolute_url(),
        do=lambda form: writing.change_outcome(
            outcome=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.work")
def action_add(request, protectionplan_id):
    """Give a member of the core group, an agency or somebody of the family something to do."""
    record = running_or_404(request, protectionplan_id)
    form = asked(
        request, ActionForm, key="plan_action", record=record, members=coregroups.professionals_of(record),
        agencies=record.area.agencies.current(request.today).distinct(),
    )  # fmt: skip
    return answered(
        request, form=form, of=record, key="plan_action", record=record, about=about(record), title="Who does what",
        button="Save", said="The action was agreed.",
        do=lambda form: writing.give_plan_action(
            plan=record, by=request.user, at=request.moment, submission=form.submission, **form.action
        ),
    )  # fmt: skip


@needs("childprotection.read")
def visits_of_plan(request, protectionplan_id):
    """List the visits under a plan, the newest first."""
    record = plan_or_404(request, protectionplan_id)
    rows = Visit.objects.visible_to(request.user).filter(plan=record).select_related("visited_by")
    context = {"plan": record, "visits": rows.order_by("-happened_at")}
    return render_told(request, "childprotection/plan_visits.html", context, person_ids=record.child_ids)


@needs("childprotection.work")
def visit_add(request, protectionplan_id):
    """Record a visit: seen or not, alone or not, where, what the child said; brothers and sisters in the same form."""
    record = plan_or_404(request, protectionplan_id)
    siblings = [row for row in siblings_of(request, record) if works_on(request, row)]
    form = asked(
        request, VisitForm, key="plan_visit", record=record, workers=workers_of(record.team, request.today),
        initial={"visited_by": request.user.pk}, person=record.person, siblings=[str(row.person) for row in siblings],
    )  # fmt: skip

    def do(form):
        also = [(row, form.visit_to(number)) for number, row in enumerate(siblings)]
        return visits.record_family_visit(
            visits=[(record, form.visit), *((row, told) for row, told in also if told)],
            by=request.user, at=request.moment, submission=form.submission,
        )  # fmt: skip

    return answered(
        request, form=form, of=record, key="plan_visit", record=record, about=about(record), title="Record a visit",
        button="Save", said="The visit was recorded.", do=do, then=lambda _: record,
    )  # fmt: skip


@needs("childprotection.work")
def visit_correct(request, visit_id):
    """Put right when a visit was: the time to the next counts from the true day."""
    rows = Visit.objects.visible_to(request.user).exclude(plan=None).select_related("plan__person", "visited_by")
    record = get_or_404(request, rows, pk=visit_id)
    first = {"happened_at": record.happened_at, "version": record.version}
    form = asked(request, CorrectVisitForm, key="plan_visit_correct", record=record, initial=first)
    return answered(
        request, form=form, of=record.plan, key="plan_visit_correct", record=record, title="Correct the day of a visit",
        about=f"{record.plan.person}, recorded as {in_words(record.happened_at)}", button="Correct",
        said="The date was corrected. The clock has moved with it.", then=record.plan,
        back=record.plan.get_absolute_url(),
        do=lambda form: visits.correct_visit(
            visit=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip
