"""The life of a body: seats, meetings, items, reports, packs, decisions."""

from datetime import timedelta

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import timing
from harbourlight.foundations.meetings.models import AgendaItem, Invitation
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests.models import Request
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions import deciding, late, members, pack, papers, reports
from harbourlight.partnership.boards.actions.sittings import usual_days
from harbourlight.partnership.boards.models import Escalation, ItemProposed, Sitting

from .stories import bodies, held, planned, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


def invited(sitting):
    return set(
        Invitation.objects.filter(meeting=sitting.meeting_id, left_out_reason="").values_list(
            "professional__name", flat=True
        )
    )


def test_a_seat_without_a_member_is_a_vacancy_and_who_leaves_is_no_longer_invited(cast, made, moment, as_user):
    with as_user(cast.business):
        sitting = planned(made.board, cast, moment, days=90)
        assert cast.bob.name in invited(sitting)
        member = made.members["board", "Schools"]
        actions.end_membership(membership=member, on=(moment - timedelta(days=1)).date(), by=cast.business, at=moment)
        vacant = [seat.title for seat, who in members.seats_of(made.board, moment.date()) if who is None]
        assert vacant == ["Schools"]
        assert cast.bob.name not in invited(sitting)
        actions.seat_member(seat=made.seats["board", "Schools"], professional=cast.charlie, by=cast.business, at=moment)
        assert cast.charlie.name in invited(sitting)


def test_a_delegate_comes_for_the_lead_representative(cast, made, moment, as_user):
    with as_user(cast.business):
        sitting = planned(made.board, cast, moment, days=90)
        actions.change_membership(
            membership=made.members["board", "Council"], deputy=None, delegate=cast.manager, term_until=None,
            by=cast.business, at=moment,
        )  # fmt: skip
        assert cast.manager.name in invited(sitting)
        assert cast.senior.name not in invited(sitting)


def test_only_the_member_accepts_the_role_and_an_induction_that_is_missing_is_late(cast, made, moment, as_user):
    member = made.members["board", "Schools"]
    with as_user(cast.business):
        with pytest.raises(StepNotAllowed):
            actions.accept_role(membership=member, by=cast.business, at=moment)
        said = {(line.what, line.who) for line in late.late_list([made.board], moment)}
        assert ("Induction", cast.bob.name) in said
        actions.accept_role(membership=member, by=cast.bob, at=moment)
        actions.record_induction(membership=member, on=moment.date(), by=cast.business, at=moment)
        said = {(line.what, line.who) for line in late.late_list([made.board], moment)}
        assert ("Induction", cast.bob.name) not in said
        assert ("Role description to accept", cast.bob.name) not in said


def test_a_year_is_planned_once_with_its_development_day(cast, made, moment, as_user):
    year = moment.year + 1
    days = usual_days(made.board, year)
    assert [kind for kind, _ in days].count("ordinary") == 4
    assert [kind for kind, _ in days].count("development_day") == 1
    submission = made.board.pk
    with as_user(cast.business):
        for _ in range(2):
            actions.plan_year(group=made.board, days=days, by=cast.business, at=moment, submission=submission)
        rows = Sitting.objects.filter(group=made.board).in_year(year)
        assert rows.count() == 5
        assert all(cast.chair.name in invited(row) for row in rows)


def test_an_extraordinary_meeting_needs_ten_working_days_notice(cast, made, moment, as_user):
    with as_user(cast.business):
        with pytest.raises(StepNotAllowed, match="notice"):
            planned(made.board, cast, moment, days=9, kind="extraordinary", reason="A sudden matter.")
        sitting = planned(made.board, cast, moment, days=25, kind="extraordinary", reason="A sudden matter.")
        with pytest.raises(StepNotAllowed, match="notice"):
            actions.move(
                sitting=sitting, starts_at=moment + timedelta(days=5), reason="Sooner.", by=cast.business, at=moment
            )


