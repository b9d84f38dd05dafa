"""Every step of child protection plans, core groups, transfers between areas and legal stages."""

from datetime import timedelta

from harbourlight.foundations.agencies.choices import Role
from harbourlight.practice.childprotection.actions import coregroups, legal, transfers, visits, writing
from harbourlight.practice.childprotection.models import (
    AreaTransfer,
    CoreGroup,
    LegalStage,
    PlanOutcome,
    ProtectionPlan,
)
from harbourlight.practice.childprotection.pathway import AREA_TRANSFER, CORE_GROUP, LEGAL, PLAN
from harbourlight.practice.childprotection.tests import plan_stories, stories

from .enquiries import DECIDES, ROOM, conferred
from .filling import parts
from .people import stand_around
from .protection import child, known, now, people_for, were_there
from .tries import Follows, Rights, Try

WEEK = timedelta(days=7)


def day_of(told, before=timedelta(0)):
    """Return the day of the story, or one before it."""
    return (told.moment - before).date()


def plan(told):
    """Put a boy on a plan a week ago; the lead works with him, and is made the key worker."""
    boy = stories.child(told.cast.area, told.moment)
    [made] = plan_stories.put_on_plan(told.cast, told.as_user, told.moment, boy, began=told.moment - WEEK)
    known(told, boy)
    return made


def unborn_plan(told):
    """Put a child on a plan who is not born."""
    unborn = {"born_on": None, "expected_on": day_of(told), "birth_certainty": "expected"}
    baby = stories.child(told.cast.area, told.moment, "Baby", **unborn)
    [made] = plan_stories.put_on_plan(told.cast, told.as_user, told.moment, baby, began=told.moment - WEEK)
    known(told, baby)
    return made


def with_outcome(told):
    """Return an outcome of a plan, and the plan."""
    made, by = plan(told), told.who.lead
    with told.as_user(by):
        writing.add_outcome(
            plan=made, what="Sleeps", measure="Six nights", due_on=day_of(told) + WEEK, by=by, at=told.moment
        )  # fmt: skip
        return PlanOutcome.objects.get(plan=made), now(told, made)


def visited(told):
    """Return a visit under a plan, and the plan."""
    made, by = plan(told), told.who.lead
    with told.as_user(by):
        visit = visits.record_visit(
            plan=made, happened_at=told.moment - timedelta(days=1), was_seen=True, was_seen_alone=True, place="Home",
            by=by, at=told.moment,
        )  # fmt: skip
    return visit, now(told, made)


def reviewing(told):
    """Hold the review conference, and decide nothing yet; return it with the plan."""
    made = plan(told)
    review = stories.conference_for(told.cast, told.as_user, told.moment, made.child_ids, kind="review")
    return stories.conferred(told.cast, told.as_user, told.moment, review), made


def ended(told):
    """End a plan by a conference while an action is still to be done."""
    made, by = plan(told), told.who.lead
    with told.as_user(by):
        writing.give_plan_action(
            plan=made, what="Mend the window", owner=told.cast.nurse, due_on=day_of(told) + WEEK, by=by, at=told.moment
        )  # fmt: skip
    review = stories.conference_for(told.cast, told.as_user, told.moment, made.child_ids, kind="review")
    review = stories.conferred(told.cast, told.as_user, told.moment, review)
    stories.decided(told.cast, told.as_user, told.moment, review, decision="ends")
    return now(told, made)


def group(told):
    """Plan a core group; return it with the plan."""
    made, by = plan(told), told.who.lead
    with told.as_user(by):
        return coregroups.plan_core_group(
            plans=[made], starts_at=told.moment, late_reason="Late.", by=by, at=told.moment
        ), made


def group_alone(told):
    """Plan a core group."""
    return group(told)[0]


def gathered(told):
    """Record who was at a core group; return it with the plan."""
    made, about = group(told)
    were_there(told, made.meeting)
    return made, about


def gathered_alone(told):
    """Record who was at a core group."""
    return gathered(told)[0]


def moving_here(told):
    """Let the recorder keep that another area's plan moves here."""
    boy, by = child(told), told.who.recorder
    with told.as_user(by):
        return transfers.notify_in(
            person=boy, area=told.cast.area, team=told.cast.assessment, notified_on=day_of(told), previous_plans=0,
            other_authority="Portwick", other_category="NEG", by=by, at=told.moment,
        )  # fmt: skip


def moving_away(told):
    """Let the lead keep that a plan moves to another area."""
    made, by = plan(told), told.who.recorder
    with told.as_user(by):
        return transfers.notify_out(
            plan=made, notified_on=day_of(told), other_authority="Portwick", by=by, at=told.moment
        )  # fmt: skip


def in_court(told):
    """Let the recorder begin proceedings half a year ago."""
    boy, by = child(told), told.who.recorder
    with told.as_user(by):
        return legal.begin_stage(
            person=boy, area=told.cast.area, team=told.cast.assessment, kind="proceedings",
            started_on=day_of(told, 25 * WEEK), by=by, at=told.moment,
        )  # fmt: skip


