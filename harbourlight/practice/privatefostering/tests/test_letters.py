"""Letters: worded so that people come forward, kept with the record, sent once."""

from datetime import date

import pytest

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.documents.reading_age import reading_age
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from .factories import at, child_of, told_of, visited

pytestmark = pytest.mark.django_db
PLAIN = 13  # years: names and addresses of courts and councils make a letter harder than its sentences


@pytest.fixture
def arrangement(cast, as_user):
    """Return an arrangement that a school told of on 20 January 2025."""
    with as_user(cast.colleague):
        yield told_of(cast, child_of(cast))


def decided(cast, arrangement, verb=actions.set_requirements, day="2025-01-30", **told):
    """Return the arrangement after a visit, a check and a decision of the senior manager."""
    seen = visited(cast, arrangement, "2025-01-29")
    checked = actions.check(
        arrangement=seen, carer_is="neighbour", started_on=date(2024, 12, 20), is_meant_to_last="yes",
        by=cast.colleague, at=at("2025-01-29"),
    ) if seen.state == "heard_of" else seen  # fmt: skip
    with as_system("the senior manager decides, since the team has no manager"):
        return verb(arrangement=checked, by=cast.senior, at=at(day), **told)


def sent(cast, arrangement, step, day="2025-02-03", **words):
    """Send a letter by post with its first words, and return it."""
    told = actions.first_words(arrangement, step, cast.colleague) | {"to_address": "1 Quay Lane"} | words
    getattr(actions, step)(
        arrangement=arrangement, by=cast.colleague, at=at(day), channel="post", told_on=date.fromisoformat(day), **told
    )
    return actions.sent_letter(arrangement, step)


@pytest.mark.parametrize("step", ["acknowledge", "tell_child"])
def test_a_letter_is_kept_as_it_went_and_goes_once(cast, arrangement, step):
    letter = sent(cast, arrangement, step)
    assert (letter.channel, letter.told_on, letter.written_by) == ("post", date(2025, 2, 3), cast.colleague)
    with pytest.raises(StepNotAllowed, match="It goes once"):
        sent(cast, arrangement, step)
    with as_system("a test counts"):
        assert Letter.objects.filter(subject_id=arrangement.pk).count() == 1


@pytest.mark.parametrize("step", actions.LETTERS)
def test_letters_are_plain_and_blame_nobody(cast, arrangement, step):
    told = decided(cast, arrangement, requirements="A bed of her own.", reasons="She sleeps on the sofa.")
    body = actions.first_words(told, step, cast.colleague)["body"]
    assert reading_age(body) <= PLAIN
    assert "Bryony" in body
    assert not [word for word in ("offence", "fine", "illegal", "must have told", "failed") if word in body]


def test_a_requirement_is_told_with_its_reasons_and_how_to_appeal(cast, arrangement):
    told = decided(cast, arrangement, requirements="A bed of her own.", reasons="She sleeps on the sofa.")
    body = sent(cast, told, "tell_decision").body
    for words in ("A bed of her own.", "She sleeps on the sofa.", "family court", "within 14 days"):
        assert words in body


def test_each_decision_has_its_letter(cast, arrangement):
    told = decided(cast, arrangement, requirements="A bed of her own.", reasons="She sleeps on the sofa.")
    sent(cast, told, "tell_decision")
    told.refresh_from_db()
    with pytest.raises(StepNotAllowed, match="goes once"):
        sent(cast, told, "tell_decision")
    later = decided(cast, told, actions.prohibit, day="2025-02-10", reasons="Nothing has changed.")
    assert "Nothing has changed." in sent(cast, later, "tell_decision", day="2025-02-11").body


def test_there_is_no_decision_to_tell_before_one_is_made(cast, arrangement):
    with as_system("a test puts it into a state"):
        type(arrangement).objects.filter(pk=arrangement.pk).update(state="open")
    arrangement.refresh_from_db()
    with pytest.raises(StepNotAllowed, match="no decision to tell yet"):
        sent(cast, arrangement, "tell_decision")


def test_the_end_is_told_by_the_team_that_visited_and_thirty_days_later_it_sees_nothing(cast, arrangement):
    ended = actions.end(
        arrangement=arrangement, ending="returned", ended_at=at("2025-02-03"), end_told_at=None, note="Home",
        by=cast.colleague, at=at("2025-02-05"),
    )  # fmt: skip
    assert "Our visits have ended" in sent(cast, ended, "tell_end", day="2025-02-06").heading
    with as_system("a test reads"):
        from harbourlight.foundations.access.models import Grant

        until = Grant.objects.filter(source=f"privatefostering:{arrangement.pk}").values_list("valid_until", flat=True)
        assert set(until) == {at("2025-03-07")}


def test_a_letter_does_not_go_before_anybody_knew(cast, arrangement):
    with pytest.raises(StepNotAllowed, match="came to know on 20 January 2025"):
        sent(cast, arrangement, "acknowledge", day="2025-01-19")


def test_the_sheet_is_for_those_who_read_the_record(cast, arrangement, client_for):
    letter = sent(cast, arrangement, "acknowledge")
    where = f"/private-fostering/letters/{letter.pk}/"
    assert "You have done nothing wrong" in client_for(cast.colleague).get(where).content.decode()
    assert client_for(cast.charlie).get(where).status_code in (403, 404)
