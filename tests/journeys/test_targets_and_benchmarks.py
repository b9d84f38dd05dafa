"""The business unit says what figures should reach and what others reached; the board reads it beside the figure."""

from datetime import date

import pytest

from harbourlight.assurance.dataset.tests.factories import value

from .by_words import readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENTER, READ = "Targets and benchmarks: enter or look back", "Targets and benchmarks"
EVERY_MONTH = {"What is it for?": "Each month"}
ENGLAND = {"Whose figure is it?": "England", "Year of the figure": "2017-18"}


@pytest.fixture
def figures(area, moment):
    """Keep two figures of October 2018: a share, and a rate that others publish too."""
    return [value(area, ref, number=number, at=moment) for ref, number in (("M8-QL", "76"), ("M2-NI", "380"))]


@pytest.fixture
def at_work(cast, browser, live_server):
    """Return everybody of the story."""
    return readers(
        browser, live_server, gwen=cast.business, bea=cast.board, charlie=cast.charlie, on_a_phone=("bea",)
    )  # fmt: skip


def when_gwen_sets_a_target(gwen):
    """A target is for a year there is, and a share is no more than all; what stood before stays to be read."""
    gwen.go_to("Dataset", "M8-QL").sees_all("October 2018", "76.0%").follow(ENTER).is_good()
    asking = gwen.follow("Set a target").is_good().path
    gwen.tries({"Financial year": "2018-20", "Target": "101", **EVERY_MONTH}, "Keep it")
    gwen.is_refused("Enter a financial year such as 2026-27", "A percentage cannot be over 100")
    gwen.says({"Financial year": "2018-19", "Target": "95"}, "Keep it").sees_all("The target is kept.", "95.0%")
    gwen.follow("Set a target").says({"Financial year": "2018-19", "Target": "97", **EVERY_MONTH}, "Keep it")
    gwen.sees_all("2018-19", "97.0%", "before: 95.0%", "Gwen Capstan")
    return asking


def and_she_enters_benchmarks(gwen):
    """Others' figures have their year and their date; a local measure has none."""
    gwen.sees_all("A local measure: others do not publish it.")
    gwen.go_to("Dataset", "M2-NI").follow(ENTER)
    for figure, updated in (("548", date(2018, 6, 1)), ("540", date(2018, 9, 15))):
        gwen.follow("Enter a benchmark")
        gwen.says({**ENGLAND, "Figure": figure, "Brought up to date on": updated}, "Keep it")
        gwen.sees_all("The benchmark is kept.")
    gwen.sees_all("548", "1 June 2018", "540", "15 September 2018").is_good()


def then_bea_reads_them_beside_the_figures(bea):
    """A board member compares, and enters nothing."""
    bea.go_to("Dataset", "M8-QL").sees_all("97.0%").is_good()
    assert not bea.follow(READ).sees_all("2018-19", "97.0%").is_offered("Set a target")
    bea.go_to("Dataset", "M2-NI").sees_all("England 540", "September 2018")
    assert not bea.follow(READ).sees_all("England", "548").is_good().is_offered("Enter a benchmark")


def test_figures_are_compared_with_targets_and_benchmarks(figures, at_work):
    w = at_work
    asking = when_gwen_sets_a_target(w.gwen)
    and_she_enters_benchmarks(w.gwen)
    then_bea_reads_them_beside_the_figures(w.bea)
    assert not w.bea.opens(asking)
    assert not w.charlie.opens(w.gwen.path)
