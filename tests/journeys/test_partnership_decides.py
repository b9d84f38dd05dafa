"""The partnership decides: the chair escalates by keyboard on a telephone, a councillor reads, everybody reads."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from harbourlight.assurance.challenge.actions import raise_challenge
from harbourlight.assurance.improvement import actions as improvement
from harbourlight.assurance.improvement.tests.factories import addressed
from harbourlight.foundations.access.guard import as_system
from harbourlight.partnership.boards import actions as boards
from harbourlight.partnership.boards.models import BoardDecision, Escalation
from harbourlight.partnership.boards.tests.stories import bodies, held, planned, vote
from harbourlight.partnership.businessplan import actions as plans
from harbourlight.partnership.businessplan.tests.stories import plan_of
from harbourlight.partnership.scrutiny import actions as scrutiny
from harbourlight.partnership.scrutiny.models import Published
from harbourlight.partnership.scrutiny.tests.stories import MINUTES, agreed, met, panel_of
from harbourlight.partnership.scrutiny.tests.test_life import take_up_all
from harbourlight.statute.clocks import LONDON

from .at_work import Worker, sign_in
from .conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 360)
PHONE = 360
MOST_TABS = 250
SECRET = "A young person known to a member was spoken of."
FOCUSED = """() => {
  const on = document.activeElement, label = on.labels && on.labels.length ? on.labels[0].innerText : '';
  const seen = on.getBoundingClientRect();
  return {name: on.name || '', value: on.value || '', words: (on.innerText || label || '').trim(), kind: on.type || '',
    is_seen: seen.width > 0 && seen.height > 0};
}"""


class Keyboard(Worker):
    """Somebody who works with the keyboard alone, on a telephone: what Tab does not reach, they cannot use."""

    def __init__(self, browser, server, professional=None):
        Visitor.__init__(self, browser, server, sign_in, PHONE)
        if professional:
            self.sign_in(professional)

    def tab_to(self, is_it, what):
        """Press Tab until the focus is where it should be; what has the focus must be seen."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            on = self.page.evaluate(FOCUSED)
            if is_it(on):
                assert on["is_seen"], what
                return self
        raise AssertionError(f"Tab does not reach {what} on {self.path}")

    def enter(self, words):
        """Follow the link, or press the button, with these words."""
        self.tab_to(lambda on: on["words"] == words, words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def unfold(self, words):
        """Open what a button of the page hides."""
        self.tab_to(lambda on: on["words"] == words, words)
        self.page.keyboard.press("Enter")
        return self

    def type_in(self, name, text):
        """Write in the field of a name."""
        self.tab_to(lambda on: on["name"] == name, name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        return self

    def choose(self, name, value):
        """Choose one of several answers: Tab reaches the first, arrows the others."""
        self.tab_to(lambda on: on["name"] == name, name)
        for _ in range(10):
            if self.page.evaluate(FOCUSED)["value"] == value:
                self.page.keyboard.press("Space")
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} of {name} cannot be chosen")


@pytest.fixture
def story(cast, moment, as_user):
    """Return bodies, an agreed plan, a panel with published minutes, recommendations and a challenge."""
    made = bodies(cast, moment)
    panel = panel_of(cast, moment).panel
    sitting = met(cast, panel, moment, days=30)
    with as_user(cast.business):
        plan = plan_of(cast, made.executive, moment)
        plans.agree_plan(plan=plan.plan, by=cast.business, at=moment)
        take_up_all(sitting, cast, moment)
        agreed(sitting, moment)
        text = MINUTES.replace(SECRET, "[An exempt part is left out.]")
        scrutiny.publish_minutes(sitting=sitting, text=text, by=cast.business, at=moment)
        scrutiny.publish_monitoring(sitting=sitting, by=cast.business, at=moment)
        row = addressed(cast, moment, theme="neglect", text="Every agency uses the neglect tool.")
        improvement.publish(recommendation=row.recommendation, is_public=True, by=cast.business, at=moment)
        challenge = raise_challenge(
            area=cast.area, to_agency=cast.police, challenger="chair", theme="attendance", about="An empty seat",
            reason="Nobody came to two boards.", by=cast.chair, at=moment,
        )  # fmt: skip
    return SimpleNamespace(made=made, plan=plan, panel=panel, sitting=sitting, row=row, challenge=challenge)


@pytest.fixture
def split(cast, moment, as_user):
    """Return a board's decision that failed because the police voted against it."""
    made = bodies(cast, moment)
    everyone = [cast.senior, cast.sergeant, cast.board]
    sitting = held(planned(made.board, cast, moment, days=-5), cast, everyone)
    with as_user(cast.chair):
        votes = [vote(sitting, who, how) for who, how in zip(everyone, ("for", "against", "for"), strict=True)]
        when = sitting.meeting.held_at
        record = boards.decide(
            sitting=sitting, what="One plan.", votes=votes, by=cast.chair, at=moment, decided_at=when
        )
    return SimpleNamespace(made=made, sitting=sitting, record=record)


def test_the_chair_escalates_and_the_leads_answer_by_keyboard_on_a_telephone(
    cast, split, moment, browser, live_server, as_user
):
    ines = Keyboard(browser, live_server, cast.chair)
    ines.go("/boards/").enter("Haven Safeguarding Board")
    ines.enter(f"{split.sitting.meeting.held_at.astimezone(LONDON):%-d %B %Y}")
    ines.enter("Take decision 1 to the lead representatives")
    ines.type_in("why", "Children wait for one plan.").enter("Escalate")
    assert ines.sees("With the lead representatives since")
    with as_user(cast.chair):
        raised = Escalation.objects.get()
    for who in (cast.senior, cast.sergeant, cast.board):
        lead = Keyboard(browser, live_server, who)
        lead.go("/").tab_to(lambda on: on["words"].startswith("Later"), "what is due later")
        lead.page.keyboard.press("Enter")
        lead.enter("Answer")
        assert lead.sees("Children wait for one plan.")
        lead.choose("agrees", "yes").enter("Answer")
        lead.finds_good(reverse("boards:escalation", args=[raised.pk]), widths=(PHONE,))
    assert ines.go(reverse("boards:escalation", args=[raised.pk])).sees("Every lead representative agreed")
    with as_user(cast.chair):
        assert BoardDecision.objects.get(pk=split.record.pk).standing == "stands"


def test_the_executive_agrees_by_correspondence_by_keyboard_on_a_telephone(cast, moment, browser, live_server, as_user):
    made = bodies(cast, moment)
    sitting = held(planned(made.committee, cast, moment, days=-5), cast, [cast.senior, cast.sergeant, cast.board])
    with as_user(cast.business):
        record = boards.decide(
            sitting=sitting, what="Everybody uses the form.", touches_practice=True, by=cast.business, at=moment
        )
    gwen = Worker(browser, live_server, cast.business)
    gwen.go(reverse("boards:sitting", args=[sitting.pk])).follow("Agreement of the executive to decision 1")
    gwen.follow("Ask the executive by correspondence").answer(due_on=(moment + timedelta(days=7)).date())
    gwen.finds_good(widths=WIDTHS)
    gwen.finds_good(reverse("boards:agreement_ask", args=[record.pk]), widths=WIDTHS)
    for who in (cast.senior, cast.sergeant, cast.board):
        member = Keyboard(browser, live_server, who)
        member.go("/").enter("Answer")
        member.choose("reached", "agrees").enter("Add the answer")
    assert gwen.go(reverse("boards:sitting", args=[sitting.pk])).sees("Haven Executive agreed by correspondence")
    gwen.finds_good(widths=WIDTHS)


def test_a_councillor_reads_and_changes_nothing_on_a_telephone(cast, story, browser, live_server):
    col = Keyboard(browser, live_server, cast.councillor)
    col.go("/").unfold("Menu")
    col.enter("Partnership")
    col.unfold("Partnership: more pages")
    col.enter("Scrutiny")
    col.enter("Scrutiny Panel for Children")
    col.finds_good(widths=WIDTHS)
    monitoring = reverse("scrutiny:monitoring", args=[story.panel.key])
    col.finds_good(monitoring, widths=WIDTHS)
    assert col.go(monitoring).sees("destinations of young people")
    col.go("/recommendations/published/")
    assert col.sees("Every agency uses the neglect tool.")
    col.finds_good(widths=WIDTHS)
    closed = [
        "/recommendations/", "/recommendations/actions/", "/partnership/challenges/", "/plans/",
        reverse("improvement:addressee", args=[story.row.pk]),
        reverse("challenge:challenge", args=[story.challenge.pk]),
        reverse("businessplan:plan", args=[story.plan.plan.pk]),
        reverse("boards:late"), reverse("boards:decide", args=[story.sitting.pk]),
        reverse("scrutiny:hear", args=[story.sitting.pk]),
    ]  # fmt: skip
    assert [path for path in closed if col.opens(path)] == []


def test_everybody_reads_what_is_published_without_signing_in(story, browser, live_server):
    reader = Keyboard(browser, live_server)
    reader.go("/public/scrutiny/").enter("Scrutiny Panel for Children")
    assert reader.sees("published")
    with as_system("the test looks"):
        copies = list(Published.objects.order_by("kind"))
    assert len(copies) == 2
    for copy in copies:
        reader.finds_good(reverse("scrutiny:public_copy", args=[copy.pk]), widths=WIDTHS)
        assert not re.search("known to a member", reader.page.content())
    reader.finds_good("/public/scrutiny/", reverse("scrutiny:public_panel", args=[story.panel.key]), widths=WIDTHS)
    reader.go(reverse("scrutiny:panel", args=[story.panel.key]))
    assert "sign-in" in reader.page.url
    reader.go("/recommendations/published/")
    assert "sign-in" in reader.page.url


def test_every_page_of_these_rooms_is_good(cast, story, browser, live_server):
    gwen = Worker(browser, live_server, cast.business)
    plan, priority = story.plan.plan.pk, story.plan.priority.pk
    gwen.finds_good(
        "/plans/", reverse("businessplan:plan", args=[plan]), reverse("businessplan:priority", args=[priority]),
        reverse("businessplan:commitment", args=[story.plan.commitments[0].pk]), "/plans/new/",
        "/recommendations/", "/recommendations/actions/", "/recommendations/bodies/", "/recommendations/ours/",
        reverse("improvement:recommend"), reverse("improvement:addressee", args=[story.row.pk]),
        reverse("improvement:recommendation", args=[story.row.recommendation_id]),
        "/partnership/challenges/", "/partnership/challenges/ours/", "/partnership/challenges/themes/",
        "/partnership/challenges/new/", reverse("challenge:challenge", args=[story.challenge.pk]),
        "/scrutiny/", reverse("scrutiny:panel", args=[story.panel.key]),
        reverse("scrutiny:meeting", args=[story.sitting.pk]), reverse("scrutiny:hear", args=[story.sitting.pk]),
        widths=WIDTHS,
    )  # fmt: skip
    bea = Worker(browser, live_server, cast.sergeant)
    bea.finds_good(
        "/plans/asked/", reverse("improvement:accept", args=[story.row.pk]),
        reverse("challenge:answer", args=[story.challenge.pk]), widths=WIDTHS,
    )  # fmt: skip
