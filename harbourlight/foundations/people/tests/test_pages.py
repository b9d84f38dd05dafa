"""The pages of a person: who may open them, what is withheld, and what each change does."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import bar, give
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant, Reading
from harbourlight.foundations.chronology.actions import write_lines
from harbourlight.foundations.people import actions, locations
from harbourlight.foundations.people.models import Address, Name, Person, Relationship

from .factories import known

pytestmark = [pytest.mark.django_db]

CANARIES = ("7 Canary Wharf Road", "ZZ9 9ZZ", "01632 960 777", "Canary Primary", "Doctor Canary")


@pytest.fixture
def child(cast, moment):
    """Return a child whom Alice works with and Bob knows."""
    found = known(cast, moment, seen_by=[cast.alice])
    give(person_ids=[found.id], basis="network", reason="At school", by=None, at=moment, professional=cast.bob)
    return found


@pytest.fixture
def protected(child, cast, moment):
    """Return the child with a protected location and canaries planted everywhere."""
    lines, postcode, phone, school, gp = CANARIES
    actions.add_address(person=child, lines=lines, postcode=postcode, phone=phone, is_hidden=True, by=None, at=moment)
    actions.add_involvement(person=child, kind="school", service=school, by=None, at=moment)
    actions.add_involvement(person=child, kind="gp", service=gp, contact_details=phone, by=None, at=moment)
    write_lines(person_ids=[child.id], what=f"Moved to {lines}, starts at {school}", happened_at=moment, source=child,
                by=cast.alice, at=moment)  # fmt: skip
    return child


def pages_of(person):
    """Return the addresses that show a person."""
    return [reverse(name, args=[person.id]) for name in ("people:person", "people:history", "chronology:chronology")]


def page(client, address):
    """Return the text of a page that must open."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_alice_reads_the_record_and_the_read_is_logged(child, cast, client_for):
    text = page(client_for(cast.alice), child.get_absolute_url())
    assert "Catherine O&#x27;Neill" in text
    with as_system("a test looks at the log"):
        assert Reading.objects.filter(person_id=child.id, professional_id=cast.alice.id, verb="read").exists()


def addresses_of(pk):
    """Return every address about a person."""
    for name in ("person", "person_edit", "history", "names_add", "identifiers_add", "addresses_add", "services_add",
                 "relationships_add", "person_merge"):  # fmt: skip
        yield reverse(f"people:{name}", kwargs={"person_id": pk})
    yield reverse("chronology:chronology", args=[pk])


def test_charlie_cannot_tell_a_hidden_child_from_none(child, cast, client_for):
    client = client_for(cast.charlie)
    for real, absent in zip(addresses_of(child.id), addresses_of(uuid.uuid4()), strict=True):
        one, other = client.get(real), client.get(absent)
        assert one.status_code == other.status_code
        assert one.status_code in (403, 404)
        assert one.content.replace(str(child.id).encode(), b"") == other.content.replace(absent[8:44].encode(), b"")


def test_the_location_is_shown_to_alice_who_works_with_the_child(protected, cast, client_for):
    text = page(client_for(cast.alice), protected.get_absolute_url())
    assert all(canary in text for canary in CANARIES)
    assert "Location protected" in text


def test_the_location_is_withheld_from_bob_in_the_network(protected, cast, client_for):
    client = client_for(cast.bob)
    for address in pages_of(protected):
        text = page(client, address)
        assert not [canary for canary in CANARIES if canary in text], address
    assert "Withheld" in text


def test_never_to_beats_working_with_the_child(protected, cast, moment, client_for):
    with as_system("the story names Alice as never to be told"):
        Address.objects.update(never_to=[cast.alice.id])
    client = client_for(cast.alice)
    for address in pages_of(protected):
        text = page(client, address)
        assert not [canary for canary in CANARIES if canary in text], address


def test_the_mothers_record_does_not_tell_the_childs_protected_place(protected, cast, moment, client_for):
    mother = known(cast, moment, "Maeve", "O'Neill", date(1990, 1, 1), is_child=False)
    give(person_ids=[mother.id], basis="network", reason="Known", by=None, at=moment, professional=cast.bob)
    actions.add_relationship(person=protected, other=mother, kind="mother", by=None, at=moment)
    actions.add_address(person=mother, lines=CANARIES[0], postcode="zz99zz", phone="01632 960 777", by=None, at=moment)
    text = page(client_for(cast.bob), mother.get_absolute_url())
    assert CANARIES[0] not in text
    assert "01632" not in text


