"""The worked cases of tests/cases/assessment.csv, each driven through the real actions."""

import csv
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from harbourlight.foundations.agencies.models import Area, Team
from harbourlight.foundations.pathways.models import Deadline

from .. import actions
from ..actions.facts import LAW
from ..models import Assessment, Episode
from ..pathway import INITIAL_CLOCK
from .stories import LONG_AGO, assessed, child, referred

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[4] / "tests" / "cases" / "assessment.csv"
BANDS = {"to_10": "0-10", "to_25": "11-25", "to_35": "26-35", "to_45": "36-45", "over_45": "over 45", "": ""}
EARLIER = "before that "  # begins what happened before the assessment was finished
YES_NO = {True: "yes", False: "no"}


def cases():
    """Return the rows of the file by the child they are about, a twin with the first."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = {}
    for row in rows:
        name = row["then"].removeprefix("with ") if row["then"].startswith("with ") else row["child"]
        found.setdefault(name, []).append(row)
    return found


CASES = cases()


def test_there_are_cases_enough():
    assert len({row["child"] for rows in CASES.values() for row in rows}) >= 25


@pytest.fixture
def story(cast, as_user, moment):
    """Return what the steps of a case share."""
    return SimpleNamespace(cast=cast, as_user=as_user, moment=moment, people={}, episodes={}, told={})


@pytest.mark.parametrize("name", CASES)
def test_a_child_of_the_table(name, story):
    rows = CASES[name]
    for row in rows:
        play(story, row, rows)
    with story.as_user(story.cast.team_manager):
        for row in rows:
            judge(story, row)


def play(story, row, rows):
    """Let all of a row happen, in its order."""
    told = [words for words in row["then"].split("; ") if words]
    refer(story, row, rows)
    for words in told:
        if words.startswith(EARLIER):
            happens(story, row, words.removeprefix(EARLIER), rows)
    if row["finished"]:
        finish(story, row)
    if row["closed"]:
        close(story, row["case"], row["closed"], row["reason"])
    for words in told:
        if not words.startswith(EARLIER):
            happens(story, row, words, rows)


def refer(story, row, rows):
    """Refer the child of a row, and in the same breath the twin who came with the child."""
    if row["case"] in story.episodes:
        return
    together = [row, *(other for other in rows if other["then"] == f"with {row['child']}")]
    for other in together:
        if other["child"] not in story.people:
            story.people[other["child"]] = child(story.cast.area, story.moment, other["child"], "Gannetry")
    people = [story.people[other["child"]] for other in together]
    made = referred(story.cast, story.as_user, story.moment, *people, on=row["referred"])
    story.episodes |= {other["case"]: episode.pk for other, episode in zip(together, made, strict=True)}


def finish(story, row):
    """Write and authorise the assessment of a row; it started no earlier than the true day of the referral."""
    truth = row["then"].removeprefix("referral was ") if row["then"].startswith("referral was ") else ""
    assessed(
        story.cast, story.as_user, story.moment, Episode(pk=story.episodes[row["case"]]), finished=row["finished"],
        started_on=date.fromisoformat(max(row["referred"], truth)), outcome=row["outcome"],
    )  # fmt: skip


def close(story, case, on, reason):
    """Close the episode of a case; NFA is a referral with no further action."""
    manager = story.cast.team_manager
    with story.as_user(manager):
        episode = Episode.objects.get(pk=story.episodes[case])
        how = {"episode": episode, "on": date.fromisoformat(on), "by": manager, "at": story.moment}
        if reason == "NFA":
            actions.take_no_action(reason="Advice was enough.", **how)
        else:
            actions.close_episode(reason=reason, **how)


def happens(story, row, words, rows):
    """Let what a row tells happen to its episode."""
    for start, do in STEPS.items():
        if words.startswith(start):
            do(story, row, words.removeprefix(start).strip(), rows)
            return
    raise AssertionError(f"nobody knows how to play {words!r}")


def closes(story, row, words, rows):
    """Close as in "closed 2025-05-20 RC7"."""
    close(story, row["case"], *words.split())


def opens_again(story, row, words, rows):
    """Open an episode again that was closed by mistake."""
    with story.as_user(story.cast.team_manager):
        episode = Episode.objects.get(pk=story.episodes[row["case"]])
        actions.reopen(episode=episode, reason="Closed in error", by=story.cast.team_manager, at=story.moment)


def referred_again(story, row, words, rows):
    """Refer the child once more while the episode is open."""
    [same] = referred(story.cast, story.as_user, story.moment, story.people[row["child"]], on=words)
    assert same.pk == story.episodes[row["case"]]


def correct(story, record_of, field, to):
    """Put a date right as the worker."""
    with story.as_user(story.cast.worker):
        actions.correct_date(
            record=record_of(), field=field, to=date.fromisoformat(to), reason="Typed wrongly", by=story.cast.worker,
            at=story.moment,
        )  # fmt: skip


def referral_was(story, row, words, rows):
    """Put the day of the referral right."""
    correct(story, lambda: Episode.objects.get(pk=story.episodes[row["case"]]), "referred_at", words)


def referral_before_was(story, row, words, rows):
    """Put the day of the referral before this one right."""
    before = rows[rows.index(row) - 1]
    correct(story, lambda: Episode.objects.get(pk=story.episodes[before["case"]]), "referred_at", words)


def finished_was(story, row, words, rows):
    """Put the day right on which the assessment was finished."""
    correct(story, lambda: Assessment.objects.get(episode_id=story.episodes[row["case"]]), "completed_at", words)


def moved(story, row, words, rows):
    """Move the child to another area, where the referral is no re-referral."""
    other = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    cast = story.cast
    team = Team.objects.create(
        name="Farshore team", agency=cast.council, area=other, kind="assessment", started_on=LONG_AGO
    )
    with story.as_user(cast.team_manager):
        opened = actions.transfer(
            episode=Episode.objects.get(pk=story.episodes[row["case"]]), to_team=team, reason="The family moved",
            moved_on=date.fromisoformat(words), by=cast.team_manager, at=story.moment,
        )  # fmt: skip
        closed = Episode.objects.get(pk=story.episodes[row["case"]])
        assert (closed.close_reason, str(closed.closed_on)) == ("RC5", words)
    assert (opened.source, opened.referred_on.isoformat(), opened.area) == ("5C", words, other)
    assert not opened.is_again_since_referral
    assert not opened.is_again_since_assessment


def assessed_again(story, row, words, rows):
    """Make a second assessment in the same episode."""
    start, _, end = words.partition(" to ")
    assessed(
        story.cast, story.as_user, story.moment, Episode(pk=story.episodes[row["case"]]), finished=end,
        started_on=date.fromisoformat(start),
    )  # fmt: skip
    story.told["again"] = start


def due(story, row, words, rows):
    """Say when the second assessment was due."""
    with story.as_user(story.cast.worker):
        again = Assessment.objects.get(counted_from_on=story.told["again"])
        assert again.due_on.isoformat() == words
        met = Deadline.objects.get(due_on=again.due_on, clock__in=LAW)
        assert met.met_at.date() == again.completed_on


def core_due(story, row, words, rows):
    """Say when the core assessment is due that followed the initial one."""
    with story.as_user(story.cast.worker):
        core = Assessment.objects.get(kind="core")
        assert core.due_on.isoformat() == words
        assert Deadline.objects.running().get(clock=LAW[-1]).due_on == core.due_on


STEPS = {
    "closed": closes,
    "opened again": opens_again,
    "referred again": referred_again,
    "referral before was": referral_before_was,
    "referral was": referral_was,
    "finished was": finished_was,
    "moved": moved,
    "assessed again": assessed_again,
    "due": due,
    "core due": core_due,
    "with": lambda *_: None,
}


def judge(story, row):
    """Compare what the product says of an episode with what the table says."""
    episode = Episode.objects.get(pk=story.episodes[row["case"]])
    record = Assessment.objects.filter(episode=episode, is_first=True).first()
    law = Deadline.objects.filter(subject_id=episode.pk, clock__in=LAW[:-1]).order_by("cancelled_at", "started_at")
    standing = law.filter(cancelled_at=None).order_by("started_at").first() or law.first()
    told = {
        "due": standing.due_on.isoformat() if standing else "",
        "late": lateness(standing, story.moment),
        "working_days": str(record.working_days) if record else "",
        "band": BANDS[record.band] if record else "",
        "again_since_referral": YES_NO[episode.is_again_since_referral],
        "again_since_assessment": YES_NO[episode.is_again_since_assessment],
    }
    assert told == {key: row[key] for key in told}, row["what"]
    if record:
        assert (record.due_on.isoformat() if record.due_on else "") == row["due"]
    if standing:
        assert (standing.clock == INITIAL_CLOCK) == (row["assessment"] == "initial")
    history(row, law)


def history(row, law):
    """See that a deadline that was moved stands in the history with its reason."""
    cancelled = [old for old in law if old.cancelled_at and "Typed wrongly" in old.cancel_reason]
    if row["due_before_correction"]:
        assert [old.due_on.isoformat() for old in cancelled] == [row["due_before_correction"]]


def lateness(deadline, moment):
    """Return how a deadline ended, in the words of the table."""
    if deadline is None:
        return ""
    if deadline.cancelled_at:
        return "stopped"
    return YES_NO[deadline.met_at > deadline.due_at] if deadline.met_at else "open"
