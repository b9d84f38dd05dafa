"""What waits: visits asked for, reports, checks, birthdays and notices; on the record, the list and the first page."""

from datetime import date

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Professional, RoleHolding, TeamMembership
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.statements.fetching import gather

from .. import actions
from ..models import Adult
from ..views.waiting import waiting_for
from .factories import NOT_SEEN, at, child_of, told_of, visited

pytestmark = pytest.mark.django_db
CHECK = {"relation": "The carer", "checked_on": None, "found": ""}


@pytest.fixture
def arrangement(cast, as_user):
    """Return an arrangement that a school told of on 20 January 2025."""
    with as_user(cast.colleague):
        yield told_of(cast, child_of(cast))


def waits(cast, arrangement, kind, today="2025-02-03"):
    """Return the words of what waits on an arrangement in one list."""
    arrangement.refresh_from_db()
    found = gather([waiting_for([arrangement], asker=cast.colleague.id, today=date.fromisoformat(today))])[0]
    return [each.text for each in found[arrangement.pk] if each.kind == kind]


def asked(cast, arrangement, day="2025-02-01"):
    """Let the child ask for a visit."""
    return actions.ask_visit(
        arrangement=arrangement, asked_by="child", asked_on=date.fromisoformat(day), note="Wants to talk",
        by=cast.colleague, at=at(day),
    )  # fmt: skip


def test_a_visit_that_was_asked_for_is_counted_until_the_child_is_seen_and_is_never_late(cast, arrangement):
    asked(cast, arrangement)
    assert waits(cast, arrangement, "asked") == ["The child asked for a visit on 1 February 2025, 2 days ago"]
    visited(cast, arrangement, "2025-02-02", NOT_SEEN)
    assert waits(cast, arrangement, "asked")
    visited(cast, arrangement, "2025-02-03")
    assert waits(cast, arrangement, "asked") == []
    with as_system("a test reads"):
        assert not Deadline.objects.filter(clock="CLK-PFO-011").exists()
        kept = StepTaken.objects.get(step="ask_visit")
    assert (kept.happened_at, kept.note) == (at("2025-02-01"), "The child. Wants to talk")


def test_each_visit_wants_its_report(cast, arrangement):
    for day in ("2025-01-29", "2025-03-10"):
        visited(cast, arrangement, day)
    actions.report_visit(
        arrangement=arrangement, visited_on=date(2025, 1, 29), body="She is well.", by=cast.colleague,
        at=at("2025-03-11"),
    )  # fmt: skip
    assert waits(cast, arrangement, "report", "2025-03-12") == ["Write the report of the visit of 10 March 2025"]


def test_a_visit_with_its_report_is_not_asked_for_another(cast, arrangement, client_for):
    where = f"/private-fostering/{arrangement.pk}/report-visit/"
    assert client_for(cast.colleague).get(where).status_code == 409
    visited(cast, arrangement, "2025-01-29")
    shown = client_for(cast.colleague).get(where).content.decode()
    assert "29 January 2025" in shown
    assert "Report not written" in client_for(cast.colleague).get(arrangement.get_absolute_url()).content.decode()


def test_what_others_told_waits_until_the_family_tells_it(cast, arrangement):
    assert waits(cast, arrangement, "notice") == ["Known from: School or college. The carer has not told us"]
    actions.take_notice(
        arrangement=arrangement, told_by="carer", told_on=date(2025, 1, 30), note="", by=cast.colleague,
        at=at("2025-01-30"),
    )  # fmt: skip
    assert waits(cast, arrangement, "notice") == []


@pytest.mark.parametrize(
    ("today", "disabled", "words"),
    [
        ("2028-07-09", "no", []),
        ("2028-07-10", "no", ["Turns 16 on 10 October 2028: private fostering ends"]),
        ("2028-07-10", "yes", []),
        ("2030-09-01", "yes", ["Turns 18 on 10 October 2030: private fostering ends"]),
    ],
)
def test_the_birthday_that_ends_it_is_told_a_quarter_before(cast, as_user, today, disabled, words):
    with as_user(cast.colleague):
        told = told_of(cast, child_of(cast), is_disabled=disabled)
        assert waits(cast, told, "of_age", today) == words


@pytest.mark.parametrize(("today", "number"), [("2025-02-16", 0), ("2025-02-17", 1)])
def test_day_28_is_told_on_the_day(cast, as_user, today, number):
    with as_user(cast.colleague):
        short = told_of(cast, child_of(cast), started_on=date(2025, 1, 20), is_meant_to_last="unknown")
        assert len(waits(cast, short, "day_28", today)) == number


