"""The help pages say what is declared."""

from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.publishing.help.views import permission_words


def test_every_permission_that_roles_hold_is_said_in_words():
    declared = {name for name, roles in PERMISSIONS.items() if roles is not None and name != "signed in"}
    of_tests = {name for name in declared if name.partition(".")[0].endswith("_tests")}
    assert set(permission_words()) == declared - of_tests


def test_the_page_tells_what_one_may_do_and_no_code(client, db):
    page = client.get("/help/who-may-do-what/").content.decode()
    assert "Decide on a contact" in page
    assert "frontdoor.decide" not in page
