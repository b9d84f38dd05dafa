"""The worked cases of tests/cases/contacts.csv: how many children are referred, and by which day."""

import csv
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.declarations import Month
from harbourlight.practice.childinneed.indicators import BY_REF
from harbourlight.practice.childinneed.models import Episode

from ..actions.arrivals import ReportedChild
from ..actions.correcting import correct_receipt
from .stories import decided, told

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[4] / "tests" / "cases" / "contacts.csv"
with FILE.open(encoding="utf-8", newline="") as lines:
    CASES = {case: list(rows) for case, rows in groupby(csv.DictReader(lines), lambda row: row["case"])}


def moment_in(text):
    """Return a moment of the table in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize("case", CASES)
def test_a_contact_of_the_table(case, cast, document, moment, as_user):
    people = {}
    for row in sorted(CASES[case], key=lambda row: row["typed"]):
        names = row["children"].split()
        children = [
            ReportedChild(first_name=name, last_name="Trelawny", person_id=people.get(name)) for name in names
        ]  # fmt: skip
        with as_user(cast.manager):
            contact = told(cast, moment, children=children, happened_at=moment_in(row["received"]), by=cast.manager)
        people |= dict(zip(names, contact.child_ids, strict=True))
        team = cast.assessment if row["outcome"] == "referral" else None
        contact = decided(cast, contact, moment, as_user, outcome=row["outcome"], team=team)
        if row["corrected_to"]:
            with as_user(cast.manager):
                to = moment_in(row["corrected_to"])
                correct_receipt(contact=contact, to=to, reason="Written down late", by=cast.manager, at=moment)
    last = CASES[case][-1]
    with as_system("the test looks at what was stored"):
        days = {str(row.referred_on) for row in Episode.objects.all()}
    assert days == {last["referred_on"]} - {""}
    for first in ("2026-03-01", "2026-04-01"):
        month = Month.of(datetime.fromisoformat(first).date())
        with as_system("a figure counts the whole area"):
            [figure] = BY_REF["CIN-01"].by_month(cast.area, [month], moment)
        expected = dict(part.split(": ") for part in last["counted_in"].split("; ") if part)
        assert figure.top == int(expected.get(first[:7], 0))
