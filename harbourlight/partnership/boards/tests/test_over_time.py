"""Over a year: attendance, absence, what is late, learning and returns; and a stranger who does nothing of it."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import timing
from harbourlight.foundations.meetings.models import AgendaItem, Meeting, Paper
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions import items, late, pack, presence
from harbourlight.partnership.boards.models import Absence, BoardDecision

from .stories import bodies, held, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


def ask(sitting, cast, moment, *, author=None, agency=None, title="Neglect: what we found"):
    return actions.ask_report(
        sitting=sitting, agency=agency or cast.health, title=title, question="What did the audit find?",
        author=author, by=cast.business, at=moment,
    )  # fmt: skip


def test_attendance_counts_the_member_and_the_deputy_apart(cast, made, moment, as_user):
    with as_user(cast.business):
        everyone = [cast.senior, cast.sergeant, cast.bob]
        for days in (-40, -30, -20, -10):
            sitting = planned(made.board, cast, moment, days=days)
            if days == -10:
                held(sitting, cast, [cast.senior, cast.sergeant], deputies=[(cast.board, cast.nurse)])
            else:
                held(sitting, cast, [*everyone, cast.board])
        years = {(moment - timedelta(days=days)).year for days in (40, 10)}
        people, agencies = presence.attendance_in(made.board, moment.year)
        if len(years) == 1:
            found = {each.who.professional: (each.named, each.with_deputy) for each in people}
            assert found[cast.board] == (75, 100)
            assert found[cast.bob] == (75, 75)
            assert found[cast.senior] == (100, 100)
            assert {each.who: each.with_deputy for each in agencies}[cast.health] == 100
        assert cast.councillor not in {each.who.professional for each in people}


def test_who_stays_away_twice_in_a_row_is_challenged_once(cast, made, moment, as_user):
    with as_user(cast.business):
        there = [cast.senior, cast.sergeant, cast.board]
        held(planned(made.board, cast, moment, days=-20), cast, there, absent=[cast.bob])
    assert actions.watch_absence(at=moment) == []
    with as_user(cast.business):
        held(planned(made.board, cast, moment, days=-10), cast, there, absent=[cast.bob])
    assert [each.membership.professional for each in actions.watch_absence(at=moment)] == [cast.bob]
    assert actions.watch_absence(at=moment) == []
    with as_user(cast.chair):
        absence = Absence.objects.get()
        assert absence.times == 2
        challenge = absence.challenge
        assert (challenge.to_agency, challenge.theme, challenge.state) == (cast.school, "attendance", "raised")
        assert "Schools" in challenge.reason


def test_the_late_list_names_what_is_late_and_of_whom(cast, made, moment, as_user):
    with as_user(cast.business):
        sitting = planned(made.board, cast, moment, days=90)
        ask(sitting, cast, moment)
        after = timing.due_of(sitting.meeting, "papers_out") + timedelta(hours=1)
        said = [(line.what, line.is_late) for line in late.late_list([made.board], after)]
        assert ("Report: Neglect: what we found", True) in said
        assert ("Agenda and papers go out", True) in said
        assert not [line for line in late.late_list([made.board], moment) if line.name == "boards:report"]


def test_learning_goes_up_and_one_return_reaches_several_boards(cast, made, moment, as_user):
    with as_user(cast.business):
        sitting = held(planned(made.board, cast, moment, days=-3), cast, [cast.senior, cast.sergeant, cast.board])
        next_one = planned(made.board, cast, moment, days=90)
        assert AgendaItem.objects.filter(meeting=next_one.meeting, title="Learning shared with us").exists()
        learning = actions.share_learning(
            from_group=made.committee, to_group=made.board, title="Neglect", text="Ask twice.", by=cast.business,
            at=moment,
        )  # fmt: skip
        assert [each.title for each in pack.learning_for(next_one)] == ["Neglect"]
        actions.hear_learning(learning=learning, sitting=sitting, by=cast.business, at=moment)
        assert pack.learning_for(next_one) == []
        second = actions.start_group(name="Second Board", kind="board", area=cast.area, by=cast.business, at=moment)
        planned(second, cast, moment, days=70)
    with as_user(cast.bob):
        actions.give_return(title="Section 11 return", text="Met.", groups=[made.board, second], by=cast.bob, at=moment)
    with as_system("count the papers of both"):
        assert Paper.objects.filter(title="Section 11 return").count() == 2


def test_a_stranger_arranges_nothing(cast, made, moment, as_user):
    with as_user(cast.charlie):
        sitting = planned(made.board, cast, moment, days=90)
        tries = (
            lambda: actions.plan_sitting(
                group=made.board, starts_at=moment + timedelta(days=9), by=cast.charlie, at=moment
            ),
            lambda: actions.send_papers_out(sitting=sitting, by=cast.charlie, at=moment),
            lambda: actions.call_off(sitting=sitting, reason="No", by=cast.charlie, at=moment),
            lambda: actions.propose_item(
                sitting=sitting, title="x", why="y", purpose="decision", by=cast.charlie, at=moment
            ),
        )
        for each in tries:
            with pytest.raises(StepNotAllowed):
                each()
    with as_user(cast.bob):
        assert items.takes_part(sitting, cast.bob, moment)
        assert Meeting.objects.count() == 1
        assert BoardDecision.objects.count() == 0