def test_what_is_due_before_a_meeting_moves_with_it(cast, made, moment, as_user):
    with as_user(cast.business):
        sitting = planned(made.board, cast, moment, days=90)
        asked = ask(sitting, cast, moment)
        first = timing.due_of(sitting.meeting, "papers")
        assert asked.due_at == first
        actions.move(
            sitting=sitting, starts_at=moment + timedelta(days=104), reason="The hall is let.", by=cast.business,
            at=moment,
        )  # fmt: skip
        asked.refresh_from_db()
        assert (asked.due_at - first).days in (13, 14)
    with as_system("read the request of another agency"):
        assert Request.objects.get(pk=asked.request_id).due_at == asked.due_at


def ask(sitting, cast, moment, *, author=None, agency=None, title="Neglect: what we found"):
    return actions.ask_report(
        sitting=sitting, agency=agency or cast.health, title=title, question="What did the audit find?",
        author=author, by=cast.business, at=moment,
    )  # fmt: skip


def test_an_item_in_time_needs_the_executive_and_a_late_one_the_chair(cast, made, moment, as_user):
    with as_user(cast.bob):
        soon = planned(made.board, cast, moment, days=90)
        item = actions.propose_item(
            sitting=soon, title="Attendance at school", why="It falls.", purpose="discussion", by=cast.bob, at=moment
        )
    with as_user(cast.senior), pytest.raises(StepNotAllowed, match="somebody else"):
        actions.answer_item(
            proposed=item, membership=made.members["executive", "Police"], agrees=True, by=cast.senior, at=moment
        )
    for who, title in ((cast.senior, "Council"), (cast.sergeant, "Police"), (cast.board, "Health")):
        assert item.state == "proposed"
        with as_user(who):
            membership = made.members["executive", title]
            item = actions.answer_item(proposed=item, membership=membership, agrees=True, by=who, at=moment)
    assert item.state == "on_agenda"
    assert "Attendance at school" in item.item.title
    with as_user(cast.bob):
        near = planned(made.board, cast, moment + timedelta(days=55), days=5)
        late_one = actions.propose_item(
            sitting=near, title="A flood", why="Homes are lost.", purpose="decision", by=cast.bob,
            at=near.meeting.starts_at - timedelta(days=3),
        )  # fmt: skip
        assert late_one.state == "late"
        with pytest.raises(StepNotAllowed, match="chair"):
            actions.permit_item(proposed=late_one, is_taken=True, by=cast.bob, at=moment)
    with as_user(cast.chair):
        actions.permit_item(proposed=late_one, is_taken=True, by=cast.chair, at=moment)
        assert AgendaItem.objects.filter(meeting=near.meeting, allowed_late_by=cast.chair).exists()


def test_one_voice_against_keeps_an_item_off_and_the_chair_may_still_take_it(cast, made, moment, as_user):
    with as_user(cast.bob):
        sitting = planned(made.board, cast, moment, days=90)
        item = actions.propose_item(
            sitting=sitting, title="Parking", why="It is dear.", purpose="information", by=cast.bob, at=moment
        )
    with as_user(cast.sergeant):
        item = actions.answer_item(
            proposed=item, membership=made.members["executive", "Police"], agrees=False, reason="Not ours.",
            by=cast.sergeant, at=moment,
        )  # fmt: skip
        assert item.state == "refused"
        assert ItemProposed.objects.get().reason == "Not ours."
    with as_user(cast.chair):
        assert actions.permit_item(proposed=item, is_taken=True, by=cast.chair, at=moment).state == "on_agenda"


def test_a_report_is_asked_for_given_changed_and_late_says_why(cast, made, moment, as_user):
    with as_user(cast.business):
        sitting = planned(made.board, cast, moment, days=90)
        asked = ask(sitting, cast, moment, author=cast.nurse)
    after = asked.due_at + timedelta(days=1)
    with as_user(cast.charlie), pytest.raises(StepNotAllowed, match="agency"):
        actions.give_report(asked=asked, words="Mine", by=cast.charlie, at=moment)
    with as_user(cast.nurse):
        with pytest.raises(StepNotAllowed, match="late"):
            actions.give_report(asked=asked, words="# Background\n\nFew.", by=cast.nurse, at=after)
        asked = actions.give_report(
            asked=asked, words="# Background\n\nFew.", late_reason="I was ill.", by=cast.nurse, at=after
        )
        assert Request.objects.get(pk=asked.request_id).state == "answered"
    with as_user(cast.business):
        asked = actions.ask_changes(asked=asked, changes="Name the wards.", by=cast.business, at=after)
        assert asked.changes_due_at == timing.due_of(sitting.meeting, "changes")
    with as_user(cast.nurse):
        asked = actions.change_report(asked=asked, words="# Background\n\nFew, by ward.", by=cast.nurse, at=after)
        assert asked.state == "changed"
        assert reports.words_of(asked, cast.nurse).endswith("by ward.")


