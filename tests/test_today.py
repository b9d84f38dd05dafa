"""Today: what is due, what was late, who waits."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.agencies.models import TeamMembership
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.today import grouping, panels, views
from harbourlight.practice.frontdoor.actions.ask import ask
from harbourlight.practice.frontdoor.actions.screen import rate
from harbourlight.practice.frontdoor.tests.stories import told

pytestmark = pytest.mark.django_db


def groups(client, part=""):
    """Return (heads, lines) of each group of the first page, or of one of its parts."""
    page = client.get(reverse("today:today"))
    return [
        (group["head"], group["lines"])
        for each in page.context["parts"]
        if part in ("", each["key"])
        for group in each["groups"]
    ]


def named(client, part=""):
    """Return whom or what the groups are about, in order."""
    return [head["spoken"] for head, _ in groups(client, part)]


def test_a_hub_worker_sees_the_teams_clocks_by_child_soonest_first(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
        told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    client = client_for(cast.alice)
    assert named(client, "late") == ["Rowan Ashby"]
    assert named(client, "next") + named(client, "today") == ["Juniper Halewood"]
    assert len(client.get(reverse("today:team")).context["lines"]) == 2


def test_a_breach_asks_for_its_reason_and_then_no_more(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    client = client_for(cast.alice)
    ((_, (line,)),) = groups(client, "late")
    ((spoken, address),) = line["more"]
    assert spoken.startswith("Say why: decide what happens next")
    assert client.post(address, {"reason": " "}).status_code == 200
    assert client.post(address, {"reason": "Nobody was on duty."}).status_code == 302
    ((_, (line,)),) = groups(client, "late")
    assert line["more"] == ()
    with as_user(cast.alice):
        kept = Deadline.objects.get(breach_explained_by=cast.alice)
        assert kept.breach_reason == "Nobody was on duty."


def test_whoever_cannot_act_on_a_clock_is_not_shown_it(cast, moment, as_user, client_for):
    """A police officer of the hub reads the team's contacts and decides none of them."""
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    assert named(client_for(cast.alice)) == ["Juniper Halewood"]
    TeamMembership.objects.create(team=contact.team, professional=cast.sergeant, started_on=moment.date())
    sergeant = client_for(cast.sergeant)
    assert contact.reference in sergeant.get(reverse("today:team")).content.decode()
    assert named(sergeant) == []


