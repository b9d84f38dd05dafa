"""A protected place that somebody wrote into a plan, a visit or an action reaches nobody who must not know it."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.people.actions import add_address
from harbourlight.foundations.people.telling import words_without
from harbourlight.practice.childinneed.models import Episode

from ..actions import coregroups, writing
from ..models import ProtectionPlan
from ..pathway import PLAN
from ..views.plan_sheet import told_of
from .plan_stories import plan_of, put_on_plan, visited
from .stories import child

pytestmark = pytest.mark.django_db
PLACE, POSTCODE = "7 Canary Row", "ZZ9 9ZZ"


@pytest.fixture
def plan(cast, as_user, moment):
    """Return the plan of a boy at a protected place, which his worker wrote into it; the school's lead is a member."""
    perran = child(cast.area, moment)
    put_on_plan(cast, as_user, moment, perran)
    with as_system("the test puts an address on file"):
        add_address(person=perran, lines=PLACE, postcode=POSTCODE, is_hidden=True, by=cast.worker, at=moment)
    with as_user(cast.worker):
        plan = plan_of(cast, as_user, perran)
        coregroups.plan_core_group(plans=[plan], starts_at=moment, late_reason="Late.", by=cast.worker, at=moment)
        writing.write_plan(plan=plan, by=cast.worker, at=moment, what_must_change=f"Nobody is told of {PLACE}.")
        plan = plan_of(cast, as_user, perran)
        writing.give_plan_action(
            plan=plan, what=f"Ring {PLACE.upper()}", owner=cast.bob, due_on=moment.date(), by=cast.worker, at=moment
        )
    visited(cast, as_user, moment, plan, on="2026-03-04", observed=f"The rooms at {PLACE}, {POSTCODE} are warm.")
    return plan


def pages_of(plan, as_user, worker):
    """Return the addresses of what is read about a child on a plan."""
    with as_user(worker):
        episode, action = Episode.objects.get(), Action.objects.get()
    return [
        plan.get_absolute_url(), reverse("childprotection:plan_visits", args=[plan.pk]), episode.get_absolute_url(),
        reverse("actions:action", args=[action.pk]),
    ]  # fmt: skip


def test_the_worker_reads_the_place_and_a_member_of_the_core_group_does_not(cast, as_user, client_for, plan):
    told = []
    for address in pages_of(plan, as_user, cast.worker):
        own = client_for(cast.worker).get(address).content.decode()
        told.append(PLACE.lower() in own.lower())
        page = client_for(cast.bob).get(address)
        assert page.status_code == 200, address
        words = page.content.decode()
        assert PLACE.lower() not in words.lower(), address
        assert POSTCODE not in words, address
    assert sum(told) >= 3


def test_the_printed_sheet_is_without_it_too(cast, as_user, moment, plan):
    def printed(somebody):
        with as_user(somebody):
            request = SimpleNamespace(user=somebody, moment=moment, today=moment.date())
            record = ProtectionPlan.objects.select_related(*PLAN.shown_with).get(pk=plan.pk)
            return str(told_of(request, record))

    assert PLACE in printed(cast.worker)
    assert PLACE.lower() not in printed(cast.bob).lower()


def test_addresses_of_pages_and_their_marks_stay_as_they_are():
    html = '<a href="/people/zz99zz/">zz99zz</a>'
    assert words_without(html, ["zz99zz"]) == '<a href="/people/zz99zz/">Withheld</a>'
