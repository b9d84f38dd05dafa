"""Child protection opens no record to whoever knows no more than who the child is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Invitation
from harbourlight.foundations.pathways.local import end_of_working_day
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Relationship

from ..actions import conferences, coregroups, enquiries, legal, plans, visits, writing
from ..actions.grants import let_chair_see
from ..models import Enquiry
from .plan_stories import put_on_plan
from .stories import child, conference_for, discussed, referred

pytestmark = pytest.mark.django_db


@pytest.fixture
def siblings(cast, moment):
    """Return a boy whose record is open to Connie's team, and his sister of whom it may know who she is."""
    perran, tamsyn = child(cast.area, moment), child(cast.area, moment, "Tamsyn")
    with as_system("the test puts two children on file"):
        Relationship(person=perran, other=tamsyn, kind="sibling", recorded_at=moment).save(force_insert=True)
        who = {"team": cast.social_work, "by": None, "at": moment}
        access.give(person_ids=[perran.pk], basis="allocated", reason="Works with him", **who)
        access.give(person_ids=[tamsyn.pk], basis="asked", scope="identity", reason="Asked", **who)
    return perran, tamsyn


def moment_in_words(moment):
    """Return a moment as the form asks for it."""
    return {
        "starts_at_0": moment.day, "starts_at_1": moment.month, "starts_at_2": moment.year, "starts_at_3": "10:00",
    }  # fmt: skip


def test_a_sister_who_is_only_known_by_name_is_drawn_into_no_discussion(cast, siblings, moment, client_for, as_user):
    perran, tamsyn = siblings
    client = client_for(cast.colleague)
    for name in ("discussion_plan", "emergency_begin"):
        page = client.get(reverse(f"childprotection:{name}", args=[perran.pk])).content.decode()
        assert "Perran" in page
        assert "Tamsyn" not in page
    sent = {
        "children": [str(perran.pk), str(tamsyn.pk)], "reason": "Bruises", "submission": str(uuid4()), "version": 0,
        **moment_in_words(moment + timedelta(days=1)),
    }  # fmt: skip
    client.post(reverse("childprotection:discussion_plan", args=[perran.pk]), sent)
    with as_user(cast.colleague):
        assert not Grant.objects.filter(person_id=tamsyn.pk, scope="record").exists()


def test_an_emergency_opening_plans_no_conference_and_begins_no_legal_stage(cast, moment, as_user):
    perran = child(cast.area, moment)
    referred(cast, as_user, moment, perran)
    discussed(cast, as_user, moment, [perran])
    chair = cast.conference_chair
    with as_user(chair):
        access.break_glass(person_id=perran.pk, reason="Found alone", by=chair, at=moment)
        with pytest.raises(StepNotAllowed, match="in an emergency"):
            conferences.plan_conference(
                kind="initial", children=[perran], area=cast.area, team=cast.assessment, chair=chair,
                starts_at=moment + timedelta(days=5), by=chair, at=moment,
            )  # fmt: skip
        with pytest.raises(StepNotAllowed, match="permission"):
            legal.begin_stage(
                person=perran, area=cast.area, team=cast.assessment, kind="gateway", started_on=moment.date(),
                by=chair, at=moment,
            )  # fmt: skip
        held = Grant.objects.filter(person_id=perran.pk, holder_id=chair.pk)
        assert {grant.basis for grant in held} == {"break_glass"}


def test_a_chair_whom_the_social_worker_chose_oversees_the_child_and_plans_the_next_conference(cast, moment, as_user):
    perran = child(cast.area, moment)
    referred(cast, as_user, moment, perran)
    discussed(cast, as_user, moment, [perran])
    first = conference_for(cast, as_user, moment, [perran])
    chair = cast.conference_chair
    with as_user(chair):
        let_chair_see(first, by=chair, at=moment)
        assert Grant.objects.filter(person_id=perran.pk, holder_id=chair.pk, basis="oversight").count() == 2


@pytest.fixture
def plan(cast, as_user, moment):
    """Return the plan of a boy whom Connie, a social worker of another team, may see as a guest."""
    perran = child(cast.area, moment)
    [made] = put_on_plan(cast, as_user, moment, perran)
    with as_user(cast.worker):
        access.give(
            person_ids=[perran.pk], professional=cast.colleague, basis="network", reason="Invited",
            until=moment + timedelta(days=10), by=cast.worker, at=moment,
        )  # fmt: skip
    return made


def test_a_social_worker_who_is_a_guest_writes_no_visit_plan_action_or_core_group(cast, plan, moment, as_user):
    with as_user(cast.colleague):
        who = {"by": cast.colleague, "at": moment}
        enquiry = Enquiry.objects.get(person=plan.person)
        for act in (
            lambda: visits.record_visit(plan=plan, happened_at=moment, was_seen=True, was_seen_alone=True, **who),
            lambda: writing.write_plan(plan=plan, what_must_change="All of it.", **who),
            lambda: writing.give_plan_action(plan=plan, what="Ring", due_on=moment.date(), **who),
            lambda: coregroups.plan_core_group(plans=[plan], starts_at=moment, late_reason="Late.", **who),
            lambda: coregroups.refresh_chronology(plan=plan, analysis="Much.", **who),
            lambda: enquiries.record_enquiry_visit(enquiry=enquiry, happened_at=moment, was_seen=True, **who),
        ):
            with pytest.raises(StepNotAllowed, match="works with"):
                act()


def test_the_page_of_a_plan_offers_a_guest_nothing_to_write(cast, plan, client_for):
    client = client_for(cast.colleague)
    page = client.get(plan.get_absolute_url()).content.decode()
    for name in ("plan_visit", "plan_write", "plan_give_action", "core_group_plan", "plan_refresh_chronology"):
        address = reverse(f"childprotection:{name}", args=[plan.pk])
        assert address not in page
        assert client.get(address).status_code == 403


def test_the_key_worker_of_a_plan_writes_in_it_whatever_the_team(cast, plan, moment, as_user):
    with as_user(cast.team_manager):
        given = plans.allocate_plan(plan=plan, key_worker=cast.colleague, by=cast.team_manager, at=moment)
    with as_user(cast.colleague):
        visits.record_visit(
            plan=given, happened_at=moment, was_seen=True, was_seen_alone=True, by=cast.colleague, at=moment
        )


def lasting_of(plan, professional):
    """Return until when the membership of a core group opens a child to somebody, as a list."""
    with as_system("the test looks at the grants of others"):
        held = Grant.objects.filter(holder_id=professional.pk, source=f"plan:{plan.pk}")
        return list(held.order_by("valid_from").values_list("valid_until", flat=True))


def test_whoever_leaves_the_core_group_sees_the_child_for_five_working_days_more(cast, moment, as_user):
    perran = child(cast.area, moment)
    [plan] = put_on_plan(cast, as_user, moment, perran)
    with as_user(cast.worker):
        group = coregroups.plan_core_group(
            plans=[plan], starts_at=moment, late_reason="Late.", by=cast.worker, at=moment
        )
        assert lasting_of(plan, cast.bob) == [None]
        invitation = Invitation.objects.get(meeting=group.meeting, professional=cast.bob)
        meetings.leave_out(invitation=invitation, reason="Left the school.", by=cast.worker, at=moment)
    assert lasting_of(plan, cast.bob) == [end_of_working_day(moment, 5)]
    assert lasting_of(plan, cast.nurse) == [None]


def test_whoever_is_asked_back_to_the_core_group_sees_the_child_again(cast, moment, as_user):
    perran = child(cast.area, moment)
    [plan] = put_on_plan(cast, as_user, moment, perran)
    with as_user(cast.worker):
        who = {"by": cast.worker, "at": moment}
        coregroups.plan_core_group(plans=[plan], starts_at=moment, late_reason="Late.", **who)
        nurse = [meetings.Invitee("health", professional=cast.nurse)]
        school = [meetings.Invitee("school", professional=cast.bob)]
        coregroups.plan_core_group(plans=[plan], starts_at=moment, late_reason="Late.", invitees=nurse, **who)
        assert lasting_of(plan, cast.bob) == [end_of_working_day(moment, 5)]
        coregroups.plan_core_group(plans=[plan], starts_at=moment, late_reason="Late.", invitees=nurse + school, **who)
    assert lasting_of(plan, cast.bob) == [end_of_working_day(moment, 5), None]
