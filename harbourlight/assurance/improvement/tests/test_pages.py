"""The pages of recommendations, in the browser of each who takes part."""

from datetime import timedelta
from uuid import uuid4

import pytest

from harbourlight.foundations.actions.models import Action

from ..actions import claim_done, give, plan_reaudit, publish, respond
from ..models import Addressee, MonitoringRule, Recommendation
from ..pathway import RECOMMENDATION
from .factories import PANEL, addressed, london, met, recommendation

pytestmark = pytest.mark.django_db
TEXT = "The panel is sent the destinations"
NEW = "/recommendations/to/recommend/"
LIST = f"/recommendations/bodies/{PANEL['body_key']}/"


def day(name, date):
    """Return the boxes of a date."""
    return {f"{name}-day": date.day, f"{name}-month": date.month, f"{name}-year": date.year}


def once(**answers):
    """Return the answers of a form that is sent once."""
    return {"submission": uuid4(), **answers}


def agreed(cast, moment, **given):
    """Return a recommendation that the police accepted."""
    return respond(addressee=addressed(cast, moment, **given), answer="accepted", by=cast.sergeant, at=moment)


def test_the_business_unit_makes_a_recommendation_and_picks_the_bodies(client_for, cast, moment):
    recommendation(cast, moment, body_key="training", body_name="Training committee")
    before = recommendation(cast, moment)
    sent = {
        "submission": uuid4(), "area": cast.area.pk, "body": PANEL["body_key"],
        "source": "scrutiny", "source_title": "School attendance", "text": "Destinations are sent.", "priority": "high",
        "timescale": "three_months", "agencies": [cast.police.pk, cast.health.pk], "bodies": ["training"],
    }  # fmt: skip
    client = client_for(cast.business)
    assert client.get(NEW).status_code == 200
    answer = client.post(NEW, sent)
    made = Recommendation.objects.get(source_title="School attendance")
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.body_key, made.body_name) == (before.body_key, before.body_name)
    assert b"Select the body that makes it" in client.post(NEW, sent | once(body="childrens-panel")).content
    assert sorted(row.who for row in made.addressees.all()) == [
        "Harbourhaven Integrated Care", "Southern Shore Police", "Training committee",
    ]  # fmt: skip
    assert client.post(NEW, sent).status_code == 302
    assert Recommendation.objects.count() == 3


def test_a_recommendation_to_nobody_is_refused(client_for, cast, moment):
    answer = client_for(cast.business).post(NEW, {"source": "audit"})
    assert b"Select to whom the recommendation is addressed" in answer.content


def test_the_tracker_is_narrowed_and_says_what_is_late(client_for, cast, moment):
    addressed(cast, moment)
    addressed(cast, moment, source="audit", text="Files are read.", agencies=[cast.health], priority="high")
    old = addressed(
        cast, moment, text="Old matter.", timescale="immediately", published_on=london(moment) - timedelta(days=400)
    )
    respond(addressee=old, answer="accepted", by=cast.sergeant, at=moment)
    client = client_for(cast.chair)
    page = client.get("/recommendations/").content.decode()
    assert "3 shown: 1 late" in page
    assert "400" in page
    for query, here, gone in (
        ("source=audit", "Files are read", TEXT),
        (f"agency={cast.health.pk}", "Files are read", TEXT),
        ("priority=high", "Files are read", TEXT),
        ("age=oldest", "Old matter", TEXT),
        ("state=late", "Old matter", TEXT),
        ("state=asked", TEXT, "Old matter"),
        (f"body={PANEL['body_key']}", TEXT, "No recommendation fits"),
    ):
        shown = client.get(f"/recommendations/?{query}").content.decode()
        assert here in shown, query
        assert gone not in shown, query


def test_the_file_runs_no_formula_and_tells_what_the_page_tells(client_for, cast, moment):
    addressed(cast, moment, text="=HYPERLINK(1)", finding="+1")
    answer = client_for(cast.board).get("/recommendations/list.csv?source=scrutiny")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK(1)" in answer.content.decode()
    assert "'+1" in answer.content.decode()


