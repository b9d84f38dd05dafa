"""The pages of core groups and of the combined chronology."""

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings.presence import expected
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.words import day

from ..actions import coregroups
from ..actions.conference_dates import correct_conference
from ..actions.conferences import plan_conference
from ..actions.transfers import chairs_in
from ..choices import ConferenceKind
from ..forms.plan_groups import (
    CallOffForm,
    CorrectConferenceForm,
    HoldGroupForm,
    MoveGroupForm,
    PlanGroupForm,
    PlanReviewForm,
    RefreshForm,
)
from ..models import Conference, CoreGroup, ProtectionPlan
from ..pathway.plan import ONE_OF_THEM
from .asking import works_on
from .plan import running_or_404, siblings_of
from .plan_asking import answered, asked
from .plan_words import about


def group_or_404(request, coregroup_id):
    """Return a core group that this person may see."""
    return get_or_404(request, CoreGroup.objects.visible_to(request.user).select_related("meeting"), pk=coregroup_id)


@needs("childprotection.work")
def core_group_plan(request, protectionplan_id):
    """Plan a core group; its members so far are invited."""
    record = running_or_404(request, protectionplan_id)
    siblings = {str(row.pk): row for row in siblings_of(request, record)}
    form = asked(
        request, PlanGroupForm, key="core_group_plan", record=record,
        siblings=[(key, str(row.person)) for key, row in siblings.items()],
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        also = [siblings[key] for key in answers.pop("siblings", None) or ()]
        return coregroups.plan_core_group(
            plans=[record, *also], by=request.user, at=request.moment, submission=form.submission, **answers
        )

    return answered(
        request, form=form, of=record, key="core_group_plan", record=record, about=about(record),
        title="Plan a core group",
        button="Plan", said="The core group was planned and its members were invited.", do=do,
        then=lambda group: group,
    )  # fmt: skip


@needs("childprotection.read")
def core_group(request, coregroup_id):
    """Show a core group: about whom, when it was due and met, who was there, how far the plans are."""
    record = group_or_404(request, coregroup_id)
    plans = ProtectionPlan.objects.visible_to(request.user).filter(pk__in=record.plan_ids).select_related("person")
    context = {
        "group": record,
        "plans": plans,
        "there": expected(record.meeting) if record.meeting else [],
        "is_theirs": works_on(request, record, (ONE_OF_THEM,)),
    }
    return render_told(request, "childprotection/core_group.html", context, person_ids=record.child_ids)


@needs("childprotection.work")
def core_group_hold(request, coregroup_id):
    """Record that a core group met; who was there is recorded on the page of its meeting."""
    record = group_or_404(request, coregroup_id)
    first = {"held_at": record.planned_for, "version": record.version}
    form = asked(request, HoldGroupForm, key="core_group_hold", record=record, initial=first)
    nobody = not any(attendance for _, attendance in expected(record.meeting))

    def do(form):
        answers = form.cleaned_data
        is_refreshed = bool(answers["is_chronology_refreshed"])
        return coregroups.hold_core_group(
            core_group=record, attendance=(), by=request.user, at=request.moment, version=form.version,
            submission=form.submission, **answers | {"is_chronology_refreshed": is_refreshed},
        )  # fmt: skip

    return answered(
        request, form=form, key="core_group_hold", record=record, about=f"Core group {record.number}",
        title="Record the core group", button="Save", said="The core group was recorded.", do=do,
        warnings=["Record first, on the page of the meeting, who was there."] if nobody else [],
    )  # fmt: skip


@needs("childprotection.work")
def core_group_move(request, coregroup_id):
    """Move a planned core group."""
    record = group_or_404(request, coregroup_id)
    first = {"starts_at": record.planned_for, "version": record.version}
    form = asked(request, MoveGroupForm, key="core_group_move", record=record, initial=first)
    return answered(
        request, form=form, key="core_group_move", record=record, about=f"Core group {record.number}",
        title="Move the core group", button="Move", said="The core group was moved.",
        do=lambda form: coregroups.move_core_group(
            core_group=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.work")
def core_group_call_off(request, coregroup_id):
    """Call a planned core group off."""
    record = group_or_404(request, coregroup_id)
    form = asked(request, CallOffForm, key="core_group_off", record=record, initial={"version": record.version})
    return answered(
        request, form=form, key="core_group_off", record=record, about=f"Core group {record.number}",
        title="Call the core group off", button="Call off", said="The core group was called off.",
        do=lambda form: coregroups.call_off_core_group(
            core_group=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.work")
def chronology_refresh(request, protectionplan_id):
    """Say that the combined chronology was brought up to date, and what the pattern of events says."""
    record = running_or_404(request, protectionplan_id)
    form = asked(request, RefreshForm, key="plan_chronology", record=record, initial={"version": record.version})
    return answered(
        request, form=form, of=record, key="plan_chronology", record=record, about=about(record),
        title="The combined chronology is up to date", button="Save", said="Saved.",
        do=lambda form: coregroups.refresh_chronology(
            plan=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.plan_conference")
def review_new(request, protectionplan_id):
    """Plan the next review conference, with brothers and sisters where they are on a plan as well."""
    record = running_or_404(request, protectionplan_id)
    siblings = {str(row.pk): row for row in siblings_of(request, record)}
    form = asked(
        request, PlanReviewForm, key="plan_review", record=record, chairs=chairs_in(record.area, request.today),
        siblings=[(key, str(row.person)) for key, row in siblings.items()],
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        also = [siblings[key] for key in answers.pop("siblings", None) or ()]
        return plan_conference(
            kind=ConferenceKind.REVIEW, children=[record.person_id, *(row.person_id for row in also)],
            area=record.area, team=record.team, invitees=coregroups.members_so_far([record, *also]), by=request.user,
            at=request.moment, submission=form.submission, **answers,
        )  # fmt: skip

    due = f" The last day is {day(record.review_due_on)}." if record.review_due_on else ""
    return answered(
        request, form=form, key="plan_review", record=record, about=f"{about(record)}.{due}",
        title="Plan the review conference", button="Plan", do=do, then=lambda made: made,
        said="The conference was planned. Ask for the reports next.",
    )  # fmt: skip


@needs("childprotection.plan_conference")
def conference_correct(request, conference_id):
    """Put right when a conference was held: the plans it began, reviewed or ended move with it."""
    record = get_or_404(request, Conference.objects.visible_to(request.user).held(), pk=conference_id)
    first = {"held_at": record.held_at, "version": record.version}
    form = asked(request, CorrectConferenceForm, key="conference_correct", record=record, initial=first)
    return answered(
        request, form=form, key="conference_correct", record=record, about=record.get_kind_display(),
        title="Correct the date of the conference", button="Correct",
        said="The date was corrected. The clocks have moved with it.",
        do=lambda form: correct_conference(
            conference=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip
