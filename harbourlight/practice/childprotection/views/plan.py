"""A child protection plan on a page, and what is asked about the plan as a whole."""

from django.http import Http404
from django.urls import reverse

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.telling import render_told
from harbourlight.practice.childinneed.actions import workers_of

from ..actions import coregroups, plan_dates, plans, writing
from ..actions.left import left_of
from ..forms.plan import BirthForm, CorrectPlanForm, EarlierForm, EndForm, KeyWorkerForm, WriteForm
from ..models import AreaTransfer, CategoryChange, ConferenceChild, CoreGroup, PlanOutcome, ProtectionPlan, Visit
from .asking import works_on
from .panels import in_short
from .plan_asking import answered, asked, plan_or_404
from .plan_words import about, gap

SHORT_LIST = 5


@needs("childprotection.read")
def plan(request, protectionplan_id):
    """Show a plan on a page: what must change, who does what by when, who meets when, and how it goes."""
    record = plan_or_404(request, protectionplan_id)
    context = on_a_page(request, record)
    visits = Visit.objects.visible_to(request.user).filter(plan=record).select_related("visited_by")
    context |= {
        "visits": visits.order_by("-happened_at")[:SHORT_LIST],
        "groups": CoreGroup.objects.visible_to(request.user).filter(plan_ids__contains=[record.pk]).order_by("-number"),
        "changes": CategoryChange.objects.visible_to(request.user).filter(plan=record).order_by("changed_on"),
        "transfers": AreaTransfer.objects.visible_to(request.user).filter(plan=record).order_by("notified_on"),
    }
    return render_told(request, "childprotection/plan.html", context, person_ids=record.child_ids)


def on_a_page(request, record):
    """Return what a plan on a page tells."""
    user = request.user
    clocks = Deadline.objects.visible_to(user).running().filter(subject_id=record.pk).order_by("due_at")
    given = Action.objects.visible_to(user).filter(source_id=record.pk).exclude(state="dropped")
    is_theirs = works_on(request, record)
    state, refreshed, newer = coregroups.chronology_of(record, request.moment)
    return {
        "plan": record,
        "outcomes": PlanOutcome.objects.visible_to(user).filter(plan=record).order_by("due_on", "recorded_at"),
        "actions": given.select_related("owner", "owner_agency").order_by("due_on"),
        "clocks": [(clock, in_short(clock)) for clock in clocks],
        "members": coregroups.members_of(record),
        "left": len(left_of(record)),
        "meetings": meetings_to_come(request, record),
        "earlier": earlier_of(request, record),
        "gap": gap(record.previous_ended_on, record.started_on),
        "siblings": siblings_of(request, record),
        "chronology": {"state": state, "last": refreshed, "newer": newer},
        "is_theirs": is_theirs,
        "can_write": is_theirs and may(user, "childprotection.work", request.today),
        "is_unborn": record.was_unborn and record.person.born_on is None,
    }


def meetings_to_come(request, record):
    """Return the meetings that are planned for a plan, as (words, moment, address)."""
    user = request.user
    groups = CoreGroup.objects.visible_to(user).filter(plan_ids__contains=[record.pk], state="planned")
    found = [("Core group", row.planned_for, row.get_absolute_url()) for row in groups]
    rows = ConferenceChild.objects.visible_to(user).filter(person_id=record.person_id, conference__state="planned")
    rows = rows.select_related("conference")
    found += [(row.get_kind_display(), row.conference.planned_for, row.conference.get_absolute_url()) for row in rows]
    return sorted(found, key=lambda meeting: meeting[1])


def earlier_of(request, record):
    """Return the plans of the child that ended before this one began, the last first."""
    rows = ProtectionPlan.objects.visible_to(request.user).filter(
        person_id=record.person_id, ended_on__lte=record.started_on
    )
    return rows.exclude(pk=record.pk).order_by("-ended_on")


