"""The pages of boards, walked by the coordinator, members, an observer, the chair, and Charlie."""

import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings.models import Invitation, Paper
from harbourlight.foundations.requests.models import Request
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.models import (
    BoardDecision,
    Escalation,
    Group,
    ItemProposed,
    Membership,
    ReportAsked,
    Seat,
    Sitting,
    UrgentDecision,
)

from .stories import bodies, held, planned, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


@pytest.fixture
def sitting(made, cast, moment):
    """Return the board's next meeting."""
    return planned(made.board, cast, moment, days=90, place="Quay House")


def at(name, *records):
    return reverse(f"boards:{name}", args=[record.pk for record in records])


def parts(name, when, time="10:00"):
    return {f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year, f"{name}-time": time}


def send(client, address, **answers):
    """Send a form, and return the answer; a form that was refused shows its errors."""
    answer = client.post(address, {"submission": str(uuid4()), "version": 1, **answers})
    form = (answer.context or {}).get("form") if answer.status_code == 200 else None
    assert answer.status_code == 302, form.problems() if form else answer.status_code
    return answer


def refused(client, address, **answers):
    """Send a form that is refused, and return its errors as one text."""
    answer = client.post(address, {"submission": str(uuid4()), "version": 1, **answers})
    assert answer.status_code == 200
    return " ".join(words for words, _ in answer.context["form"].problems())


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_charlie_finds_no_body_and_no_meeting(cast, made, sitting, moment, client_for, as_user):
    with as_user(cast.business):
        asked = actions.ask_report(
            sitting=sitting, agency=cast.health, title="Neglect", question="What?", by=cast.business, at=moment
        )
        item = actions.propose_item(
            sitting=sitting, title="Parking", why="Dear.", purpose="decision", by=cast.bob, at=moment
        )
        urgent = actions.raise_urgent(
            group=made.board, what="Hall", why_urgent="Flood", needed_by=moment + timedelta(days=3), by=cast.chair,
            at=moment,
        )  # fmt: skip
        raised = actions.escalate(group=made.board, what="Money", why="Soon.", by=cast.chair, at=moment)
    with as_user(cast.bob):
        given = actions.give_return(title="Return", text="Met.", groups=[made.board], by=cast.bob, at=moment)
    with as_system("find a paper"):
        paper = Paper.objects.get()
    client = client_for(cast.charlie)
    assert "Haven" not in page(client, reverse("boards:groups"))
    assert "Haven" not in page(client, reverse("boards:calendar"))
    assert "Neglect" not in page(client, reverse("boards:mine"))
    assert "Return" not in re.sub(
        r"<h1>.*?</h1>|<title>.*?</title>", "", page(client, reverse("boards:returns"))
    ).replace("A return", "").replace("Give a return", "")
    hidden = [
        *(at(name, made.board) for name in ("group", "attendance", "sitting_new", "urgent_new", "matter_new")),
        at("learning_new", made.board), at("membership", made.members["board", "Schools"]),
        *(at(name, sitting) for name in (
            "sitting", "move", "call_off", "pack", "confidentiality", "interest", "item_new", "report_ask", "decide"
        )),
        at("paper", paper), at("item_answer", item), at("item_permit", item), at("report", asked),
        at("report_changes", asked), at("urgent", urgent), at("urgent_decide", urgent), at("escalation", raised),
        at("return", given),
    ]  # fmt: skip
    for address in hidden:
        assert client.get(address).status_code == 404, address
    for name, record in (("papers_out", sitting), ("report_withdraw", asked), ("urgent_withdraw", urgent)):
        assert client.post(at(name, record)).status_code == 404
    for address in (reverse("boards:late"), reverse("boards:group_new"), at("seat_new", made.board)):
        assert client.get(address).status_code == 403, address


