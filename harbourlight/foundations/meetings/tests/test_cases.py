"""The worked meetings of tests/cases/meetings.csv: quorate or not, standing or not, and by which rule."""

import csv
from pathlib import Path

import pytest

from harbourlight.foundations.meetings import actions, presence, types
from harbourlight.foundations.meetings.models import Invitation, TypeSetting
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .kinds import KINDS, PARTNERS, planned, utc

pytestmark = pytest.mark.django_db
FILE = Path(__file__).resolve().parents[4] / "tests" / "cases" / "meetings.csv"
with FILE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
SEAT_OF = {"chair": "chair", "lay": "lay", "observer": "observer", "officer": "officer", "parent": "parent"}
NAMED = {"lay": "Lena Sandbar", "parent": "Sam Samphire"}


def people(cast):
    """Return who the words of the table mean."""
    return {
        "council": cast.senior, "police": cast.sergeant, "health": cast.board, "health2": cast.nurse,
        "school": cast.bob, "college": cast.charlie, "chair": cast.conference_chair, "observer": cast.councillor,
        "officer": cast.business,
    }  # fmt: skip


def own_quorum(cast):
    """Let the area count education as a fourth partner."""
    groups = [{"words": group.words, "sectors": list(group.sectors)} for group in PARTNERS]
    groups.append({"words": "education", "sectors": ["education"]})
    TypeSetting.objects.create(area=cast.area, type=KINDS["board_of_four"].name, quorum=groups)


def invitee(word, cast):
    """Return whom a word of the table means, as somebody to invite."""
    seat = SEAT_OF.get(word, "member")
    return actions.Invitee(seat, professional=people(cast).get(word), name=NAMED.get(word, ""))


def attendance(invitation, words, day):
    """Return how somebody was there, from "police 10:20-" or "health deputy"."""
    _, _, rest = words.partition(" ")
    if rest in ("apologies", "absent"):
        return actions.AttendanceRow(invitation, how=rest)
    if rest == "deputy":
        return actions.AttendanceRow(invitation, how="deputy", deputy_name="Dee Windlass")
    came, _, left = rest.partition("-")
    return actions.AttendanceRow(
        invitation, arrived_at=utc(f"{day} {came}") if came else None, left_at=utc(f"{day} {left}") if left else None
    )


def ballot(words, invitations):
    """Return how somebody voted, from "council for" or "chair casts against"."""
    word, _, choice = words.partition(" ")
    is_casting = choice.startswith("casts ")
    return actions.BallotRow(invitations[word], choice.removeprefix("casts "), is_casting=is_casting)


def told(text):
    """Return the parts of a list of the table."""
    return [part.strip() for part in text.split(";") if part.strip()]


def test_the_table_is_long_enough_and_each_case_has_its_own_name():
    assert len(ROWS) >= 50
    assert len({row["case"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_worked_meetings(row, cast, as_user):
    kind = row["kind"].removesuffix(" with a reason")
    day, decided_at = row["meeting_on"], utc(f"{row['meeting_on']} {row['at']}")
    notice, begins, after = utc(f"{row['notice_on']} 09:00"), utc(f"{day} 10:00"), utc(f"{day} 18:00")
    by = cast.worker if KINDS[kind].concerns_children else cast.business
    if kind == "board_of_four":
        own_quorum(cast)
    with as_user(by):
        meeting = planned(cast, kind, starts_at=begins, at=notice, by=by)
        words = [part.split(" ")[0] for part in told(row["there"])]
        made = actions.invite(meeting=meeting, invitees=[invitee(word, cast) for word in words], by=by, at=notice)
        invitations = dict(zip(words, made, strict=True))
        rows = [attendance(invitations[part.split(" ")[0]], part, day) for part in told(row["there"])]
        actions.record_attendance(meeting=meeting, rows=rows, by=by, at=after)
        meeting.refresh_from_db()
        reason = "Two children are at risk tonight." if row["kind"].endswith("with a reason") else "Nobody said why."
        held = actions.hold(meeting=meeting, happened_at=begins, by=by, at=after, inquorate_reason=reason)
        if kind == "conference" and not row["kind"].endswith("with a reason"):
            held.inquorate_reason = ""
        assert presence.quorum_at(held, decided_at).is_quorate is (row["quorate"] == "yes")
        votes = [ballot(part, invitations) for part in told(row["votes"])]
        heard = [
            actions.DissentRow("Not like this.", invitation=row.invitation) for row in votes if row.choice == "against"
        ]
        ask = {"meeting": held, "what": "Agreed.", "by": by, "at": after, "votes": votes, "decided_at": decided_at}
        ask["dissents"] = heard
        if row["stands"] == "refused":
            with pytest.raises(StepNotAllowed, match="has no vote"):
                actions.decide(**ask)
            return
        decision = actions.decide(**ask)
        assert (decision.is_valid, decision.how) == (row["stands"] == "yes", row["how"])
        assert decision.rule_words
        assert Invitation.objects.filter(meeting=held).count() == len(words)


def test_an_unknown_rule_of_decision_is_no_rule():
    with pytest.raises(LookupError):
        types.decide("by the loudest", True, [])