def another_date(name, before):
    """Return the answers that put a date some days earlier."""
    return lambda told, it: parts(name, told.moment - before)


def in_two_weeks(name):
    """Return the answers that name a day in two weeks."""
    return lambda told, it: parts(name, told.moment + 2 * WEEK)


def in_a_while(told, it):
    """Return the answers that name a meeting in two weeks."""
    return parts("starts_at", told.moment + 2 * WEEK) | {"place": "Lantern Street"}


def late_in_a_while(told, it):
    """Return the answers that name a core group after its last day, and say why."""
    return in_a_while(told, it) | {"late_reason": "The school is closed until then."}


def key_worker(told, it):
    """Return the answers that name another key worker."""
    return {"key_worker": str(told.who.member.pk)}


DAY = timedelta(days=1)
GOES_ON = {"decision_0": "goes_on", "category_0": "NEG", "dissent_by_0": None}
CHANGES = GOES_ON | {"category_0": "PHY"}
ENDS = {"decision_0": "ends", "dissent_by_0": None}
NO_OTHERS = {"elsewhere": "0"} | {f"last_ended_on-{part}": None for part in ("day", "month", "year", "time")}
MEMBER_DOES = {"who": "family", "family_member": "Her aunt", "owner": None, "owner_agency": None}
SEEN = {"was_seen": "yes", "was_seen_alone": "yes", "child_said": "I like the new bed."}
MANAGERS = frozenset({Role.TEAM_MANAGER})

RIGHTS = (
    Rights(
        pathway=PLAN, model=ProtectionPlan, title=f"{ROOM}plan", people=people_for(PLAN), around=stand_around,
        tries=(
            Try("begin", "childprotection:conference_decide", conferred, DECIDES, "chair"),
            Try("write", "childprotection:plan_write", plan),
            Try("allocate", "childprotection:plan_allocate", plan, key_worker, "manager"),
            Try("record_earlier", "childprotection:plan_record_earlier", plan, NO_OTHERS),
            Try("add_outcome", "childprotection:plan_add_outcome", plan),
            Try("change_outcome", "childprotection:plan_change_outcome", with_outcome),
            Try("give_action", "childprotection:plan_give_action", plan, MEMBER_DOES),
            Try("record_birth", "childprotection:plan_record_birth", unborn_plan),
            Try("meet", "childprotection:core_group_hold", gathered),
            Try("visit", "childprotection:plan_visit", plan, SEEN),
            Try("review", "childprotection:conference_decide", reviewing, GOES_ON, "chair"),
            Try("change_category", "childprotection:conference_decide", reviewing, CHANGES, "chair"),
            Try("refresh_chronology", "childprotection:plan_refresh_chronology", plan),
            Try("end", "childprotection:conference_decide", reviewing, ENDS, "chair"),
            Try(
                "end_without_conference", "childprotection:plan_end_without_conference", plan, {"reason": "died"},
                "manager",
            ),
            Try("settle_actions", "childprotection:plan_settle_actions", ended),
            Try("correct", "childprotection:plan_correct", plan, another_date("to", 2 * DAY)),
            Try("correct_visit", "childprotection:plan_correct_visit", visited, another_date("happened_at", 2 * DAY)),
        ),
    ),
    Rights(
        pathway=CORE_GROUP, model=CoreGroup, title=f"{ROOM}core group", people=people_for(CORE_GROUP),
        around=stand_around,
        tries=(
            Try("plan", "childprotection:core_group_plan", plan, late_in_a_while),
            Try("move", "childprotection:core_group_move", group_alone, in_a_while),
            Try("hold", "childprotection:core_group_hold", gathered_alone),
            Try("call_off", "childprotection:core_group_call_off", group_alone),
        ),
    ),
    Rights(
        pathway=AREA_TRANSFER, model=AreaTransfer, title=f"{ROOM}transfer between areas",
        people=people_for(AREA_TRANSFER), around=stand_around,
        tries=(
            Try("notify", "childprotection:transfer_notify", child, way="a plan moves here"),
            Try("notify", "childprotection:transfer_out", plan, way="a plan moves away"),
            Try("register", "childprotection:transfer_register", child),
            Try("plan_conference", "childprotection:transfer_plan_conference", moving_here, in_a_while),
            Try("take_over", "childprotection:transfer_take_over", moving_away, way="the other area did"),
            Follows("take_over", "the decision of the transfer-in conference", way="this area does"),
            Try("end", "childprotection:transfer_end", moving_here),
            Try("correct", "childprotection:transfer_correct", moving_here),
        ),
    ),
    Rights(
        pathway=LEGAL, model=LegalStage, title=f"{ROOM}legal stage", people=people_for(LEGAL), around=stand_around,
        tries=(
            Try("begin", "childprotection:legal_begin", child, {"kind": "gateway"}, "manager"),
            Try("end", "childprotection:legal_end", in_court, form_of="manager"),
            Try("extend", "childprotection:legal_extend", in_court, in_two_weeks("until"), "manager"),
        ),
    ),
)  # fmt: skip
ALL = RIGHTS
