"""The pages of plans: who opens which, and a plan written, told and reported through them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.assurance.dataset.tests.factories import value
from harbourlight.assurance.improvement import actions as improvement
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.requests.models import Request
from harbourlight.partnership.boards.tests.stories import bodies, planned
from harbourlight.partnership.businessplan import actions
from harbourlight.partnership.businessplan.models import (
    Asked,
    Commitment,
    Entry,
    Expected,
    Plan,
    Priority,
    Review,
    Round,
)

from .stories import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, moment):
    """Return the bodies of the story."""
    return bodies(cast, moment)


@pytest.fixture
def story(cast, made, moment, as_user):
    """Return a plan that is agreed."""
    with as_user(cast.business):
        story = plan_of(cast, made.executive, moment)
        story.plan = actions.agree_plan(plan=story.plan, by=cast.business, at=moment)
    return story


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(f"businessplan:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def send(client, name, *args, **answers):
    answer = client.post(reverse(f"businessplan:{name}", args=args), answers)
    assert answer.status_code == 302, answer.content.decode().partition("There is a problem")[2][:900]
    return answer["Location"]


def on(name, day):
    """Return the answer of a date field."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_a_plan_is_written_through_its_pages(cast, made, moment, client_for, as_user):
    client = client_for(cast.business)
    first, last = date(2026, 4, 1), date(2028, 3, 31)
    there = send(
        client, "plan_new", kind="business_plan", title="Business plan 2026 to 2028", purpose="Children are safer.",
        hears=made.executive.pk, months=3, submission="5d0e8f36-6f4b-4f34-9f39-0d4f9f4f6a11", **on("starts_on", first),
        **on("ends_on", last),
    )  # fmt: skip
    with as_user(cast.business):
        plan = Plan.objects.get()
        headings = list(plan.headings.all())
    assert there == reverse("businessplan:plan", args=[plan.pk])
    send(client, "heading", headings[0].pk, title="Scrutiny", lead_agency="", lead=cast.board.pk)
    send(client, "priority_new", plan.pk, kind="priority", title="Neglect", themes="neglect, early help", why="",
         aim="", lead="", body="")  # fmt: skip
    with as_user(cast.business):
        priority = Priority.objects.get()
    assert priority.themes == ["neglect", "early help"]
    send(client, "entry_new", priority.pk, heading=headings[2].pk, text="Write one strategy.")
    send(client, "commitment_new", priority.pk, heading=headings[3].pk, agency=cast.police.pk, lead=cast.sergeant.pk,
         what="Tell schools the next morning.", measure="Schools say so.", submission=
         "6d0e8f36-6f4b-4f34-9f39-0d4f9f4f6a11", **on("due_on", moment.date() + timedelta(days=30)))  # fmt: skip
    send(client, "figure_new", priority.pk, ref="M2", direction="down", from_month="2018-04", why="Fewer wait.")
    value(cast.area, "M2", date(2018, 4, 1), "100", at=moment)
    value(cast.area, "M2", date(2018, 10, 1), "80", at=moment)
    html = page(client, "priority", priority.pk)
    for words in ("Write one strategy.", "Tell schools the next morning.", "Should fall", "Moves as it should"):
        assert words in html
    with as_user(cast.business):
        entry, expected = Entry.objects.get(), Expected.objects.get()
    send(client, "entry", entry.pk, heading=headings[2].pk, text="Write a better strategy.")
    send(client, "entry_take_out", entry.pk)
    send(client, "figure_take_off", expected.pk)
    send(client, "plan_change", plan.pk, title="Another title", purpose="", hears=made.executive.pk, months=6,
         version=1, **on("starts_on", first), **on("ends_on", last))  # fmt: skip
    send(client, "priority_change", priority.pk, kind="core_business", title="Neglect", themes="", why="", aim="",
         lead=cast.board.pk, body=made.committee.pk, version=1)  # fmt: skip
    send(client, "agree", plan.pk)
    html = page(client, "plan", plan.pk)
    assert "Another title" in html
    assert "The plan is agreed" in html
    assert "better strategy" not in page(client, "priority", priority.pk)
    with as_user(cast.business):
        row = Commitment.objects.get()
    assert "To do" in page(client, "commitment", row.pk)
    send(client, "withdraw", row.pk, reason="Another scheme does it.")
    assert "Another scheme does it." in page(client, "commitment", row.pk)
    send(client, "end", plan.pk)
    assert "Ended" in page(client, "plans")


def test_a_priority_joins_plan_figures_recommendations_and_actions(cast, story, moment, client_for, as_user):
    with as_user(cast.business):
        made = improvement.recommend(
            area=cast.area, body_key="audits", body_name="Audit group", source="audit", source_title="Neglect audit",
            text="Use one tool.", theme="Neglect", agencies=[cast.council], by=cast.business, at=moment,
        )  # fmt: skip
    with as_user(cast.senior):
        row = improvement.respond(addressee=made.addressees.get(), answer="accepted", by=cast.senior, at=moment)
        improvement.give(
            addressee=row, what="Buy the tool.", due_on=moment.date(), owner=cast.senior, by=cast.senior, at=moment
        )
    html = page(client_for(cast.board), "priority", story.priority.pk)
    for words in ("Use one tool.", "Neglect audit", "Buy the tool.", "Train every health visitor", "to be done"):
        assert words in html


