"""A child protection plan on a page, its visits, and what the steps on it offer."""

from django.urls import reverse

from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.pages import find, offers
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.words import moment as in_words
from harbourlight.practice.childinneed.actions import workers_of

from ..actions import coregroups, plan_dates, writing
from ..actions.open_actions import goes_on_under, left_of
from ..models import AreaTransfer, CategoryChange, ConferenceChild, CoreGroup, PlanOutcome, ProtectionPlan, Visit
from ..pathway import PLAN
from .panels import in_short
from .plan_words import about, gap

SHORT_LIST = 5
NO_PLAN = "No child in need plan runs. Start it first if actions are to go on in it."


@needs("childprotection.read")
def plan(request, protectionplan_id):
    """Show a plan on a page: what must change, who does what by when, who meets when, and how it goes."""
    record = find(request, PLAN, protectionplan_id)
    context = on_a_page(request, record)
    visits = Visit.objects.visible_to(request.user).filter(plan=record).select_related("visited_by")
    context |= {
        "visits": visits.order_by("-happened_at")[:SHORT_LIST],
        "groups": CoreGroup.objects.visible_to(request.user).filter(plan_ids__contains=[record.pk]).order_by("-number"),
        "changes": CategoryChange.objects.visible_to(request.user).filter(plan=record).order_by("changed_on"),
        "pathway": PLAN,
        "transfers": AreaTransfer.objects.visible_to(request.user).filter(plan=record).order_by("notified_on"),
    }
    return render_told(request, "childprotection/plan.html", context, person_ids=record.child_ids)


def on_a_page(request, record):
    """Return what a plan on a page tells."""
    user = request.user
    clocks = Deadline.objects.visible_to(user).running().filter(subject_id=record.pk).order_by("due_at")
    given = Action.objects.visible_to(user).filter(source_id=record.pk).exclude(state="dropped")
    is_theirs = bool(works.capacity(PLAN, PLAN.step("write"), record, user, request.moment))
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


@needs("childprotection.read")
def visits_of_plan(request, protectionplan_id):
    """List the visits under a plan, the newest first."""
    record = find(request, PLAN, protectionplan_id)
    rows = Visit.objects.visible_to(request.user).filter(plan=record).select_related("visited_by")
    corrects = works.may_take(PLAN, PLAN.step("correct_visit"), record, request.user, request.moment)
    context = {"plan": record, "visits": rows.order_by("-happened_at"), "corrects": corrects}
    return render_told(request, "childprotection/plan_visits.html", context, person_ids=record.child_ids)


@offers(PLAN, "visit")
def family_there(request, record):
    """Offer who visits, and brothers and sisters on a plan with whom the asker works too."""
    step = PLAN.step("visit")
    there = [
        row for row in siblings_of(request, record) if works.may_take(PLAN, step, row, request.user, request.moment)
    ]
    return {
        "about": about(record), "workers": workers_of(record.team, request.today), "person": record.person,
        "siblings": there, "initial": {"visited_by": request.user.pk},
    }  # fmt: skip


@offers(PLAN, "write")
def words_so_far(request, record):
    """Begin with what is written."""
    return {"about": about(record), "initial": {name: getattr(record, name) for name in writing.WORDS}}


@offers(PLAN, "change_outcome")
def outcome_so_far(request, outcome):
    """Begin with the outcome as it stands."""
    names = ("what", "risk", "measure", "due_on", "progress", "progress_note", "dropped_reason")
    return {"about": about(outcome.plan), "initial": {name: getattr(outcome, name) for name in names}}


@offers(PLAN, "give_action")
def who_does_it(request, record):
    """Offer the members of the core group and the agencies of the area."""
    return {
        "about": about(record), "members": coregroups.professionals_of(record), "then": lambda _: record,
        "agencies": record.area.agencies.current(request.today).distinct(),
    }  # fmt: skip


@offers(PLAN, "allocate")
def key_workers(request, record):
    """Offer the people of the team."""
    return {
        "about": about(record), "workers": workers_of(record.team, request.today),
        "initial": {"key_worker": record.key_worker_id},
    }  # fmt: skip


@offers(PLAN, "correct")
def dates_so_far(request, record):
    """Offer the dates that are recorded."""
    dates = [(name, words) for name, words in plan_dates.DATES.items() if getattr(record, name)]
    return {"about": about(record), "dates": dates}


@offers(PLAN, "correct_visit")
def visit_as_recorded(request, visit):
    """Begin with what is recorded."""
    return {
        "about": f"{visit.plan.person}, recorded as {in_words(visit.happened_at)}",
        "initial": {"happened_at": visit.happened_at}, "then": lambda _: visit.plan,
    }  # fmt: skip


@offers(PLAN, "end_without_conference")
def actions_next(request, record):
    """Lead on to the actions that are still open, where there are any."""
    return {"about": about(record), "then": lambda ended: where_left(ended) if left_of(ended).exists() else ended}


def where_left(plan):
    """Return the page on which it is said what becomes of the actions of an ended plan."""
    return reverse("childprotection:plan_settle_actions", args=[plan.pk])


@offers(PLAN, "settle_actions")
def actions_left(request, record):
    """Offer each action that is still open."""
    after = goes_on_under(record)
    return {
        "about": about(record), "children": list(left_of(record)), "can_carry": after is not None,
        "intro": "" if after else NO_PLAN,
    }  # fmt: skip
