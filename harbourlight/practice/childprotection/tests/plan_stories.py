"""What the stories of child protection plans go on with: a child on a plan, and what happens under it."""

from datetime import timedelta

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis

from ..actions import coregroups, visits
from ..models import ProtectionPlan
from .stories import conference_for, conferred, decided, discussed, enquiries_of, finished, noon, referred, were_there


def known_to_all(cast, as_user, moment, *children):
    """Open children's records to the reviewing team and the nurse, as long as the story lasts."""
    with as_user(cast.team_manager):
        for holder in ({"team": cast.conferencing}, {"professional": cast.nurse}):
            access.give(
                person_ids=[child.pk for child in children], basis=Basis.OVERSIGHT, reason="Works with the family",
                by=cast.team_manager, at=moment, **holder,
            )  # fmt: skip


def plan_of(cast, as_user, child, *, running=True):
    """Return the plan of a child as the worker sees it."""
    with as_user(cast.worker):
        rows = ProtectionPlan.objects.filter(person=child).select_related("person", "area", "team", "episode")
        return (rows.running() if running else rows).latest("started_on")


def put_on_plan(cast, as_user, moment, *children, began="2026-03-02", category="NEG"):
    """Take children from the referral through an enquiry to a conference on a day that makes a plan for each."""
    began_at = noon(began) if isinstance(began, str) else began
    referred(cast, as_user, moment, *children, at=began_at - timedelta(days=5))
    known_to_all(cast, as_user, moment, *children)
    talk = discussed(cast, as_user, moment, children, held_at=began_at - timedelta(days=3))
    for enquiry in enquiries_of(cast, as_user, talk):
        finished(cast, as_user, moment, enquiry, completed_on=(began_at - timedelta(days=1)).date())
    conference = conference_for(cast, as_user, moment, children, starts_at=began_at)
    conferred(cast, as_user, moment, conference)
    decided(cast, as_user, moment, conference, category=category)
    return [plan_of(cast, as_user, child) for child in children]


def reviewed(cast, as_user, moment, *children, on, decision="goes_on", category="NEG"):
    """Hold a review conference on a day and decide the same for each child."""
    conference = conference_for(cast, as_user, moment, children, kind="review", starts_at=noon(on))
    conferred(cast, as_user, moment, conference, late_reason="The chair was ill.")
    decided(cast, as_user, moment, conference, decision=decision, category=category)
    return [plan_of(cast, as_user, child, running=False) for child in children]


def met(cast, as_user, moment, *plans, on, **more):
    """Hold a core group on a day."""
    at = noon(on) if isinstance(on, str) else on
    with as_user(cast.worker):
        group = coregroups.plan_core_group(
            plans=plans, starts_at=at, late_reason="The nurse was ill.", by=cast.worker, at=moment
        )
        more.setdefault("progress", "The night nurse comes; the kitchen is clean.")
        return coregroups.hold_core_group(
            core_group=group, held_at=at, attendance=were_there(group.meeting), by=cast.worker, at=moment,
            **more,
        )  # fmt: skip


def visited(cast, as_user, moment, plan, *, on, was_seen=True, **more):
    """Record a visit on a day, at which the child was seen alone unless it says otherwise."""
    at = noon(on) if isinstance(on, str) else on
    told = {"was_seen_alone": was_seen, "not_seen_reason": "" if was_seen else "Nobody opened the door."} | more
    with as_user(cast.worker):
        return visits.record_visit(
            plan=plan_of(cast, as_user, plan.person, running=False), happened_at=at, was_seen=was_seen, place="Home",
            by=cast.worker, at=moment, **told,
        )  # fmt: skip
