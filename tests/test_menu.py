"""The menu: parts of the work, the lines beside a page once each, and every one leads where its reader may go."""

import re

import pytest

from harbourlight.foundations.rooms.room import AREAS
from tests import addresses

pytestmark = pytest.mark.django_db
PART = re.compile(r'<a class="govuk-service-navigation__link" href="([^"]+)"[^>]*>(?:<strong[^>]*>)?([^<]+)')
LINE = re.compile(r'<a class="app-side__link" href="([^"]+)"[^>]*>([^<]+)')
ROOMS = {"Plans": "/plans/", "Recommendations": "/recommendations/", "Challenges": "/partnership/challenges/"}


def parts(client):
    """Return (address, words) of each part of the menu."""
    return PART.findall(client.get("/").content.decode())


def side(client, href):
    """Return (address, words) of each line beside a page; each stands there twice, for a narrow and a wide screen."""
    found = LINE.findall(client.get(href).content.decode())
    assert found[: len(found) // 2] == found[len(found) // 2 :]
    return found[: len(found) // 2]


def lines(client):
    """Return (address, words) of all that the parts of the menu hold."""
    return {line for href, _ in parts(client) for line in side(client, href)}


@pytest.mark.parametrize("kind", addresses.KINDS)
def test_each_part_and_each_line_is_there_once_and_opens(kind, cast, client_for):
    client = client_for(getattr(cast, addresses.KINDS[kind]))
    menu = parts(client)
    assert [words for _, words in menu] == [words for words in AREAS.values() if words in dict(map(reversed, menu))]
    for href, words in menu:
        beside = side(client, href)
        assert len({text for _, text in beside}) == len(beside), words
        for line, text in [(href, words), *beside]:
            assert client.get(line).status_code == 200, text


@pytest.mark.parametrize(
    ("name", "text", "href"),
    [
        ("board", "Plans", ROOMS["Plans"]),
        ("bob", "Plans", "/plans/asked/"),
        ("auditor", "Plans", ROOMS["Plans"]),
        ("business", "Recommendations", ROOMS["Recommendations"]),
        ("sergeant", "Recommendations", "/recommendations/ours/"),
        ("councillor", "Recommendations", "/recommendations/published/"),
        ("chair", "Challenges", ROOMS["Challenges"]),
        ("team_manager", "Challenges", "/partnership/challenges/ours/"),
        ("councillor", "Challenges", "/partnership/challenges/ours/"),
    ],
)
def test_who_has_no_room_has_its_part_for_their_agency(name, text, href, cast, client_for):
    assert (href, text) in lines(client_for(getattr(cast, name)))


@pytest.mark.parametrize("name", ["worker", "helper", "charlie", "alice"])
def test_practitioners_have_no_line_for_the_partnership(name, cast, client_for):
    assert not {text for _, text in lines(client_for(getattr(cast, name)))} & {*ROOMS, "Boards", "Scrutiny"}


def test_the_rooms_lead_on_from_their_first_pages(cast, client_for):
    client = client_for(cast.business)
    for page, further in (
        ("/boards/", ("/boards/late/", "/boards/mine/")),
        ("/recommendations/", ("/recommendations/ours/", "/recommendations/published/")),
        ("/partnership/challenges/", ("/partnership/challenges/ours/",)),
    ):
        words = client.get(page).content.decode()
        assert [href for href in further if f'href="{href}"' not in words] == []
    assert 'href="/plans/asked/"' in client_for(cast.board).get("/plans/").content.decode()