def test_a_quarter_is_asked_told_and_reported_through_the_pages(cast, made, story, moment, client_for, as_user):
    client = client_for(cast.business)
    send(client, "ask", story.plan.pk, month=f"{moment:%Y-%m}", **on("due_on", moment.date() + timedelta(days=14)))
    with as_user(cast.business):
        round_ = Round.objects.get()
        sitting = planned(made.executive, cast, moment, days=40)
    with as_system("the test reads requests"):
        request = Request.objects.get(agency=cast.school)
    client = client_for(cast.bob)
    with as_user(cast.bob):
        mine = Asked.objects.get(agency=cast.school)
    assert "Say how your agency’s part goes" in client.get("/").content.decode()
    there = client.get(reverse("requests:answer", args=[request.pk]))
    assert there["Location"] == reverse("businessplan:tell", args=[mine.pk])
    assert "Use the neglect tool" in page(client, "tell", mine.pk)
    refused = client.post(reverse("businessplan:tell", args=[mine.pk]), {"rating_0": "done", "version": 1})
    assert "enter what was done" in refused.content.decode()
    send(client, "tell", mine.pk, rating_0="on_track", what_was_done_0="Every school was trained.",
         what_changed_0="Children are noticed a term earlier.", what_is_next_0="", version=1)  # fmt: skip
    assert "In time" in page(client, "asked")
    client = client_for(cast.business)
    assert "noticed a term earlier" in page(client, "round", round_.pk)
    assert "What the report will say" in page(client, "report", round_.pk)
    send(client, "report", round_.pk, sitting=sitting.pk, words="Look at health.", version=1)
    assert "The report as it was given" in page(client, "round", round_.pk)
    client = client_for(cast.bob)
    assert "This quarter is reported." in page(client, "tell", mine.pk)


def test_a_year_is_reviewed_and_corrected_through_the_pages(cast, story, moment, client_for, as_user):
    client = client_for(cast.chair)
    day = moment.date() - timedelta(days=3)
    answers = {
        "overall": "A year of work.", "achieved_0": "partly", "what_changed_0": "Fewer wait.", "evidence_0": "M2",
        "next_0": "goes_on", "sitting": "", **on("year_ended_on", day), **on("reviewed_on", day),
    }  # fmt: skip
    there = send(client, "review_new", story.plan.pk, **answers)
    with as_user(cast.chair):
        review = Review.objects.get()
    assert there == reverse("businessplan:review", args=[review.pk])
    assert "Fewer wait." in page(client, "review", review.pk)
    html = page(client, "review_new", story.plan.pk, review=str(review.pk))
    assert "A year of work." in html
    send(client, "review_new", story.plan.pk, **answers | {"overall": "A better year."}, version=1)
    assert "A better year." in page(client, "review", review.pk)
    assert page(client, "review_new", story.plan.pk, review="nonsense")


def test_each_address_is_for_those_who_work_with_plans(cast, story, moment, client_for):
    names = ("plan", "plan_change", "priority_new", "ask", "review_new")
    for person, opened in (
        (cast.board, {"plan"}),
        (cast.auditor, {"plan"}),
        (cast.chair, {"plan", "review_new"}),
        (cast.business, set(names)),
        (cast.councillor, set()),
        (cast.charlie, set()),
    ):
        client = client_for(person)
        for name in names:
            status = client.get(reverse(f"businessplan:{name}", args=[story.plan.pk])).status_code
            assert status == (200 if name in opened else 403), (person.name, name)


def test_a_plan_of_another_area_is_not_there(cast, story, client_for):
    elsewhere = Area.objects.create(name="Farshore", code="farshore", started_on=date(2010, 1, 1))
    Plan.objects.filter(pk=story.plan.pk).update(area=elsewhere)
    client = client_for(cast.business)
    for name, row in (
        ("plan", story.plan), ("priority", story.priority), ("entry", story.entry), ("heading", story.headings[0]),
        ("commitment", story.commitments[0]), ("withdraw", story.commitments[0]),
    ):  # fmt: skip
        page(client, name, row.pk, status=404)
    assert "There is no plan yet." in page(client, "plans")


def test_nobody_tells_for_another_agency(cast, story, moment, client_for, as_user):
    client = client_for(cast.business)
    send(client, "ask", story.plan.pk, month=f"{moment:%Y-%m}", **on("due_on", moment.date() + timedelta(days=14)))
    with as_user(cast.business):
        health = Asked.objects.get(agency=cast.health)
    page(client_for(cast.bob), "tell", health.pk, status=404)
    assert page(client_for(cast.board), "tell", health.pk)
