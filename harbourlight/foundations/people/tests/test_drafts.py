"""What is typed on the forms about people is kept until it is saved."""

import uuid

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people import actions
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.models import Draft

from .factories import known
from .test_pages import NEW

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(cast, moment):
    """Return a child whom Alice and the manager work with."""
    return known(cast, moment, seen_by=[cast.alice, cast.manager])


def typed(client, page, answers):
    """Type into a form without sending it, as its script would keep it; return the page that is opened later."""
    text = client.get(page).content.decode()
    kept = text.split('data-draft-url="')[1].split('"')[0] if 'data-draft-url="' in text else ""
    assert kept, "the form keeps no draft"
    assert client.post(kept, answers).status_code == 200
    sitting = kept.rstrip("/").split("/")[-1]
    offered = client.get(page).content.decode()
    assert sitting in offered
    return client.get(page, {"draft": sitting}).content.decode()


FORMS = {
    "names_add": ({"kind": "alias", "first_name": "Kit"}, "Kit"),
    "identifiers_add": ({"kind": "nhs", "value": "943 476 5919"}, "943 476 5919"),
    "addresses_add": ({"lines": "1 Beacon Street"}, "1 Beacon Street"),
    "services_add": ({"kind": "school", "service": "Lantern Street"}, "Lantern Street"),
    "relationships_add": (
        {"name": "Maeve Kelp", "other": "new", "kind": "mother", "has_parental_responsibility": "yes",
         "lives_with": "yes"}, "Maeve Kelp",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_detail_half_typed_waits_and_goes_when_it_is_saved(form, child, cast, client_for):
    client, page = client_for(cast.alice), reverse(f"people:{form}", args=[child.pk])
    answers, words = FORMS[form]
    assert words in typed(client, page, answers)
    assert client.post(page, answers).status_code == 302
    assert not owned_by(cast.alice)


def owned_by(professional):
    """Return the drafts of somebody."""
    with as_system("a test looks"):
        return list(Draft.objects.filter(owner=professional))


def test_a_new_person_half_typed_waits_also_while_duplicates_are_shown(child, cast, client_for):
    client, page = client_for(cast.alice), reverse("people:person_new")
    assert 'value="Katie"' in typed(client, page, {"first_name": "Katie"})
    sent = NEW | {"area": str(cast.area.id), "submission": str(uuid.uuid4())}
    assert "may be on file" in client.post(page, sent).content.decode()
    assert len(owned_by(cast.alice)) == 1
    assert client.post(page, sent | {"confirmed": "yes"}).status_code == 302
    assert not owned_by(cast.alice)


def test_the_second_writer_keeps_the_draft_until_it_is_saved(child, cast, moment, client_for):
    client, page = client_for(cast.alice), reverse("people:person_edit", args=[child.pk])
    sent = NEW | {"area": str(cast.area.id), "version": "1", "language": "Welsh"}
    assert 'value="Welsh"' in typed(client, page, sent)
    with as_system("somebody else is first"):
        actions.edit_person(person=child, by=cast.manager, at=moment, version=1, language="Irish")
    sitting = str(owned_by(cast.alice)[0].sitting)
    again = client.post(page, sent | {"sitting": sitting}).content.decode()
    assert "Somebody else changed this person" in again
    assert f"/{sitting}" in again, "the form goes on keeping the same draft"
    assert len(owned_by(cast.alice)) == 1
    assert client.post(page, sent | {"version": "2", "sitting": sitting}).status_code == 302
    assert not owned_by(cast.alice)
    with as_system("a test looks"):
        assert Person.objects.get(pk=child.pk).language == "Welsh"


def test_a_merge_half_typed_waits(child, cast, moment, client_for):
    client, page = client_for(cast.manager), reverse("people:person_merge", args=[child.pk])
    other = known(cast, moment, "Katie", "Oneil", seen_by=[cast.manager])
    sent = {"name": "Katie Oneil", "other": str(other.pk), "reason": "The same child twice"}
    assert "The same child twice" in typed(client, page, sent)
    assert client.post(page, sent).status_code == 302
    assert not owned_by(cast.manager)
