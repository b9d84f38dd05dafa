"""No text of a file runs as a formula in a spreadsheet, whatever unseen signs stand before it."""

import csv

import pytest

from harbourlight.foundations.measures.cells import csv_text, opener, plain


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", "+1", "-cmd", "|x", "%0A", "\t=1", "\u200b=1", "＝1", " =1", "\u3000＠x", "\ufeff\xad-1"],
)
def test_a_text_that_would_run_is_known_and_made_plain(text):
    assert opener(text)
    assert plain(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "42", "2.5", "CP1", "a=b", "\u200b", " ", "Élan"])
def test_other_texts_stay_as_they_are(text):
    assert not opener(text)
    assert plain(text) == text


def test_a_table_is_written_with_plain_cells():
    rows = list(csv.reader(csv_text(("ref", "words"), [("CP1", "=HYPERLINK(1)"), ("CP2", None)]).splitlines()))
    assert rows == [["ref", "words"], ["CP1", "'=HYPERLINK(1)"], ["CP2", ""]]
