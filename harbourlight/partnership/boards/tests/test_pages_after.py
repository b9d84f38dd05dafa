"""After a meeting, on its pages: minutes, attendance, absence, learning, returns."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.meetings.models import Minutes
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.models import (
    Learning,
    SharedReturn,
)

from .stories import bodies, held, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


@pytest.fixture
def sitting(made, cast, moment):
    """Return the board's next meeting."""
    return planned(made.board, cast, moment, days=90, place="Quay House")


def at(name, *records):
    return reverse(f"boards:{name}", args=[record.pk for record in records])


def parts(name, when, time="10:00"):
    return {f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year, f"{name}-time": time}


def send(client, address, **answers):
    """Send a form, and return the answer; a form that was refused shows its errors."""
    answer = client.post(address, {"submission": str(uuid4()), "version": 1, **answers})
    form = (answer.context or {}).get("form") if answer.status_code == 200 else None
    assert answer.status_code == 302, form.problems() if form else answer.status_code
    return answer


def refused(client, address, **answers):
    """Send a form that is refused, and return its errors as one text."""
    answer = client.post(address, {"submission": str(uuid4()), "version": 1, **answers})
    assert answer.status_code == 200
    return " ".join(words for words, _ in answer.context["form"].problems())


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_minutes_go_round_are_disputed_and_settled(cast, made, moment, client_for, as_user):
    now = held(planned(made.board, cast, moment, days=-2), cast, [cast.senior, cast.sergeant, cast.board, cast.bob])
    client = client_for(cast.business)
    assert "Minutes go round" in client.get(reverse("boards:late"), {"show": "all"}).content.decode()
    write = reverse("meetings:minutes_write", args=[now.meeting_id])
    assert "Haven Safeguarding Board" in page(client, write)
    send(client, write, text="We met.")
    with as_user(cast.business):
        minutes = Minutes.objects.get()
    client = client_for(cast.bob)
    send(client, reverse("meetings:dispute", args=[minutes.pk]), what="I said more.")
    client = client_for(cast.chair)
    html = page(client, at("sitting", now))
    settle = re.search(r'href="(/meetings/disputes/[^"]+)"', html)[1]
    assert "Minutes are disputed" in page(client, reverse("boards:late"))
    send(client, settle, outcome="Added.", new_text="We met. Bob said more.")
    html = page(client, at("sitting", now))
    assert "Version 2" in html
    assert "Settled: Added." in html


def test_absence_attendance_and_learning_on_pages(cast, made, moment, client_for, as_user):
    for days in (-3, -2):
        now = held(
            planned(made.board, cast, moment, days=days), cast, [cast.senior, cast.sergeant, cast.board],
            absent=[cast.bob],
        )  # fmt: skip
    absence = actions.watch_absence(at=moment)[0]
    client = client_for(cast.chair)
    assert "Absent 2 times in a row" in client.get(reverse("boards:late"), {"show": "all"}).content.decode()
    html = page(client, at("absence", absence))
    assert cast.bob.name in html
    assert "waits for an answer" in html
    assert client_for(cast.bob).get(at("absence", absence)).status_code == 404
    client = client_for(cast.chair)
    html = client.get(at("attendance", made.board), {"year": now.meeting.starts_at.year}).content.decode()
    assert "Too few" in html
    assert cast.bob.name in html
    client = client_for(cast.business)
    send(
        client, at("learning_new", made.committee), to_group=str(made.board.pk), title="Neglect", text="Ask twice."
    )  # fmt: skip
    Learning.objects.update(shared_at=moment - timedelta(days=9))
    html = page(client, at("sitting", now))
    assert "Ask twice." in html
    send(client, re.search(r'action="(/boards/meetings/[^"]+/heard/)"', html)[1])
    assert "Heard here" in page(client, at("sitting", now))


def test_one_return_is_read_by_its_agency_and_each_board(cast, made, sitting, client_for):
    client = client_for(cast.bob)
    send(client, reverse("boards:return_new"), title="Section 11", groups=[str(made.board.pk)], text="All met.")
    given = SharedReturn.objects.get()
    assert "All met." in page(client, at("return", given))
    assert "All met." in page(client_for(cast.chair), at("return", given))
    assert client_for(cast.nurse).get(at("return", given)).status_code == 404
