"""A restricted report stays with its author, the chair and its readers, also while changes to it are asked for."""

import pytest
from django.urls import reverse

from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards import actions
from harbourlight.partnership.boards.actions import reports

from .stories import bodies, planned

pytestmark = pytest.mark.django_db
CLOSED = "Few read this."
WORDS = f"# Background\n\n{CLOSED}"


@pytest.fixture
def asked(cast, moment, as_user):
    """Return a report of the police that only the senior manager reads, and of which changes are asked."""
    made = bodies(cast, moment)
    sitting = planned(made.board, cast, moment, days=90)
    with as_user(cast.business):
        asked = actions.ask_report(
            sitting=sitting, agency=cast.police, title="Closed report", question="What?", by=cast.business, at=moment
        )
    with as_user(cast.sergeant):
        asked = actions.give_report(
            asked=asked, words=WORDS, is_restricted=True, readers=[cast.senior], by=cast.sergeant, at=moment
        )
    with as_user(cast.business):
        return actions.ask_changes(asked=asked, changes="Name the wards.", by=cast.business, at=moment)


def test_who_arranges_the_meeting_does_not_read_it_by_asking_for_changes(cast, asked, client_for):
    page = reverse("boards:report", args=[asked.pk])
    assert CLOSED in client_for(cast.sergeant).get(page).content.decode()
    answer = client_for(cast.business).get(page)
    assert answer.status_code == 200
    assert CLOSED not in answer.content.decode()


def test_who_may_not_read_it_does_not_write_another_in_its_place(cast, asked, moment, as_user):
    with as_user(cast.business), pytest.raises(StepNotAllowed, match="restricted"):
        actions.change_report(asked=asked, words="Mine.", by=cast.business, at=moment)
    with as_user(cast.sergeant):
        changed = actions.change_report(asked=asked, words="Few, by ward.", by=cast.sergeant, at=moment)
        assert reports.words_of(changed, cast.sergeant) == "Few, by ward."
