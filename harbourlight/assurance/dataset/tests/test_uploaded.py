"""What an agency uploads as its spreadsheet left it; small numbers stay small through to what is published."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from harbourlight.assurance.dataset.models import SubmittedFigure, Value
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.entries import combined, entry
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.measures.sheet import Reading
from harbourlight.foundations.measures.suppression import suppress

from .test_collect import asked, of_agency, uploaded  # noqa: F401 - `asked` is a fixture

pytestmark = pytest.mark.django_db
INPUTS = Path(__file__).parent / "inputs"
NAMES = ["07_decimals.csv", "09_small_mark.csv", "13_extra_col.csv", "25_title_rows.xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_taken_as_a_spreadsheet_left_it(asked, cast, client_for, name):  # noqa: F811
    mine = of_agency(asked(refs=["M4", "EH5-QL"]), cast.police)
    client = client_for(cast.sergeant)
    answer = uploaded(client, mine, (INPUTS / name).read_bytes(), name)
    assert answer.status_code == 302, answer.content.decode()
    held = {row.ref: row for row in SubmittedFigure.objects.all()}
    assert held["M4"].number == (None if "small" in name else 3)
    assert held["EH5-QL"].number == {"13": 26, "25": 32}.get(name[:2], 24)
    page = client.get(answer.url).content.decode()
    if "small" in name:
        assert (held["M4"].missing, held["M4"].fewer_than) == ("suppressed", 5)
        assert "Fewer than 5" in page
        assert "&lt;5" in page
    if "extra" in name:
        assert "Not read: column notes" in page
    if "title" in name:
        assert "Not read: row" in page


def test_small_numbers_of_agencies_add_up_to_a_bound(db):
    one = registry.INDICATORS["M4"]
    rows = [entry(one, value="3"), entry(one, value="<5"), entry(one, value="< 10")]
    found = combined(rows, one.unit)
    assert (found.number, found.missing, found.fewer_than) == (None, "suppressed", 17)
    assert combined([entry(one, value="3"), entry(one, value="c")], one.unit).fewer_than is None


def test_what_came_in_as_small_is_not_worked_back_from_what_is_shown():
    """Enquiries that nobody may know stand behind a rate that everybody could reckon with."""
    month = Month(date(2018, 10, 1))
    rate = Reading(month, number=Decimal("1.6"), denominator=Decimal(50_000))
    assert not suppress(
        {("CP1", month): Reading(month, number=Decimal(8)), ("CP1-NI", month): rate}, registry.INDICATORS
    )
    hidden = suppress(
        {("CP1", month): Reading(month, missing="suppressed"), ("CP1-NI", month): rate}, registry.INDICATORS
    )
    assert set(hidden) == {("CP1", month), ("CP1-NI", month)}


def test_a_sheet_keeps_small_and_hidden_numbers_as_such(area, tmp_path, capsys):
    folder = Path(__file__).resolve().parents[4] / "examples" / "scorecard"
    indicators, values = tmp_path / "indicators.csv", tmp_path / "values.csv"
    head, *rows = (folder / "indicators.csv").read_text("utf-8").splitlines()
    kept = [row for row in rows if row.split(",")[0] in ("M1", "M4", "CP1")]
    indicators.write_text("\n".join([head, *kept]), "utf-8")
    values.write_text("REF;Month;Value;Who\nM1;Oct-18;1,378;Sam\nM4;01/10/2018;<5;\nCP1;2018-10;c;\n", "utf-8")
    call_command("scorecard", "import", area=area.code, indicators=str(indicators), values=str(values))
    assert "Left out of values.csv: column Who" in capsys.readouterr().out
    held = {row.ref: (row.number, row.missing, row.fewer_than) for row in Value.objects.filter(area=area)}
    assert held == {
        "M1": (1378, "", None), "M4": (None, "suppressed", 5), "CP1": (None, "suppressed", None),
    }  # fmt: skip
