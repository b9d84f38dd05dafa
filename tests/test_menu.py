"""The menu: short, each line once, and every line leads to a page that its reader may open."""

import re

import pytest

from tests import addresses

pytestmark = pytest.mark.django_db
LINE = re.compile(r'<a class="govuk-service-navigation__link" href="([^"]+)"[^>]*>(?:<strong[^>]*>)?([^<]+)')
MOST_LINES = 16  # of a senior manager, who works in almost every room
ROOMS = {"Plans": "/plans/", "Recommendations": "/recommendations/", "Challenges": "/partnership/challenges/"}


def lines(client):
    """Return (address, words) of each line of the menu."""
    return LINE.findall(client.get("/").content.decode())


@pytest.mark.parametrize("kind", addresses.KINDS)
def test_each_line_is_there_once_and_opens(kind, cast, client_for):
    client = client_for(getattr(cast, addresses.KINDS[kind]))
    menu = lines(client)
    words = [text for _, text in menu]
    assert len(set(words)) == len(words) <= MOST_LINES
    for href, text in menu:
        assert client.get(href).status_code == 200, text


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
