"""A protected place is found in words however somebody spells it, and ordinary words are left alone."""

import pytest

from harbourlight.foundations.people import locations
from harbourlight.foundations.people.models import Address
from harbourlight.foundations.people.telling import words_without

HOME = Address(lines="14 Heron Street, Anytown", postcode="HB1 4QZ", phone="07700 900 123")
TEXTS = sorted({text for text in locations.texts_of_address(HOME) if text}, key=len, reverse=True)
TEXTS += ["St Mary's Primary School"]

SPELLINGS = {
    "as it is": "14 Heron Street, Anytown",
    "capitals": "14 HERON STREET",
    "abbreviated": "14 Heron St.",
    "two spaces and a line": "14  Heron\nStreet",
    "no-break space": "14\u00a0Heron\u00a0Street",
    "zero-width signs": "14 He\u200bron Str\u00adeet",
    "full-width letters": "\uff11\uff14 \uff28\uff45\uff52\uff4f\uff4e Street",
    "accents and look-alikes": "14 H\u00e9r\u043en Street",
    "hyphens": "14-Heron-Street",
    "no spaces": "14HeronStreet",
    "letters apart": "1 4 H e r o n S t r e e t",
    "number behind": "Heron Street, number 14",
    "number in words": "fourteen Heron Street",
    "street alone": "Heron St",
    "postcode run together": "hb14qz",
    "postcode with a separator": "HB1-4.QZ",
    "postcode misread": "HBI 4QZ",
    "telephone from abroad": "0044 (0)7700 900123",
    "telephone with full stops": "07700.900.123",
    "school by its own name": "Saint Marys",
    "school, shortened": "St. Mary\u2019s Prim. Sch.",
}


@pytest.mark.parametrize("written", SPELLINGS.values(), ids=SPELLINGS)
def test_a_place_is_found_however_it_is_written(written):
    told = locations.redacted(f"She is at {written} since May.", TEXTS)
    assert told.startswith("She is at Withheld")
    assert told.endswith(" since May.")
    assert written not in told


@pytest.mark.parametrize("written", SPELLINGS.values(), ids=SPELLINGS)
def test_it_is_found_on_a_page_between_marks(written):
    half = len(written) // 2
    html = f"<p>At {written[:half]}<b>{written[half:]}</b> since May.</p>"
    told = words_without(html, TEXTS)
    assert told.startswith("<p>At Withheld")
    assert told.endswith("since May.</p>")
    assert (told.count("<b>"), told.count("</b>")) == (1, 1)


def test_lines_quotes_and_what_a_page_says_aloud_are_found():
    link = '<a href="/14-heron-street/">x</a>'
    html = f'<p title="14 Heron St">St Mary&#x27;s Primary School<br>14 Heron<br>Street</p>{link}'
    assert words_without(html, TEXTS) == f'<p title="Withheld">Withheld<br>Withheld<br></p>{link}'


@pytest.mark.parametrize(
    "ordinary",
    ["A heron stood in the street.", "He is 14 years old and lives in Anytown.", "Mary came to school.", "Heron Lodge",
     "Street lights are out.", "900 123 people", "Primary school starts at nine."],
)  # fmt: skip
def test_ordinary_words_stay(ordinary):
    assert locations.redacted(ordinary, TEXTS) == ordinary


def test_words_in_two_cells_are_not_one_place():
    html = "<td>Heron</td><td>Street</td>"
    assert words_without(html, TEXTS) == html
