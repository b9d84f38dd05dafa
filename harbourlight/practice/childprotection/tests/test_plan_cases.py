"""The worked cases of tests/cases/protection_plans.csv, each driven through the real actions."""

import csv
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.measures.declarations import Month, Span
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.rules.tests.factories import keeps
from harbourlight.practice.childinneed.actions import count_elsewhere

from .. import indicators
from ..actions import plan_dates, plans, transfers, visits
from ..models import AreaTransfer, ProtectionPlan, Visit
from ..pathway.plan import CORE_GROUP_LOCAL
from .plan_stories import known_to_all, met, plan_of, put_on_plan, reviewed, visited
from .stories import agencies_of, child, conferred, decided, noon

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[4] / "tests" / "cases" / "protection_plans.csv"
BORN = date(2017, 5, 9)
WORDS_OF = {
    "CLK-CPC-001": "core group", "LOCAL-CORE-GROUP": "next core group", "CLK-CPC-003": "seen",
    "CLK-CPC-004": "review", "CLK-CPC-005": "next review", "CLK-CPC-007": "transfer",
}  # fmt: skip
YES_NO = {True: "yes", False: "no"}
day = date.fromisoformat


def stories():
    """Return the rows of the file by story: the rows of one child, and of those decided together with it."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = {}
    for row in rows:
        name = row["how"].removeprefix("with ") if row["how"].startswith("with ") else row["child"]
        found.setdefault(name, []).append(row)
    return found


STORIES = stories()


def test_there_are_children_enough():
    assert len({row["child"] for rows in STORIES.values() for row in rows}) >= 25


@pytest.fixture
def story(cast, as_user, moment):
    """Return what the steps of a story share."""
    return SimpleNamespace(cast=cast, as_user=as_user, moment=moment, area=cast.area, people={}, plans={})


@pytest.mark.parametrize("name", STORIES)
def test_a_child_of_the_table(name, story):
    rows = STORIES[name]
    for row in rows:
        begin(story, row, rows)
        for words in filter(None, row["then"].split("; ")):
            happens(story, row, words)
    with story.as_user(story.cast.worker):
        for row in rows:
            judge(story, row)


def person_of(story, row):
    """Return the child of a row, put on file at first."""
    if row["child"] not in story.people:
        more = {"born_on": BORN}
        if row["how"].startswith("unborn "):
            expected = day(row["how"].removeprefix("unborn "))
            more = {"born_on": None, "expected_on": expected, "birth_certainty": "expected"}
        if " born " in row["how"]:
            more = {"born_on": day(row["how"].rpartition(" ")[2])}
        story.people[row["child"]] = child(story.area, story.moment, row["child"], "Quayside", **more)
    return story.people[row["child"]]


def begin(story, row, rows):
    """Begin the plan of a row, with those who are decided with it."""
    if row["case"] in story.plans:
        return
    how = row["how"].partition(" ")[0]
    together = [row, *(other for other in rows if other["how"] == f"with {row['child']}")]
    people = [person_of(story, each) for each in together]
    BEGINNINGS[how](story, row, people)
    for each, person in zip(together, people, strict=True):
        story.plans[each["case"]] = plan_of(story.cast, story.as_user, person).pk


def initial(story, row, people):
    """Begin by an enquiry and an initial conference."""
    put_on_plan(story.cast, story.as_user, story.moment, *people, began=row["began"])


def recorded(story, people):
    """Open new records to the team that put the children on file, as recording somebody does."""
    with as_system("the story puts children on file"):
        access.give(
            person_ids=[person.pk for person in people], team=story.cast.assessment, basis="allocated",
            reason="Recorded", by=None, at=story.moment,
        )  # fmt: skip


def transfer(story, row, people):
    """Begin by word of another area and this area's own conference, as in "transfer in 2025-05-01 with 1"."""
    cast, told = story.cast, row["how"].split()
    recorded(story, people)
    with story.as_user(cast.team_manager):
        moved = transfers.notify_in(
            person=people[0], area=story.area, team=cast.assessment, notified_on=day(told[2]),
            other_authority="Portwick", other_category="NEG", previous_plans=int(told[4]) if len(told) > 3 else 0,
            by=cast.team_manager, at=story.moment,
        )  # fmt: skip
    known_to_all(cast, story.as_user, story.moment, *people)
    with story.as_user(cast.worker):
        conference = transfers.plan_transfer_conference(
            transfers=[moved], starts_at=noon(row["began"]), chair=cast.conference_chair, invitees=agencies_of(cast),
            by=cast.worker, at=story.moment,
        )  # fmt: skip
    conferred(cast, story.as_user, story.moment, conference, late_reason="Nobody told us sooner.")
    decided(cast, story.as_user, story.moment, conference, category="NEG")


