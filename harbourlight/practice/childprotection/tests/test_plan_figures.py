"""The figures of plans, each against the definition of the published sheet."""

import pytest
from django.urls import reverse

from harbourlight.foundations.measures.declarations import Month, Span
from harbourlight.practice.childinneed.indicators import BY_REF as NEED

from .. import indicators
from ..actions import transfers
from .plan_stories import put_on_plan, reviewed, visited
from .stories import child, noon, referred


def month(words):
    """Return a month written 2026-03."""
    return Month.of(noon(f"{words}-01").date())


def figure(cast, as_user, moment, ref, words, of=indicators):
    """Return the figure of a measure for a month, as the product counts it."""
    measure = (of if isinstance(of, dict) else of.BY_REF)[ref]
    with as_user(cast.worker):
        return str(measure.by_month(cast.area, [month(words)], moment)[0])


@pytest.fixture
def year(cast, as_user, moment, area, perran, wenna):
    """Return four children: a boy reviewed and seen, his sister whose plan ended, a boy back again, a stay."""
    back, stays = child(area, moment, "Tamblyn"), child(area, moment, "Locryn")
    put_on_plan(cast, as_user, moment, perran, wenna, began="2026-03-02")
    put_on_plan(cast, as_user, moment, back, began="2025-03-03")
    reviewed(cast, as_user, moment, back, on="2025-05-30", decision="ends", category="")
    put_on_plan(cast, as_user, moment, back, began="2026-03-16")
    [plan] = reviewed(cast, as_user, moment, perran, on="2026-05-28")
    reviewed(cast, as_user, moment, wenna, on="2026-05-29", decision="ends", category="")
    visited(cast, as_user, moment, plan, on="2026-05-20")
    visited(cast, as_user, moment, plan, on="2026-06-29", was_seen=False)
    referred(cast, as_user, moment, stays, at=noon("2026-03-02"))
    with as_user(cast.team_manager):
        transfers.register_temporarily(
            person=stays, area=area, team=cast.assessment, since=noon("2026-03-09").date(), other_authority="Portwick",
            other_category="EMO", by=cast.team_manager, at=moment,
        )  # fmt: skip
    return [perran, wenna, back, stays]


def test_every_figure_of_the_sheet_counts_what_it_says(cast, as_user, moment, year):
    def told(ref, words):
        return figure(cast, as_user, moment, ref, words)

    assert told("CP6B", "2026-02") == "0"
    assert told("CP6B", "2026-03") == "3"  # without the stay
    assert told("CP6B", "2026-05") == "2"
    assert told("CP7", "2026-05") == "1"
    assert told("CP5-VAL", "2026-03") == "1"
    assert told("CP5-QL", "2026-03") == "33.3% (1 of 3)"
    assert told("CP9", "2026-05") == "2"
    assert told("CP8-QL", "2026-05") == "50.0% (1 of 2)"
    assert told("CP8-QL", "2026-06") == "0.0% (0 of 2)"  # nobody was seen at the visit of June
    assert told("CP8-QL", "2026-02") == "none"


def test_children_on_a_plan_are_not_counted_as_in_need(cast, as_user, moment, year):
    # Of four open episodes the girl alone is on no plan at the end of May; before March nobody was.
    assert figure(cast, as_user, moment, "EH2", "2026-05", NEED) == "1"
    assert figure(cast, as_user, moment, "EH2", "2026-03", NEED) == "0"


def test_the_records_stand_behind_each_number(cast, as_user, client_for, moment, year):
    span = Span(month("2026-05"), month("2026-05"), moment)
    with as_user(cast.worker):
        assert {str(row.person) for row in indicators.BY_REF["CP9"].rows(cast.area, span)} == {
            "Perran Sandling", "Wenna Sandling",
        }  # fmt: skip
    page = client_for(cast.team_manager).get(reverse("childprotection:behind", args=["CP6B"]), {"month": "2026-05"})
    assert "Perran Sandling" in page.content.decode()
    counts_only = client_for(cast.councillor).get(
        reverse("childprotection:behind", args=["CP6B"]), {"month": "2026-05"}
    )
    assert "2 records stand" in counts_only.content.decode()
    assert "Perran" not in counts_only.content.decode()
