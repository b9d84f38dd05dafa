"""Morag keeps the duty hours and mailboxes of her area; others read them, and nobody keeps another area's."""

from datetime import time, timedelta

import pytest

from conftest import LONG_AGO
from harbourlight.foundations.agencies.models import AgencyArea, Area
from harbourlight.foundations.notices.duty import on_duty
from harbourlight.foundations.notices.models import Duty, Mailbox

from .test_accounts import in_parts

pytestmark = pytest.mark.django_db
ALL_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "bank holiday"]


def hours(cast, day, **more):
    """Return the answers that put the hub on duty at all hours."""
    first = {"who": f"team {cast.mash.pk}", "rung": "1", "days": ALL_DAYS, "begins": "8:30am", "ends": "08:30"}
    return first | in_parts("started_on", day) | more


def path_of(area, more=""):
    """Return the address of an area's duty."""
    return f"/register/areas/{area.pk}/{more}"


def test_morag_puts_the_hub_on_duty_and_everybody_reads_who_is(cast, moment, client_for):
    client = client_for(cast.manager)
    assert client.post(path_of(cast.area, "duty/new/"), hours(cast, moment.date())).status_code == 302
    row = Duty.objects.get()
    assert (row.team, row.begins, row.ends) == (cast.mash, time(8, 30), time(8, 30))
    page = client_for(cast.alice).get(path_of(cast.area, "duty/")).content.decode()
    assert "8:30am to 8:30am the next day" in page
    assert "Monday to Friday, Saturday, Sunday, Bank holidays" in page
    assert "duty/new/" not in page
    history = client_for(cast.alice).get(path_of(cast.area, "duty/history/")).content.decode()
    assert "Morag Tideswell" in history
    assert "Harbourhaven MASH" in history


def test_hours_end_and_stay_on_record(cast, moment, client_for):
    client = client_for(cast.manager)
    client.post(path_of(cast.area, "duty/new/"), hours(cast, moment.date() - timedelta(days=9)))
    row = Duty.objects.get()
    assert client.post(f"/register/duty/{row.pk}/end/", {"when": "now"}).status_code == 302
    assert "Hours that have ended" in client.get(path_of(cast.area, "duty/")).content.decode()
    assert [str(each) for each in on_duty(cast.area, moment - timedelta(days=3))] == ["Harbourhaven MASH"]
    assert on_duty(cast.area, moment + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"begins": "half past eight"}, "first hour must be a time, like 8:30am or 16:10"),
        ({"days": []}, "Select on which days"),
        ({"who": ""}, "Select who is on duty"),
    ],
)
def test_hours_that_are_not_whole_are_refused(cast, moment, client_for, answers, said):
    page = client_for(cast.manager).post(path_of(cast.area, "duty/new/"), hours(cast, moment.date(), **answers))
    assert said in page.content.decode()
    assert not Duty.objects.exists()


def test_a_mailbox_on_duty_does_not_end_before_its_hours(cast, moment, client_for):
    client = client_for(cast.manager)
    answers = {"agency": cast.police.pk, "team": "", "concern": "urgent", "email": "duty@police.example"}
    sent = answers | in_parts("started_on", moment.date() - timedelta(days=9))
    assert client.post(path_of(cast.area, "mailboxes/new/"), sent).status_code == 302
    box = Mailbox.objects.get()
    client.post(path_of(cast.area, "duty/new/"), hours(cast, moment.date(), who=f"mailbox {box.pk}"))
    refused = client.post(f"/register/mailboxes/{box.pk}/end/", {"when": "now"}).content.decode()
    assert "End its 1 line of duty hours first" in refused
    assert "duty@police.example" in client.get(path_of(cast.area, "duty/")).content.decode()


def test_a_mailbox_of_a_team_is_one_of_its_agency(cast, moment, client_for):
    answers = {"agency": cast.police.pk, "team": cast.mash.pk, "concern": "urgent", "email": "duty@police.example"}
    sent = answers | in_parts("started_on", moment.date())
    page = client_for(cast.manager).post(path_of(cast.area, "mailboxes/new/"), sent).content.decode()
    assert "Select a team of Southern Shore Police, or none" in page


@pytest.mark.parametrize(("name", "status"), [("alice", 403), ("business", 403), ("charlie", 403)])
def test_nobody_else_keeps_the_hours(cast, moment, client_for, name, status):
    answer = client_for(getattr(cast, name)).post(path_of(cast.area, "duty/new/"), hours(cast, moment.date()))
    assert answer.status_code == status
    assert not Duty.objects.exists()


def test_a_manager_of_one_area_keeps_nothing_of_another(cast, moment, client_for):
    other = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    client = client_for(cast.manager)
    for more in ("duty/", "duty/new/", "mailboxes/new/"):
        assert client.get(path_of(other, more)).status_code == 404
    AgencyArea.objects.create(agency=cast.council, area=other, started_on=LONG_AGO)
    cast.manager.role_holdings.update(area=cast.area)
    assert client.get(path_of(other, "duty/")).status_code == 200
    assert client.post(path_of(other, "duty/new/"), hours(cast, moment.date())).status_code == 404
    assert not Duty.objects.exists()
