"""What a panel resolves is followed up; its list goes by its rule; what is published is a copy and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from harbourlight.assurance.improvement import actions as improvement
from harbourlight.assurance.improvement.models import Addressee, Recommendation
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Area
from harbourlight.foundations.meetings.models import Paper
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards.models import Membership
from harbourlight.partnership.boards.tests.stories import planned
from harbourlight.partnership.scrutiny import actions
from harbourlight.partnership.scrutiny.actions import finding, hearing, publishing, reporting
from harbourlight.partnership.scrutiny.models import Part, Published, Report, Resolution
from harbourlight.statute.clocks import LONDON

from .stories import MINUTES, agreed, met, panel_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(cast, moment):
    """Return the panel."""
    return panel_of(cast, moment).panel


@pytest.fixture
def sitting(cast, panel, moment):
    """Return a meeting held thirty days ago, whose minutes went round."""
    return met(cast, panel, moment, days=30)


def test_every_resolution_of_the_minutes_is_found_with_its_item():
    found = finding.resolutions_in(MINUTES)
    assert [each.text for each in found] == [
        "That the panel would receive the destinations of young people who leave care.",
        "That case studies of what went well would be sent to the panel.",
        "That off-rolling would be considered at a later meeting.",
        "That the updated action plan is sent to the panel.",
    ]
    assert [each.item for each in found] == ["14. SCHOOL ATTENDANCE"] * 3 + ["15. SPECIAL NEEDS"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("Nothing was resolved.", 0),
        ("RESOLVED: that the report is noted.", 1),
        ("It was RESOLVED that the report is noted.", 1),
        ("RESOLVED\n1. That one is done.\n2. That two is done.", 2),
        ("RESOLVED\n- One.\n- Two.\n\nThe meeting closed.", 2),
        ("RESOLVED\n\n(a) That one is done.\n\n(b) That two is done.\n\nThe meeting closed.", 2),
        ("Resolved\nThat one is done.\nThat two is done.", 2),
        ("RESOLVED\n(i) That one\nis done.\n# Next item\nThat nothing follows.", 1),
        ("The panel asked how it was resolved.", 0),
    ],
)
def test_minutes_are_read_as_they_are_written(text, number):
    assert len(finding.resolutions_in(text)) == number


def take_up(sitting, cast, moment, place=0, **given):
    found = finding.found_at(sitting)[place]
    more = {"outcome": "recommendation", "agencies": [cast.council], **given}
    return actions.resolve(sitting=sitting, **found._asdict(), by=cast.business, at=moment, **more)


def test_a_resolution_becomes_a_recommendation_of_the_panel_counted_from_its_meeting(
    cast, panel, sitting, moment, as_user
):
    with as_user(cast.business):
        made = take_up(sitting, cast, moment, timescale="immediately")
        row = Recommendation.objects.get()
        assert (row.body_key, row.source, row.origin_id) == (panel.key, "scrutiny", made.pk)
        assert row.published_on == row.due_on == sitting.meeting.starts_at.astimezone(LONDON).date()
        assert len(finding.waiting_at(sitting)) == 3
        with pytest.raises(StepNotAllowed, match="taken up already"):
            take_up(sitting, cast, moment)


def test_what_the_panel_asks_of_itself_stands_on_its_list_too(cast, panel, sitting, moment, as_user):
    with as_user(cast.business):
        take_up(sitting, cast, moment, place=2, agencies=[], is_for_panel=True)
        assert Addressee.objects.get().for_key == panel.key
        assert len(hearing.monitored(panel)) == 1


def test_nothing_follows_only_with_a_reason_and_a_recommendation_only_to_somebody(cast, sitting, moment, as_user):
    with as_user(cast.business):
        with pytest.raises(StepNotAllowed, match="why nothing"):
            take_up(sitting, cast, moment, outcome="nothing_follows")
        with pytest.raises(StepNotAllowed, match="addressed"):
            take_up(sitting, cast, moment, agencies=[])
        take_up(sitting, cast, moment, outcome="nothing_follows", reason="The panel noted the report.")
        assert not Recommendation.objects.exists()


def take_up_all(sitting, cast, moment):
    for _ in list(finding.waiting_at(sitting)):
        found = finding.waiting_at(sitting)[0][1]
        actions.resolve(
            sitting=sitting, **found._asdict(), outcome="recommendation", agencies=[cast.council], by=cast.business,
            at=moment,
        )  # fmt: skip


def test_minutes_are_published_when_agreed_and_no_resolution_waits(cast, sitting, moment, as_user):
    with as_user(cast.business):
        with pytest.raises(StepNotAllowed, match="not agreed"):
            actions.publish_minutes(sitting=sitting, text=MINUTES, by=cast.business, at=moment)
        agreed(sitting, moment)
        with pytest.raises(StepNotAllowed, match="4 resolutions wait"):
            actions.publish_minutes(sitting=sitting, text=MINUTES, by=cast.business, at=moment)
        take_up_all(sitting, cast, moment)
        with pytest.raises(StepNotAllowed, match="do not say"):
            actions.publish_minutes(sitting=sitting, text=f"{MINUTES}\nAll were happy.", by=cast.business, at=moment)
        shorter = MINUTES.replace("A young person known to a member was spoken of.", "[An exempt part is left out.]")
        made = actions.publish_minutes(sitting=sitting, text=shorter, by=cast.business, at=moment)
        assert "A young person known to a member was spoken of." not in made.contents["lines"]
        assert "[An exempt part is left out.]" in made.contents["lines"]


def answered(cast, row, moment, answer="accepted", **given):
    return improvement.respond(addressee=row, answer=answer, by=cast.senior, at=moment, **given)


def claimed(cast, row, moment):
    return improvement.claim_done(
        addressee=row, what_was_done="Circulated on Monday.", what_changed="Members asked about three schools.",
        by=cast.senior, at=moment,
    )  # fmt: skip


def test_the_list_goes_by_the_panels_rule(cast, panel, sitting, moment, as_user):
    """Done and accepted leaves; done and not accepted, and outstanding, stay; rejected leaves once reported."""
    before = moment - timedelta(days=10)
    second = met(cast, panel, moment, days=5, text="Nothing new.")
    with as_user(cast.business):
        take_up_all(sitting, cast, before)
        rows = list(Addressee.objects.select_related("recommendation").order_by("recommendation__made_at", "pk"))
        accepted, refused, outstanding, rejected = rows
        for row in (accepted, refused):
            with as_user(cast.senior):
                claimed(cast, answered(cast, row, before), before)
        with as_user(cast.senior):
            answered(cast, rejected, before, "rejected", reason="The law does not let us.")
        verdicts = [
            (Addressee.objects.get(pk=accepted.pk), "accepts", ""),
            (Addressee.objects.get(pk=refused.pk), "refuses", "Only half was sent."),
        ]
        heard = actions.hear_list(sitting=second, verdicts=verdicts, by=cast.business, at=moment)
        assert len(heard) == 4
        on_list = {row.pk: words for row, words in hearing.monitored(panel)}
        assert set(on_list) == {refused.pk, outstanding.pk}
        assert on_list[refused.pk].startswith("Not accepted by the panel: Only half was sent.")
        assert {row.pk for row in hearing.left_list(panel)} == {accepted.pk, rejected.pk}
        copy = actions.publish_monitoring(sitting=second, by=cast.business, at=moment)
        assert len(copy.contents["rows"]) == 2
        assert len(copy.contents["left"]) == 2


SECTIONS = ("recommendations", "reasons", "rejected", "resources", "legal")


def written(cast, panel, moment, sitting, *, exempt=""):
    report = actions.start_report(
        panel=panel, title="Neglect in the city", decision_maker="The panel", report_of="Head of quality",
        agency=cast.council, sitting=sitting, by=cast.business, at=moment,
    )  # fmt: skip
    for part in Part.objects.filter(report=report, section__in=SECTIONS):
        more = {"exempt_text": exempt, "exempt_under": "3", "exempt_why": "A contract is let."} if exempt else {}
        keeps = more if part.section == "resources" else {}
        actions.write_part(
            report=report, part=part, text=f"What is said on {part.section}.", by=cast.business, at=moment, **keeps
        )
    return report


def test_a_report_is_given_only_when_the_template_is_filled_in(cast, panel, moment, as_user):
    with as_user(cast.business):
        sitting = planned(panel, cast, moment, days=60)
        report = actions.start_report(
            panel=panel, title="Neglect", decision_maker="The panel", report_of="Head of quality", agency=cast.council,
            sitting=sitting, by=cast.business, at=moment,
        )  # fmt: skip
        with pytest.raises(StepNotAllowed, match="recommendations"):
            actions.give_report(report=report, by=cast.business, at=moment)


def test_what_is_exempt_stands_on_no_public_copy_and_in_no_paper_but_the_panels(cast, panel, moment, as_user):
    secret = "The contract costs 40,000 pounds."
    with as_user(cast.business):
        sitting = planned(panel, cast, moment, days=60)
        report = written(cast, panel, moment, sitting, exempt=secret)
        given = actions.give_report(report=report, by=cast.business, at=moment)
        actions.publish_agenda(sitting=sitting, by=cast.business, at=moment)
        copies = {row.kind: row for row in Published.objects.all()}
        assert set(copies) == {"agenda", "report"}
        assert secret not in str(copies["report"].contents)
        assert [part["is_left_out"] for part in copies["report"].contents["parts"]].count(True) == 1
        parts = list(given.parts.all())
        public = reporting.contents(given, parts, shows_exempt=False)
        whole = reporting.contents(given, parts, shows_exempt=True)
        assert secret not in str(public)
        assert secret in str(whole)
        for told in (public, whole):
            assert reporting.pdf(told).startswith(b"%PDF")
    with as_system("the test reads papers"):
        papers = {row.is_restricted: row for row in Paper.objects.filter(meeting=sitting.meeting_id)}
    assert secret not in papers[False].words
    assert secret in papers[True].words
    assert set(papers[True].reader_ids) == {cast.councillor.pk, cast.senior.pk, cast.board.pk, cast.business.pk}


def test_a_report_that_is_taken_back_leaves_its_meeting(cast, panel, moment, as_user):
    with as_user(cast.business):
        sitting = planned(panel, cast, moment, days=60)
        report = written(cast, panel, moment, sitting, exempt="Secret.")
        given = actions.give_report(report=report, by=cast.business, at=moment)
        with pytest.raises(StepNotAllowed, match="Take it back"):
            actions.write_part(report=given, title="Appendix", text="More.", by=cast.business, at=moment)
        assert actions.take_back_report(report=given, by=cast.business, at=moment).state == "draft"
    with as_system("the test reads papers"):
        assert not Paper.objects.filter(meeting=sitting.meeting_id).exists()


def test_an_exempt_part_says_under_what_and_why(cast, panel, moment, as_user):
    with as_user(cast.business):
        report = written(cast, panel, moment, planned(panel, cast, moment, days=60))
        part = Part.objects.filter(report=report).first()
        with pytest.raises(StepNotAllowed, match="paragraph of the law"):
            actions.write_part(report=report, part=part, exempt_text="Secret.", by=cast.business, at=moment)


def test_a_new_copy_takes_the_place_of_the_old_and_a_withdrawn_one_is_gone(cast, panel, moment, as_user):
    with as_user(cast.business):
        sitting = planned(panel, cast, moment, days=60)
        first = actions.publish_agenda(sitting=sitting, by=cast.business, at=moment)
        second = actions.publish_agenda(sitting=sitting, by=cast.business, at=moment)
        assert list(publishing.for_everybody()) == [second]
        assert Published.objects.get(pk=first.pk).withdrawn_reason == publishing.REPLACED
        with pytest.raises(StepNotAllowed, match="why"):
            actions.withdraw_published(published=second, reason=" ", by=cast.business, at=moment)
        actions.withdraw_published(published=second, reason="A wrong date.", by=cast.business, at=moment)
        assert not publishing.for_everybody().exists()


def test_a_panel_that_is_not_public_publishes_nothing(cast, panel, moment, as_user):
    with as_user(cast.business):
        sitting = planned(panel, cast, moment, days=60)
        actions.publish_agenda(sitting=sitting, by=cast.business, at=moment)
        panel.is_public = False
        panel.save()
        assert not publishing.for_everybody().exists()
        sitting.refresh_from_db()
        with pytest.raises(StepNotAllowed, match="publishes nothing"):
            actions.publish_agenda(sitting=sitting, by=cast.business, at=moment)


def test_only_the_business_unit_keeps_a_panels_records(cast, panel, sitting, moment, as_user):
    for person in (cast.councillor, cast.board, cast.charlie):
        with as_user(person), pytest.raises(StepNotAllowed, match="permission"):
            actions.resolve(
                sitting=sitting, text="That.", outcome="nothing_follows", reason="None.", by=person, at=moment
            )


def test_a_councillor_looks_only_into_a_panel_where_they_sit(cast, panel, sitting, moment, as_user):
    with as_user(cast.business):
        take_up(sitting, cast, moment)
    with as_user(cast.councillor):
        assert Resolution.objects.visible_to(cast.councillor).exists()
    with as_system("the test ends a membership"):
        Membership.objects.filter(professional=cast.councillor).update(ended_on=moment.date() - timedelta(days=3))
    with as_user(cast.councillor):
        assert not Resolution.objects.visible_to(cast.councillor).exists()
        assert not Report.objects.visible_to(cast.councillor).exists()
    with as_user(cast.charlie):
        assert not Resolution.objects.visible_to(cast.charlie).exists()


def test_the_agenda_opens_five_clear_working_days_before(cast, panel, moment):
    sitting = planned(panel, cast, moment, days=60)
    sitting.meeting.starts_at = datetime(2018, 11, 29, 17, 30, tzinfo=UTC)
    assert publishing.open_by(sitting).isoformat() == "2018-11-21"


def test_a_body_of_another_area_that_is_named_alike_puts_nothing_on_the_list(cast, panel, moment):
    other = Area.objects.create(name="Farshore", code="farshore", started_on=panel.started_on)
    named = {"body_key": panel.key, "body_name": panel.name, "source": "scrutiny", "source_title": "Ours"}
    made = {"agencies": [cast.police], "by": None, "at": moment, **named}
    improvement.recommend(area=cast.area, text="That destinations are sent.", **made)
    improvement.recommend(area=other, text="That ours stands on theirs.", **made)
    assert [row.recommendation.text for row, _ in hearing.monitored(panel)] == ["That destinations are sent."]
