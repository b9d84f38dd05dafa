"""The figures of enquiries and initial conferences: what each count leaves out, and what its rate takes in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.declarations import Span
from harbourlight.foundations.measures.months import Month

from ..actions import transfers
from ..actions.deciding import ChildDecision, ChildPart
from ..indicators import BY_REF
from ..models import ConferenceChild
from .stories import child, conference_for, conferred, decided, referred

NOT_MET = ChildDecision("no_plan", "The risk is over: she lives with her aunt.")


@pytest.fixture
def figures(cast, moment):
    """Return a function that counts a measure in the month of now."""
    month = Month.of(moment.astimezone(LONDON).date())

    def count(ref, of=month):
        with as_system("a test counts the whole area"):
            return str(BY_REF[ref].by_month(cast.area, [of], moment + timedelta(seconds=1))[0])

    count.month = month
    return count


@pytest.fixture
def moved_here(cast, as_user, moment):
    """Return a girl whose plan moved here and whose transfer-in conference made one."""
    girl = child(cast.area, moment, "Eseld")
    referred(cast, as_user, moment, girl)
    with as_user(cast.worker):
        told = transfers.notify_in(
            person=girl, area=cast.area, team=cast.assessment, notified_on=moment.astimezone(LONDON).date(),
            other_authority="Wickmoor", by=cast.worker, at=moment,
        )  # fmt: skip
    conference = conference_for(
        cast, as_user, moment, [girl], kind="transfer_in", starts_at=moment, due_on=told.conference_due_on
    )
    conferred(cast, as_user, moment, conference)
    decided(cast, as_user, moment, conference)
    return girl


def test_each_childs_enquiry_counts_once(figures, running):
    month = Month.of(running[0].started_on)
    assert figures("CP1", month) == "2"
    assert figures("CP1-NI", month) == "2"


def test_the_count_leaves_out_who_moved_here_and_the_rate_takes_them_in(
    figures, cast, as_user, moment, held_conference, moved_here
):
    decided(cast, as_user, moment, held_conference, Wenna=NOT_MET)
    assert figures("CP2") == "2"
    assert figures("CP2-NI") == "3"
    assert figures("CP2b") == "1"
    assert figures("CP2b-QL") == "100.0% (1 of 1)"
    assert figures("CP4-VAL") == "1"
    assert figures("CP4") == "50.0% (1 of 2)"


def test_a_conference_of_a_temporary_registration_counts_nowhere(figures, cast, as_user, moment, held_conference):
    with as_user(cast.worker):
        ConferenceChild.objects.filter(conference=held_conference, person__first_name="Wenna").update(is_temporary=True)
    assert figures("CP2") == "1"
    assert figures("CP2-NI") == "1"


def test_in_time_is_by_the_discussion_that_began_the_enquiry(figures, cast, as_user, moment, held_conference):
    assert figures("CP3-VAL") == "2"
    with as_user(cast.worker):
        rows = ConferenceChild.objects.filter(conference=held_conference, person__first_name="Wenna")
        rows.update(due_on=held_conference.held_at.astimezone(LONDON).date() - timedelta(days=1))
    assert figures("CP3-VAL") == "1"
    assert figures("CP3-QL") == "50.0% (1 of 2)"


def test_who_moved_here_is_in_no_count_of_time(figures, moved_here):
    assert figures("CP3-VAL") == "0"
    assert figures("CP3-QL") == "none"


def test_conferences_without_a_quorum_are_counted(figures, cast, as_user, moment, conference):
    conferred(cast, as_user, moment, conference, without=("police", "health"), inquorate_reason="Cannot wait.")
    assert figures("CP-QUORUM") == "1"


def test_records_stand_behind_the_number(figures, cast, moment, held_conference):
    with as_system("a test counts the whole area"):
        rows = BY_REF["CP2"].rows(cast.area, Span(figures.month, figures.month, moment + timedelta(seconds=1)))
        assert {row.person.first_name for row in rows} == {"Perran", "Wenna"}


def test_the_records_behind_each_number_open_on_a_page(cast, client_for, moment, held_conference, figures):
    client = client_for(cast.team_manager)
    for ref in ("CP1", "CP2", "CP3-VAL", "CP4", "CP-QUORUM"):
        page = client.get(reverse("childprotection:behind", args=[ref]), {"month": str(figures.month)})
        assert page.status_code == 200
    assert "Perran Sandling" in client.get(reverse("childprotection:behind", args=["CP2"])).content.decode()


def test_children_of_five_or_more_who_took_part(figures, cast, as_user, moment, conference, perran):
    not_there = {perran.pk: ChildPart("did_not", "He was asked and said no.")}
    conferred(cast, as_user, moment, conference, parts=not_there)
    assert figures("CP-PART") == "0.0% (0 of 1)"
    with as_user(cast.worker):
        ConferenceChild.objects.filter(person=perran).update(took_part="advocate")
    assert figures("CP-PART") == "100.0% (1 of 1)"
