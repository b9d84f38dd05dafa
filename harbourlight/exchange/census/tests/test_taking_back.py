"""A loading is shown by child, and is taken back whole: everything stands as it stood before."""

import copy
from datetime import date

import pytest
from django.core.management import call_command

from harbourlight.exchange.cincensus import making
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Identifier, Name, Person, SearchToken
from harbourlight.practice.childinneed.models import Assessment, CountedElsewhere, Episode, Plan
from harbourlight.practice.childprotection.models import ConferenceChild, Enquiry, LegalStage, ProtectionPlan

from ..loading.taking_back import take_back
from ..models import CensusChild, Contradiction, ImportRun, Pair
from .conftest import YEAR
from .test_updating import protected

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was written"
NEXT = named("2026-27")
MODELS = (
    Episode, Assessment, Plan, Enquiry, ProtectionPlan, ConferenceChild, LegalStage, CountedElsewhere, Deadline,
    StepTaken, Line, Identifier, CensusChild, Contradiction, Pair,
)  # fmt: skip


def standing():
    """Return every row of what a loading writes to, but versions, which only rise, and grants, which only end."""
    with as_system(WHY):
        rows = {model: list(model.objects.order_by("pk").values()) for model in (*MODELS, Person)}
        tokens = sorted(SearchToken.objects.values_list("person_id", "token"))
    for found in rows.values():
        for row in found:
            row.pop("version", None)
    return rows, tokens


def later_file(made):
    """Return the next file about a child with a plan: the plan has ended, the episode closed, another child is new."""
    later = copy.deepcopy(protected())
    detail = later["CINdetails"][0]
    detail |= {"CINclosureDate": date(2026, 9, 30), "ReasonForClosure": "RC7", "PrimaryNeedCode": "N4"}
    detail["ChildProtectionPlans"][0] |= {"CPPendDate": date(2026, 6, 15), "LatestCategoryOfAbuse": "PHY"}
    detail["ChildProtectionPlans"][0]["CPPreviewDate"].append(date(2026, 6, 15))
    later["ChildCharacteristics"]["Ethnicity"] = "AIND"
    return made([later, *making.children(6, NEXT)], year=NEXT, name="later.xml")


def test_a_loading_about_known_and_new_children_is_taken_back_to_what_stood(made, loaded, moment):
    loaded(made([protected()]))
    before = standing()
    run = loaded(later_file(made))
    assert standing() != before
    take_back(run=run, why="The file was another council's.", by=None, at=moment)
    rows, tokens = standing()
    with as_system(WHY):
        empty = Person.objects.filter(area=None)
        assert empty.count() == run.added
        assert not empty.exclude(born_on=None, sex="U").exists()
        still = Grant.objects.filter(person_id__in=list(empty.values_list("pk", flat=True)), valid_until=None)
        assert not still.exists()
    rows[Person] = [row for row in rows[Person] if row["area_id"] is not None]
    assert (rows, tokens) == before
    with pytest.raises(StepNotAllowed, match="already"):
        take_back(run=run, why="Again.", by=None, at=moment)


def test_what_was_taken_back_can_be_loaded_again(made, loaded, moment):
    path = made(making.children(8, YEAR))
    run = loaded(path)
    take_back(run=run, why="Too early.", by=None, at=moment)
    again = loaded(path)
    assert (again.added, again.pairs, again.unchanged) == (8, 0, 0)


def test_nothing_is_taken_back_when_somebody_has_built_on_it(made, loaded, cast, moment):
    run = loaded(made([protected()]))
    with as_system(WHY):
        person = Person.objects.get()
        Name.objects.create(person=person, kind="current", first_name="Jory", last_name="Skerry", recorded_at=moment)
    before = standing()
    with pytest.raises(StepNotAllowed, match="recorded more about 1"):
        take_back(run=run, why="Wrong.", by=None, at=moment)
    assert standing() == before


def test_nothing_is_taken_back_when_somebody_has_changed_what_it_added(made, loaded, moment):
    run = loaded(made([protected()]))
    with as_system(WHY):
        Episode.objects.update(primary_need="N9", version=2)
    before = standing()
    with pytest.raises(StepNotAllowed, match="recorded more"):
        take_back(run=run, why="Wrong.", by=None, at=moment)
    assert standing() == before


def test_nothing_is_taken_back_over_a_value_that_somebody_has_changed(made, loaded, moment):
    loaded(made([protected()]))
    run = loaded(later_file(made))
    with as_system(WHY):
        Episode.objects.filter(primary_need="N4").update(primary_need="N9")
    before = standing()
    with pytest.raises(StepNotAllowed, match="recorded more"):
        take_back(run=run, why="Wrong.", by=None, at=moment)
    assert standing() == before


def test_the_later_file_goes_back_first(made, loaded, moment, cast):
    first = loaded(made([protected()]))
    with as_system(WHY):
        ImportRun.objects.update(loaded_at=moment.replace(year=2025))
    second = loaded(later_file(made))
    with pytest.raises(StepNotAllowed, match="later file"):
        take_back(run=first, why="Wrong.", by=None, at=moment)
    take_back(run=second, why="Wrong.", by=None, at=moment)
    take_back(run=first, why="Wrong.", by=None, at=moment)
    with as_system(WHY):
        assert not Episode.objects.exists()


def test_the_business_unit_takes_a_loading_back_on_its_page_and_says_why(made, loaded, cast, client_for):
    run = loaded(made(making.children(4, YEAR)))
    client, address = client_for(cast.business), f"/census/loaded/{run.pk}/"
    assert address.encode() in client.get("/census/").content
    assert b"Why is it taken back" in client.post(address, {"why": " "}).content
    assert client.post(address, {"why": "It was last year's file."}).url == address
    page = client.get(address).content.decode()
    assert "Taken back" in page
    assert "last year" in page
    assert "taken back" in client.get("/census/").content.decode()
    assert client_for(cast.team_manager).get(address).status_code == 403


def test_the_command_shows_each_child_and_takes_back(made, cast, capsys):
    path = made(making.children(3, YEAR))
    call_command("census", "import", str(path), area=cast.area.code, show_children=True)
    said = capsys.readouterr().out
    assert said.count(", new: 1 episode") == 3
    run = said.split("take-back ")[1].split()[0]
    call_command("census", "take-back", run, area=cast.area.code, why="A trial.")
    assert "3 children are as they were" in capsys.readouterr().out
