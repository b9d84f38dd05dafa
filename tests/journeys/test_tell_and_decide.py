"""Bob tells the front door of a child, Morag decides, and Bob is told; every page passes axe."""

from datetime import date

import pytest

from harbourlight.foundations.documents.models import ThresholdDocument

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TIERS = [
    {"code": "1", "title": "Universal", "meaning": "Everyday services are enough."},
    {"code": "4", "title": "Statutory", "meaning": "A social worker is needed."},
]


@pytest.fixture
def threshold(area):
    """Return the area's threshold document, with two tiers."""
    return ThresholdDocument.objects.create(
        area=area, title="Threshold document", edition="2020", tiers=TIERS, started_on=date(2020, 1, 1)
    )


def choose(page, name, value):
    """Choose one radio or checkbox."""
    page.check(f"input[name={name}][value='{value}']")


def passes_axe(visitor):
    """Say whether axe finds nothing on the page."""
    return visitor.axe_finds() == []


def given_bob_tells_of_a_child(bob):
    """Fill in and send the form about one child."""
    bob.go("/contacts/new/")
    assert passes_axe(bob)
    page = bob.page
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    choose(page, "urgency", "today")
    page.fill("input[name=children-0-first_name]", "Juniper")
    page.fill("input[name=children-0-last_name]", "Halewood")
    choose(page, "children-0-sex", "F")
    page.fill("textarea[name=what_happened]", "Came to school hungry again and said nobody was home.")
    choose(page, "worries", "neglect")
    choose(page, "consent", "given")
    choose(page, "lawful_basis", "public_task")
    choose(page, "safe_to_tell_parents", "yes")
    page.click("main form button[type=submit]:not([name])")
    page.wait_for_load_state()


def when_morag_decides(morag):
    """Open the contact from the board and decide it."""
    morag.go("/front-door/")
    assert passes_axe(morag)
    morag.page.click("main a:has-text('HL-')")
    morag.page.wait_for_url("**/front-door/contacts/**")
    assert morag.sees("Came to school hungry again")
    assert passes_axe(morag)
    morag.go(morag.page.url.removeprefix(morag.server.url) + "decide/")
    assert passes_axe(morag)
    page = morag.page
    choose(page, "tier", "1")
    choose(page, "outcome", "universal")
    page.fill("textarea[name=rationale]", "The school and the family agreed what helps.")
    page.click("main form button[type=submit]:not([name])")
    page.wait_for_load_state()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_contact_goes_from_the_school_to_a_decision(width, cast, threshold, visitor):
    bob = visitor(width).sign_in(cast.bob)
    given_bob_tells_of_a_child(bob)
    assert bob.sees("HL-")
    assert passes_axe(bob)
    morag = visitor(width).sign_in(cast.manager)
    when_morag_decides(morag)
    assert morag.sees("Universal services or advice")
    assert passes_axe(morag)
    for path in ("/", "/people/", "/team/", "/front-door/hand-over/", "/front-door/figures/", "/access/"):
        morag.go(path)
        assert passes_axe(morag), path
        assert morag.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_sign_in_page_passes_axe(db, visitor):
    nobody = visitor(360).go("/sign-in/login/")
    assert nobody.sees("Sign in")
    assert passes_axe(nobody)