def test_a_check_that_is_not_there_waits(cast, arrangement):
    assert waits(cast, arrangement, "check") == ["Record the adults of the household and their checks"]
    for check, words in (("asked", ["DBS check missing: Marina Kittiwake"]), ("clear", [])):
        add = CHECK | {"name": "Marina Kittiwake", "check_is": check, "assessor": cast.colleague}
        actions.add_adult(arrangement=arrangement, by=cast.colleague, at=at("2025-01-21"), **add)
        assert waits(cast, arrangement, "check") == words


def found_about_the_carer(cast, arrangement, by):
    """Keep what a check found."""
    found = CHECK | {"found": "A caution in 2001", "check_is": "found", "name": "Marina Kittiwake", "assessor": by}
    return actions.add_adult(arrangement=arrangement, by=by, at=at("2025-01-21"), **found)


def another(cast):
    """Return another social worker of the same team."""
    made = Professional.objects.create(
        name="Perry Jetty", email="perry@harbourlight.example", agency=cast.council, started_on=date(2010, 1, 1)
    )
    RoleHolding.objects.create(professional=made, role="social_worker", started_on=date(2010, 1, 1))
    TeamMembership.objects.create(professional=made, team=cast.social_work, started_on=date(2010, 1, 1))
    return made


def test_only_the_assessor_reads_what_a_check_found(cast, arrangement, client_for):
    found_about_the_carer(cast, arrangement, cast.colleague)
    for who, reads in ((cast.colleague, True), (another(cast), False), (cast.senior, False)):
        shown = client_for(who).get(arrangement.get_absolute_url()).content.decode()
        assert "Marina Kittiwake, The carer" in shown
        assert ("A caution in 2001" in shown, "Something found" in shown) == (reads, reads)


def test_nobody_makes_themselves_the_assessor_of_what_another_found(cast, arrangement, as_user):
    found_about_the_carer(cast, arrangement, cast.colleague)
    perry = another(cast)
    taken = CHECK | {"check_is": "found", "name": "Marina Kittiwake", "assessor": perry}
    with as_user(perry), pytest.raises(StepNotAllowed, match="Connie Plimsoll assesses this check"):
        actions.add_adult(arrangement=arrangement, by=perry, at=at("2025-01-22"), **taken)
    with as_user(cast.senior):
        actions.add_adult(arrangement=arrangement, by=cast.senior, at=at("2025-01-22"), **taken)
        assert Adult.objects.get().found == "A caution in 2001"


def test_the_senior_manager_of_the_area_decides_for_a_team_without_a_manager(cast, arrangement, client_for):
    shown = client_for(cast.colleague).get(arrangement.get_absolute_url()).content.decode()
    assert f"{cast.senior} decides." in shown
    assert client_for(cast.senior).get(f"/private-fostering/{arrangement.pk}/prohibit/").status_code == 200


def test_a_team_whose_manager_left_asks_the_senior_manager(cast, as_user, client_for):
    boss = another(cast)
    RoleHolding.objects.create(professional=boss, role="team_manager", started_on=date(2010, 1, 1))
    TeamMembership.objects.filter(professional=boss).update(is_manager=True)
    with as_user(cast.colleague):
        told = told_of(cast, child_of(cast))
    assert "Perry Jetty decides." in client_for(cast.colleague).get(told.get_absolute_url()).content.decode()
    assert client_for(cast.senior).get(told.get_absolute_url()).status_code == 404
    TeamMembership.objects.filter(professional=boss).update(ended_on=date(2020, 1, 1))
    assert "Ask a senior manager to decide" in client_for(cast.colleague).get(told.get_absolute_url()).content.decode()
    with as_user(cast.colleague):
        actions.ask_senior(arrangement=told, by=cast.colleague, at=at("2025-01-22"))
        with pytest.raises(StepNotAllowed, match="can decide already"):
            actions.ask_senior(arrangement=told, by=cast.colleague, at=at("2025-01-22"))
    assert client_for(cast.senior).get(told.get_absolute_url()).status_code == 200


def test_the_list_names_the_child_and_what_is_next_and_a_manager_sees_it_by_worker(cast, arrangement, client_for):
    shown = client_for(cast.colleague).get("/private-fostering/").content.decode()
    for words in ("Bryony Saltmarsh", "First visit: the home, the carer, and the child alone", "First visits</a> (1)"):
        assert words in shown
    assert "<caption" not in shown
    assert "No worker yet</caption>" in client_for(cast.senior).get("/private-fostering/").content.decode()
    assert "Nothing waits here" in client_for(cast.colleague).get("/private-fostering/?list=day_28").content.decode()


def test_the_first_page_tells_what_waits_beside_the_clocks(cast, arrangement, client_for):
    asked(cast, arrangement)
    shown = client_for(cast.colleague).get("/").content.decode()
    assert "The child asked for a visit on 1 February 2025" in shown
    assert "Bryony Saltmarsh" in shown
    assert "asked for a visit" not in client_for(cast.worker).get("/").content.decode()
