"""What a contact shows of what is on file: who the children may be, the work that runs, the police notices."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import bar, give
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant, Reading
from harbourlight.foundations.people.models import Merge, Person, Relationship
from harbourlight.foundations.people.tests.factories import known as put_on_file
from harbourlight.practice.earlyhelp import actions as earlyhelp

from ..actions.arrivals import ReportedAdult, ReportedChild
from ..actions.batches import arrival_of
from ..actions.letters import first_words
from ..actions.police_notices import notices_around
from ..models import Contact, ContactChild
from .stories import decided, told

pytestmark = pytest.mark.django_db
LUNA = ReportedChild(
    first_name="Luna", last_name="Capstan", born_on=date(2017, 5, 9), nhs_number="9434765919",
    school="Hillside Primary", address="4 Heron Court", postcode="SO14 2AB",
)  # fmt: skip
MARINA = ReportedAdult(first_name="Marina", last_name="Capstan", relation="mother", born_on=date(1990, 2, 3))
DEAN = ReportedAdult(first_name="Dean", last_name="Ketch", relation="father", born_on=date(1988, 7, 1))


def came(cast, moment, *children, **more):
    """Receive a contact that Bob made about these children."""
    return told(cast, moment, children=list(children), **more)


def notice(cast, moment, days, *children, grade="standard", **more):
    """Receive a police notice so many days before."""
    return came(
        cast, moment, *children, source="police", referrer=None, police_grade=grade,
        happened_at=moment - timedelta(days=days), **more,
    )  # fmt: skip


def page(client_for, person, contact):
    """Return the page of a contact."""
    answer = client_for(person).get(contact.get_absolute_url())
    assert answer.status_code == 200
    return answer


def known(client_for, person, contact):
    """Return what the page says of the first child."""
    return page(client_for, person, contact).context["known"][0]


def test_what_the_referrer_typed_stands_on_the_contact(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = came(cast, moment, LUNA, adults=[MARINA])
    text = page(client_for, cast.alice, contact).content.decode()
    for typed in ("4 Heron Court", "SO14 2AB", "Hillside Primary", "9434765919", "born 9 May 2017", "born 3 February"):
        assert typed in text


def test_what_was_typed_stays_as_it_was_typed_where_the_record_says_something_else(cast, moment, as_user):
    with as_user(cast.bob):
        came(cast, moment, LUNA)
        again = came(cast, moment, replace(LUNA, school="The Cove School"))
    with as_user(cast.alice):
        assert ContactChild.objects.get(contact=again).as_told["school"] == "The Cove School"


def on_file(cast, moment, *, opened=True, **fields):
    """Put a child on file, open to the hub unless the story says otherwise."""
    child = put_on_file(cast, moment, "Lunah", "Capstan", date(2017, 9, 5), **fields)
    if opened:
        give(person_ids=[child.pk], team=cast.mash, basis="allocated", reason="Known", by=None, at=moment)
    return child


def test_a_child_who_may_be_on_file_is_shown_with_why_and_the_hub_compares_and_joins(
    cast, moment, as_user, client_for
):  # fmt: skip
    child = on_file(cast, moment)
    with as_user(cast.bob):
        contact = came(cast, moment, LUNA)
    match = known(client_for, cast.alice, contact).maybe[0]
    assert match.person_id == child.pk
    assert "Day and month swapped" in match.reasons
    with as_system("the story reads the log"):
        assert Reading.objects.filter(person_id=child.pk, professional_id=cast.alice.pk, verb="found").exists()
    new = contact.child_ids[0]
    client = client_for(cast.manager)
    address = reverse("people:person_compare", args=[child.pk, new])
    compared = client.get(address).content.decode()
    assert "9 May 2017" in compared
    assert "5 September 2017" in compared
    assert client.post(address, {"reason": "Same school, same mother."}).status_code == 302
    with as_system("the story looks"):
        assert Person.objects.get(pk=new).merged_into_id == child.pk
        assert Merge.objects.get().undone_at is None
    assert "Joined with another record" in page(client_for, cast.alice, contact).content.decode()
    assert known(client_for, cast.alice, contact).maybe == []


def test_a_child_whose_existence_is_hidden_may_be_nobody(cast, moment, as_user, client_for):
    child = on_file(cast, moment, opened=False)
    bar(person_id=child.pk, kind="restricted", professionals=[], reason="Adopted", by=cast.manager, at=moment,
        hides_existence=True)  # fmt: skip
    with as_user(cast.bob):
        contact = came(cast, moment, LUNA)
    assert known(client_for, cast.alice, contact).maybe == []


def test_the_record_of_a_possible_same_child_that_is_closed_cannot_be_compared(cast, moment, as_user, client_for):
    child = on_file(cast, moment, opened=False)
    with as_user(cast.bob):
        contact = came(cast, moment, LUNA)
    assert not known(client_for, cast.alice, contact).maybe[0].may_open
    address = reverse("people:person_compare", args=[child.pk, contact.child_ids[0]])
    assert client_for(cast.manager).get(address).status_code == 404
    assert client_for(cast.charlie).get(address).status_code in (403, 404)


def test_the_work_that_runs_for_a_child_is_shown_with_stage_worker_and_team(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = came(cast, moment, LUNA)
    assert known(client_for, cast.alice, contact).work == []
    with as_user(cast.manager):
        earlyhelp.accept(
            people=list(contact.child_ids), area=cast.area, team=None, at=moment, by=cast.manager, contact=contact,
            reason="They ask for help.",
        )  # fmt: skip
    work = known(client_for, cast.alice, contact).work
    assert [(row.what, row.stage) for row in work] == [("Early help", "Waiting for a lead professional")]
    assert str(work[0]) in page(client_for, cast.alice, contact).content.decode()


def counted(cast, as_user, contact, reader=None):
    """Return the notices around a contact, as somebody reads it."""
    with as_user(reader or cast.alice) as person:
        return notices_around(contact=Contact.objects.get(pk=contact.pk), reader=person)


def test_police_notices_of_a_year_are_counted_by_household_address_and_couple(cast, moment, as_user):
    other = ReportedChild(first_name="Otto", last_name="Gale", address="4 Heron  Court.", postcode="so142ab")
    elsewhere = ReportedChild(first_name="Ida", last_name="Reef")
    with as_user(cast.bob):
        notice(cast, moment, 30, LUNA)
        notice(cast, moment, 60, other, grade="medium")
        notice(cast, moment, 90, elsewhere, grade="high", adults=[MARINA, DEAN])
        notice(cast, moment, 91, elsewhere, adults=[DEAN])
        notice(cast, moment, 400, LUNA)
        came(cast, moment, LUNA)
        contact = came(cast, moment, LUNA, adults=[MARINA, DEAN])
    found = counted(cast, as_user, contact)
    assert found.total == 3
    assert dict(found.by_way) == {"Household": 1, "Address": 2, "Couple": 1}
    assert dict(found.by_grade) == {"Standard risk": 1, "Medium risk": 1, "High risk": 1}


def test_a_notice_about_children_closed_to_the_reader_is_counted_and_not_shown(cast, moment, as_user):
    other = ReportedChild(first_name="Otto", last_name="Gale", address="4 Heron Court", postcode="SO14 2AB")
    with as_user(cast.bob):
        closed = notice(cast, moment, 60, other)
        contact = came(cast, moment, LUNA)
    with as_system("the hub's sight of the other family ended"):
        Grant.objects.filter(person_id__in=closed.child_ids).update(
            valid_from=moment - timedelta(days=2), valid_until=moment - timedelta(days=1)
        )
    found = counted(cast, as_user, contact)
    assert (found.total, found.rows, found.closed) == (1, [], 1)
    bar(person_id=closed.child_ids[0], kind="restricted", professionals=[], reason="Adopted", by=cast.manager,
        at=moment, hides_existence=True)  # fmt: skip
    assert counted(cast, as_user, contact).total == 0


def test_a_protected_home_is_not_kept_on_the_contact(cast, moment, as_user):
    with as_user(cast.bob):
        first = came(cast, moment, LUNA)
    with as_system("the story protects the home"):
        Person.objects.get(pk=first.child_ids[0]).addresses.update(is_hidden=True)
    with as_user(cast.bob):
        again = came(cast, moment, LUNA)
    with as_user(cast.alice):
        assert Contact.objects.get(pk=first.pk).place
        assert Contact.objects.get(pk=again.pk).place == ""


def test_a_file_of_the_police_says_the_highest_of_its_grades(cast, moment):
    row = {"notification_number": "1", "officer": "PC 1", "received_at": "", "occurred_at": moment.isoformat(),
           "domestic_abuse": "no", "circumstances": "Shouting", "child": {}, "adults": []}  # fmt: skip
    arrival = arrival_of([row | {"risk": "standard"}, row | {"risk": "high"}], cast.area, cast.police, moment)
    assert arrival.police_grade == "high"


@pytest.fixture
def sister(cast, moment, as_user, contact):
    """Return a sister on file whom nobody named, closed to the hub."""
    girl = put_on_file(cast, moment, "Willow", "Halewood", date(2019, 1, 2))
    with as_system("the story knows the family"):
        Relationship(
            person_id=contact.child_ids[0], other=girl, kind="sibling", recorded_at=moment, recorded_by=None
        ).save(force_insert=True)  # fmt: skip
    return girl


def test_a_sister_on_file_whom_nobody_named_is_offered_at_the_decision(
    cast, contact, sister, as_user, client_for
):  # fmt: skip
    client, address = client_for(cast.manager), reverse("frontdoor:decide", args=[contact.pk])
    form = client.get(address).context["form"]
    assert form.fields["also"].choices == [(str(sister.pk), "Willow Halewood, born 2019, brother or sister")]
    sent = {"version": "1", "tier": "3", "outcome": "universal", "rationale": "Enough.", "also": [str(sister.pk)]}
    assert client.post(address, sent).status_code == 302
    with as_system("the story looks"):
        after = Contact.objects.get(pk=contact.pk)
        assert sister.pk in after.child_ids
        children = list(ContactChild.objects.filter(contact=contact))
        assert {row.outcome for row in children} == {"universal"}
        assert len(children) == 3
        letter = first_words(after, "referrer", cast.manager, [], children)
    assert "Willow" not in letter["body"], "the letter tells the referrer nothing from the record"


def test_a_sister_is_not_offered_to_somebody_who_is_kept_from_her_and_is_to_whom_she_is_kept_for(
    cast, contact, sister, moment, client_for
):  # fmt: skip
    def is_offered():
        form = client_for(cast.manager).get(reverse("frontdoor:decide", args=[contact.pk])).context["form"]
        return "also" in form.fields

    told = {"person_id": sister.pk, "professionals": [cast.manager], "by": cast.senior, "at": moment}
    bar(kind="restricted", reason="Police", hides_existence=True, **told)
    assert is_offered()
    bar(kind="excluded", reason="Her niece", **told)
    assert not is_offered()


def test_without_a_tick_a_sister_on_file_is_not_named(cast, contact, sister, moment, as_user):
    decided(cast, contact, moment, as_user)
    with as_user(cast.manager):
        assert sister.pk not in Contact.objects.get(pk=contact.pk).child_ids


def test_a_sister_whose_existence_is_hidden_is_not_offered(cast, contact, sister, moment, client_for):
    bar(person_id=sister.pk, kind="restricted", professionals=[], reason="Adopted", by=cast.manager, at=moment,
        hides_existence=True)  # fmt: skip
    form = client_for(cast.manager).get(reverse("frontdoor:decide", args=[contact.pk])).context["form"]
    assert "also" not in form.fields