def test_a_member_reads_and_arranges_nothing(cast, made, sitting, client_for):
    client = client_for(cast.bob)
    html = page(client, at("sitting", sitting))
    assert "Ask for a report" not in html
    assert "Send agenda and papers out" not in html
    for name in ("move", "call_off", "report_ask", "decide"):
        assert client.get(at(name, sitting)).status_code == 403, name
    assert client.post(at("papers_out", sitting)).status_code == 403
    assert client.get(at("sitting_new", made.board)).status_code == 403
    other = page(client, at("group", made.board))
    assert "Haven Safeguarding Board" in other
    assert client.get(at("group", made.executive)).status_code == 404


def test_the_lead_councillor_sees_the_board_and_not_the_executive(cast, made, sitting, moment, client_for):
    inner = planned(made.executive, cast, moment, days=50)
    client = client_for(cast.councillor)
    assert client.get(at("sitting", sitting)).status_code == 200
    assert client.get(at("sitting", inner)).status_code == 404
    assert client.get(at("group", made.executive)).status_code == 404


def test_the_coordinator_starts_a_body_seats_a_member_and_plans_its_year(cast, moment, client_for, as_user):
    client = client_for(cast.business)
    send(
        client, reverse("boards:group_new"), name="Training committee", kind="committee", area=str(cast.area.pk),
        parent="", what_it_does="Courses.",
    )  # fmt: skip
    group = Group.objects.get()
    send(
        client, at("seat_new", group), title="Police", kind="partner", agency=str(cast.police.pk), votes="yes",
        must_attend="yes", is_lead_representative="no", number="1",
    )  # fmt: skip
    assert "Vacant" in page(client, at("group", group))
    seat = Seat.objects.get()
    today = {key: value for key, value in parts("started_on", moment).items() if not key.endswith("time")}
    words = refused(client, at("fill", seat), member="nobody@harbourlight.example", deputy="", delegate="", **today)
    assert "Nobody signs in with the address" in words
    send(client, at("fill", seat), member=cast.sergeant.email, deputy=cast.alice.email, delegate="", **today)
    member = Membership.objects.get()
    assert member.deputy == cast.alice
    year = moment.year + 1
    days = client.get(at("year", group), {"year": year})
    form = days.context["form"]
    assert days.content.decode().count("Ordinary meeting") == 4
    sent = {"place": "Quay House"}
    for name, field in form.fields.items():
        if name.startswith("day_"):
            sent |= parts(name, field.initial)
    send(client, f"{at('year', group)}?year={year}", **sent)
    assert Sitting.objects.count() == 4
    with as_user(cast.business):
        assert Invitation.objects.filter(professional=cast.sergeant).count() == 4
    assert "4 of 4 meetings" not in page(client, at("group", group))
    assert "Training committee" in client.get(reverse("boards:calendar"), {"year": year}).content.decode()
    send(client, at("induction", member), **{k.replace("started_on", "on"): v for k, v in today.items()})
    client = client_for(cast.sergeant)
    assert "I accept this description" in page(client, at("membership", member))
    send(client, at("accept", member))
    member.refresh_from_db()
    assert member.role_accepted_at
    assert member.induction_on
    client = client_for(cast.business)
    send(client, at("membership", member), deputy="", delegate=cast.alice.email, version=member.version)
    send(client, at("membership_end", member), **{k.replace("started_on", "on"): v for k, v in today.items()})
    send(client, at("seat_end", seat))


