"""Measures the tracker of recommendations: 5,000 of them, each with an action, and the list of those actions."""

import itertools
import json
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from harbourlight.assurance.improvement.choices import Source
from harbourlight.assurance.improvement.models import Addressee, Recommendation
from harbourlight.config.bench_inside import cookies_of, someone
from harbourlight.config.bench_practice import asked
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.agencies.models import Agency

ACTIONS, OF_CHILDREN = 5_000, 20_000
READER = "bea.business"
STATES = ("agreed", "asked", "agreed", "rejected", "agreed")
FILLED = "improvement_recommendation", "improvement_addressee", "actions_action"
WORDS = (
    "Managers read one file in four each month and say in the file what they found, what must be better, and by when; "
    "the partnership hears each quarter what children say has changed for them since the last reading."
)


def fill(*, number=ACTIONS, of_children=OF_CHILDREN):
    """Put so many recommendations, each with an action, into the reader's area, and actions about children beside."""
    reader, at = someone(READER), read_clock()
    area = reader.agency.areas.order_by("name").first()
    agencies = list(Agency.objects.filter(areas=area).order_by("name"))
    with as_system("the bench fills the tracker"), transaction.atomic():
        made = [recommended(turn, area, at) for turn in range(number)]
        rows = [addressed(each, turn, agencies) for turn, each in enumerate(made)]
        Recommendation.objects.bulk_create(made, batch_size=500)
        Addressee.objects.bulk_create(rows, batch_size=500)
        given = [action_of(row, turn, at) for turn, row in enumerate(rows)]
        children = [
            Action(
                child_ids=[row.pk], area=area, source_kind="childprotection.plan", source_id=row.pk, what=WORDS,
                owner_agency=row.agency, due_on=row.due_on, given_at=at,
            )
            for row in itertools.islice(itertools.cycle(rows), of_children)
        ]  # fmt: skip
        Action.objects.bulk_create([*given, *children], batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(FILLED)}")


def recommended(turn, area, at):
    """Return a recommendation of a body, published some days ago."""
    published = at.astimezone(LONDON).date() - timedelta(days=turn % 700)
    return Recommendation(
        area=area, body_key=f"bench-{turn % 8}", body_name=f"Body {turn % 8} of the bench",
        source=Source.values[turn % len(Source.values)], source_title=f"Report {turn % 60}", text=f"{turn}. {WORDS}",
        finding=WORDS, priority=("normal", "high", "immediate")[turn % 3], timescale="three_months",
        published_on=published, due_on=published + timedelta(days=91), made_at=at,
    )  # fmt: skip


def addressed(recommendation, turn, agencies):
    """Return it as addressed to an agency, in one of the states of its life."""
    due = recommendation.due_on + timedelta(days=turn % 40)
    return Addressee(
        recommendation=recommendation, area_id=recommendation.area_id, agency=agencies[turn % len(agencies)],
        state=STATES[turn % len(STATES)], reason="No money", answer_due_on=recommendation.due_on, due_on=due,
        first_due_on=recommendation.due_on, times_moved=turn % 4,
    )  # fmt: skip


def action_of(row, turn, at):
    """Return an action that carries a recommendation out."""
    return Action(
        child_ids=[], area_id=row.area_id, source_kind="improvement.addressee", source_id=row.pk, what=WORDS,
        owner_agency=row.agency, due_on=row.due_on, times_moved=turn % 3, given_at=at,
    )  # fmt: skip


def measure():
    """Print, as JSON, (what, unit, value) of each page."""
    print(json.dumps(list(figures(someone(READER)))))


def figures(reader):
    """Give (what, unit, value); 95 of 100 pages are faster than the last."""
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookies_of(reader))
    tracker, actions = reverse("improvement:tracker"), reverse("improvement:actions")
    pages = (
        (f"tracker of {ACTIONS:,} recommendations", f"{tracker}?state=any"),
        ("tracker, those that are late", f"{tracker}?state=late"),
        ("tracker, one source, priority and age", f"{tracker}?source=audit&priority=high&age=oldest&state=any"),
        ("tracker, its hundredth page", f"{tracker}?state=any&page=100"),
        (f"{ACTIONS:,} actions among {ACTIONS + OF_CHILDREN:,}", actions),
        ("actions, those that are late", f"{actions}?state=late"),
    )
    for what, address in pages:
        yield what, "tracker p95 ms", asked(client, address)