def test_letters_learn_what_to_leave_out(protected, cast, moment, as_user):
    father = known(cast, moment, "Fergus", "O'Neill", date(1988, 1, 1), is_child=False)
    with as_user(cast.alice):
        assert locations.withheld_texts([protected.id], cast.alice, moment) == []
        for reader in (cast.bob, father, None):
            texts = locations.withheld_texts([protected.id], reader, moment)
            assert set(CANARIES) <= set(texts)
            assert locations.redacted(f"Lives at {CANARIES[0].upper()}.", texts) == "Lives at Withheld."
    with as_system("the story names the father"):
        Address.objects.update(never_to=[father.id], is_hidden=False)
    with as_user(cast.alice):
        assert set(CANARIES) <= set(locations.withheld_texts([protected.id], father, moment))
        assert locations.withheld_texts([protected.id], cast.bob, moment) == []


def test_the_page_takes_as_many_queries_however_much_it_shows(
    child, cast, moment, client_for, django_assert_max_num_queries
):
    client = client_for(cast.alice)
    client.get(child.get_absolute_url())
    for number in range(30):
        mother = known(cast, moment, f"Aunt {number}", "O'Neill", date(1990, 1, 1), is_child=False)
        actions.add_relationship(person=child, other=mother, kind="other_relative", by=None, at=moment)
        actions.add_address(person=child, lines=f"{number} Old Street", by=None, at=moment)
        actions.add_involvement(person=child, kind="other", service=f"Club {number}", by=None, at=moment)
        write_lines(
            person_ids=[child.id],
            what=f"Line {number}",
            happened_at=moment,
            source=child,
            by=cast.alice,
            at=moment,
        )
    with django_assert_max_num_queries(17) as captured:
        page(client, child.get_absolute_url())
    own = [q["sql"] for q in captured if not any(word in q["sql"] for word in ("SAVEPOINT", "django_session"))]
    assert len(own) <= 14, "\n".join(sql[:90] for sql in own)


def test_search_shows_charlie_that_a_child_exists_and_nothing_more(protected, cast, client_for):
    answer = client_for(cast.charlie).post(reverse("people:search"), {"name": "Kathryn Oneil"})
    text = answer.content.decode()
    assert "Catherine O&#x27;Neill" in text
    assert "You cannot see this record" in text
    assert f'href="{reverse("people:person", args=[protected.id])}"' not in text
    assert reverse("access:break_glass", args=[protected.id]) in text
    assert "March" not in text.split("<main")[1].split("results")[1]
    with as_system("a test looks at the log"):
        assert Reading.objects.filter(person_id=protected.id, verb="found").count() == 1


NEW = {
    "first_name": "Katie", "last_name": "Oneill", "is_child": "yes", "birth_certainty": "known", "birth-day": "4",
    "birth-month": "3", "birth-year": "2015", "sex": "F", "ethnicity": "NOBT", "needs_interpreter": "unknown",
}  # fmt: skip


def test_a_new_person_is_recorded_after_a_warning_and_once(child, cast, client_for):
    client = client_for(cast.alice)
    sent = NEW | {"area": str(cast.area.id), "submission": str(uuid.uuid4()), "nhs_number": "9434765919"}
    warned = client.post(reverse("people:person_new"), sent)
    assert "may be on file already" in warned.content.decode()
    alike = client.post(reverse("people:alike"), sent)
    assert "Catherine" in alike.content.decode()
    for _ in range(2):
        answer = client.post(reverse("people:person_new"), sent | {"confirmed": "yes"})
        assert answer.status_code == 302
    with as_system("a test counts"):
        made = Person.objects.get(first_name="Katie")
        assert answer.url == made.get_absolute_url()
        assert [grant.team_id for grant in Grant.objects.filter(person_id=made.pk)] == [cast.mash.id]
        assert Person.objects.filter(first_name="Katie").count() == 1


def test_a_wrong_nhs_number_is_told(cast, client_for):
    sent = NEW | {"area": str(cast.area.id), "submission": str(uuid.uuid4()), "nhs_number": "9434765918"}
    assert "not a valid NHS number" in client_for(cast.alice).post(reverse("people:person_new"), sent).content.decode()


def test_the_second_writer_is_told_and_sees_both_texts(child, cast, moment, client_for):
    client = client_for(cast.alice)
    address = reverse("people:person_edit", args=[child.id])
    assert 'name="version"' in page(client, address)
    sent = NEW | {"area": str(cast.area.id), "version": "1", "language": "Welsh"}
    with as_system("somebody else is first"):
        actions.edit_person(person=child, by=cast.manager, at=moment, version=1, language="Irish")
    text = client.post(address, sent).content.decode()
    assert "Somebody else changed this person" in text
    assert "Irish" in text
    assert "Welsh" in text
    assert client.post(address, sent | {"version": "2"}).status_code == 302
    with as_system("a test looks"):
        assert Person.objects.get(pk=child.pk).language == "Welsh"
    text = page(client, reverse("people:history", args=[child.id]))
    assert "Irish → Welsh" in text
    assert cast.alice.name in text
    assert cast.manager.name in text


