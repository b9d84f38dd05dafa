"""Who keeps the register in these tests."""

import json

import pytest
from django.db import connection

from conftest import LONG_AGO
from harbourlight.foundations.agencies.models import Professional, RoleHolding


def keeper(name, agency, role):
    """Make somebody who keeps the register."""
    made = Professional(name=name, email=f"{name.split()[0].lower()}@harbourlight.example", agency=agency)
    made.started_on = LONG_AGO
    made.set_unusable_password()
    made.save()
    RoleHolding.objects.create(professional=made, role=role, started_on=LONG_AGO)
    return made


@pytest.fixture
def andrew(cast):
    """Return the administrator of accounts."""
    return cast.administrator


@pytest.fixture
def gwen(cast):
    """Return somebody of the business unit."""
    return cast.business


@pytest.fixture
def letters(db):
    """Return a function that gives the mails that wait in the outbox, the oldest first."""

    def waiting():
        with connection.cursor() as cursor:
            cursor.execute("SELECT args FROM procrastinate_jobs WHERE queue_name = 'mail' ORDER BY id")
            return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]

    return waiting