def test_a_report_is_split_into_the_headings_of_the_template_and_back():
    words = reports.on_template([("Background", "One.\n\nTwo."), ("Risks", ""), ("Advice", "Three.")])
    parts, rest = reports.parts_of(f"{words}\n\n# Annex\n\nFour.", ["Background", "Risks", "Advice"])
    assert parts == ["One.\n\nTwo.", "", "Three."]
    assert rest.startswith("# Annex")


def test_papers_go_out_once_and_a_restricted_one_stays_with_its_readers(cast, made, moment, as_user):
    with as_user(cast.business):
        sitting = planned(made.board, cast, moment, days=90)
        one = ask(sitting, cast, moment, author=cast.nurse, title="Open report")
        two = ask(sitting, cast, moment, agency=cast.police, author=cast.sergeant, title="Closed report")
    with as_user(cast.nurse):
        actions.give_report(asked=one, words="Everybody reads this.", by=cast.nurse, at=moment)
    with as_user(cast.sergeant):
        actions.give_report(
            asked=two, words="Few read this.", is_restricted=True, readers=[cast.senior], by=cast.sergeant, at=moment
        )
    with as_user(cast.business):
        sitting = actions.send_papers_out(sitting=sitting, by=cast.business, at=moment)
        assert sitting.papers_out_at == moment
        assert not Deadline.objects.filter(subject_id=sitting.meeting_id, clock="CLK-BRD-008").running().exists()
    for who, titles in ((cast.bob, ["Open report"]), (cast.senior, ["Open report", "Closed report"])):
        with as_user(who):
            said = pack.contents(sitting, who)
            assert sorted(paper["title"] for paper in said["papers"]) == sorted(titles)


def test_confidentiality_and_interests_are_kept_once_for_each_member(cast, made, moment, as_user):
    with as_user(cast.bob):
        sitting = planned(made.board, cast, moment, days=90)
        assert not papers.has_agreed(sitting, cast.bob)
        for _ in range(2):
            actions.agree_confidentiality(sitting=sitting, by=cast.bob, at=moment)
        assert papers.has_agreed(sitting, cast.bob)
        actions.declare_interest(sitting=sitting, has_interest=False, by=cast.bob, at=moment)
        actions.declare_interest(sitting=sitting, has_interest=True, what="My sister's firm.", by=cast.bob, at=moment)
        assert [each.what for each in papers.interests_of(sitting)] == ["My sister's firm."]
    with as_user(cast.charlie), pytest.raises(StepNotAllowed):
        actions.agree_confidentiality(sitting=sitting, by=cast.charlie, at=moment)


def test_a_decision_of_a_committee_that_touches_practice_waits_for_the_executive(cast, made, moment, as_user):
    everyone = [cast.senior, cast.sergeant, cast.board]
    with as_user(cast.business):
        at_committee = held(planned(made.committee, cast, moment, days=-30), cast, everyone)
        at_executive = held(planned(made.executive, cast, moment, days=-10), cast, everyone)
        waits = actions.decide(
            sitting=at_committee, what="Everybody uses the new form.", touches_practice=True, by=cast.business,
            at=moment,
        )  # fmt: skip
        assert waits.standing == "waits"
        assert not waits.decision.is_valid
        assert "executive's agreement first" in waits.decision.rule_words
        assert deciding.waiting_for(made.executive) == [waits]
        actions.decide(sitting=at_executive, what="Agreed.", answers=waits, by=cast.business, at=moment)
        waits.refresh_from_db()
        assert waits.standing == "stands"
        assert waits.decision.is_valid
        assert "Haven Executive agreed" in waits.decision.rule_words
        inside = actions.decide(sitting=at_committee, what="Meet at ten.", by=cast.business, at=moment)
        assert inside.standing == "stands"


