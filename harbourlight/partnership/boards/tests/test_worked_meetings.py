"""The worked meetings of tests/cases/worked_meetings.json, entered by the room's actions, each value compared."""

from datetime import date

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import bodies, presence, timing
from harbourlight.foundations.meetings import minutes as minuting
from harbourlight.foundations.meetings.models import Dispute, Receipt
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions.presence import attendance_in
from harbourlight.partnership.boards.actions.urgent import first_extraordinary_day

from .worked import CASES, SEATS, at, hold, invited, partners, partnership, planned

pytestmark = pytest.mark.django_db
MET = [name for name, case in CASES.items() if "presence" in case and "date" in case]
HOW = {
    "u (consent)": "consent", "d (not quorate)": "not_quorate", "v (split)": "split",
    "v (majority, all statutory partners agree, dissent recorded)": "majority",
    "v (statutory partners not all in agreement), w": "partner_disagrees", "v (no majority), w": "lost",
    "v (no majority)": "lost", "v (dissent not recorded)": "refused",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _told_by_the_product():
    """The story is read back by the product itself; who may see what is tested elsewhere."""
    with as_system("a test tells worked meetings"):
        yield


def decide(made, sitting, case, told, day, **more):
    """Record a decision as the case tells it; one without the words of those against it is refused."""
    seats = invited(made, sitting)
    votes, dissents = [], []
    for each in told["votes"] if isinstance(told["votes"], list) else ():
        if each["kind"].startswith("second"):
            check_one_vote(made, sitting, seats[each["seat"]], day)
            continue
        row = seats[each["seat"]]
        votes.append(meetings.BallotRow(row, each["vote"]))
        if each["vote"] == "against" and told.get("dissent_recorded"):
            dissents.append(meetings.DissentRow("Not like this.", invitation=row, professional=row.professional))
    ask = {
        "sitting": sitting, "what": told.get("matter", "A decision"), "votes": votes, "dissents": dissents,
        "decided_at": at(day, told["at"]), "may_wait": told.get("may_wait", False), "by": made.cast.business,
        "at": at(day, "18:00"),
    } | more  # fmt: skip
    with as_system("a test decides"):
        return actions.decide(**ask)


def check_one_vote(made, sitting, invitation, day):
    """A seat whose member and deputy both vote is refused: one seat, one vote."""
    twice = [meetings.BallotRow(invitation, "for"), meetings.BallotRow(invitation, "for")]
    with as_system("a test decides"), pytest.raises(StepNotAllowed, match="One seat has one vote"):
        actions.decide(sitting=sitting, what="Twice", votes=twice, by=made.cast.business, at=at(day, "18:00"))


def missing_of(answer, statutory):
    """Return the seats that an answer calls missing."""
    return [title for title in statutory if bodies.in_words(SEATS[title][0]) in answer.missing]


@pytest.mark.parametrize("name", MET)
def test_a_worked_meeting_has_the_quorum_and_the_decisions_of_its_rules(name, cast):
    case = CASES[name]
    day, made = case["date"], partnership(cast, case["partnership"], statutory=case["statutory_partners"])
    sitting = hold(made, planned(made, day), case["presence"], day, case["start"], case["end"])
    through = presence.quorum_through(sitting.meeting, at(day, case["start"]))
    found = [
        (f"{moment:%H:%M}", answer.is_quorate, missing_of(answer, case["statutory_partners"]))
        for moment, answer in ((moment.astimezone(at(day).tzinfo), answer) for moment, answer in through)
    ]
    assert found == [(each["from"], each["quorate"], each["missing"]) for each in case["expect_quorum"]]
    for told in case["decisions"]:
        if HOW[told["rule"]] == "refused":
            with pytest.raises(StepNotAllowed, match="dissent is kept before a majority counts"):
                decide(made, sitting, case, told, day)
            continue
        record = decide(made, sitting, case, told, day)
        assert (record.decision.is_valid, record.decision.how) == (told["expect"] == "valid", HOW[told["rule"]])
        check_way_on(made, record, told, day)


def check_way_on(made, record, told, day):
    """What is not decided goes to the lead representatives only if it cannot wait."""
    if "escalate" in told["expect"]:
        made.body.seats.filter(kind="partner").update(is_lead_representative=True)
        with as_system("a test goes on"):
            raised = actions.escalate(
                group=made.body, decision=record, what="This", why="It cannot wait.", by=made.cast.chair,
                at=at(day, "19:00"),
            )  # fmt: skip
        assert raised.answers.count() == 3
    elif "defer" in told["expect"]:
        with as_system("a test goes on"), pytest.raises(StepNotAllowed, match="This can wait"):
            actions.escalate(
                group=made.body, decision=record, what="This", why="Why?", by=made.cast.chair, at=at(day, "19:00")
            )


def test_what_can_wait_comes_to_the_next_meeting(cast):
    case = CASES["MT-19"]
    day, made = case["date"], partnership(cast, "Harbour")
    sitting, following = planned(made, day), planned(made, "2019-11-13")
    hold(made, sitting, case["presence"], day)
    decide(made, sitting, case, case["decisions"][0], day)
    assert following.meeting.agendaitems.filter(title="Deferred: training charges").exists()


def test_no_majority_counts_until_each_who_was_against_it_is_heard(cast):
    case = CASES["MT-15"]
    day, made = case["date"], partnership(cast, "Harbour")
    sitting = hold(made, planned(made, day), case["presence"], day)
    told = case["decisions"][0] | {"dissent_recorded": False}
    with pytest.raises(StepNotAllowed, match="college Member and voluntarysector Member"):
        decide(made, sitting, case, told, day)
    record = decide(made, sitting, case, case["decisions"][0], day)
    assert record.decision.dissents.count() == 2


def test_a_partner_added_in_september_makes_no_decision_of_july_invalid(cast):
    case = CASES["MT-13"]
    made = partnership(cast, "Harbour")
    seat = made.members["Education"].seat
    seat.kind = "partner"
    seat.save()
    partners(made, case["configuration"][1]["statutory_partners"], date.fromisoformat(case["configuration"][1]["from"]))
    for told in case["decisions"]:
        day = told["date"]
        sitting = hold(made, planned(made, day), case["presence"], day)
        assert presence.quorum_at(sitting.meeting, at(day, "11:00")).is_quorate is case["expect_quorum"][day]
        assert decide(made, sitting, case, told, day).decision.is_valid is (told["expect"] == "valid")


@pytest.mark.parametrize("name", ["MT-27", "MT-29"])
def test_an_urgent_matter_by_the_vice_chair_or_not_soon_enough(name, cast):
    case, made = CASES[name], partnership(cast, "Harbour")
    raised, needed = at(case["raised"], "09:00"), at(case["needed"], "09:00")
    ask = {"group": made.body, "what": "This", "why_urgent": "Now", "needed_by": needed, "by": cast.business}
    if not case["expect"]["urgent"]:
        with as_system("a test asks"), pytest.raises(StepNotAllowed, match="Monday 16 March 2020"):
            actions.raise_urgent(at=raised, **ask)
        assert first_extraordinary_day(made.body, raised) == date(2020, 3, 16)
        return
    with as_system("a test asks"):
        urgent = actions.raise_urgent(at=raised, **ask)
        by = made.people[case["decided_by_whom"]]
        consulted = [*case["statutory_partners_consulted"], "College", "Probation", "Primary schools", "Education"]
        for title in SEATS:
            reached = "agrees" if title in consulted else "not_reached"
            actions.consult(
                urgent=urgent, membership=made.members[title], reached=reached, how="Telephone", by=cast.business,
                at=raised,
            )  # fmt: skip
        urgent = actions.take_urgent(urgent=urgent, decision="So be it.", manager=cast.business, by=by, at=raised)
    assert (urgent.state, urgent.decided_by) == ("decided", by)


@pytest.mark.parametrize("name", ["MT-31", "MT-33"])
def test_a_committee_that_touches_practice_needs_the_executive_before_or_after(name, cast):
    told = CASES[name]["decisions"][0]
    board = partnership(cast, "Harbour")
    begun, day = at("2019-01-02"), told["date"]
    made = {}
    with as_system("a test sets up"):
        for kind in ("executive", "committee"):
            body = actions.start_group(
                name=f"The {kind}", kind=kind, area=cast.area, parent=board.body, by=cast.business, at=begun
            )
            for title in ("Council", "Health", "Police"):
                old = board.members[title]
                seat = actions.add_seat(
                    group=body, title=title, kind="partner", agency=old.seat.agency, by=cast.business, at=begun
                )
                actions.seat_member(seat=seat, professional=old.professional, by=cast.business, at=begun)
            made[kind] = body
    there = [
        {"seat": title, "kind": "named", "from": "10:00", "to": "12:30"} for title in ("Council", "Health", "Police")
    ]

    def meet(kind, on):
        board.body = made[kind]
        return hold(board, planned(board, on), there, on)

    def ask(sitting, on, **more):
        with as_system("a test decides"):
            return actions.decide(sitting=sitting, what="A standard", by=cast.business, at=at(on, "18:00"), **more)

    committee = meet("committee", day)
    record = ask(committee, day, touches_practice=told["affects_practice"])
    assert (record.standing == "stands") is (told["expect"] == "valid")
    if told["affects_practice"]:
        before = ask(meet("executive", "2020-01-22"), "2020-01-22")
        agreed = ask(committee, day, touches_practice=True, agreed_before=before)
        assert agreed.standing == "stands"
        after = ask(meet("executive", "2020-02-05"), "2020-02-05")
        with pytest.raises(StepNotAllowed, match="agreed after this was decided"):
            ask(committee, day, touches_practice=True, agreed_before=after)


def test_everything_before_a_board_is_counted_back_from_its_date(cast):
    case, made = CASES["MT-35"], partnership(cast, "Harbour")
    sitting = planned(made, case["date"])
    keys = {"reports": "papers", "amendments": "changes", "papers": "papers_out"}
    last = {name: timing.due_of(sitting.meeting, keys.get(name, name)) for name in case["expect_last_days"]}
    days = {name: due.astimezone(at("2020-01-01").tzinfo).date() for name, due in last.items()}
    assert {name: f"{day}" for name, day in days.items()} == case["expect_last_days"]
    for told in case["submissions"]:
        over = (date.fromisoformat(told["on"]) - days[told["kind"]]).days
        if told["expect"] == "in time":
            assert over <= 0, told
        elif told["expect"].startswith("late by"):
            assert over == int(told["expect"].split()[2]), told
    propose = {"sitting": sitting, "why": "It matters.", "purpose": "decision", "by": cast.business}
    with as_system("a test proposes"):
        second, third = (
            actions.propose_item(title=title, at=at("2020-01-31"), **propose) for title in ("item 2", "item 3")
        )
        actions.permit_item(proposed=second, is_taken=True, by=cast.chair, at=at("2020-01-31"))
        third.refresh_from_db()
        assert third.state == "late"
        assert sitting.meeting.agendaitems.filter(title__startswith="item 2").exists()
        assert not sitting.meeting.agendaitems.filter(title__startswith="item 3").exists()
        asked = actions.ask_report(
            sitting=sitting, agency=cast.health, title="C", question="What?", by=cast.business, at=at("2019-12-02")
        )
    given = at("2020-01-23")
    asked.given_at, asked.state = given, "given"
    asked.save()
    assert asked.is_late(given)
    with as_system("a test moves the meeting"):
        actions.move(sitting=sitting, starts_at=at("2020-02-19"), reason="Snow", by=cast.business, at=at("2020-01-24"))
    asked.refresh_from_db()
    assert not asked.is_late(given)
    with as_system("a test moves the meeting"):
        actions.move(sitting=sitting, starts_at=at("2020-02-11"), reason="Sun", by=cast.business, at=at("2020-01-25"))
    asked.refresh_from_db()
    assert asked.is_late(given)


def test_minutes_over_christmas_and_disputes_from_each_receipt(cast):
    case, made = CASES["MT-37"], partnership(cast, "Harbour")
    there = [{"seat": title, "kind": "named", "from": "10:00", "to": "12:30"} for title in case["receipts"]]
    sitting = hold(made, planned(made, case["date"]), there, case["date"])
    meeting, sent = sitting.meeting, at(case["minutes_sent"], "09:00")
    zone = sent.tzinfo
    assert (
        f"{timing.due_day(meeting.kind.timed('minutes'), meeting.held_at, timing.own_for(meeting)).day}"
        == (case["expect"]["minutes_due"])
    )
    with as_system("a test sends minutes round"):
        minutes = meetings.circulate(meeting=meeting, text="What was said.", by=cast.business, at=sent)
        for title, day in case["receipts"].items():
            receipt = Receipt.objects.select_related("meeting", "minutes", "invitation").get(
                minutes=minutes, invitation__seat_name=title
            )
            minuting.receive(receipt=receipt, received_at=at(day, "09:30"), by=cast.business, at=at(day, "10:00"))
            assert f"{receipt.dispute_until.astimezone(zone).date()}" == case["expect"]["dispute_ends"][title]
        for told in case["disputes"]:
            meetings.dispute(minutes=minutes, what="Not so.", by=made.people[told["by"]], at=at(told["on"], "11:00"))
    late_ones = {each.raised_by for each in Dispute.objects.filter(is_late=True).select_related("raised_by")}
    assert late_ones == {made.people[told["by"]] for told in case["disputes"] if told["expect"] != "in time"}


def test_a_year_of_attendance_by_seat_in_person_and_with_the_named_deputy(cast):
    case, made = CASES["MT-39"], partnership(cast, "Harbour")
    for place, day in enumerate(case["boards"]):
        hold(made, planned(made, day), seats_of_a_year(case, place), day)
    hold(made, planned(made, case["development_day"], kind="development_day"), [], case["development_day"])
    with as_system("a test counts"):
        people, _ = attendance_in(made.body, 2020)
    found = {each.who.seat.title: each for each in people}
    for told in case["seats"]:
        expected, own = told["expect"], found[told["seat"]]
        assert own.held == 4
        assert (own.named, own.with_deputy) == (expected["named_percent"], expected["cover_percent"]), told["seat"]
        assert (own.named >= 75, own.with_deputy >= 100) == (expected["named_meets"], expected["cover_meets"])


def seats_of_a_year(case, place):
    """Return who came to one board of the year."""
    whole = {"from": "10:00", "to": "12:30"}
    kinds = {"named": ["named"], "designated deputy": ["deputy"], "stand-in": ["stand-in"], "nobody": [],
             "named and deputy both": ["named", "deputy"]}  # fmt: skip
    return [
        {"seat": told["seat"], "kind": kind} | whole for told in case["seats"] for kind in kinds[told["boards"][place]]
    ]


def test_somebody_else_than_the_named_deputy_is_a_guest_and_fills_no_seat(cast):
    made, day = partnership(cast, "Harbour"), "2019-10-16"
    kinds = {"Council": "named", "Health": "named", "Police": "stand-in"}
    there = [{"seat": title, "kind": kind, "from": "10:00", "to": "12:30"} for title, kind in kinds.items()]
    sitting = hold(made, planned(made, day), there, day)
    assert presence.quorum_at(sitting.meeting, at(day)).missing == ("the police",)
    assert invited(made, sitting)["Police"].attendance.how == "stand_in"
