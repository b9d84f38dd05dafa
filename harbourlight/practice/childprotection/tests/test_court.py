"""Proceedings are over in 26 weeks; the court extends them by eight weeks at a time, and the history stays."""

from datetime import date

import pytest
from django.urls import reverse

from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..actions import legal
from ..models import LegalStage
from .stories import child, referred

pytestmark = pytest.mark.django_db
DECIDED = {"decided_on": date(2026, 7, 13), "reason": "The expert's report is late."}


@pytest.fixture
def court(cast, as_user, moment):
    """Return proceedings that were issued on 26 January 2026, so that they are to be over by 26 July."""
    perran = child(cast.area, moment)
    referred(cast, as_user, moment, perran)
    with as_user(cast.team_manager):
        made = legal.begin_stage(
            person=perran, area=cast.area, team=cast.assessment, kind="proceedings", started_on=date(2026, 1, 26),
            by=cast.team_manager, at=moment,
        )  # fmt: skip
    assert made.due_on == date(2026, 7, 26)
    return made


def extended(cast, as_user, moment, until):
    """Extend the proceedings to a day, as the manager."""
    with as_user(cast.team_manager):
        return legal.extend_stage(
            stage=LegalStage.objects.get(), until=until, by=cast.team_manager, at=moment, **DECIDED
        )


def clocks_of(cast, as_user, stage):
    """Return (last day, is running) of each clock of the proceedings, in order."""
    with as_user(cast.team_manager):
        rows = Deadline.objects.filter(subject_id=stage.pk).order_by("due_on")
        return [(row.due_on, row.cancelled_at is None) for row in rows]


def test_the_court_extends_by_eight_weeks_and_again_and_the_first_limit_stays_to_be_read(cast, as_user, moment, court):
    assert extended(cast, as_user, moment, date(2026, 9, 20)).due_on == date(2026, 9, 20)
    extended(cast, as_user, moment, date(2026, 10, 30))
    assert clocks_of(cast, as_user, court) == [
        (date(2026, 7, 26), False), (date(2026, 9, 20), False), (date(2026, 10, 30), True)
    ]  # fmt: skip


@pytest.mark.parametrize("until", [date(2026, 9, 21), date(2026, 7, 26)])
def test_no_extension_is_longer_than_eight_weeks_or_none_at_all(cast, as_user, moment, court, until):
    with pytest.raises(StepNotAllowed, match="20 September 2026 at the latest"):
        extended(cast, as_user, moment, until)


def test_the_end_stops_the_clock_of_the_extension(cast, as_user, moment, court):
    extended(cast, as_user, moment, date(2026, 9, 20))
    with as_user(cast.team_manager):
        legal.end_stage(
            stage=LegalStage.objects.get(), ended_on=date(2026, 9, 1), outcome="order_made", by=cast.team_manager,
            at=moment,
        )  # fmt: skip
        assert not Deadline.objects.running().filter(subject_id=court.pk).exists()


def test_the_manager_records_it_on_the_page_and_reads_what_was_before(cast, client_for, court):
    client = client_for(cast.team_manager)
    address = reverse("childprotection:legal_extend", args=[court.pk])
    assert "20 September 2026 at the latest" in client.get(address).content.decode()
    sent = {
        "decided_on-day": 13, "decided_on-month": 7, "decided_on-year": 2026, "until-day": 20, "until-month": 9,
        "until-year": 2026, "reason": "The expert is late.", "version": 1,
        "submission": "1c2e9a0e-52a4-4c94-9a10-0d6f3bdbb6b7",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    page = client.get(court.get_absolute_url()).content.decode()
    assert "Was to be over by 26 July 2026. The court extended the time on 13 July 2026." in page
