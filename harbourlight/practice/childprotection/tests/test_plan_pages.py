"""The pages of plans: read, written by two at once, printed, and closed to whoever has no business there."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.chronology.actions import add_entry
from harbourlight.foundations.documents.actions import LetterRefused
from harbourlight.foundations.people.models import Address, Relationship
from harbourlight.foundations.rules.tests.factories import keeps

from ..actions import coregroups, family, writing
from ..models import ChronologyRefresh, ConferenceChild, CoreGroup, PlanOutcome, ProtectionPlan, Visit
from ..pathway.plan import CHRONOLOGY_STALE
from .plan_stories import met, plan_of, put_on_plan, reviewed, visited
from .stories import child, noon

CHANGE = "Somebody sober is with Perran every night."


@pytest.fixture
def plan(cast, as_user, moment, perran):
    """Return the boy's plan, begun last week."""
    return put_on_plan(cast, as_user, moment, perran, began=moment - timedelta(days=7))[0]


@pytest.fixture
def written(cast, as_user, moment, plan):
    """Return the plan with words, an outcome and actions of an agency and of the mother."""
    with as_user(cast.worker):
        writing.write_plan(
            plan=plan, by=cast.worker, at=moment, what_must_change=CHANGE, strengths="Granny is near.",
            contingency="We ask the court for an order.",
        )  # fmt: skip
        fresh = plan_of(cast, as_user, plan.person)
        writing.add_outcome(
            plan=fresh, what="Perran sleeps through", measure="Perran says so on 6 of 7 mornings",
            due_on=date(2027, 2, 1), by=cast.worker, at=moment,
        )  # fmt: skip
        for who in ({"family_member": "Perran's mother"}, {"owner": cast.nurse}):
            writing.give_plan_action(
                plan=fresh, what="Keeps the night diary", due_on=date(2027, 1, 15), by=cast.worker, at=moment, **who
            )
    return plan_of(cast, as_user, plan.person)


def at(name, *ids):
    """Return an address of the room."""
    return reverse(f"childprotection:{name}", args=[getattr(each, "pk", each) for each in ids])


def parts(moment, name):
    """Return a moment as the boxes of a form."""
    local = moment.astimezone()
    boxes = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H:%M}"}
    return {f"{name}-{part}": str(value) for part, value in boxes.items()}


def test_a_plan_on_a_page_says_what_must_change_and_who_does_what(cast, client_for, written):
    client = client_for(cast.worker)
    said = client.get(at("plan", written)).content.decode()
    assert CHANGE in said
    assert "Perran says so on 6 of 7 mornings" in said
    assert "Perran&#x27;s mother" in said
    assert "Nell Bowline" in said
    assert "We ask the court for an order." in said
    assert "First core group" in said


def pages_of(paper):
    """Return how many pages a PDF has."""
    return int(re.search(rb"/Type ?/Pages\s*/Count (\d+)", paper)[1])


def test_a_plan_prints_on_one_sheet_however_long_it_is(cast, as_user, client_for, moment, written):
    client = client_for(cast.worker)
    assert pages_of(client.get(at("plan_print", written)).content) == 1
    with as_user(cast.worker):
        for number in range(12):
            writing.add_outcome(
                plan=plan_of(cast, as_user, written.person), what=f"Outcome {number}: " + "words of it " * 12,
                measure="How it is measured " * 6, due_on=date(2027, 2, 1), by=cast.worker, at=moment,
            )  # fmt: skip
    assert pages_of(client.get(at("plan_print", written)).content) == 1


@pytest.mark.parametrize("who", ["nurse", "conference_chair", "team_manager"])
def test_everybody_around_the_child_reads_the_plan(cast, client_for, written, who):
    assert client_for(getattr(cast, who)).get(at("plan", written)).status_code == 200


def test_members_of_the_core_group_read_it_until_some_days_after_its_end(cast, as_user, client_for, moment, perran):
    [plan] = put_on_plan(cast, as_user, moment, perran, began="2026-03-02")
    assert client_for(cast.bob).get(at("plan", plan)).status_code == 404  # the conference is long over
    met(cast, as_user, moment, plan, on="2026-03-13")
    assert client_for(cast.bob).get(at("plan", plan)).status_code == 200
    [ended] = reviewed(cast, as_user, moment, perran, on="2026-05-29", decision="ends", category="")
    with as_user(cast.bob):
        grant = Grant.objects.get(source=f"plan:{ended.pk}", holder_id=cast.bob.pk)
    assert moment + timedelta(days=4) < grant.valid_until < moment + timedelta(days=10)


