"""Pages name and link records of rooms they know nothing of."""

import uuid
from types import SimpleNamespace

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.models import Deadline

from .stories import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def juniper(cast, moment, as_user):
    """Return the contact by which Bob told of a child."""
    with as_user(cast.bob):
        return told(cast, moment, "Juniper Halewood")


def test_a_list_names_a_contact_by_its_reference_and_only_to_whom_it_is_open(juniper, cast, as_user):
    with as_user(cast.alice):
        rows = list(Deadline.objects.filter(subject_id=juniper.pk))
        assert subjects.names_of(rows, asker=cast.alice.pk) == {juniper.pk: juniper.reference}
    with as_user(cast.charlie):
        assert subjects.names_of(rows, asker=cast.charlie.pk) == {}


def test_a_kind_that_nobody_registered_has_no_address_and_keeps_its_own_title():
    row = SimpleNamespace(subject_kind="nobody.thing", subject_id=uuid.uuid4(), title="Do it")
    assert subjects.address_of(row.subject_kind, row.subject_id) == subjects.words_of(row.subject_kind) == ""
    assert subjects.short_of(row) == "Do it"
    assert subjects.names_of([row], asker=None) == {}


def test_the_hub_follows_a_childs_clock_to_its_contact(juniper, cast, client_for):
    page = client_for(cast.alice).get(reverse("people:person", args=juniper.child_ids)).content.decode()
    clocks = page.split("What is next")[1].split("<h2>")[0]
    assert juniper.get_absolute_url() in clocks
    assert "Decide what happens next" in clocks


def test_a_social_worker_reads_of_a_contact_and_is_led_to_no_page_that_is_closed(juniper, cast, moment, client_for):
    with as_system("the test lets the social worker see the child"):
        give(
            person_ids=juniper.child_ids, professional=cast.worker, basis="allocated", reason="Works with her",
            by=None, at=moment,
        )  # fmt: skip
    page = client_for(cast.worker).get(reverse("people:plans", args=juniper.child_ids)).content.decode()
    assert juniper.reference in page
    assert juniper.get_absolute_url() not in page
