"""Faults: connections shared by many people, and processes killed in the middle of their work."""

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

from harbourlight.config import roles
from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.people.models import Person
from harbourlight.practice.frontdoor.models import Contact, ContactChild

pytestmark = [pytest.mark.database, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITER = """
import sys, uuid, django
django.setup()
from django.db import connection, transaction
connection.settings_dict["OPTIONS"] = {"assume_role": "harbourlight_app"}
from harbourlight.foundations.access.guard import ask_as
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.agencies.models import Area, Professional
from harbourlight.practice.frontdoor.actions import Arrival, ReportedChild, receive_many
by, area = Professional.objects.get(pk=sys.argv[1]), Area.objects.get(pk=sys.argv[2])
for line in sys.stdin:
    at, submission = read_clock(), uuid.UUID(line.strip())
    with transaction.atomic():
        ask_as(by.id)
        receive_many(by=by, at=at, arrivals=[Arrival(
            area=area, happened_at=at, what_happened="Worry", submission=submission, referrer=by,
            children=[ReportedChild(first_name="Ada", last_name=submission.hex[:12])])])
    print(submission, flush=True)
"""


def test_fifty_people_over_five_connections_never_see_each_others_children(cast, area, moment):
    people = [
        Professional(
            email=f"person{n}@harbourlight.example",
            name=f"Person {n}",
            agency=cast.school,
            started_on=area.started_on,
            password="!",
        )
        for n in range(50)
    ]
    Professional.objects.bulk_create(people)
    children = [Person(first_name=f"Child {n}", area=area, recorded_at=moment) for n in range(50)]
    with as_system("the test puts children on file"):
        Person.objects.bulk_create(children)
        for person, child in zip(people, children, strict=True):
            access.give(
                person_ids=[child.id],
                professional=person,
                basis="allocated",
                reason="Works with the child",
                by=cast.manager,
                at=moment,
            )
    with ConnectionPool(
        conninfo(), min_size=5, max_size=5, kwargs={"options": f"-c role={roles.APP}"}, open=True
    ) as pool:

        def look(n):
            seen = []
            for _ in range(8):
                with pool.connection() as borrowed, borrowed.transaction():
                    borrowed.execute("SELECT set_config('harbourlight.actor', %s, true)", [str(people[n].id)])
                    time.sleep(random.random() / 500)
                    seen.append([row[0] for row in borrowed.execute("SELECT id FROM people_person")])
                with pool.connection() as borrowed:
                    assert borrowed.execute("SELECT count(*) FROM people_person").fetchone()[0] == 0
            return seen

        with ThreadPoolExecutor(50) as threads:
            answers = list(threads.map(look, range(50)))
    for child, seen in zip(children, answers, strict=True):
        assert seen == [[child.id]] * 8


def test_no_acknowledged_contact_is_lost_or_doubled_when_its_writer_is_killed(cast, area):
    crew = [Crew(cast.alice, area) for _ in range(2)]
    threads = [threading.Thread(target=member.work, args=(3,)) for member in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = [submission for member in crew for submission in member.told]
    assert len(told) >= 6
    assert sum(member.kills for member in crew) == 6
    with as_system("the test counts what was stored"):
        stored = dict(Contact.objects.values_list("submission", "id"))
        assert set(told) <= set(stored)
        for contact_id in stored.values():
            assert ContactChild.objects.filter(contact_id=contact_id).count() == 1
            assert StepTaken.objects.filter(subject_id=contact_id, step="receive").count() == 1
            assert Line.objects.filter(source_id=contact_id).count() == 1
            assert Deadline.objects.filter(subject_id=contact_id, is_alarm=True).exists()


class Crew:
    """Keeps one writer at work: kills it at random moments, starts another, sends what was not answered again."""

    def __init__(self, by, area):
        # Other threads have connections of their own, which do not know the test's database.
        self.environment = environment()
        self.words = [sys.executable, "-c", WRITER, str(by.id), str(area.id)]
        self.told, self.kills = [], 0

    def work(self, kills):
        """Write through so many kills, then let the last writer finish what is open."""
        open_submission = None
        while self.kills < kills:
            open_submission = self.one_writer(open_submission, random.uniform(0.1, 1.0))
            self.kills += 1
        while open_submission:
            open_submission = self.one_writer(open_submission, 30, only_one=True)

    def one_writer(self, submission, lives, *, only_one=False):
        """Run a writer until it has lived long enough after its first answer; give what it left unanswered."""
        writer = subprocess.Popen(
            self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment
        )
        killer = None
        try:
            while True:
                submission = submission or str(uuid.uuid4())
                writer.stdin.write(f"{submission}\n")
                writer.stdin.flush()
                if writer.stdout.readline().strip() != submission:
                    return submission
                self.told.append(uuid.UUID(submission))
                submission = None
                if only_one:
                    return None
                if killer is None:
                    killer = threading.Timer(lives, writer.kill)
                    killer.start()
        except BrokenPipeError:
            return submission
        finally:
            if killer:
                killer.cancel()
            writer.kill()
            writer.wait()
            writer.stdout.close()
            with contextlib.suppress(BrokenPipeError):
                writer.stdin.close()


def conninfo():
    """Say where the test database is."""
    return make_conninfo(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"], dbname=connection.settings_dict["NAME"])


def environment():
    """Give a writer the variables that lead it to this test's database."""
    parts = urlsplit(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"])
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "HARBOURLIGHT_TEST_SUPERUSER_URL": url}