def test_charlie_finds_no_plan_and_nothing_of_it(cast, as_user, client_for, moment, written):
    with as_user(cast.worker):
        outcome = PlanOutcome.objects.get(plan=written)
    client = client_for(cast.charlie)
    for name, *ids in [
        ("plan", written), ("plan_print", written), ("plan_visits", written), ("plan_write", written),
        ("plan_visit", written), ("plan_change_outcome", outcome), ("family_choose", written),
        ("family_pdf", written, written.person), ("core_group_plan", written), ("transfer_out", written),
    ]:  # fmt: skip
        assert client.get(at(name, *ids)).status_code in (403, 404), name


def test_the_second_of_two_writers_is_told_sees_both_texts_and_loses_nothing(cast, as_user, client_for, moment, plan):
    seen_at = plan.version
    with as_user(cast.team_manager):
        writing.write_plan(
            plan=plan, by=cast.team_manager, at=moment, what_must_change="Hers", contingency="C", version=seen_at
        )
    client = client_for(cast.worker)
    sent = {
        "what_must_change": "His own words",
        "contingency": "Court",
        "version": str(seen_at),
        "submission": str(plan.pk),
    }
    told = client.post(at("plan_write", plan), sent)
    said = told.content.decode()
    assert told.status_code == 409
    assert "Hers" in said
    assert "His own words" in said
    again = {"version": str(told.context["form"].data["version"])}
    assert client.post(at("plan_write", plan), sent | again).status_code == 302
    assert plan_of(cast, as_user, plan.person).what_must_change == "His own words"


def test_a_visit_is_recorded_once_however_often_it_is_sent(cast, as_user, client_for, moment, plan):
    client = client_for(cast.worker)
    page = client.get(at("plan_visit", plan))
    sent = parts(moment - timedelta(days=1), "happened_at") | {
        "was_seen": "yes", "was_seen_alone": "yes", "was_bedroom_seen": "yes", "child_said": "I like the new bed.",
        "place": "Home", "was_announced": "no", "visited_by": str(cast.worker.pk),
        "submission": str(page.context["form"]["submission"].value()), "version": plan.version,
    }  # fmt: skip
    for _ in range(2):
        assert client.post(at("plan_visit", plan), sent).status_code == 302
    with as_user(cast.worker):
        visit = Visit.objects.get(plan=plan)
    assert (visit.was_seen_alone, visit.was_bedroom_seen, visit.was_announced) == (True, True, False)
    assert "I like the new bed." in client.get(at("plan_visits", plan)).content.decode()


def test_a_core_group_is_planned_with_its_members_and_recorded(cast, as_user, client_for, moment, plan):
    client = client_for(cast.worker)
    sent = parts(moment - timedelta(hours=2), "starts_at") | {
        "place": "School", "submission": "1c2e9a0e-52a4-4c94-9a10-0d6f3bdbb6a1"
    }  # fmt: skip
    assert client.post(at("core_group_plan", plan), sent).status_code == 302
    with as_user(cast.worker):
        group = CoreGroup.objects.get(plan_ids__contains=[plan.pk])
    page = client.get(at("core_group", group)).content.decode()
    assert "Bob Lanyard" in page
    assert "Nell Bowline" in page


