"""Child protection opens no record to whoever knows no more than who the child is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.people.models import Relationship

from ..actions import conferences
from ..actions.sight import let_chair_see
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
    for name in ("discussion_new", "emergency_new"):
        page = client.get(reverse(f"childprotection:{name}", args=[perran.pk])).content.decode()
        assert "Perran" in page
        assert "Tamsyn" not in page
    sent = {
        "children": [str(perran.pk), str(tamsyn.pk)], "reason": "Bruises", "submission": str(uuid4()), "version": 0,
        **moment_in_words(moment + timedelta(days=1)),
    }  # fmt: skip
    client.post(reverse("childprotection:discussion_new", args=[perran.pk]), sent)
    with as_user(cast.colleague):
        assert not Grant.objects.filter(person_id=tamsyn.pk, scope="record").exists()


def test_an_emergency_opening_makes_nobody_the_chair_who_oversees_the_child(cast, moment, as_user):
    perran = child(cast.area, moment)
    referred(cast, as_user, moment, perran)
    discussed(cast, as_user, moment, [perran])
    chair = cast.conference_chair
    with as_user(chair):
        access.break_glass(person_id=perran.pk, reason="Found alone", by=chair, at=moment)
        conferences.plan_conference(
            kind="initial", children=[perran], area=cast.area, team=cast.assessment, chair=chair,
            starts_at=moment + timedelta(days=5), by=chair, at=moment,
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
