"""Whose work is not with children gets the same refusal for every id, whatever there is."""

from uuid import uuid4

import pytest
from django.urls import reverse

from .factories import known

pytestmark = pytest.mark.django_db
PAGES = ("people:person", "people:history", "chronology:chronology", "access:who_looked", "access:who_could_see")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["board", "councillor", "auditor"])
def test_somebody_who_does_not_work_with_children_is_refused_whatever_the_id(page, who, cast, moment, client_for):
    reader = getattr(cast, who)
    theirs = known(cast, moment, seen_by=[reader])
    client = client_for(reader)
    for person_id in (theirs.id, known(cast, moment).id, uuid4()):
        assert client.get(reverse(page, args=[person_id])).status_code == 403


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["alice", "bob", "officer", "guardian"])
def test_whoever_works_with_the_child_reads_the_record(page, who, cast, moment, client_for):
    reader = getattr(cast, who)
    theirs = known(cast, moment, seen_by=[reader])
    assert client_for(reader).get(reverse(page, args=[theirs.id])).status_code == 200