def test_one_form_records_a_visit_to_brother_and_sister_apart(cast, as_user, client_for, moment, perran, wenna):
    plan, sisters = put_on_plan(cast, as_user, moment, perran, wenna, began=moment - timedelta(days=7))
    client = client_for(cast.worker)
    page = client.get(at("plan_visit", plan)).content.decode()
    assert f"Was {wenna} seen?" in page
    sent = parts(moment - timedelta(hours=2), "happened_at") | {
        "was_seen": "yes", "was_seen_alone": "yes", "was_bedroom_seen": "yes", "child_said": "I like the new bed.",
        "place": "Home", "was_announced": "no", "visited_by": str(cast.worker.pk), "observed": "Warm and tidy.",
        "was_seen_0": "yes", "was_seen_alone_0": "no", "not_alone_reason_0": "She slept on her mother's arm.",
        "place_0": "Nursery", "submission": "1c2e9a0e-52a4-4c94-9a10-0d6f3bdbb6c1", "version": plan.version,
    }  # fmt: skip
    for _ in range(2):
        assert client.post(at("plan_visit", plan), sent).status_code == 302
    with as_user(cast.worker):
        his, hers = Visit.objects.get(plan=plan), Visit.objects.get(plan=sisters)
    assert (his.was_seen_alone, his.place, his.child_said) == (True, "Home", "I like the new bed.")
    assert (hers.was_seen, hers.was_seen_alone, hers.place, hers.child_said) == (True, False, "Nursery", "")
    assert (hers.not_alone_reason, hers.observed) == ("She slept on her mother's arm.", "Warm and tidy.")
    assert his.happened_at == hers.happened_at


def test_a_visit_to_one_child_is_recorded_for_no_other(cast, as_user, client_for, moment, perran, wenna):
    plan, sisters = put_on_plan(cast, as_user, moment, perran, wenna, began=moment - timedelta(days=7))
    sent = parts(moment - timedelta(hours=2), "happened_at") | {
        "was_seen": "no", "not_seen_reason": "Nobody opened.", "place": "Home", "was_announced": "no",
        "visited_by": str(cast.worker.pk), "was_seen_0": "other", "version": plan.version,
        "submission": "1c2e9a0e-52a4-4c94-9a10-0d6f3bdbb6c2",
    }  # fmt: skip
    assert client_for(cast.worker).post(at("plan_visit", plan), sent).status_code == 302
    with as_user(cast.worker):
        assert Visit.objects.filter(plan=plan).count() == 1
        assert not Visit.objects.filter(plan=sisters).exists()


def chronology(cast, as_user, plan, at):
    """Return how the combined chronology of a plan stands at a moment: (state, significant events that are new)."""
    with as_user(cast.worker):
        state, _, newer = coregroups.chronology_of(plan_of(cast, as_user, plan.person), at)
        return state, newer


def test_the_combined_chronology_is_stale_when_a_significant_event_has_waited_too_long(cast, as_user, moment, plan):
    assert chronology(cast, as_user, plan, moment) == ("", 0)
    met(cast, as_user, moment, plan, on=moment - timedelta(hours=1), is_chronology_refreshed=True, analysis="Nights.")
    later = moment + timedelta(seconds=5)
    visited(cast, as_user, later, plan, on=moment)
    assert chronology(cast, as_user, plan, later + timedelta(days=30)) == ("fresh", 0)
    with as_user(cast.worker):
        assert cast.council.pk in ChronologyRefresh.objects.get(plan=plan).agency_ids
        told = {"source": "Police log", "is_significant": True, "why_significant": "Third time."}
        add_entry(person=plan.person, happened_on=moment.date(), what="Police called", by=cast.worker, at=later, **told)
    assert chronology(cast, as_user, plan, later + timedelta(days=14)) == ("fresh", 1)
    assert chronology(cast, as_user, plan, later + timedelta(days=15)) == ("stale", 1)
    with as_user(cast.team_manager):
        keeps(cast.area, {CHRONOLOGY_STALE: 3})
    assert chronology(cast, as_user, plan, later + timedelta(days=4)) == ("stale", 1)


def test_a_core_group_without_a_refresh_leaves_the_chronology_stale(cast, as_user, moment, plan):
    met(cast, as_user, moment, plan, on=moment - timedelta(hours=3), is_chronology_refreshed=True, analysis="Nights.")
    met(cast, as_user, moment, plan, on=moment - timedelta(hours=1))
    assert chronology(cast, as_user, plan, moment)[0] == "stale"


def test_the_second_plan_shows_the_gap_and_the_earlier_category(cast, as_user, client_for, moment, perran):
    put_on_plan(cast, as_user, moment, perran, began="2025-03-03", category="EMO")
    reviewed(cast, as_user, moment, perran, on="2025-05-30", decision="ends", category="")
    [again] = put_on_plan(cast, as_user, moment, perran, began="2026-07-06")
    page = client_for(cast.worker).get(at("plan", again)).content.decode()
    assert "The child had 1 plan before this one." in page
    assert "1 year and 1 month before this one began" in page
    assert "emotional" in page.lower()


