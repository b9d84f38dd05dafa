"""Partnerships unlike the usual one are set up through pages only, in few clicks: four partners, and four areas."""

import re
from datetime import date

import pytest
from django.urls import reverse

from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.meetings import timing
from harbourlight.foundations.ui.words import in_london
from harbourlight.partnership.boards.actions import ruling
from harbourlight.partnership.boards.models import Group, Seat

from .at_work import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 60
SEATS = (
    # title, who sits there, agency, how many
    ("Independent chair", "Chair", None, 1), ("Council", "Delegated safeguarding partner", "council", 1),
    ("Police", "Delegated safeguarding partner", "police", 1),
    ("Health", "Delegated safeguarding partner", "health", 3),
    ("Schools", "Statutory safeguarding partner", "school", 1),
)  # fmt: skip


class Hand:
    """A person at a browser who counts: each click, and each box that is typed into or chosen from, is one."""

    def __init__(self, worker):
        self.page, self.clicks = worker.page, 0

    def press(self, name):
        """Press a button or follow a link."""
        self.clicks += 1
        self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("link", name=name, exact=True)
        ).first.click()

    def box(self, label):
        """Return the box of a question."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$"))

    def write(self, label, words):
        """Write into a box."""
        self.clicks += 1
        self.box(label).fill(str(words))

    def choose(self, label, words):
        """Choose from a list."""
        self.clicks += 1
        self.box(label).select_option(label=words)

    def tick(self, group, words):
        """Tick one answer of a question, unfolding a group that is folded."""
        box = self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(group)}( \(optional\))?"))
        folded = box.locator("summary")
        if folded.count() and not box.get_by_label(words, exact=True).first.is_visible():
            self.clicks += 1
            folded.first.click()
        self.clicks += 1
        box.get_by_label(words, exact=True).check()

    def set(self, why):
        """Give the reason, look at the last days, and set the rules."""
        self.write("Why they change, and who agreed it", why)
        self.press("See the last days that would follow")
        self.press("Set these rules")


@pytest.fixture
def hand(cast, browser, live_server):
    """Return the partnership's manager at a browser."""
    worker = Worker(browser, live_server, cast.business)
    yield Hand(worker)
    worker.context.close()


def start_body(hand, live_server, name, kind, areas=()):
    """Start a body on its page and open it."""
    hand.page.goto(live_server.url + reverse("boards:group_new"))
    hand.write("Name", name)
    hand.tick("What it is", kind)
    for area in areas:
        hand.tick("Other areas that it spans", area)
    hand.press("Start")
    hand.press(name)


def test_education_is_a_fourth_partner_with_three_seats_for_health_and_its_own_days(cast, hand, live_server, moment):
    start_body(hand, live_server, "Fourways Safeguarding Board", "Board")
    for title, kind, agency, number in SEATS:
        hand.press("Add a seat")
        hand.write("Title of the seat", title)
        hand.tick("Who sits here", kind)
        if agency:
            hand.choose("Agency that it speaks for", getattr(cast, agency).name)
        if number > 1:
            hand.write("How many such seats?", number)
        hand.press("Add")
    hand.press("Rules of this body")
    hand.press("Change: quorum and partners")
    hand.tick("Statutory partners", "School or college")
    hand.set("The partners agreed it.")
    hand.press("Change: time limits")
    hand.write("Reports are in", 20)
    hand.choose("Reports are in: counted in", "Working days")
    hand.set("The partners agreed it.")
    assert hand.clicks <= MOST_CLICKS
    board = Group.objects.get(name="Fourways Safeguarding Board")
    assert Seat.objects.filter(group=board, title__startswith="Health").count() == 3
    asked = timing.quorum_of(board.meeting_type, board.area_id, body_id=board.pk, on=moment)
    assert {group.words for group in asked} == {"the council", "school or college", "health", "the police"}


def test_a_body_across_four_areas_keeps_its_own_numbers_and_units(cast, hand, live_server, moment):
    for name in ("Northwater", "Eastwater", "Southwater"):
        Area.objects.create(name=name, code=name.lower(), started_on=date(2010, 1, 1))
    start_body(
        hand, live_server, "Northwater Executive", "Executive of several areas",
        ["Northwater", "Eastwater", "Southwater"],
    )  # fmt: skip
    hand.press("Rules of this body")
    hand.press("Change: time limits")
    for what, number, unit in (
        ("Members have notice of an extraordinary meeting", 15, "Working days"), ("Reports are in", 20, "Working days"),
        ("Items for the agenda are in", 3, "Weeks"), ("Changes to reports are in", 10, "Calendar days"),
        ("Members have agenda and papers", 5, "Working days"), ("The minutes have gone round", 10, "Working days"),
        ("Whoever disputes the minutes has told the chair", 10, "Working days"),
        ("A matter is urgent if it is needed in fewer than", 5, "Working days"),
    ):  # fmt: skip
        hand.write(what, number)
        hand.choose(f"{what}: counted in", unit)
    hand.set("As the four areas agreed.")
    hand.press("Change: attendance")
    hand.write("Meetings at which the named member is expected", 80)
    hand.set("As the four areas agreed.")
    hand.press("Change: meetings and papers")
    hand.write("Meetings in a year", 6)
    hand.set("As the four areas agreed.")
    assert hand.clicks <= MOST_CLICKS
    body = Group.objects.get(name="Northwater Executive")
    assert body.areas.count() == 3
    rules = body.keeps(moment)
    assert (rules.named_percent, rules.meetings_a_year, rules.of("BODY-URGENT").words) == (80, 6, "5 working days")
    numbers = ruling.numbers_of(body)
    kept = {line.title: line.now for line in ruling.lines_of(body, "limits", numbers, in_london(moment))}
    assert kept["Changes to reports are in"] == "10 calendar days"
    assert kept["Members have notice of an extraordinary meeting"] == "15 working days"
