"""The pages of meetings, as those who use them see them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from harbourlight.foundations.actions.tracking import give_action
from harbourlight.foundations.meetings import actions, calendar
from harbourlight.foundations.meetings.forms import mark
from harbourlight.foundations.meetings.models import Attendance, Decision, Dispute, Invitation, Meeting, Minutes, Paper
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .kinds import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(cast, moment, as_user):
    """Return a conference that began an hour ago, with nurse, sergeant and a parent invited."""
    begins = moment - timedelta(hours=1)
    with as_user(cast.worker):
        meeting = planned(
            cast, "conference", starts_at=begins, at=moment, by=cast.worker, chair=cast.conference_chair,
            team=cast.assessment, place="Quay House, room 2; first floor",
        )  # fmt: skip
        actions.invite(
            meeting=meeting,
            invitees=[
                actions.Invitee("member", professional=cast.worker),
                actions.Invitee("member", professional=cast.nurse),
                actions.Invitee("member", professional=cast.sergeant),
                actions.Invitee("parent", name="Sam Samphire", needs="An interpreter"),
            ],
            by=cast.worker,
            at=moment,
        )
    return meeting


def whole(answers, version=1):
    """Return answers with what every form carries."""
    return answers | {"submission": str(uuid4()), "version": version}


def at(name, record):
    """Return the address of a page."""
    return reverse(f"meetings:{name}", args=[record.pk])


def answers_for(meeting, as_user, worker, **rows):
    """Return what the attendance page sends: rows by the first name of the invitee."""
    with as_user(worker):
        invited = list(Invitation.objects.filter(meeting=meeting).select_related("professional"))
    sent = {}
    for invitation in invited:
        row = {"how": "", "arrived": "", "left": "", "deputy": "", "views": "", "how_took_part": ""}
        row["was"] = mark(["", "", "", "", ""])
        row |= rows.get(invitation.who.split()[0].lower(), {})
        sent |= {f"{invitation.pk}-{name}": value for name, value in row.items()} | {f"{invitation.pk}-seen": "0"}
    return sent


def test_strangers_find_no_page_and_say_nothing_of_it(cast, conference, client_for):
    client = client_for(cast.charlie)
    for name in ("meeting", "attendance", "hold", "decide", "paper_add", "minutes_write", "move", "invite"):
        assert client.get(at(name, conference)).status_code == 404
    assert client.get(reverse("meetings:mine")).status_code == 200


def test_an_invitee_reads_answers_and_gives_a_paper_and_arranges_nothing(cast, conference, client_for, as_user):
    client = client_for(cast.nurse)
    page = client.get(at("meeting", conference)).content.decode()
    assert "Robin Samphire" in page
    assert "Will you come?" in page
    assert "Record who is there" not in page
    assert client.get(at("attendance", conference)).status_code == 403
    assert client.post(at("respond", conference), {"response": "coming"}).status_code == 302
    sent = {"title": "Health report", "words": "Robin sleeps badly.", "is_restricted": "no", "item": ""}
    assert client.post(at("paper_add", conference), whole(sent)).status_code == 302
    with as_user(cast.nurse):
        own = Invitation.objects.select_related("meeting").get(professional=cast.nurse)
        assert own.response == "coming"
        own.meeting.state = "held"
        with pytest.raises(StepNotAllowed, match="is over"):
            actions.respond(invitation=own, response="apologies", by=cast.nurse, at=own.responded_at)
        assert Paper.objects.get().agency == cast.health
    assert "Conference" in client.get(reverse("meetings:mine")).content.decode()


def test_a_meeting_is_recorded_from_arrival_to_minutes(cast, conference, client_for, as_user):
    client = client_for(cast.conference_chair)
    page = client.get(at("attendance", conference)).content.decode()
    assert "An interpreter" in page
    there = {"how": "attended"}
    sent = answers_for(
        conference, as_user, cast.worker, wanda=there, nell=there | {"arrived": "00:05", "views": "Sleeps badly."},
        pat={"how": "deputy", "deputy": "alice@harbourlight.example"}, sam=there | {"how_took_part": "in_person"},
    )  # fmt: skip
    answer = client.post(at("attendance", conference), sent)
    assert answer.status_code == 302, answer.content.decode()
    with as_user(cast.worker):
        assert Attendance.objects.get(invitation__professional=cast.sergeant).deputy == cast.alice
        assert Attendance.objects.get(invitation__name="Sam Samphire").how_took_part == "in_person"
        assert Attendance.objects.count() == 4
        assert not Invitation.objects.filter(professional=cast.conference_chair, attendance__isnull=False).exists()
    hold = client.get(at("hold", conference))
    first = hold.context["form"].initial["happened_at"]
    boxes = {f"happened_at-{part}": getattr(first, part) for part in ("day", "month", "year")}
    answer = client.post(
        at("hold", conference), whole(boxes | {"happened_at-time": "00:01", "inquorate_reason": "It was late."})
    )
    assert answer.status_code == 302, answer.content.decode()
    decided = {"what": "Robin needs a plan.", "person_id": str(conference.child_ids[0]), "decided_at": "00:06"}
    assert client.post(at("decide", conference), whole(decided)).status_code == 302
    assert "Robin needs a plan." in client.get(at("minutes_write", conference)).content.decode()
    assert client.post(at("minutes_write", conference), {"text": "Robin needs a plan."}).status_code == 302
    with as_user(cast.nurse):
        minutes = Minutes.objects.get()
        assert Decision.objects.get().is_valid
    nurse = client_for(cast.nurse)
    assert "You may dispute them until" in nurse.get(at("minutes", minutes)).content.decode()
    assert nurse.post(at("dispute", minutes), whole({"what": "I said more."})).status_code == 302
    with as_user(cast.nurse):
        raised = Dispute.objects.get()
    chair = client_for(cast.conference_chair)
    assert (
        chair.post(at("settle", raised), {"outcome": "Added.", "new_text": "The nurse said more."}).status_code == 302
    )
    assert "Version 2" in chair.get(at("meeting", conference)).content.decode()


def test_two_pages_of_attendance_open_at_once_keep_both(cast, conference, client_for, as_user):
    chair = client_for(cast.conference_chair)
    stale = answers_for(conference, as_user, cast.worker, nell={"how": "attended"})
    chair.post(at("attendance", conference), answers_for(conference, as_user, cast.worker, pat={"how": "apologies"}))
    assert chair.post(at("attendance", conference), stale).status_code == 302
    with as_user(cast.worker):
        assert set(Attendance.objects.values_list("how", flat=True)) == {"attended", "apologies"}
    clash = answers_for(conference, as_user, cast.worker, pat={"how": "attended"})
    answer = chair.post(at("attendance", conference), clash)
    assert "Somebody else recorded Pat Halyard" in answer.content.decode()
    with as_user(cast.worker):
        pat = Attendance.objects.get(invitation__professional=cast.sergeant)
    assert pat.how == "apologies"
    chair.post(at("attendance", conference), clash | {f"{pat.invitation_id}-seen": "1"})
    with as_user(cast.worker):
        assert Attendance.objects.get(invitation__professional=cast.sergeant).how == "attended"
    assert f'name="{pat.invitation_id}-seen" value="1"' in answer.content.decode()
    page = chair.get(at("attendance", conference)).content.decode()
    assert f'name="{pat.invitation_id}-seen" value="2"' in page
    assert f'name="{pat.invitation_id}-was" value="{mark(["attended", "", "", "", ""])}"' in page
    untouched = {"how": "attended", "was": mark(["attended", "", "", "", ""])}
    chair.post(at("attendance", conference), answers_for(conference, as_user, cast.worker, pat=untouched))
    with as_user(cast.worker):
        assert Attendance.objects.get(invitation__professional=cast.sergeant).version == 2
    assert "apologies" in answer.content.decode()


def test_the_home_page_shows_ones_next_meetings(cast, conference, client_for):
    assert "Open the meeting" in client_for(cast.nurse).get("/").content.decode()
    assert "Open the meeting" not in client_for(cast.charlie).get("/").content.decode()


def test_a_childs_page_shows_its_meetings_and_actions(cast, conference, client_for, moment, as_user):
    with as_user(cast.worker):
        give_action(
            source=conference, what="Weigh Robin each week.", due_on=moment.date() + timedelta(days=9),
            owner=cast.nurse, by=cast.worker, at=moment,
        )  # fmt: skip
    page = client_for(cast.worker).get(f"/people/{conference.child_ids[0]}/").content.decode()
    assert "Conference: planned" in page
    assert "Weigh Robin each week." in page
    meeting = client_for(cast.nurse).get(at("meeting", conference)).content.decode()
    assert "Weigh Robin each week." in meeting


def test_the_calendar_tells_kind_time_and_place_and_no_name(cast, conference, client_for, moment, as_user):
    key = calendar.key_of(cast.nurse, at=moment)
    address = reverse("meetings:calendar", args=[key])
    client = client_for(cast.charlie)
    client.logout()
    answer = client.get(address)
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    found = read_calendar(text)
    assert len(found) == 1
    assert found[0]["SUMMARY"] == "Conference"
    assert found[0]["LOCATION"] == r"Quay House\, room 2\; first floor"
    assert found[0]["DTSTART"] == calendar.stamp(conference.starts_at)
    assert "Robin" not in text
    assert "Samphire" not in text
    client_for(cast.nurse).post(reverse("meetings:calendar_renew"))
    client.logout()
    assert client.get(address).status_code == 404
    assert client.get(reverse("meetings:calendar", args=["made-up:key"])).status_code == 404


def read_calendar(text):
    """Return the events of a calendar file, having checked that it is well made."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").strip().split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events, event = [], None
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
            events.append(event)
            event = None
        elif event is not None:
            event[name] = value
    return events


def test_long_lines_of_the_calendar_are_folded_between_letters():
    line = "LOCATION:" + "Ärmelkanal " * 20
    pieces = calendar.folded(line).split("\r\n ")
    assert "".join(pieces) == line
    assert all(len(piece.encode()) <= 74 for piece in pieces)


def test_a_meeting_is_moved_and_called_off_on_its_pages(cast, moment, client_for, as_user):
    with as_user(cast.business):
        board = planned(cast, "board", starts_at=moment + timedelta(days=60), at=moment, by=cast.business)
    client = client_for(cast.business)
    later = moment + timedelta(days=70)
    sent = {f"starts_at-{part}": getattr(later, part) for part in ("day", "month", "year")}
    sent |= {"starts_at-time": "10:00", "place": "The quay", "reason": "The hall is let."}
    assert client.post(at("move", board), whole(sent)).status_code == 302
    assert client.post(at("call_off", board), whole({"reason": "Too few."})).status_code == 302
    with as_user(cast.business):
        fresh = Meeting.objects.get(pk=board.pk)
    assert (fresh.place, fresh.state, fresh.not_held_reason) == ("The quay", "not_held", "Too few.")
    assert "Too few." in client.get(at("meeting", board)).content.decode()