@pytest.fixture
def mother(cast, as_user, area, moment, perran, plan):
    """Return the boy's mother, whose address nobody but his workers may know."""
    made = child(area, moment, "Morwenna", "Sandling", is_child=False, born_on=date(1990, 1, 1))
    with as_user(cast.worker):
        Relationship(
            person=perran,
            other=made,
            kind="mother",
            has_parental_responsibility="yes",
            recorded_at=moment,
            recorded_by=cast.worker,
        ).save(force_insert=True)
        Address(
            person=perran, lines="14 Tern Court, Harbourhaven", postcode="SO99 1AA", is_hidden=True, recorded_at=moment
        ).save(force_insert=True)
    return made


def test_the_family_reads_the_plan_in_plain_words(cast, as_user, client_for, moment, mother, written):
    client = client_for(cast.worker)
    assert "Morwenna Sandling" in client.get(at("family_choose", written)).content.decode()
    page = client.get(at("family_view", written, mother)).content.decode()
    assert "Perran’s plan" in page
    assert "Wanda Sheerwater" in page
    assert "999" in page
    assert "Reading age" in page
    with as_user(cast.worker):
        assert family.family_view(plan=written, reader=mother, at=moment).reading_age <= 12
    paper = client.get(at("family_pdf", written, mother))
    assert paper.content.startswith(b"%PDF")


def test_the_paper_is_for_those_entitled_and_says_only_what_is_true(cast, as_user, client_for, moment, mother, written):
    aunt = child(cast.area, moment, "Tegan", "Sandling", is_child=False)
    uncle = child(cast.area, moment, "Jory", "Sandling", is_child=False, needs_interpreter="yes", language="Polish")
    with as_user(cast.worker):
        for other in (aunt, uncle):
            Relationship(person=written.person, other=other, kind="other_relative", recorded_at=moment).save(
                force_insert=True
            )
        row = ConferenceChild.objects.get(plan=written)
        row.paper_for, row.paper_reason = [uncle.pk], "He looks after the boy on weekdays."
        row.save()
        assert [person for person, _ in family.readers_of(written)] == [written.person, uncle, mother]
        view = family.family_view(plan=written, reader=mother, at=moment)
    assert "you and the people" not in view.text  # she was not at the conference
    client = client_for(cast.worker)
    assert client.get(at("family_view", written, aunt)).status_code == 404
    page = client.get(at("family_view", written, uncle)).content.decode()
    assert "causing the harm" in page
    assert "Polish" in page


def test_the_paper_is_refused_while_it_tells_a_hidden_address(cast, as_user, client_for, moment, mother, written):
    with as_user(cast.worker):
        writing.write_plan(
            plan=written, by=cast.worker, at=moment, what_must_change="Nobody comes to 14, Tern Court at night."
        )
        told = plan_of(cast, as_user, written.person)
        view = family.family_view(plan=told, reader=mother, at=moment)
        with pytest.raises(LetterRefused, match="withheld"):
            family.check_view(view, plan=told, by=cast.worker, at=moment)
    client = client_for(cast.worker)
    for name in ("family_view", "family_pdf"):
        answer = client.get(at(name, written, mother))
        assert answer.status_code == 409
        assert "Tern Court" not in answer.content.decode()


def test_actions_of_the_plan_belong_to_any_agency_or_to_the_family(cast, as_user, written):
    with as_user(cast.worker):
        assert set(Action.objects.of(written).values_list("owner_agency__name", "family_member")) == {
            (None, "Perran's mother"),
            ("Harbourhaven Integrated Care", ""),
        }


def test_a_review_conference_is_planned_from_the_plan(cast, as_user, client_for, moment, plan):
    client = client_for(cast.worker)
    sent = parts(noon("2027-01-18"), "starts_at") | {
        "place": "Civic offices", "chair": str(cast.conference_chair.pk),
        "submission": "1c2e9a0e-52a4-4c94-9a10-0d6f3bdbb6a2",
    }  # fmt: skip
    assert client.post(at("review_plan", plan), sent).status_code == 302
    with as_user(cast.worker):
        assert ProtectionPlan.objects.get(pk=plan.pk).state == "open"
    assert "Review child protection conference" in client.get(at("plan", plan)).content.decode()
