"""Next year's file, files that speak against the record, and children who may be on file already."""

import copy
from datetime import date

import pytest

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.actions import bulk_tokens
from harbourlight.foundations.people.models import Identifier, Person
from harbourlight.practice.childinneed.actions import refer
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childprotection.models import ConferenceChild, ProtectionPlan

from ..loading.pairs import decide
from ..loading.work import noon
from ..models import Contradiction, Pair
from .conftest import YEAR

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was written"
NEXT = named("2026-27")


def protected(number=1):
    """Return a child with every module, whose protection plan is still open."""
    child = list(making.children(number, YEAR, every_module=True))[-1]
    plan = child["CINdetails"][0]["ChildProtectionPlans"][0]
    plan.pop("CPPendDate")
    plan["CPPreviewDate"] = plan["CPPreviewDate"][:1]
    child["CINdetails"][0]["CINPlanDates"] = []
    return child


def test_next_years_file_ends_the_plan_and_closes_the_episode(made, loaded):
    child = protected()
    loaded(made([child]))
    later = copy.deepcopy(child)
    detail = later["CINdetails"][0]
    detail |= {"CINclosureDate": date(2026, 9, 30), "ReasonForClosure": "RC7", "PrimaryNeedCode": "N4"}
    detail["ChildProtectionPlans"][0] |= {"CPPendDate": date(2026, 6, 15), "LatestCategoryOfAbuse": "PHY"}
    detail["ChildProtectionPlans"][0]["CPPreviewDate"].append(date(2026, 6, 15))
    run = loaded(made([later], year=NEXT))
    assert (run.added, run.changed, run.contradictions, run.unread) == (0, 1, 0, 0)
    with as_system(WHY):
        episode, plan = Episode.objects.get(), ProtectionPlan.objects.get()
        assert (episode.closed_on, episode.close_reason, episode.primary_need) == (date(2026, 9, 30), "RC7", "N4")
        assert (plan.ended_on, plan.latest_category, plan.review_due_on) == (date(2026, 6, 15), "PHY", None)
        assert ConferenceChild.objects.get(held_on=date(2026, 6, 15)).decision == "ends"
        assert not Deadline.objects.running().filter(subject_id__in=(episode.pk, plan.pk)).exists()


def test_what_somebody_recorded_stays_and_the_file_is_listed(made, loaded):
    child = protected()
    loaded(made([child]))
    with as_system(WHY):
        Episode.objects.update(primary_need="N9")
    later = copy.deepcopy(child)
    later["CINdetails"][0]["PrimaryNeedCode"] = "N3"
    assert loaded(made([later], year=NEXT)).contradictions == 1
    with as_system(WHY):
        assert Episode.objects.get().primary_need == "N9"
        said = Contradiction.objects.get()
        assert (said.element, said.said, said.on_record) == ("PrimaryNeedCode", "N3", "N9")


def test_an_episode_over_another_is_listed_and_not_loaded(made, loaded):
    child = protected()
    loaded(made([child]))
    later = copy.deepcopy(child)
    later["CINdetails"][0]["CINreferralDate"] = child["CINdetails"][0]["CINreferralDate"].replace(day=1, month=8)
    assert loaded(made([later], year=NEXT)).contradictions == 1
    with as_system(WHY):
        assert Episode.objects.count() == 1


def on_file(cast, moment, as_user, child, **more):
    """Put the child of a file on file by hand, referred on the same day, under a name."""
    said = child["ChildIdentifiers"]
    made = Person(
        first_name="Jory", last_name="Skerry", born_on=said["PersonBirthDate"], sex=said["Sex"], area=cast.area,
        recorded_at=moment, **more,
    )  # fmt: skip
    made.save(force_insert=True)
    with as_user(cast.team_manager):
        refer(
            people=[made], area=cast.area, team=cast.assessment, by=cast.team_manager, at=moment, source="2A",
            referred_at=noon(child["CINdetails"][0]["CINreferralDate"]),
        )  # fmt: skip
    return made


@pytest.fixture
def waiting(cast, moment, as_user, made, loaded):
    """Return a pair that waits: a child of a file, and one on file born and referred on the same days."""
    child = protected()
    person = on_file(cast, moment, as_user, child)
    bulk_tokens([person])
    run = loaded(made([child]))
    assert (run.added, run.pairs) == (0, 1)
    with as_system(WHY):
        return Pair.objects.get()


def test_a_child_like_one_on_file_waits_for_a_person(waiting):
    with as_system(WHY):
        assert Person.objects.count() == 1
        assert not ProtectionPlan.objects.exists()


def test_the_same_child_takes_on_what_the_file_tells(waiting, cast, moment, as_user):
    with as_user(cast.team_manager):
        decide(pair=waiting, person_id=waiting.child_ids[0], note="The school knows him by both.",
               by=cast.team_manager, at=moment)  # fmt: skip
    with as_system(WHY):
        assert Person.objects.get().first_name == "Jory"
        assert Identifier.objects.get(kind="local").value == waiting.number
        assert ProtectionPlan.objects.get().person_id == waiting.child_ids[0]
        assert Contradiction.objects.filter(element="ReferralSource").count() <= 1
        assert Pair.objects.get().told == {}


def test_another_child_is_put_on_file(waiting, cast, moment, as_user, made, loaded):
    with as_user(cast.team_manager):
        decide(pair=waiting, person_id=None, note="A cousin.", by=cast.team_manager, at=moment)
    with as_system(WHY):
        assert Person.objects.count() == 2
    run = loaded(made([protected()]))
    assert (run.unchanged, run.pairs) == (1, 0)