def test_details_are_added_and_ended(child, cast, moment, client_for):
    client = client_for(cast.alice)

    def sends(address, **sent):
        answer = client.post(reverse(f"people:{address}", args=[child.id]), sent)
        assert answer.status_code == 302, answer.content.decode()

    sends("names_add", kind="alias", first_name="Kit")
    sends("identifiers_add", kind="nhs", value="943 476 5919")
    sends("addresses_add", lines="1 Beacon Street", postcode="ZZ1 1AA")
    sends("services_add", kind="school", service="Lantern Street")
    sends("relationships_add", name="Maeve O'Neill", other="new", kind="mother", has_parental_responsibility="yes",
          lives_with="yes")  # fmt: skip
    text = page(client, reverse("people:about", args=[child.id]))
    for words in (
        "Kit (also known as)",
        "943 476 5919",
        "1 Beacon Street, ZZ1 1AA",
        "Lantern Street",
        "Maeve O&#x27;Neill",
    ):
        assert words in text
    with as_system("a test looks"):
        mother, home = Relationship.objects.get(), Address.objects.get()
    yesterday = moment.date() - timedelta(days=1)
    ended = {
        "ended_on-day": yesterday.day,
        "ended_on-month": yesterday.month,
        "ended_on-year": yesterday.year,
    }
    for kind, detail in (("relationships", mother), ("addresses", home)):
        end = reverse("people:detail_end", kwargs={"person_id": child.id, "kind": kind, "detail_id": detail.id})
        assert end in text
        assert client.post(end, ended).status_code == 302
        assert client.get(end).status_code == 404
    assert "Lives with: not recorded." in page(client, child.get_absolute_url())


def test_a_manager_merges_and_undoes_on_the_pages(cast, moment, client_for):
    kept = known(cast, moment, seen_by=[cast.manager])
    other = known(cast, moment, "Katie", "Oneil", seen_by=[cast.manager])
    client = client_for(cast.manager)
    address = reverse("people:person_merge", args=[kept.id])
    sent = {"name": "Katie Oneil", "other": str(other.id), "reason": "Same child"}
    assert client.post(address, sent).status_code == 302
    assert client.get(other.get_absolute_url()).url == kept.get_absolute_url()
    text = page(client, address)
    undo = text.split('<a href="/people/merges/')[1].split('"')[0]
    assert client.post(f"/people/merges/{undo}", {"is_sure": "on"}).status_code == 302
    page(client, other.get_absolute_url())
    with as_system("a test looks"):
        assert not Name.objects.exists()


def test_alice_may_not_merge(child, cast, client_for):
    assert client_for(cast.alice).get(reverse("people:person_merge", args=[child.id])).status_code == 403


def test_an_excluded_worker_gets_nothing_even_with_a_grant(child, cast, moment, client_for):
    bar(
        person_id=child.id,
        kind="excluded",
        professionals=[cast.alice],
        reason="Her niece",
        by=cast.senior,
        at=moment,
    )
    assert client_for(cast.alice).get(child.get_absolute_url()).status_code == 404


def test_the_chronology_is_filtered_by_agency(child, cast, moment, client_for):
    write_lines(person_ids=[child.id], what="Hub line", happened_at=moment, source=child, by=cast.alice, at=moment)
    write_lines(person_ids=[child.id], what="School line", happened_at=moment, source=child, by=cast.bob, at=moment)
    client = client_for(cast.alice)
    address = reverse("chronology:chronology", args=[child.id])
    assert "School line" in page(client, address)
    text = client.post(address, {"agency": str(cast.council.id)}).content.decode()
    assert "Hub line" in text
    assert "School line" not in text


def test_an_asked_agency_changes_nothing(cast, moment, client_for):
    found = known(cast, moment, seen_by=[cast.alice])
    give(person_ids=[found.id], basis="asked", scope="identity", reason="Asked", by=None, at=moment,
         agency=cast.health)  # fmt: skip
    nurses = client_for(cast.nurse)
    for section in ("person", "plans", "documents", "about"):
        page = nurses.get(reverse(f"people:{section}", args=[found.pk])).content.decode()
        main = page.partition("<main")[2].partition("</main>")[0]
        assert "Catherine" in main
        assert "Their record is closed to you" in main
        assert re.findall("<h2|<a |<form|<button|History", main) == []
        assert "Timeline" not in page
    for name in ("person_edit", "names_add", "identifiers_add", "addresses_add", "services_add", "relationships_add"):
        assert nurses.get(reverse(f"people:{name}", args=[found.pk])).status_code == 404, name
    sent = {"lines": "1 Forged Street", "postcode": "", "phone": ""}
    assert nurses.post(reverse("people:addresses_add", args=[found.pk]), sent).status_code == 404
    with as_system("the test looks at what was stored"):
        assert not Address.objects.filter(person=found).exists()
