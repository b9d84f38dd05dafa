"""Somebody rings the hub: eight things are typed or chosen, with at most ten clicks, on two screens."""

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.practice.frontdoor.models import Contact

from .by_words import readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS, MOST_FIELDS, SCREEN, SCREENS = 10, 8, 900, 2


def test_a_telephone_call_is_written_down(cast, browser, live_server):
    morag = readers(browser, live_server, morag=cast.manager).morag
    morag.go("/front-door/phone/").is_good()
    page = morag.page
    height = page.evaluate("document.documentElement.scrollHeight")
    texts = {
        "who rings": ("Name of the caller", "Mrs Tern"),
        "what happened": ("What has happened, and what worries you?", "He sleeps in the car."),
        "own words": ("What has the child said, in their own words?", "It is cold."),
    }
    for label, text in texts.values():
        page.get_by_label(label).fill(text)
    page.get_by_label("The caller is").select_option("1B")
    child = page.locator("fieldset.row").first
    answers = {
        "name": {"First name": "Jory", "Last name": "Gull"},
        "birth date": {"Day": "9", "Month": "5", "Year": "2019"},
        "address": {"Address": "4 Tern Row"},
    }
    for parts in answers.values():
        for label, text in parts.items():
            child.get_by_label(label).first.fill(text)
    chosen = {"urgency": "Needs a decision today", "consent": "Asked, and given"}
    for label in chosen.values():
        page.get_by_label(label).check()
    page.get_by_role("button", name="Record this contact").click()
    page.wait_for_load_state()
    morag.sees_all("Contact received", "HL-").is_good()
    with as_system("the story looks at what was stored"):
        [contact] = Contact.objects.all()
    assert (contact.source, contact.referrer_kind, contact.urgency) == ("phone", "1B", "today")
    in_all = len(texts) + len(answers) + len(chosen)
    to_the_page, who_from_where, sending = 1, 1, 1
    assert in_all == MOST_FIELDS
    assert to_the_page + in_all - 1 + who_from_where + sending <= MOST_CLICKS  # in the first one types at once
    assert height <= SCREENS * SCREEN
