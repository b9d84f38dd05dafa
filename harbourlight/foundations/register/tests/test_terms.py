"""Gwen of the business unit brings in school terms, and school days are counted by them."""

from datetime import date, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from harbourlight.foundations.agencies.models import SchoolTerm
from harbourlight.foundations.agencies.terms import calendar_of
from harbourlight.statute import counting
from harbourlight.statute.clocks import LONDON

pytestmark = pytest.mark.django_db

HEAD = "first_day,last_day,closed_days,opens_at\n"
AUTUMN = "2026-09-02,2026-12-18,2026-10-26 to 2026-10-30,08:45\n"
SPRING = "2027-01-04,2027-03-25,2027-01-04; 2027-02-15 to 2027-02-19,08:45\n"
SUMMER = "12/04/2027,21/07/2027,31/05/2027 to 04/06/2027,08:30\n"


def bring_in(client, path, text):
    """Send a file of terms."""
    return client.post(path, {"file": SimpleUploadedFile("terms.csv", text.encode(), "text/csv")})


def of_area(cast):
    """Return the address at which the area's terms are brought in."""
    return f"/register/areas/{cast.area.pk}/terms/new/"


def test_gwen_brings_in_a_year_and_ten_school_days_are_counted(cast, gwen, client_for):
    gwens = client_for(gwen)
    answer = bring_in(gwens, of_area(cast), HEAD + AUTUMN + SPRING + SUMMER)
    assert answer.status_code == 302
    page = gwens.get(answer["Location"]).content.decode()
    assert "2 September 2026" in page
    assert "8:45am" in page
    calendar = calendar_of(area=cast.area)
    assert counting.after(10, "school_days", date(2026, 12, 14), school=calendar) == date(2027, 1, 12)
    assert calendar.opening_after(datetime(2026, 12, 19, 22, tzinfo=LONDON)).time() == time(8, 45)


def test_a_school_with_dates_of_its_own_is_counted_by_them(cast, gwen, client_for):
    gwens = client_for(gwen)
    bring_in(gwens, of_area(cast), HEAD + AUTUMN)
    assert counting.after(1, "school_days", date(2026, 10, 23), school=calendar_of(area=cast.area, school=cast.school))
    own = "2026-09-02,2026-12-18,2026-10-19 to 2026-10-23,\n"
    assert bring_in(gwens, f"/register/agencies/{cast.school.pk}/terms/new/", HEAD + own).status_code == 302
    calendar = calendar_of(area=cast.area, school=cast.school)
    assert counting.after(1, "school_days", date(2026, 10, 23), school=calendar) == date(2026, 10, 26)
    assert "Lantern Street" in gwens.get(f"/register/agencies/{cast.school.pk}/terms/").content.decode()


def test_new_dates_take_the_place_of_the_old_and_what_is_over_stays(cast, gwen, client_for):
    gwens = client_for(gwen)
    bring_in(gwens, of_area(cast), HEAD + AUTUMN + SPRING)
    bring_in(gwens, of_area(cast), HEAD + SPRING.replace("2027-03-25", "2027-03-24") + SUMMER)
    assert [term.ends_on for term in SchoolTerm.objects.filter(area=cast.area)] == [
        date(2026, 12, 18), date(2027, 3, 24), date(2027, 7, 21),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("first,last\n2026-09-02,2026-12-18\n", "No row names the columns"),
        (HEAD, "holds no term"),
        (HEAD + "2 September,2026-12-18,,\n", "Row 2, column"),
        (HEAD + "2026-12-18,2026-09-02,,\n", "must come after the first"),
        (HEAD + "2026-09-02,2026-12-18,2027-01-01,\n", "outside the term"),
        (HEAD + "2026-09-02,2026-12-18,,quarter to nine\n", "Row 2, column"),
        (HEAD + AUTUMN + SUMMER, "seem to be missing"),
        (HEAD + AUTUMN + "2026-12-01,2027-03-25,,\n", "begins before"),
    ],
)
def test_a_file_that_cannot_be_counted_by_is_refused_in_words(cast, gwen, client_for, text, words):
    answer = bring_in(client_for(gwen), of_area(cast), text)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not SchoolTerm.objects.exists()


def test_without_dates_nothing_is_guessed(cast, gwen, client_for):
    assert calendar_of(area=cast.area, school=cast.school) is None
    assert "Nobody has brought in" in client_for(gwen).get(f"/register/areas/{cast.area.pk}/terms/").content.decode()


def test_charlie_and_bob_bring_in_nothing(cast, client_for):
    for person in (cast.charlie, cast.bob):
        assert bring_in(client_for(person), of_area(cast), HEAD + AUTUMN).status_code in (403, 404)
    assert not SchoolTerm.objects.exists()


def test_only_a_school_has_terms(cast, gwen, client_for):
    assert client_for(gwen).get(f"/register/agencies/{cast.council.pk}/terms/").status_code == 404
