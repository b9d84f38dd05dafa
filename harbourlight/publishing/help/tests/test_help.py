"""The help pages say what is declared."""

from harbourlight.foundations.access.needs import PERMISSIONS, WORDS
from harbourlight.foundations.rooms.room import rooms


def test_every_permission_that_roles_hold_is_said_in_words():
    declared = {name for name, roles in PERMISSIONS.items() if roles is not None and name != "signed in"}
    assert {name for name in declared if not WORDS[name] and not name.partition(".")[0].endswith("_tests")} == set()


def test_every_permission_is_one_of_a_room():
    labels = {room.label for room in rooms()}
    assert {name for name in WORDS if name.partition(".")[0] not in labels and "_tests." not in name} == set()


def test_the_page_tells_what_one_may_do_and_no_code(client, db):
    page = client.get("/help/who-may-do-what/").content.decode()
    assert "Decide on a contact" in page
    assert "frontdoor.decide" not in page