def temporary(story, row, people):
    """Register for a time."""
    cast = story.cast
    recorded(story, people)
    with story.as_user(cast.team_manager):
        transfers.register_temporarily(
            person=people[0], area=story.area, team=cast.assessment, since=day(row["began"]),
            other_authority="Portwick", other_category="EMO", by=cast.team_manager, at=story.moment,
        )  # fmt: skip


BEGINNINGS = {"initial": initial, "unborn": initial, "transfer": transfer, "temporary": temporary}


def plan_in(story, row):
    """Return the plan of a row as it is now."""
    return ProtectionPlan.objects.select_related("person", "area", "team", "episode").get(pk=story.plans[row["case"]])


def happens(story, row, words):
    """Let what a row tells happen."""
    for start, do in STEPS.items():
        if words.startswith(start):
            with story.as_user(story.cast.worker):
                plan = plan_in(story, row)
            do(story, plan, words.removeprefix(start).strip())
            return
    raise AssertionError(f"nobody knows how to play {words!r}")


def seen(story, plan, words):
    """Record a visit at which the child was seen."""
    visited(story.cast, story.as_user, story.moment, plan, on=words)


def not_seen(story, plan, words):
    """Record a visit at which the child was not seen."""
    visited(story.cast, story.as_user, story.moment, plan, on=words, was_seen=False)


def core_group(story, plan, words):
    """Hold a core group."""
    met(story.cast, story.as_user, story.moment, plan, on=words)


def goes_on(story, plan, words):
    """Hold a review that lets the plan go on, as in "2025-05-30 EMO"."""
    on, _, category = words.partition(" ")
    reviewed(story.cast, story.as_user, story.moment, plan.person, on=on, category=category or plan.latest_category)


def ends(story, plan, words):
    """Hold a review that ends the plan."""
    reviewed(story.cast, story.as_user, story.moment, plan.person, on=words, decision="ends", category="")


def as_worker(action):
    """Let the worker do something to a plan on a day."""

    def do(story, plan, words):
        with story.as_user(story.cast.worker):
            action(story, plan, words)

    return do


def as_manager(action):
    """Let the team manager do something to a plan on a day."""

    def do(story, plan, words):
        with story.as_user(story.cast.team_manager):
            action(story, plan, words)

    return do


def by(story, who="worker"):
    """Return who does something, and when."""
    return {"by": getattr(story.cast, who), "at": story.moment}


def visit_was(story, plan, words):
    """Put the day of a visit right, as in "2025-03-18 was 2025-03-13"."""
    before, _, truth = words.partition(" was ")
    visit = Visit.objects.select_related("plan__person").get(plan=plan, happened_at=noon(before))
    visits.correct_visit(visit=visit, happened_at=noon(truth), reason="Typed wrongly", **by(story))


def elsewhere(story, plan, words):
    """Tell of plans in other areas, as in "1 ended 2016-05-01"."""
    number, _, ended_on = words.partition(" ended ")
    plan_dates.record_earlier_plans(plan=plan, elsewhere=int(number), last_ended_on=day(ended_on), **by(story))


def word_was(story, plan, words):
    """Put the day right on which word came of a transfer."""
    transfers.correct_notice(
        transfer=AreaTransfer.objects.get(plan=plan), notified_on=day(words), reason="Typed wrongly", **by(story)
    )


def told_out(story, plan, words):
    """Tell another area."""
    transfers.notify_out(plan=plan, notified_on=day(words), other_authority="Portwick", **by(story))


def their_conference(story, plan, words):
    """Hear of the other area's conference."""
    transfers.take_over_there(
        transfer=AreaTransfer.objects.select_related("plan__person").get(plan=plan),
        conference_on=day(words),
        note="Letter",
        **by(story),
    )


