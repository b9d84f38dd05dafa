"""A board meets: the coordinator builds the meeting, papers come, members take part, minutes go round."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.models import Paper
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.models import BoardDecision, ReportAsked, Sitting
from harbourlight.partnership.boards.tests.stories import bodies, held, planned, vote

from .at_work import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 360]


@pytest.fixture
def made(cast, moment):
    """Return a board, its executive and a committee, with their members."""
    return bodies(cast, moment)


@pytest.fixture
def coming(cast, made, moment, as_user):
    """Return the board's next meeting with a report, a proposed item and a paper."""
    sitting = planned(made.board, cast, moment, days=90, place="Quay House")
    with as_user(cast.business):
        made.report = actions.ask_report(
            sitting=sitting, agency=cast.health, title="Neglect audit", question="What did you find?",
            by=cast.business, at=moment,
        )  # fmt: skip
        made.item = actions.propose_item(
            sitting=sitting, title="Attendance", why="It falls.", purpose="decision", by=cast.bob, at=moment
        )
        words = "# What we found\n\n- One\n\nWard | Children |\nNorth | 12 |"
        made.paper = meetings.add_paper(
            meeting=sitting.meeting, title="Dataset", words=words, by=cast.business, at=moment
        )
        for who in (cast.business, cast.chair):
            actions.agree_confidentiality(sitting=sitting, by=who, at=moment)
        actions.send_papers_out(sitting=sitting, by=cast.business, at=moment)
    return sitting


@pytest.fixture
def over(cast, made, moment, as_user):
    """Return a meeting that was held, with a decision that failed and went to the lead representatives."""
    everyone = [cast.senior, cast.sergeant, cast.board]
    for days in (-12, -5):
        sitting = held(planned(made.board, cast, moment, days=days), cast, everyone, absent=[cast.bob])
    actions.watch_absence(at=moment)
    with as_user(cast.chair):
        votes = [vote(sitting, who, how) for who, how in zip(everyone, ("for", "against", "for"), strict=True)]
        begun = sitting.meeting.held_at
        made.split = actions.decide(
            sitting=sitting, what="One plan.", votes=votes, by=cast.chair, at=moment, decided_at=begun
        )
        made.escalation = actions.escalate(
            group=made.board, decision=made.split, what="One plan", why="It cannot wait.", by=cast.chair, at=moment
        )
        made.urgent = actions.raise_urgent(
            group=made.board, what="The hall", why_urgent="It floods.", needed_by=moment + timedelta(days=3),
            by=cast.chair, at=moment,
        )  # fmt: skip
    return sitting


def at(name, record):
    """Return the address of a page."""
    return reverse(f"boards:{name}", args=[record.pk])


def test_every_page_of_a_board_is_good(cast, made, coming, over, visitor):
    seat, member = made.seats["board", "Schools"], made.members["board", "Schools"]
    gwen = visitor().sign_in(cast.business)
    pages = {
        **{name: reverse(f"boards:{name}") for name in ("groups", "calendar", "late", "returns", "mine", "group_new")},
        **{name: at(name, made.board) for name in (
            "group", "attendance", "year", "sitting_new", "seat_new", "urgent_new", "learning_new"
        )},
        **{name: at(name, coming) for name in (
            "sitting", "move", "call_off", "report_ask", "item_new", "interest", "confidentiality"
        )},
        "held": at("sitting", over), "decide": at("decide", over), "fill": at("fill", seat),
        "member": at("membership", member), "end": at("membership_end", member), "induct": at("induction", member),
        "report": at("report", made.report), "paper": at("paper", made.paper),
        "return_new": reverse("boards:return_new"),
        "live": reverse("meetings:attendance", args=[coming.meeting_id]),
        "urgent": at("urgent", made.urgent),
        "days": f"{at('year', made.board)}?year={coming.meeting.starts_at.year + 1}",
    }  # fmt: skip
    wrong = [name for name, path in pages.items() if gwen.go(path).faults(*WIDTHS)]
    ines = visitor().sign_in(cast.chair)
    pages = {
        "matter": at("matter_new", made.board), "escalate": at("escalate", made.split),
        "escalation": at("escalation", made.escalation), "permit": at("item_permit", made.item),
        "take": at("urgent_decide", made.urgent),
    }  # fmt: skip
    wrong += [name for name, path in pages.items() if ines.go(path).faults(*WIDTHS)]
    senga = visitor().sign_in(cast.senior)
    pages = {"answer": at("item_answer", made.item), "lead": at("escalation", made.escalation), "own": "/boards/mine/"}
    wrong += [name for name, path in pages.items() if senga.go(path).faults(*WIDTHS)]
    assert wrong == []


def test_a_meeting_is_built_held_and_minuted_by_several_people(cast, made, moment, browser, live_server, as_user):
    gwen, nell, bob, ines = (
        Worker(browser, live_server, who, width)
        for who, width in ((cast.business, 1280), (cast.nurse, 360), (cast.bob, 360), (cast.chair, 1280))
    )
    gwen.go("/boards/").follow("Haven Safeguarding Board").follow("Plan a meeting")
    gwen.answer(starts_at=moment + timedelta(days=90), place="Quay House")
    with as_user(cast.business):
        sitting = Sitting.objects.get()
    gwen.go(at("sitting", sitting)).follow("Ask for a report")
    gwen.answer(agency=cast.health.pk, author=cast.nurse.email, title="Neglect audit", question="What did you find?")
    nell.go("/").unfold().follow("Write the report: Write your report, Neglect audit")
    nell.answer(part_3="Few plans were clear.", is_restricted="no")
    bob.go(at("sitting", sitting)).follow("Propose an item")
    bob.answer(title="Attendance at school", purpose="discussion", why="It falls.")
    ines.go(at("sitting", sitting)).follow("Decide as chair: Attendance at school").answer(is_taken="yes")
    gwen.go(at("sitting", sitting)).press("Send agenda and papers out")
    bob.go(at("sitting", sitting)).follow("agree to keep this meeting confidential")
    bob.page.check("[name=agrees]")
    bob.press("Agree").follow("Neglect audit")
    assert bob.sees("Few plans were clear.")
    with as_user(cast.bob):
        assert Paper.objects.get().shared_at
    everyone = [cast.senior, cast.sergeant, cast.board, cast.bob]
    now = held(planned(made.board, cast, moment, days=-2), cast, everyone)
    gwen.go(at("sitting", now)).follow("Write the minutes").answer(text="We met and agreed.")
    bob.go(at("sitting", now)).follow("Version 1").follow("Dispute these minutes").answer(what="I said more.")
    ines.go(at("sitting", now))
    ines.page.get_by_role("link", name="Settle the dispute").first.click()
    ines.answer(outcome="Added.", new_text="We met and agreed. Bob said more.")
    bob.go(at("sitting", now)).follow("Version 2")
    assert bob.sees("Bob said more.")
    ines.go(at("sitting", now)).follow("Record a decision").answer(what="One plan for neglect.", is_public="no")
    assert ines.sees("Decided by consent")
    assert not Worker(browser, live_server, cast.charlie).opens(at("sitting", now))
    with as_user(cast.chair):
        assert BoardDecision.objects.get().standing == "stands"
        assert ReportAsked.objects.get().state == "given"
