"""A child's years are drawn as lanes, with the table beside them, on the page and in both files; steps are left out."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.people.tests.factories import known

from .. import lanes
from ..actions import write_lines
from ..models import Line

START = date(2024, 3, 5)
ENDED = lanes.Bar("Section 47 enquiry", START, date(2024, 5, 1), "Closed")
RUNNING = lanes.Bar("Child protection plan", date(2024, 5, 1), None, "Open", "/plan/")


def test_a_bar_that_runs_goes_to_the_end_and_each_says_itself():
    drawn = lanes.picture([ENDED, RUNNING], [(date(2024, 4, 2), False), (date(2025, 1, 9), True)], date(2026, 3, 5))
    rects = re.findall(r'<rect x="([\d.]+)" y="\d+" width="([\d.]+)"', drawn)
    edges = [round(float(x) + float(width)) for x, width in rects]
    assert edges == [round(lanes.Scale(START, date(2026, 3, 5)).at(date(2024, 5, 1))), lanes.WIDTH - lanes.EDGE]
    assert "<title>Section 47 enquiry, 5 March 2024 to 1 May 2024: closed</title>" in drawn
    assert "Child protection plan, 1 May 2024 until now: open" in drawn
    assert drawn.count("<circle") == 2
    assert "1 of them significant" in drawn
    assert ">2025</text>" in drawn.replace("\n", "")
    assert not lanes.picture([], [], date(2026, 3, 5))


def test_what_a_record_is_called_is_no_markup():
    assert "<b>" not in lanes.picture([RUNNING._replace(what="<b>", stage="<b>")], [], date(2026, 3, 5))


@pytest.fixture
def told(cast, moment, monkeypatch):
    """Return a child with an event, a step of the work, and two lanes."""
    person = known(cast, moment, "Juniper", "Halewood", seen_by=[cast.alice])
    write_lines(
        person_ids=[person.pk], what="Broke her arm at school", happened_at=moment - timedelta(days=3), source=person,
        by=cast.alice, at=moment,
    )  # fmt: skip
    write_lines(
        person_ids=[person.pk], what="Core group planned", happened_at=moment, source=person, by=cast.alice, at=moment
    )
    with as_system("the line is one of a step that is no event"):
        Line.objects.filter(what="Core group planned").update(is_process=True)
    monkeypatch.setattr(lanes, "DRAWN", [lambda request, ids: [RUNNING, ENDED]])
    return person


@pytest.mark.django_db
def test_the_page_shows_events_and_lanes_and_the_steps_of_the_work_when_asked(told, cast, client_for):
    address = reverse("chronology:chronology", args=[told.pk])
    page = client_for(cast.alice).get(address).content.decode()
    assert "Broke her arm at school" in page
    assert "Core group planned" not in page
    assert 'class="app-lanes"' in page
    assert '<td data-label="To">1 May 2024</td>' in page
    assert '<a href="/plan/">Child protection plan</a>' in page
    asked = client_for(cast.alice).post(address, {"with_steps": "on", "to": "page"}).content.decode()
    assert "Core group planned" in asked


@pytest.mark.django_db
def test_the_workbook_has_real_dates_a_filter_and_a_head_that_stays(told, cast, client_for):
    answer = client_for(cast.alice).post(reverse("chronology:chronology", args=[told.pk]), {"to": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheets = [book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    for sheet in sheets:
        assert re.search(r'<c r="[AB]2" s="\d+"><v>4\d{4}', sheet), "a date is a number of days"
        assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheets[0]


@pytest.mark.django_db
def test_the_lanes_stand_in_the_pdf(told, cast, client_for):
    answer = client_for(cast.alice).post(reverse("chronology:chronology", args=[told.pk]), {"to": "pdf"})
    assert answer.content.startswith(b"%PDF")
    assert b"Child protection plan, 1 May 2024 until now" in answer.content
