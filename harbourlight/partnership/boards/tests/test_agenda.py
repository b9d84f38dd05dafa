"""The agenda editor: order, times, papers, withdrawn, carried over, copied, and a year ahead."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import agenda
from harbourlight.foundations.meetings.models import AgendaItem, Paper
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions import pack

from .stories import bodies, held, planned
from .test_rules import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, moment):
    """Return a board, its executive and a committee, with their members."""
    return bodies(cast, moment)


@pytest.fixture
def sitting(cast, made, moment):
    """Return the board's next meeting."""
    return planned(made.board, cast, moment, days=60)


def at(name, *args):
    """Return an address."""
    return reverse(f"boards:{name}", args=args)


def titles(meeting):
    """Return the items of an agenda in order."""
    return [item.title for item in agenda.items_in_order(meeting)]


def test_the_manager_puts_an_item_at_its_place_with_time_presenter_and_paper(
    cast, sitting, moment, client_for, as_user
):
    client = client_for(cast.business)
    form = client.get(at("item_add", sitting.pk)).context["form"]
    assert (
        client.post(at("item_add", sitting.pk), sent(form, title="Neglect", place=1, minutes_long=20)).status_code
        == 302
    )
    with as_user(cast.business):
        paper = meetings.add_paper(meeting=sitting.meeting, title="Audit", words="One.", by=cast.business, at=moment)
        item = AgendaItem.objects.get(title="Neglect")
    form = client.get(at("item_change", item.pk)).context["form"]
    answers = sent(form, presenter="Nina Nurse", purpose="scrutinise", is_exempt="yes", papers=[str(paper.pk)])
    assert client.post(at("item_change", item.pk), answers).status_code == 302
    text = client.get(at("agenda", sitting.pk)).content.decode()
    assert all(words in text for words in ("Nina Nurse", "Scrutinise", "Exempt", "Audit", "20 minutes"))
    with as_user(cast.business):
        assert titles(sitting.meeting)[0] == "Neglect"
        items = agenda.items_in_order(sitting.meeting)
        begins = [when for _, when in agenda.timetable(sitting.meeting, items)]
        assert begins[:2] == [sitting.meeting.starts_at, sitting.meeting.starts_at + timedelta(minutes=20)]
        assert [item.number for item in items] == list(range(1, len(items) + 1))
        assert Paper.objects.get(pk=paper.pk).item == item
        rows = pack.agenda_of(sitting, [paper])
    assert rows[0][1:] == ["Neglect (scrutinise, Nina Nurse, 20 minutes, exempt from publication)", ""]


def test_an_item_is_withdrawn_with_a_reason_and_stays_to_be_read(cast, sitting, moment, client_for):
    client = client_for(cast.business)
    form = client.get(at("item_add", sitting.pk)).context["form"]
    client.post(at("item_add", sitting.pk), sent(form, title="Neglect"))
    item = AgendaItem.objects.get(title="Neglect")
    assert client.post(at("item_withdraw", item.pk), {"reason": "Not ready."}).status_code == 302
    assert "Not ready." in client.get(at("agenda", sitting.pk)).content.decode()
    assert "was withdrawn already" in client.post(at("item_withdraw", item.pk), {"reason": "Again."}).content.decode()


def test_what_a_meeting_did_not_reach_is_carried_over_to_a_later_one_and_no_other(
    cast, made, moment, client_for, as_user
):
    over = held(planned(made.board, cast, moment, days=-2), cast, [cast.senior, cast.sergeant, cast.board])
    client = client_for(cast.business)
    with as_user(cast.business):
        item = agenda.items_in_order(over.meeting)[-1]
    assert client.get(at("item_carry", item.pk)).status_code == 302
    coming = planned(made.board, cast, moment, days=60)
    other = planned(made.committee, cast, moment, days=60)
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="later meeting of the same body"):
        agenda.carry_over(item=item, to=other.meeting, by=cast.business, at=moment)
    form = client.get(at("item_carry", item.pk)).context["form"]
    assert client.post(at("item_carry", item.pk), sent(form)).status_code == 302
    with as_user(cast.business):
        item = agenda.items_in_order(over.meeting)[-1]
    assert item.carried_to.meeting_id == coming.meeting_id
    assert item.withdrawn_at is None
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="carried over already"):
        agenda.carry_over(item=item, to=coming.meeting, by=cast.business, at=moment)
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="stays as it was"):
        agenda.withdraw_item(item=item, reason="No.", by=cast.business, at=moment)


def test_the_last_agenda_is_copied_once_and_the_year_shows_what_comes(cast, made, moment, client_for, as_user):
    before, sitting = (planned(made.board, cast, moment, days=days) for days in (40, 100))
    client = client_for(cast.business)
    form = client.get(at("item_add", before.pk)).context["form"]
    client.post(at("item_add", before.pk), sent(form, title="Neglect", presenter="Nina Nurse", purpose="note"))
    for _ in range(2):
        assert client.post(at("agenda_copy", sitting.pk)).status_code == 302
    with as_user(cast.business):
        assert titles(sitting.meeting).count("Neglect") == 1
    assert client.get(at("forward_plan", made.board.pk)).content.decode().count("Neglect: note (Nina Nurse)") == 2


@pytest.mark.parametrize("who", ["bob", "councillor", "charlie"])
def test_only_who_arranges_or_chairs_edits_an_agenda(who, cast, sitting, client_for, as_user):
    with as_user(cast.business):
        item = agenda.items_in_order(sitting.meeting)[0]
    client = client_for(getattr(cast, who))
    for address in (
        at("agenda", sitting.pk), at("item_add", sitting.pk), at("item_change", item.pk), at("item_withdraw", item.pk),
        at("item_carry", item.pk), at("agenda_copy", sitting.pk),
    ):  # fmt: skip
        assert client.post(address, {"title": "Mine", "place": 1}).status_code in (403, 404)


def test_a_child_protection_team_begins_with_the_professions_of_the_act_and_its_page_says_it_is_not_in_force(
    cast, moment, client_for, as_user
):
    with as_user(cast.business):
        team = actions.start_group(name="Team", kind="protection_team", area=cast.area, by=cast.business, at=moment)
    assert [seat.sector for seat in team.seats.order_by("number")] == ["council", "health", "education", "police"]
    text = client_for(cast.business).get(at("group", team.pk)).content.decode()
    assert "not yet in force" in text
    assert "2026 (c.21) section 3" in text
