"""Who judges an emergency opening where barriers stand on the record, and who is told of it."""

import pytest
from django.db import connection

from harbourlight.foundations.access.actions import bar, break_glass
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Review
from harbourlight.foundations.agencies.models import TeamMembership

from .factories import child

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REASON = "At the hospital door now"


@pytest.fixture
def person(cast, moment):
    """Return a child whose record Nell will open."""
    return child(cast, moment)


def opened(cast, person, moment):
    """Let Nell open the record in an emergency."""
    assert break_glass(person_id=person.id, reason=REASON, by=cast.nurse, at=moment)


def readers(cast, as_user):
    """Return the first names of those of the cast who see the review."""
    names = set()
    for who in (cast.manager, cast.senior, cast.guardian, cast.nurse, cast.charlie):
        with as_user(who):
            if Review.objects.visible_to(who).filter(reason=REASON).exists():
                names.add(who.name.split()[0])
    return names


def told():
    """Return the first names of those told by e-mail."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'address' FROM procrastinate_jobs WHERE task_name = 'access.send_notice'")
        return sorted(row[0].split("@")[0].capitalize() for row in cursor.fetchall())


def close(cast, person, moment, kind, *named):
    """Place a barrier on the record."""
    bar(person_id=person.id, kind=kind, professionals=named, reason="In the story", by=cast.manager, at=moment)


def test_without_barriers_the_areas_managers_and_guardians_judge(cast, person, moment, as_user):
    opened(cast, person, moment)
    assert readers(cast, as_user) == {"Morag", "Senga", "Guy", "Nell"}
    assert told() == ["Morag"]


def test_an_excluded_manager_neither_sees_the_review_nor_is_told(cast, person, moment, as_user):
    close(cast, person, moment, "excluded", cast.manager)
    opened(cast, person, moment)
    assert readers(cast, as_user) == {"Senga", "Guy", "Nell"}
    assert told() == ["Guy"]


def test_an_exclusion_placed_later_closes_the_review_to_its_opener_too(cast, person, moment, as_user):
    opened(cast, person, moment)
    close(cast, person, moment, "excluded", cast.nurse)
    assert readers(cast, as_user) == {"Morag", "Senga", "Guy"}


def test_a_restriction_leaves_out_everybody_it_does_not_name(cast, person, moment, as_user):
    close(cast, person, moment, "restricted", cast.senior)
    opened(cast, person, moment)
    assert readers(cast, as_user) == {"Senga", "Nell"}
    assert told() == ["Senga"]


def test_where_a_restriction_leaves_nobody_the_guardians_judge(cast, person, moment, as_user):
    close(cast, person, moment, "restricted", cast.alice)
    opened(cast, person, moment)
    assert readers(cast, as_user) == {"Guy", "Nell"}
    assert told() == ["Guy"]


def test_an_excluded_guardian_never_judges(cast, person, moment, as_user):
    close(cast, person, moment, "restricted", cast.alice)
    close(cast, person, moment, "excluded", cast.guardian)
    opened(cast, person, moment)
    assert readers(cast, as_user) == {"Nell"}
    assert told() == []


def test_one_who_opened_the_record_does_not_count_as_its_judge(cast, person, moment, as_user):
    close(cast, person, moment, "restricted", cast.senior)
    assert break_glass(person_id=person.id, reason=REASON, by=cast.senior, at=moment)
    assert readers(cast, as_user) == {"Senga", "Guy"}
    assert told() == ["Guy"]


def test_a_team_manager_who_cannot_judge_is_told_beside_one_who_can(cast, person, moment, as_user):
    TeamMembership.objects.filter(professional=cast.manager).update(ended_on="2011-01-01")
    TeamMembership.objects.filter(professional=cast.alice).update(is_manager=True)
    opened(cast, person, moment)
    assert told() == ["Alice", "Morag"]


def test_an_excluded_manager_cannot_judge_by_the_reviews_own_address(cast, person, moment, client_for):
    close(cast, person, moment, "excluded", cast.manager)
    opened(cast, person, moment)
    with as_system("the test finds the review"):
        review = Review.objects.get()
    client = client_for(cast.manager)
    assert REASON not in client.get("/access/reviews/").content.decode()
    sent = {"finding": "justified", "note": "He was hurt."}
    assert client.post(f"/access/reviews/{review.id}/", sent).status_code == 404
    with as_system("the test looks at the review"):
        assert Review.objects.get().reviewed_at is None
