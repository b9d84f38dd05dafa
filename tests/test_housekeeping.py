"""What the worker tidies up by itself, as the worker does it: nobody asks, and the second lock holds."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from harbourlight.config import housekeeping
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.ui.models import Draft
from harbourlight.practice.frontdoor.models import GuestCode


@pytest.fixture
def tidied(cast, moment, as_user):
    """Keep one old and one young of each thing, let the worker tidy, and return what is left of each."""
    for days in (15, 13):
        with as_user(cast.alice):
            Draft.objects.create(
                owner=cast.alice,
                key="contact",
                sitting=uuid.uuid4(),
                body={"days": days},
                saved_at=moment - timedelta(days=days),
            )
    for hours in (25, 23):
        made_at = moment - timedelta(hours=hours)
        GuestCode.objects.bulk_create(
            [
                GuestCode(
                    address_digest=str(hours),
                    place_digest="",
                    code_digest="",
                    made_at=made_at,
                    expires_at=made_at + timedelta(minutes=15),
                )
            ]
        )
    for name, ends in (("ended", -1), ("lives", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=moment + timedelta(hours=ends))
    housekeeping.tidy.func(int(moment.timestamp()))
    with as_system("the test looks at what is left"):
        drafts = [draft.body["days"] for draft in Draft.objects.all()]
    return (
        drafts,
        [code.address_digest for code in GuestCode.objects.all()],
        list(Session.objects.values_list("pk", flat=True)),
    )


@pytest.mark.django_db
def test_old_drafts_codes_and_sessions_go_and_young_ones_stay(tidied):
    assert tidied == ([13], ["23"], ["lives"])


def test_the_worker_does_by_itself_what_nobody_would_remember():
    app.perform_import_paths()
    known = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert known == {
        "access.seal_readings": "* * * * *",
        "dataset.compute_figures": "40 3 * * *",
        "witnesses.post_head": "5 6 * * *",
        "witnesses.write_heads": "3 * * * *",
        "requests.chase": "*/15 * * * *",
        "notices.escalate": "* * * * *",
        "improvement.chase": "10 7 * * *",
        "boards.watch_absence": "20 5 * * *",
        "boards.settle_agreements": "30 5 * * *",
        "census.forget_files": "17 * * * *",
        "api.forget_sendings": "47 3 * * *",
        "housekeeping.take_up": "* * * * *",
        "housekeeping.tidy": "17 * * * *",
        "housekeeping.forget_jobs": "37 3 * * *",
        "housekeeping.close_unused": "7 4 * * *",
    }