def siblings_of(request, record):
    """Return the plans of brothers and sisters which the same conference made and which run."""
    decided = ConferenceChild.objects.visible_to(request.user).filter(plan=record).values("conference")
    same = ConferenceChild.objects.visible_to(request.user).filter(conference__in=decided).exclude(plan=None)
    rows = ProtectionPlan.objects.visible_to(request.user).running().filter(pk__in=same.values("plan"))
    return rows.exclude(pk=record.pk).select_related("person", "area", "team", "key_worker").order_by("person__born_on")


def running_or_404(request, protectionplan_id):
    """Return a plan that has not ended."""
    record = plan_or_404(request, protectionplan_id)
    if record.state != "open":
        raise Http404("The plan has ended")
    return record


@needs("childprotection.work")
def plan_write(request, protectionplan_id):
    """Write the plan: what must change, what protects the child, what happens if it does not work."""
    record = running_or_404(request, protectionplan_id)
    first = {name: getattr(record, name) for name in writing.WORDS} | {"version": record.version}
    form = asked(request, WriteForm, key="plan_write", record=record, initial=first)
    return answered(
        request, form=form, of=record, key="plan_write", record=record, about=about(record), title="Write the plan",
        button="Save", said="The plan was saved.",
        do=lambda form: writing.write_plan(
            plan=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.decide_enquiry")
def plan_worker(request, protectionplan_id):
    """Give the plan another key worker."""
    record = running_or_404(request, protectionplan_id)
    workers = workers_of(record.team, request.today)
    first = {"key_worker": record.key_worker_id, "version": record.version}
    form = asked(request, KeyWorkerForm, key="plan_worker", record=record, initial=first, workers=workers)
    return answered(
        request, form=form, of=record, key="plan_worker", record=record, about=about(record),
        title="Key worker", button="Save",
        said="The key worker was changed.",
        do=lambda form: plans.allocate_plan(
            plan=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.work")
def plan_correct(request, protectionplan_id):
    """Put right when the plan began or ended: its clocks move, and what was recorded stays in the history."""
    record = plan_or_404(request, protectionplan_id)
    dates = [(name, words) for name, words in plan_dates.DATES.items() if getattr(record, name)]
    form = asked(
        request, CorrectPlanForm, key="plan_correct", record=record, dates=dates, initial={"version": record.version}
    )
    return answered(
        request, form=form, of=record, key="plan_correct", record=record, about=about(record), title="Correct a date",
        button="Correct", said="The date was corrected. The clocks have moved with it.",
        do=lambda form: plan_dates.correct_plan(
            plan=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.work")
def plan_birth(request, protectionplan_id):
    """Record that the child was born: what waited for the birth counts from it."""
    record = running_or_404(request, protectionplan_id)
    if not record.was_unborn or record.person.born_on:
        raise Http404("The child was born")
    form = asked(request, BirthForm, key="plan_birth", record=record)
    return answered(
        request, form=form, of=record, key="plan_birth", record=record, about=about(record), title="Record the birth",
        button="Save", said="The birth was recorded.",
        do=lambda form: plan_dates.record_birth(
            plan=record, by=request.user, at=request.moment, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.work")
def plan_earlier(request, protectionplan_id):
    """Record how many plans the child had in other areas before this one."""
    record = plan_or_404(request, protectionplan_id)
    form = asked(request, EarlierForm, key="plan_earlier", record=record, initial={"version": record.version})
    return answered(
        request, form=form, of=record, key="plan_earlier", record=record, about=about(record),
        title="Earlier plans elsewhere",
        button="Save", said="Saved.",
        do=lambda form: plan_dates.record_earlier_plans(
            plan=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.decide_enquiry")
def plan_end(request, protectionplan_id):
    """End a plan for which there is no conference: the child died or turned 18, or a temporary stay ended."""
    record = running_or_404(request, protectionplan_id)
    form = asked(request, EndForm, key="plan_end", record=record, initial={"version": record.version})
    return answered(
        request, form=form, of=record, key="plan_end", record=record, about=about(record),
        title="End the plan without a conference", button="End the plan", said="The plan has ended.",
        then=lambda plan: reverse("childprotection:plan_left", args=[plan.pk]),
        warnings=["In every other case a review conference ends the plan."],
        do=lambda form: plans.end_without_conference(
            plan=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip
