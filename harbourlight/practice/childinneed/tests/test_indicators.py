"""The figures of children in need: what they count, and who may open the records behind them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.measures.declarations import Figure, Month

from .. import actions, indicators
from ..models import Episode
from .stories import assessed, child, noon, referred

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = (Month.parse(text) for text in ("2026-03", "2026-04", "2026-05"))


def figures(ref, area, moment, months=(MARCH, APRIL, MAY)):
    """Return the figures of some months as the product counts them."""
    with as_system("the figures are those of the whole area"):
        return indicators.BY_REF[ref].by_month(area, list(months), moment)


@pytest.fixture
def three(cast, as_user, moment):
    """Return three children referred in March: finished on day 10, on day 46, and not yet."""
    people = [child(cast.area, moment, name) for name in ("Juniper", "Rowan", "Hazel")]
    episodes = referred(cast, as_user, moment, *people, on="2026-03-02")
    assessed(cast, as_user, moment, episodes[0], finished="2026-03-16")
    assessed(cast, as_user, moment, episodes[1], finished="2026-05-08")
    return episodes


def test_assessments_are_counted_in_the_month_they_were_finished_by_band(cast, three, moment):
    assert [each.top for each in figures("EH3", cast.area, moment)] == [1, 0, 1]
    assert figures("EH3a", cast.area, moment)[0] == Figure(1, 1)
    assert figures("EH3e", cast.area, moment)[2] == Figure(1, 1)
    assert figures("EH3b", cast.area, moment)[2] == Figure(0, 1)
    assert figures("EH4", cast.area, moment) == [Figure(1), Figure(0), Figure(0)]
    assert figures("EH4-QL", cast.area, moment) == [Figure(1, 1), Figure(0, 0), Figure(0, 1)]


def test_the_five_bands_make_up_all_assessments(cast, three, moment):
    for place in range(3):
        whole = figures("EH3", cast.area, moment)[place].top
        assert sum(figures(f"EH3{letter}", cast.area, moment)[place].top for letter in "abcde") == whole


def test_children_in_need_at_the_end_of_a_month_leave_out_those_counted_elsewhere(cast, as_user, three, moment):
    assert [each.top for each in figures("EH2", cast.area, moment)] == [3, 3, 3]
    with as_user(cast.team_manager):
        first, _, last = (Episode.objects.get(pk=row.pk) for row in three)
        actions.close_episode(
            episode=first, on=noon("2026-04-30").date(), reason="RC8", by=cast.team_manager, at=moment
        )
        how = {"episode": last, "kind": "protection", "by": cast.team_manager, "at": moment}
        actions.count_elsewhere(started_on=noon("2026-03-31").date(), **how)
        actions.count_in_need_again(ended_on=noon("2026-05-30").date(), **how)
    assert [each.top for each in figures("EH2", cast.area, moment)] == [2, 1, 2]


@pytest.mark.parametrize(("on", "again"), [("2026-05-11", (1, 1)), ("2026-05-12", (1, 1))])
def test_re_referrals_are_counted_by_both_definitions(on, again, cast, as_user, three, moment):
    with as_user(cast.team_manager):
        first = Episode.objects.get(pk=three[0].pk)
        actions.close_episode(
            episode=first, on=noon("2026-04-30").date(), reason="RC8", by=cast.team_manager, at=moment
        )
    referred(cast, as_user, moment, first.person_id, on=on)
    assert figures("FD-07", cast.area, moment)[2] == Figure(again[0], 1)
    assert figures("CIN-02", cast.area, moment)[2] == Figure(again[1], 1)
    assert figures("M6", cast.area, moment)[2] == Figure(again[0])
    assert figures("CIN-01", cast.area, moment) == [Figure(3), Figure(0), Figure(1)]


def test_no_further_action_is_a_referral_and_no_child_in_need(cast, as_user, moment):
    [episode] = referred(cast, as_user, moment, child(cast.area, moment), on="2026-03-02")
    with as_user(cast.team_manager):
        actions.take_no_action(
            episode=Episode.objects.get(), reason="Advice", on=episode.referred_on, by=cast.team_manager, at=moment
        )
    assert figures("EH2", cast.area, moment)[0] == Figure(0)
    assert figures("CIN-01", cast.area, moment)[0] == Figure(1)


def test_no_month_before_the_first_referral_is_counted(cast, as_user, three):
    with as_user(cast.worker):
        assert indicators.first_referral(cast.area) == noon("2026-03-02")


@pytest.mark.parametrize("ref", ["EH2", "EH3", "EH3a", "FD-07"])
def test_the_records_behind_a_number_open_to_who_may_see_them(ref, cast, client_for, three, moment):
    address = reverse("childinneed:behind", args=[ref]) + "?month=2026-03"
    page = client_for(cast.worker).get(address)
    assert page.status_code == 200
    hidden = client_for(cast.sergeant).get(address)
    assert hidden.context["total"] == page.context["total"]
    assert not hidden.context["page"].paginator.count
    assert "Halewood" not in hidden.content.decode()


def test_a_number_that_is_none_is_not_there(cast, client_for):
    assert client_for(cast.worker).get(reverse("childinneed:behind", args=["no-such"])).status_code == 404


def test_a_figure_of_today_counts_who_is_in_need_now(cast, as_user, moment):
    referred(cast, as_user, moment, child(cast.area, moment), days_ago=1)
    month = Month.of(actions.day(moment))
    assert figures("EH2", cast.area, moment, [month]) == [Figure(1)]
    before = figures("EH2", cast.area, moment, [Month.of(actions.day(moment - timedelta(days=40)))])
    assert before == [Figure(0)]
