"""Who does what with an arrangement, and what is refused in words."""

from datetime import date

import pytest

from harbourlight.foundations.access.actions import break_glass
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Professional, TeamMembership
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from .. import actions
from .factories import NOT_SEEN, at, child_of, told_of, visited

pytestmark = pytest.mark.django_db
WRITTEN = dict.fromkeys(actions.TEXTS, "Known")


@pytest.fixture
def arrangement(cast, as_user):
    """Return an arrangement that a school told of on 20 January 2025."""
    with as_user(cast.colleague):
        yield told_of(cast, child_of(cast))


def test_what_the_law_says_is_kept_with_its_reasons_when_it_is_told(arrangement):
    assert (arrangement.counts, arrangement.ends_by_age_on) == ("yes", date(2028, 10, 10))
    assert "section 105" in arrangement.counts_why


def test_a_child_has_one_arrangement_at_a_time(cast, arrangement):
    with pytest.raises(StepNotAllowed, match="known already"):
        told_of(cast, arrangement.person)


def test_the_step_keeps_in_which_way_its_taker_stood_to_the_record(cast, arrangement):
    actions.describe(arrangement=arrangement, by=cast.colleague, at=at("2025-01-21"), **WRITTEN)
    with as_system("a test reads"):
        row = StepTaken.objects.get(step="describe")
    assert (row.capacity, row.agency) == ("team", cast.council)


@pytest.mark.parametrize("who", ["worker", "team_manager", "alice"])
def test_whoever_does_not_work_on_it_only_reads(cast, arrangement, who):
    with pytest.raises(StepNotAllowed):
        actions.describe(arrangement=arrangement, by=getattr(cast, who), at=at("2025-01-21"), **WRITTEN)


def test_an_emergency_opener_only_reads(cast, arrangement, as_user, moment):
    with as_user(cast.team_manager):
        break_glass(person_id=arrangement.person_id, reason="Found alone", by=cast.team_manager, at=moment)
        with pytest.raises(StepNotAllowed):
            actions.prohibit(arrangement=arrangement, reasons="Unsafe", by=cast.team_manager, at=moment)


def test_no_emergency_opener_begins_one(cast, as_user, moment):
    child = child_of(cast)
    with as_user(cast.worker):
        break_glass(person_id=child.pk, reason="Found alone", by=cast.worker, at=moment)
        with pytest.raises(StepNotAllowed, match="whole record is open"):
            actions.notify(
                person=child, team=cast.social_work, known_on=date(2025, 1, 20), notified_by="school",
                notifier="School", started_on=date(2025, 1, 2), is_meant_to_last="yes", carer_is="cousin",
                carer_name="Kit", by=cast.worker, at=moment,
            )  # fmt: skip


def test_a_worker_does_not_decide(cast, arrangement):
    with pytest.raises(StepNotAllowed):
        actions.accept(arrangement=arrangement, reasons="Fine", by=cast.colleague, at=at("2025-01-30"))


def test_nobody_finds_a_home_suitable_in_which_the_child_was_not_seen(cast, arrangement):
    visited(cast, arrangement, "2025-01-24", NOT_SEEN)
    checked = actions.check(
        arrangement=arrangement, carer_is="neighbour", started_on=date(2024, 12, 20), is_meant_to_last="yes",
        by=cast.colleague, at=at("2025-01-24"),
    )  # fmt: skip
    with pytest.raises(StepNotAllowed, match="Nobody has seen the child"):
        actions.accept(arrangement=checked, reasons="Fine", by=None, at=at("2025-01-30"))


def test_the_chronology_tells_the_visit_in_the_agencys_words_and_not_what_the_child_said(cast, arrangement):
    visited(cast, arrangement, "2025-01-29", observed="A warm home")
    with as_system("a test reads"):
        line = Line.objects.filter(person=arrangement.person).latest("happened_at")
    assert line.what == "Visit at home. Seen alone. A warm home"


def test_children_of_one_home_are_visited_on_one_form_and_recorded_apart(cast, arrangement):
    other = told_of(cast, child_of(cast, name="Rowan"))
    actions.visit(
        arrangement=arrangement, happened_at=at("2025-01-29"), place="At home", visited_by=cast.colleague,
        children={arrangement.person_id: NOT_SEEN, other.person_id: NOT_SEEN._replace(not_seen_reason="At school")},
        by=cast.colleague, at=at("2025-01-29"),
    )  # fmt: skip
    with as_system("a test reads"):
        lines = Line.objects.filter(what__startswith="Visit").values_list("person__first_name", "what")
    assert dict(lines) == {
        "Bryony": "Visit at home. Not seen: Nobody opened the door.",
        "Rowan": "Visit at home. Not seen: At school.",
    }


def test_a_disabled_child_does_not_end_at_sixteen(cast, arrangement):
    with pytest.raises(StepNotAllowed, match="old enough on 10 October 2028"):
        actions.end(
            arrangement=arrangement, ending="of_age", ended_at=at("2025-02-03"), end_told_at=None, note="16 now",
            by=cast.colleague, at=at("2025-02-05"),
        )  # fmt: skip


def test_whoever_comes_second_sees_what_is_recorded_now(cast, arrangement):
    actions.describe(arrangement=arrangement, by=cast.colleague, at=at("2025-01-21"), version=1, **WRITTEN)
    with pytest.raises(ChangedMeanwhile):
        actions.describe(arrangement=arrangement, by=cast.colleague, at=at("2025-01-21"), version=1, **WRITTEN)


def test_the_same_sending_begins_one_arrangement(cast, as_user):
    from uuid import uuid4

    number = uuid4()
    with as_user(cast.colleague):
        child = child_of(cast)
        first = told_of(cast, child, submission=number)
        assert told_of(cast, child, submission=number) == first


def test_whoever_left_the_team_is_not_offered_and_cannot_be_named(cast, arrangement, client_for):
    gone = Professional.objects.create(
        name="Gale Flotsam", email="gale@harbourlight.example", agency=cast.school, started_on=date(2010, 1, 1)
    )
    TeamMembership.objects.create(
        professional=gone, team=cast.social_work, started_on=date(2010, 1, 1), ended_on=date(2020, 1, 1)
    )
    for step in ("allocate", "visit"):
        shown = client_for(cast.colleague).get(f"/private-fostering/{arrangement.pk}/{step}/").content.decode()
        assert "Connie Plimsoll" in shown
        assert "Gale Flotsam" not in shown
    sent = {"worker": str(gone.pk), "version": str(arrangement.version)}
    assert client_for(cast.colleague).post(f"/private-fostering/{arrangement.pk}/allocate/", sent).status_code == 200


def test_it_does_not_end_before_it_began(cast, arrangement):
    with pytest.raises(StepNotAllowed, match="began on 20 December 2024"):
        actions.end(
            arrangement=arrangement, ending="returned", ended_at=at("2024-12-19"), end_told_at=None, note="Home",
            by=cast.colleague, at=at("2025-02-05"),
        )  # fmt: skip


@pytest.mark.parametrize("day", ["known_on", "started_on"])
def test_nothing_of_it_was_before_the_child_was_born(cast, as_user, day):
    with as_user(cast.colleague), pytest.raises(StepNotAllowed, match="born on 10 October 2012"):
        actions.notify(
            person=child_of(cast), team=cast.social_work, notified_by="school", notifier="School",
            is_meant_to_last="yes", carer_is="cousin", carer_name="Kit", by=cast.colleague, at=at("2025-01-20"),
            **{"known_on": date(2025, 1, 20), "started_on": date(2025, 1, 2), day: date(2012, 10, 9)},
        )  # fmt: skip
