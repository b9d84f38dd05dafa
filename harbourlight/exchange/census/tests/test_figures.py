"""A year recorded by hand and the same year loaded from its return give the same figures in every month."""

from datetime import date

import pytest

from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Area, Team
from harbourlight.foundations.measures.months import Month
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.practice.childinneed.actions import close_episode
from harbourlight.practice.childinneed.indicators import MEASURES as NEED
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childinneed.tests.stories import assessed, child
from harbourlight.practice.childinneed.tests.stories import referred as referred_on
from harbourlight.practice.childprotection.indicators import MEASURES as PROTECTION
from harbourlight.practice.childprotection.tests.plan_stories import put_on_plan, reviewed

from ..loading import load_file
from ..loading.work import london
from ..sending import write_return

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# What a census does not tell: visits, who was at a conference, and how the child took part.
NOT_TOLD = {"CP8-QL", "CP-QUORUM", "CP-PART"}
LAW = ("CLK-ASM-001", "CLK-S47-001", "CLK-CPC-004", "CLK-CPC-005")
WHY = "a figure counts the whole area"


@pytest.fixture
def year_by_hand(cast, as_user, moment):
    """Record what happened to six children from April 2025 to March 2026."""
    area = cast.area

    def closed(episode, on, reason):
        with as_user(cast.team_manager):
            fresh = Episode.objects.get(pk=episode.pk)
            close_episode(episode=fresh, on=date.fromisoformat(on), reason=reason, by=cast.team_manager, at=moment)

    people = [
        child(area, moment, name, born_on=date(2016, number, 3), sex="F", ethnicity="WBRI", disabilities=["NONE"])
        for number, name in enumerate(("Ada", "Bryony", "Cressida", "Demelza", "Elowen", "Fern"), 1)
    ]
    quick, late, again, kept, ended, waits = people
    for each, started, finished in ((quick, "2025-05-06", "2025-05-14"), (late, "2025-05-06", "2025-08-20")):
        [episode] = referred_on(cast, as_user, moment, each, on=started)
        assessed(cast, as_user, moment, episode, finished=finished)
        closed(episode, finished, "RC8")
    [first] = referred_on(cast, as_user, moment, again, on="2025-04-10")
    assessed(cast, as_user, moment, first, finished="2025-06-02")
    closed(first, "2025-06-10", "RC8")
    [second] = referred_on(cast, as_user, moment, again, on="2025-11-03")
    assessed(cast, as_user, moment, second, finished="2026-01-12")
    put_on_plan(cast, as_user, moment, kept, began="2025-07-08", category="NEG")
    reviewed(cast, as_user, moment, kept, on="2025-09-29", category="EMO")
    put_on_plan(cast, as_user, moment, ended, began="2025-08-05", category="PHY")
    reviewed(cast, as_user, moment, ended, on="2025-10-28", decision="ends", category="")
    referred_on(cast, as_user, moment, waits, on="2026-03-23")
    return area


def figures(area, moment):
    """Return every measure of an area by month."""
    months = Month.of(date(2026, 4, 1)).last_of(14)
    measures = [measure for measure in (*NEED, *PROTECTION) if measure.ref not in NOT_TOLD]
    with as_system(WHY):
        return {measure.ref: measure.by_month(area, months, moment) for measure in measures}


def limits(area):
    """Return the limits in law of an area: when each began, when it ran out, and when it was met."""
    with as_system(WHY):
        rows = Deadline.objects.filter(area=area, clock__in=LAW, cancelled_at=None)
        return sorted((row.clock, london(row.started_at), row.due_on, str(london(row.met_at))) for row in rows)


def test_the_same_facts_give_the_same_figures(year_by_hand, cast, moment, tmp_path):
    path = tmp_path / "return.xml"
    with path.open("w", encoding="utf-8") as stream:
        assert write_return(stream=stream, area=year_by_hand, year=named("2025-26"), at=moment, authority="201") == 6
    elsewhere = Area.objects.create(name="Saltmarsh", code="saltmarsh", started_on=date(2010, 1, 1))
    team = Team.objects.create(
        name="Saltmarsh children's team", agency=cast.council, area=elsewhere, kind="social_work",
        started_on=date(2010, 1, 1),
    )  # fmt: skip
    run = load_file(path=path, area=elsewhere, team=team, at=moment).run
    assert (run.added, run.contradictions, run.unread, run.pairs) == (6, 0, 0, 0)
    by_hand, loaded = figures(year_by_hand, moment), figures(elsewhere, moment)
    assert loaded == by_hand
    for ref in ("EH2", "EH3", "EH4", "CIN-01", "M6", "CP1", "CP2", "CP6B", "CP7", "CP-NEW", "CP9"):
        assert any(each.top for each in by_hand[ref]), ref
    assert limits(elsewhere) == limits(year_by_hand)