def test_a_split_vote_goes_to_the_lead_representatives_who_settle_it(cast, made, moment, as_user):
    with as_user(cast.business):
        everyone = [cast.senior, cast.sergeant, cast.board, cast.bob]
        sitting = held(planned(made.board, cast, moment, days=-5), cast, everyone)
        choices = ("for", "against", "for", "for")
        votes = [vote(sitting, who, choice) for who, choice in zip(everyone, choices, strict=True)]
        split = actions.decide(
            sitting=sitting, what="One plan for neglect.", votes=votes, by=cast.business, at=moment,
            decided_at=sitting.meeting.held_at,
        )  # fmt: skip
        assert split.standing == "failed"
        assert "not every statutory safeguarding partner agreed" in split.decision.rule_words
        with pytest.raises(StepNotAllowed, match="chair"):
            escalate(made, split, cast.business, moment)
    with as_user(cast.chair):
        raised = escalate(made, split, cast.chair, moment)
        assert Deadline.objects.filter(subject_id=raised.pk).running().exists()
    for who, title in ((cast.senior, "Council"), (cast.sergeant, "Police"), (cast.board, "Health")):
        with as_user(who):
            raised = actions.answer_escalation(
                escalation=raised, membership=made.members["board", title], agrees=True, words="", by=who, at=moment
            )
    with as_user(cast.business):
        assert Escalation.objects.get().is_agreed
        split.refresh_from_db()
        assert split.standing == "stands"
        assert split.decision.is_valid
        assert not Deadline.objects.filter(subject_id=raised.pk).running().exists()


def escalate(made, decision, by, at):
    return actions.escalate(
        group=made.board, decision=decision, what="One plan for neglect", why="It cannot wait.", by=by, at=at
    )


def test_what_an_inquorate_meeting_decided_goes_back_to_a_meeting(cast, made, moment, as_user):
    with as_user(cast.chair):
        sitting = held(planned(made.board, cast, moment, days=-5), cast, [cast.senior], reason="To hear a report.")
        decided = actions.decide(sitting=sitting, what="A plan.", by=cast.chair, at=moment)
        assert decided.standing == "failed"
        with pytest.raises(StepNotAllowed, match="meeting again"):
            escalate(made, decided, cast.chair, moment)


def test_an_urgent_decision_needs_every_partner_and_is_ratified_at_the_next_meeting(cast, made, moment, as_user):
    def ask_for(days):
        return actions.raise_urgent(
            group=made.board, what="Close the hall", why_urgent="It floods.", needed_by=moment + timedelta(days=days),
            by=cast.chair, at=moment,
        )  # fmt: skip

    def take():
        return actions.take_urgent(
            urgent=urgent, decision="The hall is closed.", manager=cast.business, by=cast.chair, at=moment
        )

    with as_user(cast.chair):
        with pytest.raises(StepNotAllowed, match="fewer than 10 calendar days"):
            ask_for(10)
        urgent = ask_for(3)
        with pytest.raises(StepNotAllowed, match="missing the council, the police and health"):
            take()
    for who, title in ((cast.senior, "Council"), (cast.sergeant, "Police"), (cast.board, "Health")):
        with as_user(who):
            member = made.members["board", title]
            actions.consult(urgent=urgent, membership=member, reached="agrees", by=who, at=moment)
    with as_user(cast.chair):
        with pytest.raises(StepNotAllowed, match="nobody tried Bob Lanyard"):
            take()
        actions.consult(
            urgent=urgent, membership=made.members["board", "Schools"], reached="not_reached", how="Rang twice",
            by=cast.chair, at=moment,
        )  # fmt: skip
        urgent = take()
        assert urgent.state == "decided"
    with as_user(cast.business):
        everyone = [cast.senior, cast.sergeant, cast.board]
        sitting = held(planned(made.board, cast, moment, days=-1), cast, everyone)
        assert deciding.to_ratify(made.board) == [urgent]
        actions.decide(sitting=sitting, what="Ratified.", urgent=urgent, by=cast.business, at=moment)
        urgent.refresh_from_db()
        assert urgent.state == "ratified"
