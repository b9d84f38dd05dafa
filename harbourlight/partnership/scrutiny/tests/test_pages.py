"""The pages of scrutiny: the business unit keeps the records, a councillor reads, everybody reads copies only."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.assurance.improvement.models import Addressee
from harbourlight.foundations.access.guard import as_system
from harbourlight.partnership.boards.models import Membership
from harbourlight.partnership.boards.tests.stories import planned
from harbourlight.partnership.scrutiny import actions
from harbourlight.partnership.scrutiny.models import Part, Published, Report, Resolution

from .stories import MINUTES, agreed, met, panel_of
from .test_life import SECTIONS, answered, claimed, take_up_all, written

pytestmark = pytest.mark.django_db
SECRET = "The contract costs 40,000 pounds."


@pytest.fixture
def panel(cast, moment):
    """Return the panel."""
    return panel_of(cast, moment).panel


@pytest.fixture
def sitting(cast, panel, moment):
    """Return a meeting held thirty days ago, whose minutes went round."""
    return met(cast, panel, moment, days=30)


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(f"scrutiny:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode(errors="replace")


def send(client, name, *args, query="", **answers):
    answer = client.post(reverse(f"scrutiny:{name}", args=args) + query, answers)
    assert answer.status_code == 302, answer.content.decode().partition("There is a problem")[2][:900]
    return answer["Location"]


def test_resolutions_are_taken_up_and_the_minutes_published(cast, panel, sitting, moment, client_for, client, as_user):
    unit = client_for(cast.business)
    assert "resolutions wait" in page(unit, "panel", panel.key)
    assert "4 to take up" in unit.get("/").content.decode()
    html = page(unit, "meeting", sitting.pk)
    assert "4 resolutions of this meeting wait" in html
    html = page(unit, "resolve", sitting.pk, place="2")
    assert "case studies of what went well" in html
    refused = unit.post(reverse("scrutiny:resolve", args=[sitting.pk]), {"text": "That.", "outcome": "recommendation"})
    assert "Select who is asked" in refused.content.decode()
    given = {"outcome": "recommendation", "timescale": "three_months", "agencies": [str(cast.council.pk)], "theme": "x"}
    found = "That case studies of what went well would be sent to the panel."
    send(unit, "resolve", sitting.pk, text=found, item="14. SCHOOL ATTENDANCE",
         submission="5d0e8f36-6f4b-4f34-9f39-0d4f9f4f6a12", **given)  # fmt: skip
    with as_user(cast.business):
        made = Resolution.objects.get()
        agreed(sitting, moment)
        take_up_all(sitting, cast, moment)
    assert "Open the recommendation" in page(unit, "resolution", made.pk)
    assert found in page(unit, "monitoring", panel.key)
    assert "young person known to a member" in page(unit, "publish_minutes", sitting.pk)
    text = MINUTES.replace("A young person known to a member was spoken of.", "[An exempt part is left out.]")
    send(unit, "publish_minutes", sitting.pk, text=text)
    with as_user(cast.business):
        copy = Published.objects.get()
    client.logout()
    assert "Minutes: " in page(client, "public_panel", panel.key)
    html = page(client, "public_copy", copy.pk)
    assert "destinations of young people" in html
    assert "known to a member" not in html
    page(client, "public_pdf", copy.pk, status=404)


def test_what_a_meeting_made_of_the_list_is_written_down(cast, panel, sitting, moment, client_for, as_user):
    later = met(cast, panel, moment, days=0, text="Nothing new.")
    with as_user(cast.business):
        take_up_all(sitting, cast, moment)
        row = Addressee.objects.order_by("recommendation__made_at", "pk").first()
    with as_user(cast.senior):
        claimed(cast, answered(cast, row, moment), moment)
    client = client_for(cast.business)
    html = page(client, "hear", later.pk)
    assert "The panel accepts that it is done" in html
    refused = client.post(reverse("scrutiny:hear", args=[later.pk]), {"verdict_0": "refuses", "reason_0": ""})
    assert "Enter why it is not accepted" in refused.content.decode()
    send(client, "hear", later.pk, verdict_0="accepts")
    assert "Accepted as done" in page(client, "meeting", later.pk)
    send(client, "publish_monitoring", later.pk)
    with as_user(cast.business):
        copy = Published.objects.get()
    client.logout()
    assert "What left the list at this meeting" in page(client, "public_copy", copy.pk)


def test_a_report_is_written_given_and_published_without_what_is_exempt(cast, panel, moment, client_for, as_user):
    client = client_for(cast.business)
    with as_user(cast.business):
        sitting = planned(panel, cast, moment, days=60)
    send(client, "report_new", panel.key, title="Neglect in the city", decision_maker="The panel",
         report_of="Head of quality", agency=cast.council.pk, sitting=sitting.pk, contact="",
         submission="5d0e8f36-6f4b-4f34-9f39-0d4f9f4f6a13")  # fmt: skip
    with as_user(cast.business):
        report = Report.objects.get()
        parts = list(Part.objects.filter(report=report, section__in=SECTIONS))
    assert "The template asks for more" in page(client, "report", report.pk)
    for part in parts:
        more = {"exempt_text": SECRET, "exempt_under": "3", "exempt_why": "A contract is let."}
        exempt = more if part.section == "resources" else {}
        send(client, "part", part.pk, text=f"Said on {part.section}.", version=1, **exempt)
    refused = client.post(reverse("scrutiny:part", args=[parts[0].pk]), {"exempt_text": SECRET})
    assert "Select the paragraph" in refused.content.decode()
    send(client, "appendix_new", report.pk, title="The figures", text="Ten of them.")
    send(client, "report_change", report.pk, title="Neglect", decision_maker="The panel", report_of="Head of quality",
         agency=cast.council.pk, sitting=sitting.pk, contact="", version=1,
         submission="5d0e8f36-6f4b-4f34-9f39-0d4f9f4f6a14")  # fmt: skip
    send(client, "give", report.pk)
    assert SECRET in page(client, "report", report.pk)
    send(client, "publish_agenda", sitting.pk)
    assert page(client, "pdf", report.pk).startswith("%PDF")
    with as_user(cast.business):
        copies = {copy.kind: copy for copy in Published.objects.all()}
    client.logout()
    html = page(client, "public_copy", copies["report"].pk)
    assert "Said on legal." in html
    assert SECRET not in html
    assert "An exempt part is left out" in html
    assert "Neglect" in page(client, "public_copy", copies["agenda"].pk)
    assert page(client, "public_pdf", copies["report"].pk).startswith("%PDF")
    client = client_for(cast.business)
    send(client, "withdraw", copies["report"].pk, reason="A wrong figure.")
    client.logout()
    page(client, "public_copy", copies["report"].pk, status=404)
    page(client, "public_pdf", copies["report"].pk, status=404)


def test_who_sits_on_the_panel_reads_what_is_exempt_and_others_do_not(cast, panel, moment, client_for, as_user):
    with as_user(cast.business):
        report = written(cast, panel, moment, planned(panel, cast, moment, days=60), exempt=SECRET)
    page(client_for(cast.councillor), "report", report.pk, status=404)
    with as_user(cast.business):
        actions.give_report(report=report, by=cast.business, at=moment)
    assert SECRET in page(client_for(cast.councillor), "report", report.pk)
    html = page(client_for(cast.chair), "report", report.pk)
    assert "Said on legal." in html or "What is said on legal." in html
    assert SECRET not in html
    with as_system("the test ends a membership"):
        Membership.objects.filter(professional=cast.councillor).update(ended_on=moment.date() - timedelta(days=3))
    page(client_for(cast.councillor), "report", report.pk, status=404)
    page(client_for(cast.councillor), "pdf", report.pk, status=404)


def test_a_councillor_reads_and_does_not_keep(cast, panel, sitting, client_for):
    client = client_for(cast.councillor)
    assert panel.name in page(client, "panels")
    assert "Take up resolution" not in page(client, "meeting", sitting.pk)
    for name, given in (("resolve", sitting.pk), ("hear", sitting.pk), ("report_new", panel.key)):
        page(client, name, given, status=403)
    for name in ("publish_agenda", "publish_monitoring"):
        assert client.post(reverse(f"scrutiny:{name}", args=[sitting.pk])).status_code == 403
    client = client_for(cast.charlie)
    page(client, "panel", panel.key, status=403)


def test_without_signing_in_nothing_but_copies_is_there(cast, panel, sitting, moment, client, as_user):
    assert panel.name in page(client, "public")
    assert "Nothing is published yet." in page(client, "public_panel", panel.key)
    for name, given in (("panel", panel.key), ("meeting", sitting.pk), ("monitoring", panel.key)):
        page(client, name, given, status=302)
    with as_user(cast.business):
        copy = actions.publish_agenda(sitting=planned(panel, cast, moment, days=60), by=cast.business, at=moment)
    html = page(client, "public_copy", copy.pk)
    assert "Declarations of interest" in html
    assert cast.councillor.name not in html
    panel.is_public = False
    panel.save()
    page(client, "public_panel", panel.key, status=404)
    page(client, "public_copy", copy.pk, status=404)
    assert panel.name not in page(client, "public")


def test_a_panel_publishes_only_once_the_business_unit_lets_it(cast, panel, client_for, client):
    unit = client_for(cast.business)
    send(unit, "open_to_everybody", panel.key, is_public="no")
    assert "Nothing of this panel is public" in page(unit, "panel", panel.key)
    client.logout()
    page(client, "public_panel", panel.key, status=404)
    unit = client_for(cast.business)
    send(unit, "open_to_everybody", panel.key, is_public="yes")
    client.logout()
    assert page(client, "public_panel", panel.key)
    councillor = client_for(cast.councillor)
    assert councillor.post(reverse("scrutiny:open_to_everybody", args=[panel.key])).status_code == 403
