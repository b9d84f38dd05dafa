"""Screening: what waits, whose it is, and what agencies hold."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.actions import bar
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.people.models import Involvement, Person
from harbourlight.foundations.requests import actions as requests
from harbourlight.foundations.requests.models import Request

from ..actions.ask import ask
from ..actions.screen import hand_over, rate, take_contact
from ..models import Contact
from .stories import team_of, told

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)


@pytest.fixture
def contact(cast, moment, as_user):
    with as_user(cast.bob):
        return told(cast, moment, "Juniper Halewood", "Rowan Ashby")


def seen(as_user, person, contact):
    with as_user(person):
        return Contact.objects.visible_to(person).get(pk=contact.pk)


def put(cast, contact, moment, as_user, agencies, by=None):
    with as_user(by or cast.alice) as person:
        return ask(contact=contact, agencies=agencies, question="What do you hold?", within="1", by=person, at=moment)


def test_alice_takes_a_contact_and_owns_its_clock(cast, contact, moment, as_user):
    with as_user(cast.alice):
        taken = take_contact(contact=contact, by=cast.alice, at=moment)
        assert (taken.state, taken.owner) == ("screening", cast.alice)


def test_bob_may_not_take_a_contact_though_he_made_it(cast, contact, moment, as_user):
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="permission"):
        take_contact(contact=contact, by=cast.bob, at=moment)


def test_the_second_rating_from_an_old_page_is_refused(cast, contact, moment, as_user):
    with as_user(cast.alice):
        rated = rate(contact=contact, rag="red", urgency="today", by=cast.alice, at=moment, version=1)
        assert rated.rag == "red"
        with pytest.raises(ChangedMeanwhile):
            rate(contact=contact, rag="green", urgency="routine", by=cast.alice, at=moment, version=1)


def test_the_board_shows_urgent_first_and_families_together(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Late Comer", happened_at=moment - timedelta(days=20))
        first = told(cast, moment, "Juniper Halewood", urgency="immediate")
        told(cast, moment, "Other Child", urgency="today")
    with as_user(cast.alice):
        child = Person.objects.get(pk=first.child_ids[0])
    from ..actions.arrivals import ReportedChild

    with as_user(cast.alice):
        again = told(cast, moment, "Any Name", children=[ReportedChild(first_name="J", person_id=child.pk)])
    page = client_for(cast.alice).get(reverse("frontdoor:board"))
    families = [[contact.reference for contact in family] for family, _ in page.context["families"]]
    assert families[0] == [first.reference, again.reference]
    assert len(families) == 3
    assert "One family: 2 contacts" in page.content.decode()
    overdue = client_for(cast.alice).get(reverse("frontdoor:board") + "?show=overdue")
    assert [len(family) for family, _ in overdue.context["families"]] == [1]


def test_filters_narrow_the_board(cast, contact, moment, as_user, client_for):
    with as_user(cast.alice):
        rate(contact=contact, rag="red", urgency="routine", by=cast.alice, at=moment)
        take_contact(contact=contact, by=cast.alice, at=moment)
    client, address = client_for(cast.alice), reverse("frontdoor:board")
    found = {show: len(client.get(f"{address}?show={show}").context["families"]) for show in ("mine", "unowned", "red")}
    assert found == {"mine": 1, "unowned": 0, "red": 1}


@pytest.mark.parametrize("name", ["board", "contact"])
def test_queries_do_not_grow_with_the_rows(
    name, cast, moment, as_user, client_for, django_assert_max_num_queries, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with as_user(cast.bob):
        few = [told(cast, moment, f"Child{number} Few") for number in range(5)]
    client = client_for(cast.alice)
    address = reverse("frontdoor:board") if name == "board" else few[0].get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as five:
        client.get(address)
    from ..actions.arrivals import ReportedChild

    with as_user(cast.alice):
        known = few[0].child_ids[0]
        for number in range(45):
            child = ReportedChild(first_name="Again", person_id=known)
            told(
                cast,
                moment,
                "x y",
                children=[child, ReportedChild(first_name=f"New{number}", last_name="More")],
            )
    with CaptureQueriesContext(connection) as fifty:
        assert client.get(address).status_code == 200
    assert len(fifty) == len(five)
    assert len(fifty) <= 46


def test_a_listed_child_is_in_the_read_log(cast, contact, client_for):
    from harbourlight.foundations.access.guard import as_system
    from harbourlight.foundations.access.models import Reading

    client_for(cast.alice).get(reverse("frontdoor:board"))
    with as_system("the test reads the log"):
        rows = Reading.objects.filter(verb="listed", professional_id=cast.alice.pk)
        assert {row.person_id for row in rows} == set(contact.child_ids)


def test_charlie_finds_no_contact_and_no_board(cast, contact, client_for):
    client = client_for(cast.charlie)
    assert client.get(reverse("frontdoor:board")).status_code == 403
    assert client.get(contact.get_absolute_url()).status_code == 403


def test_a_mash_worker_of_nowhere_sees_the_same_as_for_an_absent_contact(cast, contact, as_user, client_for, moment):
    import uuid

    from harbourlight.foundations.agencies.models import RoleHolding

    RoleHolding.objects.create(professional=cast.charlie, role="mash_worker", started_on=LONG_AGO)
    client = client_for(cast.charlie)
    hidden = client.get(contact.get_absolute_url())
    absent = client.get(reverse("frontdoor:contact", args=[uuid.uuid4()]))
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content) == (404, absent.content)


def test_police_health_and_the_childs_school_are_ticked_at_first(cast, contact, moment, as_user, client_for):
    with as_user(cast.alice):
        Involvement.objects.create(
            person_id=contact.child_ids[0],
            kind="school",
            agency=cast.school,
            recorded_at=moment,
            recorded_by=cast.alice,
        )
    page = client_for(cast.alice).get(reverse("frontdoor:ask", args=[contact.pk]))
    assert set(page.context["form"].initial["agencies"]) == {cast.police.pk, cast.health.pk, cast.school.pk}
    agencies = set(page.context["form"].fields["agencies"].queryset)
    assert cast.council not in agencies


def test_an_asked_agency_sees_who_the_child_is_and_not_why(cast, contact, moment, as_user, client_for):
    asked = put(cast, contact, moment, as_user, [cast.health])
    with as_user(cast.alice):
        row = Request.objects.get()
    with as_user(cast.nurse):
        assert Person.objects.visible_to(cast.nurse).count() == 2
        assert not Contact.objects.visible_to(cast.nurse).exists()
    page = client_for(cast.nurse).get(reverse("requests:answer", args=[row.pk]))
    assert "Juniper Halewood" in page.content.decode()
    assert "hungry" not in page.content.decode()
    assert asked.state == "screening"
    with as_user(cast.alice):
        assert Request.objects.get().opened_at is not None


def test_another_agency_opens_no_request(cast, contact, moment, as_user, client_for):
    put(cast, contact, moment, as_user, [cast.health])
    with as_user(cast.alice):
        row = Request.objects.get()
    assert client_for(cast.charlie).get(reverse("requests:answer", args=[row.pk])).status_code == 404
    assert client_for(cast.sergeant).get(reverse("requests:answer", args=[row.pk])).status_code == 404


def test_a_request_stays_closed_to_whom_the_child_excludes(cast, contact, moment, as_user, client_for):
    put(cast, contact, moment, as_user, [cast.health])
    with as_user(cast.alice):
        row = Request.objects.get()
        bar(person_id=contact.child_ids[1], kind="excluded", professionals=[cast.nurse], reason="Her own family",
            by=cast.alice, at=moment)  # fmt: skip
    nurses = client_for(cast.nurse)
    assert nurses.get(reverse("requests:answer", args=[row.pk])).status_code == 404
    assert str(row.pk) not in nurses.get(reverse("requests:requests")).content.decode()


@pytest.mark.parametrize(
    ("step", "words", "state"),
    [
        ("answer", {"answer": "Missed two appointments."}, "answered"),
        ("hold_nothing", {}, "nothing_held"),
        ("decline", {"declined_reason": "Legal advice is awaited."}, "declined"),
    ],
)
def test_the_nurse_answers_and_sees_the_child_no_longer(cast, contact, moment, as_user, client_for, step, words, state):
    put(cast, contact, moment, as_user, [cast.health])
    with as_user(cast.alice):
        row = Request.objects.get()
    client, address = client_for(cast.nurse), reverse("requests:answer", args=[row.pk])
    first = client.get(address)
    submission = str(first.context["form"]["submission"].value())
    sent = client.post(address, {"step": step, "submission": submission, **words})
    assert sent.status_code == 302, sent.context["form"].errors
    with as_user(cast.alice):
        row.refresh_from_db()
        assert (row.state, row.answered_by) == (state, cast.nurse)


def test_an_answer_without_words_or_a_late_one_without_reason_is_refused(cast, contact, moment, as_user):
    put(cast, contact, moment, as_user, [cast.health])
    with as_user(cast.nurse):
        row = Request.objects.get()
        with pytest.raises(StepNotAllowed, match="what your agency holds"):
            requests.reply(request=row, step="answer", by=cast.nurse, at=moment)
        with pytest.raises(StepNotAllowed, match="why you decline"):
            requests.reply(request=row, step="decline", by=cast.nurse, at=moment)
        late = row.due_at + timedelta(hours=1)
        with pytest.raises(StepNotAllowed, match="late"):
            requests.reply(request=row, step="hold_nothing", by=cast.nurse, at=late)
        done = requests.reply(request=row, step="hold_nothing", late_reason="No cover.", by=cast.nurse, at=late)
        assert done.late_reason == "No cover."
    with as_user(cast.bob), pytest.raises(StepNotAllowed, match="Only the agency"):
        requests.reply(request=row, step="hold_nothing", by=cast.bob, at=moment)


def test_the_same_answer_twice_counts_once(cast, contact, moment, as_user):
    import uuid

    put(cast, contact, moment, as_user, [cast.health])
    once = uuid.uuid4()
    with as_user(cast.nurse):
        row = Request.objects.get()
        for _ in range(2):
            done = requests.reply(request=row, step="hold_nothing", by=cast.nurse, at=moment, submission=once)
    assert done.version == 2


def test_nobody_is_asked_twice_while_the_first_question_waits(cast, contact, moment, as_user):
    put(cast, contact, moment, as_user, [cast.health])
    put(cast, contact, moment, as_user, [cast.health, cast.police])
    with as_user(cast.alice):
        assert sorted(row.agency.name for row in Request.objects.all()) == [
            cast.health.name,
            cast.police.name,
        ]


def working(day):
    """Return a moment of a day in March 2026 at ten."""
    from datetime import datetime

    return datetime(2026, 3, day, 10, tzinfo=LONDON)


def test_late_agencies_are_reminded_once_a_working_day_and_then_the_manager_hears(cast, contact, as_user, moment):
    cast.health.email = "safeguarding@health.example"
    cast.health.save()
    put(cast, contact, moment, as_user, [cast.health])
    with as_user(cast.alice):
        Request.objects.update(due_at=working(5))
    assert requests.chase(at=working(4)) == 0  # not due yet
    assert requests.chase(at=working(6)) == 1  # Friday
    assert requests.chase(at=working(6) + timedelta(minutes=15)) == 0
    assert requests.chase(at=working(7)) == 0  # Saturday
    assert requests.chase(at=working(9)) == 1
    with as_user(cast.alice):
        assert Request.objects.get().escalated_at is None
    assert requests.chase(at=working(10)) == 1
    with as_user(cast.alice):
        row = Request.objects.get()
        assert (row.times_chased, row.escalated_at) == (3, working(10))


def test_reminders_say_nothing_of_a_child(cast, contact, as_user, moment):
    from procrastinate.contrib.django.models import ProcrastinateJob

    cast.health.email = "safeguarding@health.example"
    cast.health.save()
    put(cast, contact, moment, as_user, [cast.health])
    with as_user(cast.alice):
        Request.objects.update(due_at=working(5), times_chased=2)
    requests.chase(at=working(6))
    words = " ".join(str(job.args) for job in ProcrastinateJob.objects.all())
    assert "safeguarding@health.example" in words
    assert cast.manager.email in words
    assert not any(
        name in words for name in ("Juniper", "Halewood", "Rowan", "Ashby", contact.reference, str(contact.pk))
    )


def test_the_night_team_sees_what_is_handed_over_until_the_next_working_day_ends(cast, contact, moment, as_user):
    night = team_of(cast, "Night team", "out_of_hours", LONG_AGO)
    with as_user(cast.alice):
        assert hand_over(contacts=[contact], team=night, by=cast.alice, at=moment) == 1
    from harbourlight.foundations.access.guard import as_system

    with as_system("the test reads grants"):
        grants = Grant.objects.filter(team=night)
        assert grants.count() == 2
        assert all(grant.valid_until > moment for grant in grants)


def test_the_hand_over_list_names_urgent_and_red_only(cast, contact, moment, as_user, client_for):
    with as_user(cast.bob):
        urgent = told(cast, moment, "Other Child", urgency="immediate")
    page = client_for(cast.alice).get(reverse("frontdoor:handover"))
    assert [row.reference for row, _ in page.context["lines"]] == [urgent.reference]
    assert page.context["lines"][0][1] == ["Nobody owns it", "Not rated", "Decision by a manager"]
