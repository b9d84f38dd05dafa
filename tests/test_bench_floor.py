"""The floor of the bench shows what the busiest pages show, to the same reader, under the same policies and log."""

import pytest
from django.conf import settings
from django.test import Client

from harbourlight.config import bench_floor, bench_pages
from harbourlight.config.bench_inside import cookies_of, someone
from harbourlight.demo import load
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.access.models import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(tmp_path, settings):
    """Return the demonstration's screening worker."""
    settings.DATA = tmp_path
    with as_system("a test loads the demonstration"):
        load.load(now=read_clock(), children=120, years=0.2, seed=5)
    return someone(bench_pages.READER)


def readings_of(reader, ask):
    """Return what asking a page gives, and whom the read log then names."""
    with as_system("a test reads the log"):
        before = set(Reading.objects.values_list("pk", flat=True))
    found = ask()
    with as_system("a test reads the log"):
        rows = Reading.objects.exclude(pk__in=before).filter(professional_id=reader.pk)
        return found, sorted(rows.values_list("person_id", "verb", "place"))


def test_the_floor_shows_its_reader_the_same_in_the_same_size_logs_it_and_shows_a_stranger_nothing(reader):
    cookies = cookies_of(reader)
    key, client = cookies[settings.SESSION_COOKIE_NAME], Client(headers={"host": "localhost"})
    client.cookies.load(cookies)
    for name, path, child in list(bench_pages.pages_of(reader, cookies)):
        page, read = readings_of(reader, lambda path=path: client.get(path).content.decode())
        floor, noted = readings_of(
            reader, lambda name=name, child=child: bench_floor.page(name, key, read_clock(), child)
        )
        assert len(floor) == pytest.approx(len(page), rel=bench_pages.OF_SIZE), name
        assert set(noted) == set(read), name
        assert read, name
    stranger = cookies_of(someone("charlie.elsewhere"))[settings.SESSION_COOKIE_NAME]
    with pytest.raises(ValueError, match="unpack"):
        bench_floor.page("child's page", stranger, read_clock(), child)