def test_the_police_answer_act_and_report_and_the_chair_writes_down_the_judgement(client_for, cast, moment):
    row = addressed(cast, moment)
    address, today = f"/recommendations/to/{row.pk}/", london(moment)
    police = client_for(cast.sergeant)
    assert TEXT in police.get("/recommendations/ours/").content.decode()
    assert police.get(f"{address}accept/").status_code == 200
    assert police.post(f"{address}accept/", {"answer": "rejected"}).status_code == 200  # asks why
    police.post(f"{address}accept/", once(answer="accepted", version=1))
    due = today + timedelta(days=20)
    given = once(version=2, what="Write the list", owner=cast.sergeant.pk, **day("due_on", due))
    assert police.get(f"{address}give-action/").status_code == 200
    assert police.post(f"{address}give-action/", given).status_code == 302
    assert "Write the list" in police.get(address).content.decode()
    police.post(f"{address}note-progress/", once(text="Half of it is in.", version=3))
    moved = today + timedelta(days=120)
    police.post(f"{address}move-date/", {"reason": "Late data", "version": 4, **day("due_on", moved)})
    claim = once(what_was_done="It was sent.", what_changed="The panel is sent the destinations", version=5)
    assert "still to be done" in police.post(f"{address}claim-done/", claim).content.decode()
    Action.objects.update(state="accepted")
    page = police.post(f"{address}claim-done/", claim, follow=True).content.decode()
    assert "only repeats" in page
    assert police.get(f"{address}accept-done/").status_code == 403
    chair = client_for(cast.chair)
    assert "Half of it is in" in chair.get(address).content.decode()
    assert "No quorate meeting of" in chair.get(f"{address}accept-done/").content.decode()
    no = once(accepts="no", reason="Nothing changed", meeting=met(cast, today).pk)
    chair.post(f"{address}accept-done/", no | {"version": 6})
    row.refresh_from_db()
    assert (row.state, row.times_refused, row.times_moved) == ("agreed", 1, 1)
    assert "Nothing changed" in chair.get(LIST).content.decode()


def test_an_answer_given_while_somebody_else_answered_is_refused(client_for, cast, moment):
    row = addressed(cast, moment)
    police = client_for(cast.sergeant)
    respond(addressee=row, answer="accepted", by=cast.business, at=moment)
    answer = police.post(f"/recommendations/to/{row.pk}/accept/", once(answer="rejected", reason="No", version=1))
    assert "Somebody else changed this" in answer.content.decode()


def test_a_body_s_list_is_reported_and_its_rule_changed(client_for, cast, moment):
    respond(addressee=addressed(cast, moment), answer="rejected", reason="No money", by=cast.sergeant, at=moment)
    chair = client_for(cast.chair)
    assert "only after it was reported" in chair.get(LIST).content.decode()
    sent = {"meeting": met(cast, london(moment), title="Panel of spring").pk}
    assert chair.post(f"{LIST}report/", sent).status_code == 302
    page = chair.get(LIST).content.decode()
    assert "Panel of spring" in page
    assert "Nothing stands on the list" in page
    assert chair.get(f"{LIST}rule/").status_code == 403
    business = client_for(cast.business)
    numbers = {
        "answer_within_working_days": 5,
        "remind_before_days": 7,
        "remind_every_days": 7,
        "escalate_after_days": 9,
    }
    assert business.post(f"{LIST}rule/", {"rejected_leaves": "at_once"} | numbers).status_code == 302
    assert MonitoringRule.objects.get().rejected_leaves == "at_once"
    assert "as soon as it is rejected" in business.get(LIST).content.decode()
    assert business.get("/recommendations/bodies/").status_code == 200


def test_a_councillor_reads_what_is_published_and_nothing_else(client_for, cast, moment):
    shown, hidden = recommendation(cast, moment), recommendation(cast, moment, text="Not for the public.")
    client = client_for(cast.business)
    assert client.post(f"/recommendations/{shown.pk}/publish/").status_code == 302
    councillor = client_for(cast.councillor)
    page = councillor.get("/recommendations/published/").content.decode()
    assert TEXT in page
    assert "Not for the public" not in page
    row = hidden.addressees.get()
    for address in ("", "actions/", "ours/", "list.csv", f"{hidden.pk}/", f"to/{row.pk}/", "bodies/", "to/recommend/"):
        assert councillor.get(f"/recommendations/{address}").status_code == 403, address


