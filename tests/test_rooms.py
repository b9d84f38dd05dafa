"""What rooms declare is true: the permissions, forms, verbs, clocks, states and pages that pathways name exist."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse

from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.pages import form_named, forms_of
from harbourlight.foundations.pathways.steps import Works
from harbourlight.foundations.rooms.room import AREAS, rooms
from harbourlight.foundations.rules.declared import RULES
from harbourlight.statute import clocks
from harbourlight.statute.errors import StatuteError

PATHWAYS = {
    f"{room.label}: {pathway.name}": (room, pathway) for room in rooms() for pathway in room.all_named("pathways")
}
# Those whose pages the engine makes.
MADE = {name: found for name, found in PATHWAYS.items() if found[1].kind}
EVERY = pytest.mark.parametrize(("room", "pathway"), PATHWAYS.values(), ids=PATHWAYS)
EVERY_MADE = pytest.mark.parametrize(("room", "pathway"), MADE.values(), ids=MADE)
UUID = "6b3ff1d2-2e6f-4b57-9bb2-0a1e7e1b0d11"


def test_every_pathway_that_a_room_holds_is_declared():
    declared = {id(pathway) for _, pathway in PATHWAYS.values()}
    held = {
        f"{module.__name__}.{name}"
        for room in rooms()
        for module in modules_of(room)
        for name, value in vars(module).items()
        if type(value).__name__ == "Pathway" and id(value) not in declared
    }
    assert held == set()


def modules_of(room):
    """Return the modules of a room in which pathways are declared."""
    try:
        module = import_module(f"{room.name}.pathway")
    except ModuleNotFoundError:
        return []
    inner = iter_modules(getattr(module, "__path__", ()), f"{module.__name__}.")
    return [module, *(import_module(each.name) for each in inner)]


@EVERY
def test_every_step_needs_a_permission_that_is_declared(room, pathway):
    assert [step.name for step in pathway.steps if step.may not in PERMISSIONS] == []


@EVERY
def test_every_state_is_reached_and_left_or_ends_the_process(room, pathway):
    reached = {pathway.first, *(step.to for step in pathway.steps)}
    assert [state for state in pathway.states if state not in reached] == []
    stays = [state for state in pathway.states if not pathway.steps_from(state)]
    assert [state for state in stays if state not in pathway.ended] == []
    named = {pathway.first, *pathway.ended, *(state for step in pathway.steps for state in step.frm)}
    assert named <= set(pathway.states)


@EVERY
def test_every_clock_is_of_the_law_or_a_rule_of_the_area(room, pathway):
    """Or the room tells the whole stretch, with the day on which people agreed."""
    for chain in pathway.clocks:
        tells_stretch = bool(chain.title) and chain.counts_from in pathway.facts
        for clock in chain.clocks():
            assert tells_stretch or clock in RULES or is_law(clock), clock


def is_law(clock):
    """Say whether the statute knows a limit."""
    try:
        return bool(clocks.get(clock))
    except StatuteError:
        return False


@EVERY_MADE
def test_every_fact_of_a_clock_is_told_or_a_field(room, pathway):
    model = apps.get_model(pathway.kind)
    facts = {fact for chain in pathway.clocks for fact in (chain.counts_from, chain.met_by, chain.where) if fact}
    assert {fact for fact in facts if not is_told(pathway, fact) and not is_field(model, fact)} == set()


def is_told(pathway, fact):
    """Say whether a room or an engine tells a fact."""
    return fact in pathway.facts or fact in chains.EVERYWHERE


def is_field(model, fact):
    """Say whether a fact is a field of the record, or is worked out by it."""
    try:
        return bool(model._meta.get_field(fact))
    except FieldDoesNotExist:
        return isinstance(getattr(model, fact, None), property)


@EVERY_MADE
def test_every_way_to_stand_to_a_record_is_known(room, pathway):
    ways = {way for step in pathway.steps for way in step.works}
    told = pathway.works or Works()
    assert ways <= {*works.WAYS, *pathway.ways, *told.offices, *told.agencies}
    assert {*told.offices.values(), *(may for _, may in told.agencies.values())} <= set(PERMISSIONS)


@EVERY_MADE
def test_every_step_with_a_page_has_its_form_its_verb_and_its_address(room, pathway):
    for step in pathway.steps:
        if step.asks:
            assert forms_of(pathway, step)
            assert step.name in pathway.verbs, step.name
        if step.rows:
            assert form_named(pathway, step.rows.asks)
        if step.of:
            part = apps.get_model(f"{room.label}.{pathway.part(step.of).name}")
            assert part._meta.get_field(pathway.part(step.of).record.partition(".")[0])
        if step.then:
            assert is_address(f"{room.label}:{step.then}") or reverse(f"{room.label}:{step.then}")
        if step.has_page:
            values = [UUID] if step.about or not step.creates else []
            assert reverse(f"{room.label}:{pathway.prefix}{step.name}", args=values)


@EVERY_MADE
def test_every_button_leads_to_a_page(room, pathway):
    """The engine made it, or the room has a page of its own under the step's name."""
    if not any(step.has_page for step in pathway.steps):
        return
    buttons = [step.name for step in pathway.steps if step.button and not step.has_page]
    assert [name for name in buttons if not is_address(f"{room.label}:{pathway.prefix}{name}")] == []


def is_address(name):
    """Say whether a page about one record has this name."""
    try:
        return bool(reverse(name, args=[UUID]))
    except NoReverseMatch:
        return False


@pytest.mark.django_db
def test_the_help_shows_every_step_of_every_pathway(client):
    page = client.get("/help/pathways/").content.decode()
    for _, pathway in PATHWAYS.values():
        assert pathway.name in page.replace("&#x27;", "'")
        assert [step.says for step in pathway.steps if step.says not in page.replace("&#x27;", "'")] == []


def test_every_line_of_the_menu_leads_to_a_room_in_an_area_of_work():
    for room in rooms():
        assert not room.menu or room.area_of_work in AREAS, room.label
        for line in room.menu:
            assert reverse(room.address(line.address))
            assert line.permission in PERMISSIONS
    orders = [line.order for room in rooms() for line in room.menu]
    assert len(set(orders)) == len(orders)


def test_every_record_is_of_a_model_that_exists():
    kinds = [room.kind(record.kind) for room in rooms() for record in room.records]
    assert len(set(kinds)) == len(kinds)
    assert all(apps.get_model(kind) for kind in kinds)
    needs = {record.needs for room in rooms() for record in room.records if record.needs}
    assert needs <= set(PERMISSIONS)


def test_every_room_has_a_title():
    assert [room.label for room in rooms() if not room.title] == []
