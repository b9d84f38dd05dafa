"""Words are output too: what they could tell of a number left out is found."""

import pytest

from harbourlight.foundations.measures.telling import telling


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three of them came twice.", ["Three", "twice"]),
        ("Both children were seen.", ["Both"]),
        ("Nil return from the police.", ["Nil"]),
        ("None came.", ["None"]),
        ("The twins moved here.", ["twins"]),
        ("A single child.", ["single"]),
        ("No children were late.", ["No children"]),
        ("There were 4.", ["4"]),
        ("37 had a plan.", ["37"]),
        ("Thirty-seven had a plan.", ["Thirty-seven"]),
        ("12% of them.", ["12%"]),
        ("12 per cent of them.", ["12 per cent"]),
        ("Up by a third.", []),
        ("From 3 July 2018 a decision within one working day counts.", []),
        ("Seen within 5 days, as in 2018.", []),
        ("A rise of 5%.", []),
        ("CP2 and M1 rose; 1,378 contacts.", []),
        ("38 had a plan; the lone bothy noneteless.", []),
    ],
)
def test_numbers_are_found_in_digits_and_words(text, found):
    assert telling(text, 6, ["37", "12.0%"]) == found