def test_charlie_is_refused_everywhere(client_for, cast, moment):
    row = agreed(cast, moment)
    due = london(moment) + timedelta(days=9)
    reaudit = plan_reaudit(recommendation=row.recommendation, what="Look", due_on=due, by=cast.business, at=moment)
    charlie = client_for(cast.charlie)
    for address in ("", "list.csv", "actions/", "actions/list.csv", "to/recommend/", "bodies/", "published/"):
        assert charlie.get(f"/recommendations/{address}").status_code == 403, address
    for address in ("", "report/", "rule/"):
        assert charlie.get(f"{LIST}{address}").status_code == 403, address
    hidden = [f"{row.recommendation_id}/", f"{row.recommendation_id}/publish/", f"{row.recommendation_id}/re-audit/"]
    steps = ("", *(f"{step.name.replace('_', '-')}/" for step in RECOMMENDATION.steps if step.has_page and step.frm))
    for address in (*hidden, *(f"to/{row.pk}/{step}" for step in steps), f"re-audits/{reaudit.pk}/"):
        for ask in (charlie.get, charlie.post):
            assert ask(f"/recommendations/{address}").status_code in (403, 404, 405), address
    assert TEXT not in charlie.get("/recommendations/ours/").content.decode()


def test_another_agency_s_lead_does_not_answer_though_the_board_member_reads(client_for, cast, moment):
    row = addressed(cast, moment)
    board = client_for(cast.board)
    assert board.get(f"/recommendations/to/{row.pk}/").status_code == 200
    for step in ("accept/", "claim-done/", "move-date/", "note-progress/"):
        assert board.get(f"/recommendations/to/{row.pk}/{step}").status_code == 403
    bob = client_for(cast.bob)
    assert bob.get(f"/recommendations/to/{row.pk}/").status_code == 404


def test_an_agency_reads_its_own_part_only(client_for, cast, moment):
    made = recommendation(cast, moment, agencies=[cast.police, cast.school])
    page = client_for(cast.bob).get(f"/recommendations/{made.pk}/").content.decode()
    assert "Lantern Street Primary School" in page
    assert "Southern Shore Police" not in page
    theirs = made.addressees.get(agency=cast.police)
    assert client_for(cast.bob).get(f"/recommendations/to/{theirs.pk}/").status_code == 403


def test_actions_of_the_partnership_are_listed_and_leave_as_a_file(client_for, cast, moment, as_user):
    with as_user(cast.sergeant):
        row = agreed(cast, moment)
        due = london(moment) + timedelta(days=9)
        give(addressee=row, what="=Write the list", due_on=due, owner=cast.sergeant, by=cast.sergeant, at=moment)
    client = client_for(cast.board)
    assert "Write the list" in client.get("/recommendations/actions/").content.decode()
    assert "No action fits" in client.get("/recommendations/actions/?state=late").content.decode()
    assert "'=Write the list" in client.get("/recommendations/actions/list.csv").content.decode()


def test_a_re_audit_is_planned_and_found_in_the_browser(client_for, cast, moment):
    row = agreed(cast, moment)
    client, today = client_for(cast.business), london(moment)
    address = f"/recommendations/{row.recommendation_id}/"
    assert client.post(f"{address}re-audit/", once(what="Twelve files", **day("due_on", today))).status_code == 302
    planned = row.recommendation.reaudits.get()
    assert "Twelve files" in client.get(address).content.decode()
    found = {"found": "held", "note": "All twelve were good.", **day("done_on", today)}
    assert client.get(f"/recommendations/re-audits/{planned.pk}/").status_code == 200
    assert client.post(f"/recommendations/re-audits/{planned.pk}/", found).status_code == 302
    assert "All twelve were good" in client.get(address).content.decode()


def test_the_first_page_shows_what_waits_and_what_is_before_the_chair(client_for, cast, moment):
    row = addressed(cast, moment)
    assert TEXT in client_for(cast.sergeant).get("/").content.decode()
    Addressee.objects.filter(pk=row.pk).update(escalated_at=moment)
    assert " is late" in client_for(cast.chair).get("/").content.decode()


def test_done_pages_show_the_evidence(client_for, cast, moment, as_user):
    with as_user(cast.business):
        row = agreed(cast, moment)
        claim_done(addressee=row, what_was_done="Sent.", what_changed="More places.", by=cast.sergeant, at=moment)
        publish(recommendation=row.recommendation, is_public=True, by=cast.business, at=moment)
    assert "More places" in client_for(cast.chair).get(f"/recommendations/to/{row.pk}/").content.decode()
    assert "Sent." in client_for(cast.councillor).get("/recommendations/published/").content.decode()
