"""Rules of this body: dated, seen before they hold, and what was decided before them stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import presence, timing, types
from harbourlight.foundations.meetings.actions import DissentRow
from harbourlight.foundations.meetings.bodies import (
    ABSTAINS,
    AGENCIES,
    CLEAR,
    DELIVERY,
    MAJORITY,
    PARTNERS,
    SEATS,
    keeps,
)
from harbourlight.foundations.meetings.types import QuorumGroup
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import ChangedMeanwhile
from harbourlight.foundations.rules.actions import Refused, set_number
from harbourlight.foundations.rules.declared import rule_of
from harbourlight.foundations.ui.words import in_london
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions import presence as attendance
from harbourlight.partnership.boards.actions import ruling
from harbourlight.partnership.boards.models import Seat
from harbourlight.partnership.boards.pathway import COUNTS, NAMED

from .stories import bodies, held, planned, vote

pytestmark = pytest.mark.django_db
REPORTS = "MTG-board-papers"


@pytest.fixture
def made(cast, moment):
    """Return a board, its executive and a committee, with their members."""
    return bodies(cast, moment)


def set_rule(group, rule, on, at, **answer):
    """Let a rule of a body hold from a day on, whatever day that is."""
    set_number(rule_id=rule, area=group.area, body_id=group.pk, from_on=on, by=None, at=at, **answer)
    group.__dict__.pop("own_numbers", None)


def test_education_is_a_fourth_partner_from_its_day_on_and_a_decision_before_it_stands(cast, made, moment, as_user):
    three = [cast.senior, cast.sergeant, cast.board]
    before = held(planned(made.board, cast, moment, days=-30), cast, three, absent=[cast.bob])
    since = in_london(moment) - timedelta(days=10)
    set_rule(made.board, PARTNERS, since, moment, words="council\nhealth\npolice\neducation")
    after = held(planned(made.board, cast, moment, days=-3), cast, three, absent=[cast.bob], reason="All had come.")
    with as_system("a test reads"):
        presence.reckon(before.meeting)
    assert before.meeting.is_quorate
    assert not after.meeting.is_quorate
    assert "school or college" in after.meeting.quorum_words
    with as_user(cast.business):
        old = actions.decide(sitting=before, what="Adopt it", votes=[], by=cast.business, at=moment)
        new = actions.decide(sitting=after, what="Adopt it", votes=[], by=cast.business, at=moment)
    assert (old.standing, new.standing) == ("stands", "failed")


def test_a_fourth_partner_is_whoever_sits_as_one_and_no_other_school(cast, made, moment, as_user):
    set_rule(made.board, PARTNERS, date(2020, 1, 1), moment, words="council\nhealth\npolice\neducation")
    keep = keeps("board", made.board.area_id, made.board.pk, moment)
    assert not keep.is_partner(cast.bob.agency, "member")
    assert keep.is_partner(cast.bob.agency, "partner")
    asked = timing.quorum_of("board", made.board.area_id, body_id=made.board.pk, on=moment)
    assert [group.words for group in asked][-1] == "school or college"


def test_a_body_says_its_quorum_by_seat_and_by_number(cast, made, moment):
    set_rule(made.committee, AGENCIES, date(2020, 1, 1), moment, number=3)
    set_rule(made.committee, SEATS, date(2020, 1, 1), moment, words="lay")
    asked = timing.quorum_of("committee", cast.area.pk, body_id=made.committee.pk, on=moment)
    assert QuorumGroup("members of 3 agencies", agencies=3) in asked
    assert any("lay_without_vote" in group.seats for group in asked)
    assert timing.quorum_of("committee", cast.area.pk) != asked


COUNTINGS = [
    # votes for, against, abstaining; majority of whom, of how many; how an abstention counts; what came of it
    ((3, 2, 1), types.OF_VOTES, 0, types.NOT_COUNTED, "majority"),
    ((3, 2, 1), types.OF_VOTES, 0, types.COUNTS_AGAINST, "split"),
    ((3, 2, 1), types.OF_PRESENT, 6, types.NOT_COUNTED, "lost"),
    ((4, 2, 0), types.OF_PRESENT, 6, types.NOT_COUNTED, "majority"),
    ((4, 2, 0), types.OF_SEATS, 9, types.NOT_COUNTED, "lost"),
    ((5, 2, 0), types.OF_SEATS, 9, types.NOT_COUNTED, "majority"),
]


@pytest.mark.parametrize(("votes", "majority", "whole", "abstains", "how"), COUNTINGS)
def test_a_majority_is_of_whom_the_body_says_and_an_abstention_what_it_says(votes, majority, whole, abstains, how):
    cast_votes = [
        types.Vote(number, False, choice)
        for number, choice in enumerate(
            choice for choice, times in zip((types.FOR, types.AGAINST, types.ABSTAIN), votes, strict=True)
            for _ in range(times)
        )
    ]  # fmt: skip
    counting = types.Counting(majority, whole, abstains)
    assert types.decide(types.PANEL_MAJORITY, True, cast_votes, counting=counting).how == how


def test_a_partner_who_abstains_stands_in_the_way_unless_the_body_says_otherwise(cast, made, moment, as_user):
    everyone = [cast.senior, cast.sergeant, cast.board, cast.bob]

    def decided(days):
        sitting = held(planned(made.board, cast, moment, days=days), cast, everyone)
        choices = ("for", "for", "abstain", "against")
        with as_user(cast.business):
            votes = [vote(sitting, who, how) for who, how in zip(everyone, choices, strict=True)]
            heard = [DissentRow("Too soon.", professional=cast.bob)]
            return actions.decide(
                sitting=sitting, what="Adopt it", votes=votes, dissents=heard, by=cast.business, at=moment
            ).decision

    assert decided(-9).how == "partner_disagrees"
    set_rule(made.board, ABSTAINS, in_london(moment) - timedelta(days=5), moment, words=types.NO_OBJECTION)
    assert decided(-2).how == "majority"
    set_rule(made.board, MAJORITY, in_london(moment) - timedelta(days=1), moment, words=types.OF_SEATS)
    assert decided(-1).how == "lost"


def test_reports_are_due_by_the_bodys_own_number_and_unit_and_its_clear_days(cast, made, moment):
    starts = planned(made.board, cast, moment, days=120).meeting.starts_at
    now = ruling.numbers_of(made.board)
    usual = {each.words: each.now for each in ruling.last_days(made.board, starts, now)}
    set_rule(made.board, REPORTS, date(2020, 1, 1), moment, number=20, unit="working_days")
    set_rule(made.board, CLEAR, date(2020, 1, 1), moment, words="yes")
    set_rule(made.board, DELIVERY, date(2020, 1, 1), moment, number=2)
    own = {each.words: each.now for each in ruling.last_days(made.board, starts, ruling.numbers_of(made.board))}
    assert own["Reports are in"] < usual["Reports are in"]
    assert usual["Members have agenda and papers"] - own["Members have agenda and papers"] >= timedelta(days=3)
    assert own["The minutes have gone round"] == usual["The minutes have gone round"]
    assert (
        timing.due_of(planned(made.committee, cast, moment, days=120).meeting, "papers").date()
        == usual["Reports are in"]
    )


def test_clocks_of_planned_meetings_follow_a_rule_that_reaches_their_day_and_no_other(cast, made, moment, as_user):
    soon, later = (planned(made.board, cast, moment, days=days) for days in (60, 120))

    def due(sitting):
        with as_system("a test reads"):
            return Deadline.objects.filter(subject_id=sitting.meeting_id, clock="CLK-BRD-005").running().get().due_on

    before = due(soon), due(later)
    with as_user(cast.business):
        from_on = in_london(moment) + timedelta(days=90)
        ruling.set_rules(
            group=made.board, wanted={rule_of(REPORTS): {"number": 30, "unit": "working_days"}}, from_on=from_on,
            why="Agreed.", by=cast.business, at=moment,
        )  # fmt: skip
        assert due(soon) == before[0]
        assert due(later) < before[1]


def test_attendance_counts_the_meetings_that_the_body_says(cast, made, moment, as_user):
    for days, kind in ((-8, "ordinary"), (-4, "development_day")):
        sitting = planned(made.board, cast, moment, days=days)
        type(sitting).objects.filter(pk=sitting.pk).update(kind=kind)
        held(sitting, cast, [cast.senior, cast.sergeant, cast.board], absent=[cast.bob])
    years = {in_london(moment - timedelta(days=days)).year for days in (8, 4)}

    def counted():
        with as_user(cast.business):
            return sum(len(attendance.held_in(made.board, year)) for year in years)

    assert counted() == 2
    set_rule(made.board, COUNTS, date(2020, 1, 1), moment, words="ordinary\nextraordinary")
    assert counted() == 1


def test_nobody_sets_a_rule_for_days_that_have_passed_or_over_somebody_elses(cast, made, moment, as_user):
    wanted = {rule_of(NAMED): {"number": 80, "unit": "per_cent"}}
    today = in_london(moment)
    told = {"group": made.board, "wanted": wanted, "why": "Agreed.", "by": cast.business, "at": moment}
    with as_user(cast.business):
        with pytest.raises(Refused, match="today or a later day"):
            ruling.set_rules(from_on=today - timedelta(days=1), **told)
        ruling.set_rules(from_on=today, version=ruling.version_of(made.board), **told)
        with pytest.raises(ChangedMeanwhile):
            ruling.set_rules(from_on=today, version=ruling.version_of(made.board) - 1, **told)
    assert made.board.keeps(today).named_percent == 80
    assert made.board.keeps(today - timedelta(days=1)).named_percent == 75


def page_of(client, name, *args):
    """Return the text of a page that opens."""
    answer = client.get(reverse(f"boards:{name}", args=args))
    assert answer.status_code == 200
    return answer


def sent(form, **answers):
    """Return what a page sends: its first answers, with some others."""
    given = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if hasattr(value, "year"):
            given |= {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}
        elif value is not None:
            given[name] = value
    return given | answers


def test_the_manager_sees_the_last_days_first_and_then_sets_a_rule(cast, made, moment, client_for):
    planned(made.board, cast, moment, days=90)
    client = client_for(cast.business)
    assert "3 weeks" in page_of(client, "rules", made.board.pk).content.decode()
    form = page_of(client, "rules_change", made.board.pk, "limits").context["form"]
    there = reverse("boards:rules_change", args=[made.board.pk, "limits"])
    answers = sent(form, mtg_board_papers=20, mtg_board_papers_unit="working_days", why="The board agreed it.")
    tried = client.post(there, answers)
    assert not tried.context["form"].errors
    assert "Moves" in tried.content.decode()
    assert ruling.version_of(made.board) == 1
    assert client.post(there, answers | {"set": "yes"}).status_code == 302
    text = page_of(client, "rules", made.board.pk).content.decode()
    assert "20 working days" in text
    assert "The board agreed it." in text
    assert cast.business.name in text


@pytest.mark.parametrize("who", ["bob", "sergeant", "charlie", "councillor"])
def test_only_who_keeps_a_bodys_rules_sets_them_and_its_members_read_them(who, cast, made, client_for):
    client = client_for(getattr(cast, who))
    change = reverse("boards:rules_change", args=[made.board.pk, "quorum"])
    assert client.post(change, {}).status_code in (403, 404)
    seen = client.get(reverse("boards:rules", args=[made.board.pk])).status_code
    assert seen == (404 if who == "charlie" else 200)
    for name in ("group_change", "group_end"):
        assert client.post(reverse(f"boards:{name}", args=[made.board.pk]), {}).status_code in (403, 404)
    there = reverse("boards:seat_change", args=[made.seats["board", "Police"].pk])
    assert client.post(there, {}).status_code in (403, 404)


def test_a_body_and_a_seat_are_changed_and_ended_with_nothing_left_planned(cast, made, moment, client_for, as_user):
    sitting = planned(made.committee, cast, moment, days=60)
    client = client_for(cast.business)
    there = reverse("boards:group_change", args=[made.committee.pk])
    form = client.get(there).context["form"]
    assert client.post(there, sent(form, name="Practice Committee")).status_code == 302
    clash = client.post(there, sent(form, name="Another name", version=1))
    assert clash.status_code == 409
    police = made.seats["committee", "Police"]
    there = reverse("boards:seat_change", args=[police.pk])
    form = client.get(there).context["form"]
    assert client.post(there, sent(form, kind="delegated_partner", votes="no")).status_code == 302
    with as_user(cast.business):
        seats = {each.seat for each, _ in presence.expected(sitting.meeting) if each.professional == cast.sergeant}
    assert seats == {"delegated_partner_without_vote"}
    there = reverse("boards:group_end", args=[made.committee.pk])
    form = client.get(there).context["form"]
    assert "Meetings are planned after that day" in client.post(there, sent(form)).content.decode()
    with as_user(cast.business):
        actions.call_off(sitting=sitting, reason="The committee ends.", by=cast.business, at=moment)
    assert client.post(there, sent(form)).status_code == 302
    made.committee.refresh_from_db()
    assert made.committee.ended_on == in_london(moment)
    assert not Seat.objects.filter(group=made.committee, ended_on=None).exists()


def test_a_body_never_stands_under_itself(cast, made, moment, as_user):
    with as_user(cast.business), pytest.raises(actions.members.StepNotAllowed, match="cannot stand under itself"):
        actions.change_group(
            group=made.board, name="Board", what_it_does="", is_public=False, areas=[], parent=made.executive,
            by=cast.business, at=moment,
        )  # fmt: skip


def test_the_scrutineer_chairs_where_the_rules_say_so_and_a_delegated_partner_counts(cast, moment, as_user):
    with as_user(cast.business):
        board = actions.start_group(name="New Board", kind="board", area=cast.area, by=cast.business, at=moment)
        for title, kind, who in (
            ("Scrutineer", "scrutineer", cast.chair), ("Council", "delegated_partner", cast.senior),
            ("Police", "lead_partner", cast.sergeant), ("Health", "partner", cast.board),
        ):  # fmt: skip
            there = actions.add_seat(
                group=board, title=title, kind=kind, agency=who.agency, by=cast.business, at=moment
            )
            actions.seat_member(seat=there, professional=who, by=cast.business, at=moment)
        assert (
            actions.plan_sitting(
                group=board, starts_at=moment + timedelta(days=60), by=cast.business, at=moment
            ).meeting.chair
            is None
        )
    set_rule(board, "BODY-CHAIRED-BY", in_london(moment), moment, words="scrutineer")
    sitting = planned(board, cast, moment, days=70)
    assert sitting.meeting.chair == cast.chair
    with as_user(cast.business):
        invited = [each for each, _ in presence.expected(sitting.meeting)]
    counted = {each.seat: sitting.meeting.kind.seat(each.seat).counts for each in invited}
    assert counted["scrutineer"] is False
    assert counted["delegated_partner"]
    assert counted["lead_partner"]