def document(*lines):
    made = Document()
    made.add_heading("Annex", level=1)
    for line in lines:
        made.add_paragraph(line)
    table = made.add_table(rows=2, cols=2)
    for place, text in enumerate(("Ward", "Children", "North", "12")):
        table.cell(place // 2, place % 2).text = text
    content = io.BytesIO()
    made.save(content)
    return SimpleUploadedFile("report.docx", content.getvalue())


def test_a_report_goes_from_asking_to_the_pack(cast, made, sitting, client_for, as_user, moment):
    client = client_for(cast.business)
    send(
        client, at("report_ask", sitting), agency=str(cast.health.pk), author=cast.nurse.email, title="Neglect audit",
        question="What did you find?", item="",
    )  # fmt: skip
    asked = ReportAsked.objects.get()
    client = client_for(cast.nurse)
    assert "Neglect audit" in page(client, reverse("boards:mine"))
    assert "Neglect audit" in page(client, "/")
    assert client.get(reverse("requests:answer", args=[asked.request_id])).status_code == 302
    pdf = SimpleUploadedFile("report.pdf", b"%PDF-1.4 none")
    assert "must be a DOCX or TXT" in refused(client, at("report", asked), document=pdf, is_restricted="no")
    liar = SimpleUploadedFile("report.txt", b"%PDF-1.4 none")
    assert "cannot be read aloud" in refused(client, at("report", asked), document=liar, is_restricted="no")
    send(
        client, at("report", asked), part_0="To tell the board.", part_3="Few plans were clear.", is_restricted="no",
        document=document("Twelve families."),
    )  # fmt: skip
    with as_user(cast.nurse):
        assert Request.objects.get(pk=asked.request_id).state == "answered"
    client = client_for(cast.business)
    send(client, at("report_changes", asked), changes="Name the wards.")
    client = client_for(cast.nurse)
    html = page(client, at("report", asked))
    assert "Name the wards." in html
    assert "Few plans were clear." in html
    asked.refresh_from_db()
    send(client, at("report", asked), part_3="Few plans were clear in North.", version=asked.version)
    client = client_for(cast.business)
    assert client.get(at("pack", sitting)).status_code == 302
    send(client, at("confidentiality", sitting), agrees="on")
    send(client, at("papers_out", sitting))
    client = client_for(cast.bob)
    assert client.get(at("pack", sitting))["Location"] == at("confidentiality", sitting)
    with as_user(cast.bob):
        paper = Paper.objects.get()
    assert "clear in North" in paper.words
    assert "Twelve families." in paper.words
    assert "Ward | Children |" in paper.words
    assert client.get(at("paper", paper))["Location"] == at("confidentiality", sitting)
    assert client.get(reverse("meetings:paper", args=[paper.pk]))["Location"] == at("sitting", sitting)
    send(client, at("confidentiality", sitting), agrees="on")
    assert "Twelve families." in page(client, at("paper", paper))
    answer = client.get(at("pack", sitting))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")


def test_an_item_is_proposed_consented_to_and_declared_on(cast, made, sitting, client_for):
    client = client_for(cast.bob)
    send(client, at("item_new", sitting), title="Attendance", purpose="decision", why="It falls.")
    item = ItemProposed.objects.get()
    assert client.get(at("item_answer", item)).status_code == 403
    for who, title in ((cast.senior, "Council"), (cast.sergeant, "Police"), (cast.board, "Health")):
        client = client_for(who)
        assert "Attendance" in page(client, reverse("boards:mine"))
        membership = made.members["executive", title]
        send(client, at("item_answer", item), membership=str(membership.pk), agrees="yes")
    assert "Attendance (for decision)" in page(client, at("sitting", sitting))
    send(client, at("interest", sitting), has_interest="yes", what="I own the hall.", item="", leaves_the_room="yes")
    assert "I own the hall." in page(client, at("sitting", sitting))
    client = client_for(cast.bob)
    send(client, at("item_new", sitting), title="Parking", purpose="information", why="It is dear.")
    parking = ItemProposed.objects.get(title="Parking")
    client = client_for(cast.chair)
    send(client, at("item_permit", parking), is_taken="no", reason="Not ours.")
    assert "Not ours." in page(client, at("sitting", sitting))


def test_the_coordinator_moves_and_calls_off_and_an_extraordinary_meeting_needs_notice(
    cast, made, sitting, moment, client_for
):
    client = client_for(cast.business)
    later = moment + timedelta(days=100)
    send(client, at("move", sitting), **parts("starts_at", later), place="The pier", reason="The hall is let.")
    html = page(client, at("sitting", sitting))
    assert "The pier" in html
    send(client, at("call_off", sitting), reason="Snow.")
    assert "Snow." in page(client, at("sitting", sitting))
    soon = parts("starts_at", moment + timedelta(days=5))
    words = refused(client, at("sitting_new", made.board), kind="extraordinary", reason="A sudden matter.", **soon)
    assert "Members need notice" in words
    enough = parts("starts_at", moment + timedelta(days=30))
    send(client, at("sitting_new", made.board), kind="extraordinary", reason="A sudden matter.", **enough)
    assert "A sudden matter." in page(client, at("sitting", Sitting.objects.get(kind="extraordinary")))


def test_decisions_are_recorded_escalated_and_answered_on_pages(cast, made, moment, client_for, as_user):
    everyone = [cast.senior, cast.sergeant, cast.board, cast.bob]
    now = held(planned(made.board, cast, moment, days=-2), cast, everyone)
    client = client_for(cast.chair)
    html = page(client, at("decide", now))
    assert "Quorate" in html
    votes = {}
    with as_user(cast.chair):
        for who, choice in zip(everyone, ("for", "against", "for", "for"), strict=True):
            votes[f"{vote(now, who, choice).invitation.pk}-choice"] = choice
    send(client, at("decide", now), what="One plan.", item="", decided_at="", is_public="no", **votes)
    record = BoardDecision.objects.get()
    html = page(client, at("sitting", now))
    assert "Does not stand" in html
    assert "not every statutory safeguarding partner agreed" in html
    send(client, at("escalate", record), what="One plan.", why="It cannot wait.")
    raised = Escalation.objects.get()
    for who in (cast.senior, cast.sergeant, cast.board):
        client = client_for(who)
        assert "Answer to the chair" in page(client, "/")
        send(client, at("escalation", raised), agrees="yes", words="Good.")
    assert "Every lead representative agreed" in page(client, at("sitting", now))
    assert client_for(cast.bob).get(at("escalation", raised)).status_code == 404
    client = client_for(cast.chair)
    send(client, at("matter_new", made.board), what="Money", why="The year ends.")


def test_an_urgent_matter_is_logged_refused_and_decided_on_pages(cast, made, moment, client_for):
    client = client_for(cast.chair)
    words = refused(
        client, at("urgent_new", made.board), what="Hall", why_urgent="Flood",
        **parts("needed_by", moment + timedelta(days=20)),
    )  # fmt: skip
    assert "fewer than 10 calendar days" in words
    send(
        client, at("urgent_new", made.board), what="Hall", why_urgent="Flood",
        **parts("needed_by", moment + timedelta(days=3)),
    )  # fmt: skip
    urgent = UrgentDecision.objects.get()
    decision = {"decision": "The hall is closed.", "manager": cast.business.email}
    assert "missing the council, the police and health" in refused(client, at("urgent_decide", urgent), **decision)
    for who in (cast.senior, cast.sergeant, cast.board, cast.bob):
        client = client_for(who)
        html = page(client, at("urgent", urgent))
        membership = re.search(r'<option value="([0-9a-f-]{36})"', html)[1]
        send(client, at("urgent", urgent), membership=membership, reached="agrees", how="", said="")
    client = client_for(cast.chair)
    send(client, at("urgent_decide", urgent), **decision)
    assert "Taken by the chair with the manager" in page(client, at("urgent", urgent))
    everyone = [cast.senior, cast.sergeant, cast.board]
    now = held(planned(made.board, cast, moment, days=-2), cast, everyone)
    send(
        client, at("decide", now), what="Ratified.", item="", decided_at="", is_public="no",
        settles=f"urgent:{urgent.pk}", agrees="yes",
    )  # fmt: skip
    urgent.refresh_from_db()
    assert urgent.state == "ratified"
