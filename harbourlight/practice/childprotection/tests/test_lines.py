"""The chronology of a child says each thing once: a meeting that a room keeps is not told by its meeting as well."""

import re

import pytest

from harbourlight.foundations.chronology.models import Line

from .plan_stories import met, put_on_plan
from .stories import child

pytestmark = pytest.mark.django_db


def lines_about(cast, as_user, person, words):
    """Return what the chronology of a child says with some words, as the worker reads it."""
    with as_user(cast.worker):
        said = list(Line.objects.filter(person_id=person.pk).values_list("what", flat=True))
    return sorted(what for what in said if re.search(words, what, re.IGNORECASE))


def test_discussion_conference_and_core_group_stand_in_the_chronology_once_each(cast, as_user, moment):
    perran = child(cast.area, moment)
    [plan] = put_on_plan(cast, as_user, moment, perran)
    met(cast, as_user, moment, plan, on="2026-03-13")
    assert lines_about(cast, as_user, perran, "discussion.*(planned|held)") == [
        "Strategy discussion held", "Strategy discussion planned",
    ]  # fmt: skip
    assert lines_about(cast, as_user, perran, "conference.*(planned|held)") == [
        "Child protection conference held", "Child protection conference planned",
    ]  # fmt: skip
    assert lines_about(cast, as_user, perran, "core group.*(planned|held|met)") == [
        "Core group held", "Core group planned",
    ]  # fmt: skip


def test_what_the_chair_does_with_papers_is_no_event_in_the_life_of_the_child(cast, as_user, moment):
    perran = child(cast.area, moment)
    put_on_plan(cast, as_user, moment, perran)
    assert lines_about(cast, as_user, perran, "invited|graded|checked") == []