def test_each_acts_by_their_own_button(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    for who, words, name in ((cast.alice, "Screen", "contact"), (cast.manager, "Decide", "decide")):
        ((_, (line,)),) = groups(client_for(who))
        assert (line["button"], line["href"]) == (words, reverse(f"frontdoor:{name}", args=[contact.pk]))
        assert client_for(who).get(line["href"]).status_code == 200


def test_what_is_red_stands_first_for_those_who_screen(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        rate(contact=contact, rag="red", urgency="today", by=cast.alice, at=moment)
    assert named(client_for(cast.alice), "urgent") == ["Juniper Halewood"]
    assert named(client_for(cast.sergeant), "urgent") == []


def test_charlie_explains_nobody_elses_breach(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    with as_user(cast.alice):
        late = Deadline.objects.filter(is_alarm=True).first()
    assert client_for(cast.charlie).get(reverse("today:breach", args=[late.pk])).status_code == 404


def test_bob_sees_what_became_of_his_contact_and_whom_his_school_is_asked_about(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        ask(contact=contact, agencies=[cast.school], question="?", within="1", by=cast.alice, at=moment)
    bob = client_for(cast.bob)
    ((head, (line,)),) = groups(bob, "outcomes")
    assert head["spoken"] == "Juniper Halewood"
    assert line["note"] == contact.reference
    ((head, (line,)),) = [found for found in groups(bob) if found[1][0]["button"] == "Answer"]
    assert head["spoken"] == "Juniper Halewood"
    assert line["note"].startswith("asked by Alice")
    assert named(client_for(cast.alice), "waiting") == ["Juniper Halewood"]


def test_managers_see_requests_that_reminders_did_not_move(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        ask(contact=contact, agencies=[cast.health], question="?", within="1", by=cast.alice, at=moment)
        Request.objects.update(escalated_at=moment)
    silent = f"Ring {cast.health}"
    assert silent in client_for(cast.manager).get(reverse("today:today")).content.decode()
    assert silent not in client_for(cast.alice).get(reverse("today:today")).content.decode()


@pytest.mark.parametrize("who", ["board", "councillor", "auditor"])
def test_those_who_oversee_find_no_work_of_others(who, cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
    client = client_for(getattr(cast, who))
    assert groups(client) == []
    assert client.get(reverse("today:team")).status_code == 403


def test_a_manager_sees_the_work_by_worker(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
        late = told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    with as_user(cast.manager):
        Deadline.objects.filter(subject_id=late.pk).update(owner=cast.alice)
    workers = client_for(cast.manager).get(reverse("today:today")).context["workers"]["lines"]
    assert [line[:4] for line in workers] == [(str(cast.alice), 0, 1, 0), ("Nobody yet", 0, 0, 1)]
    assert client_for(cast.alice).get(reverse("today:today")).context["workers"] == {}


def test_the_team_pages_through_its_clocks_without_counting_them(cast, moment, as_user, client_for, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 1)
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
        told(cast, moment, "Rowan Ashby", happened_at=moment - timedelta(days=9))
    client, address = client_for(cast.alice), reverse("today:team")
    first, second, beyond = (client.get(f"{address}?page={number}").content.decode() for number in ("1", "2", "9"))
    assert "Rowan Ashby" in first
    assert "Juniper Halewood" not in first
    assert "?page=2" in first
    assert "Juniper Halewood" in second
    assert "?page=3" not in second
    assert "Rowan Ashby" in beyond


def test_a_clock_that_is_mine_and_my_teams_is_due_once(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        told(cast, moment, "Juniper Halewood")
    with as_user(cast.alice):
        Deadline.objects.update(owner=cast.alice)
    ((_, lines),) = groups(client_for(cast.alice))
    assert len(lines) == 1


def test_a_colleagues_clock_stands_in_the_teams_list_but_not_on_my_first_page(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Rowan Ashby")
    with as_user(cast.manager):
        Deadline.objects.filter(subject_id=contact.pk).update(owner=cast.manager)
    client = client_for(cast.alice)
    assert groups(client) == []
    assert contact.reference in client.get(reverse("today:team")).content.decode()
    assert named(client_for(cast.manager)) == ["Rowan Ashby"]


def test_the_first_page_shows_what_answers_and_nothing_of_what_does_not(cast, client_for, monkeypatch):
    monkeypatch.setattr(panels, "PANELS", {})
    panels.register("My boats", lambda request: [Item("Mend the oar", "/boats/", about="The Lantern", button="Mend")])
    panels.register("My oars", lambda request: [])
    panels.register("My maps", lambda request: ("ui/details.html", {"summary": "Charts"}))
    for person in (cast.bob, cast.councillor):
        client = client_for(person)
        assert named(client) == ["The Lantern"]
        words = client.get(reverse("today:today")).content.decode()
        assert "My oars" not in words
        assert "<h2>My maps</h2>" in words


def test_a_meeting_and_the_record_that_it_is_about_are_one_line(cast, client_for, monkeypatch):
    record = uuid4()
    meeting = Item("Conference", "/meetings/1/", about="The Lantern", of=record)
    conference = Item("Conference", f"/conferences/{record}/", about="The Lantern")
    for lines, shown in (([meeting, conference], ["/conferences/"]), ([meeting], ["/meetings/1/"])):
        monkeypatch.setattr(panels, "PANELS", {"Mine": (1, lambda request, lines=lines: lines)})
        found = [line["href"] for _, some in groups(client_for(cast.bob)) for line in some]
        assert [href.replace(f"{record}/", "") for href in found] == shown


NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("by", "part"),
    [
        (date(2026, 11, 29), "late"), (date(2026, 11, 30), "today"), (date(2026, 12, 1), "next"),
        (date(2026, 12, 7), "next"), (date(2026, 12, 8), "later"), (None, "today"),
        (NOON - timedelta(hours=1), "late"), (NOON + timedelta(hours=1), "today"), (NOON + timedelta(days=1), "next"),
    ],
)  # fmt: skip
def test_the_date_says_where_a_line_stands(by, part):
    assert grouping.part_of(Item("See the child", by=by), NOON) == part
    assert grouping.part_of(Item("See the child", by=by, part="urgent"), NOON) == "urgent"


def test_the_box_finds_children_agencies_and_contacts_within_what_its_user_may_see(cast, moment, as_user, client_for):
    with as_user(cast.bob):
        contact = told(cast, moment, "Juniper Halewood")
    find, alice = reverse("today:find"), client_for(cast.alice)
    assert alice.post(find, {"words": contact.reference}).headers["Location"] == contact.get_absolute_url()
    assert "Juniper Halewood" in alice.post(find, {"words": "juniper halewood"}, follow=True).content.decode()
    agencies = client_for(cast.administrator).post(find, {"words": cast.school.name}, follow=True)
    assert str(cast.school) in agencies.content.decode()
    assert "Nothing found" in client_for(cast.charlie).post(find, {"words": contact.reference}).content.decode()


def test_urgent_notices_count_as_urgent_and_lead_to_the_band(rf, moment):
    request = rf.get("/")
    request.moment, request.today = moment, moment.date()
    counts = grouping.parts_of(request, [], notices=2)[1]
    assert counts[0] == ["urgent-notices", 2, "urgent"]
    assert grouping.parts_of(request, [])[1][0] == ["urgent", 0, "urgent"]
