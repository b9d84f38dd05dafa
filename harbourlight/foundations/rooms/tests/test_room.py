"""A room is found by its folder, named by its package, and says by words what lies in it."""

import pytest
from django.apps import apps

from harbourlight.foundations.people import panels
from harbourlight.foundations.rooms.discovery import installed
from harbourlight.foundations.rooms.room import declared, rooms


def test_a_room_is_installed_because_its_folder_is_there():
    assert {room.name for room in rooms()} <= set(installed())
    assert {each.name for each in apps.get_app_configs()} >= set(installed())


def test_a_room_needs_to_say_no_name_of_its_own():
    early_help = apps.get_app_config("earlyhelp")
    assert (early_help.name, early_help.verbose_name) == ("harbourlight.practice.earlyhelp", "Early help")
    assert early_help.kind("case") == "earlyhelp.case"
    assert early_help.kind("actions.challenge") == "actions.challenge"
    assert early_help.address("mine") == "earlyhelp:mine"


def test_a_word_that_names_nothing_stops_the_start():
    with pytest.raises(ImportError, match="for_nobody"):
        apps.get_app_config("earlyhelp").named("views.panels.for_nobody")


def test_the_child_page_shows_every_panel_that_rooms_declare():
    wanted = {panel.title: (panel.order, room.named(panel.shows)) for room, panel in declared("panels")}
    shown = {title: (order, show) for title, (order, show, _) in panels.PANELS.items()}
    assert wanted.items() <= shown.items()
    assert {section for *_, section in panels.PANELS.values()} <= {"glance", "work", "plans", "documents"}
    assert "earlyhelp_case" in panels.WATCHED