def stay_ended(story, plan, words):
    """End a stay for a time."""
    stay = AreaTransfer.objects.select_related("plan__person").get(plan=plan)
    transfers.end_transfer(transfer=stay, ended_on=day(words), note="Went home", **by(story, "team_manager"))


def correct(field):
    """Put a date of the plan right."""
    return as_worker(
        lambda story, plan, words: plan_dates.correct_plan(
            plan=plan, field=field, to=day(words), reason="Typed wrongly", **by(story)
        )
    )


def without_conference(reason):
    """End the plan without a conference."""
    return as_manager(
        lambda story, plan, words: plans.end_without_conference(
            plan=plan, reason=reason, ended_on=day(words), **by(story, "team_manager")
        )
    )


STEPS = {
    "seen": seen,
    "not seen": not_seen,
    "core group": core_group,
    "review goes on": goes_on,
    "review ends": ends,
    "began was": correct("began_at"),
    "ended was": correct("ended_at"),
    "visit": as_worker(visit_was),
    "elsewhere": as_worker(elsewhere),
    "word was": as_worker(word_was),
    "told out": as_worker(told_out),
    "their conference": as_worker(their_conference),
    "stay ended": as_manager(stay_ended),
    "born": as_worker(
        lambda story, plan, words: plan_dates.record_birth(plan=plan, born_on=day(words), **by(story))
    ),
    "died": without_conference("died"),
    "adult": without_conference("adult"),
    "area weeks": as_manager(
        lambda story, plan, words: keeps(story.area, {CORE_GROUP_LOCAL: int(words)})
    ),
    "looked after": as_worker(
        lambda story, plan, words: count_elsewhere(
            episode=plan.episode, kind="looked_after", started_on=day(words), **by(story)
        )
    ),
}  # fmt: skip


def judge(story, row):
    """Compare what the product says of a plan with what the table says."""
    plan = plan_in(story, row)
    rows = Deadline.objects.filter(
        subject_id__in=[plan.pk, *AreaTransfer.objects.filter(plan=plan).values_list("pk", flat=True)]
    )
    kept = list(rows.filter(cancelled_at=None))
    standing = {WORDS_OF[each.clock]: each.due_on.isoformat() for each in kept if each.met_at is None}
    first = [each for each in rows.order_by("cancelled_at") if each.clock == "CLK-CPC-001"]
    other = {words: due for words, due in standing.items() if words in ("next core group",)}
    other |= {WORDS_OF[each.clock]: each.due_on.isoformat() for each in kept if WORDS_OF[each.clock] == "transfer"}
    late = {WORDS_OF[each.clock] for each in kept if each.met_at and each.met_at > each.due_at}
    told = {
        "core_group_due": plan.first_core_group_due_on.isoformat() if plan.first_core_group_due_on else "",
        "seen_due": standing.get("seen", ""),
        "review_due": standing.get("review", standing.get("next review", "")),
        "other_due": "; ".join(f"{words.removeprefix('next ')} {due}" for words, due in other.items()),
        "late": "; ".join(sorted(late)),
        "previous": str(plan.previous_plans),
        "previous_ended": plan.previous_ended_on.isoformat() if plan.previous_ended_on else "",
        "ended": plan.ended_on.isoformat() if plan.ended_on else "",
        "reason": plan.end_reason,
    }
    assert told == {key: row[key] for key in told}, row["what"]
    assert bool(first) != plan.is_temporary
    assessed = Deadline.objects.filter(subject_id=plan.episode_id, clock__startswith="CLK-ASM")
    assert not (plan.is_temporary and assessed.exists()), "the area that answers for the plan assesses the child"
    if row["month"]:
        counts(story, row, plan)


def counts(story, row, plan):
    """See whether a plan is counted at the end of a month, and among those whose child was seen lately."""
    month = Month.of(day(f"{row['month']}-01"))
    span = Span(month, month, story.moment)
    in_stock = indicators.BY_REF["CP6B"].numerator(story.area, span).filter(pk=plan.pk).exists()
    lately = indicators.BY_REF["CP8-QL"].numerator(story.area, span).filter(pk=plan.pk).exists()
    assert YES_NO[in_stock] == row["counted"], row["what"]
    if row["seen_lately"]:
        assert YES_NO[lately] == row["seen_lately"], row["what"]
