"""What a room says of itself in its ``apps.py``: plain class attributes, read when the product starts.

Whatever lies in the room's own modules is named as a dotted word relative to its package ("views.panels.for_child"),
because an ``apps.py`` is read before any model may be.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, ClassVar, NamedTuple

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string, module_has_submodule

AREAS = {
    "today": "Today", "children": "Children", "learning": "Learning", "partnership": "Partnership",
    "figures": "Figures", "directory": "Directory",
}  # fmt: skip
# What the engines must know of a room lies in these modules; to read them is to know it.
READ_AT_START = ("permissions", "pathway", "actions", "views")


class Line(NamedTuple):
    """A line of the menu: its words, the name of its address, who may follow it, and its place.

    ``area`` is the part of the menu in which it stands, where that is not the one of its room.

    Of lines with the same words each person has the first that they may follow: a whole room, or their agency's part.
    """

    words: str
    address: str
    permission: str
    order: int
    area: str = ""


class Record(NamedTuple):
    """A kind of record that lists and clocks name and link.

    ``kind`` is its model ("case", or "actions.challenge" of another engine), ``words`` its noun, ``address`` the name
    of an address that takes its id (without one that of its kind), ``needs`` the permission without which nothing is
    linked. ``about`` names a function of (asker, ids) that gives {id: text} of those the asker may see, ``short`` one
    of a deadline that says in few words what must happen. ``does`` says which page acts on which clock: rows of (the
    beginning of the clock's name, the name of an address that takes the record's id, the permission, the button), of
    which each reader has the first that they may; without ``does`` the steps of the pathway say who may act.
    What a record that ``says_itself`` is called (an action) is what must happen. Lines of a timeline from a record that
    ``is_process`` tell of the work and not of the child's life, and are left out unless asked for.
    """

    kind: str
    words: str
    needs: str = ""
    address: str = ""
    about: str = ""
    short: str = ""
    does: tuple[tuple[str, str, str, str], ...] = ()
    says_itself: bool = False
    is_process: bool = False


class Panel(NamedTuple):
    """What a room shows on a child's page or on everybody's first page: a title, a function, its place.

    ``section`` is the one of a child's page on which it stands ("glance", "plans", "documents"); without it work
    (an order below ten) stands at a glance, and all else under plans.

    On the first page the function gives rows (``listed.Item``), or (name of a template, its context) for what stands
    below them; on a child's page rows of (text, address, date), or a template. ``watches`` names models (or
    ``people.panels.Watched`` rows): the child's page asks once which of them hold anything about the child.
    """

    title: str
    shows: str
    order: int = 50
    watches: tuple[str, ...] = ()
    section: str = ""


class Room(AppConfig):
    """A room or an engine, and all that others know of it.

    ``title`` heads its part of the help, ``area_of_work`` is the part of the menu in which it stands, ``at`` the
    beginning of its addresses. ``pathways``, ``measures`` (lists of them) and ``meetings`` (kinds) are words.
    ``panels`` stand on a child's page, ``home`` on everybody's first page; ``request_places`` are {kind of record: the
    word of a function that says where requests about one are answered}. ``stages`` are words of functions of (request,
    ids of children) that give {child: ``listed.Stage``}; of several rooms the last that knows a child is shown.
    ``finds`` are words of functions of (request, words typed) that give what the box in the head of every page finds,
    as (text, address, what it is). ``bodies`` are words of functions of (areas, date) that give {key: name} of the
    bodies of some areas, in whose name meetings decide. ``after_death`` are words of functions of a
    ``people.deaths.Death`` that yield what ends with a life.
    """

    default = False  # a base is no application; Django would take it for one in every ``apps.py`` that imports it
    title: ClassVar[str] = ""
    area_of_work: ClassVar[str] = ""
    at: ClassVar[str] = ""
    menu: ClassVar[tuple[Line, ...]] = ()
    pathways: ClassVar[tuple[str, ...]] = ()
    records: ClassVar[tuple[Record, ...]] = ()
    measures: ClassVar[tuple[str, ...]] = ()
    panels: ClassVar[tuple[Panel, ...]] = ()
    home: ClassVar[tuple[Panel, ...]] = ()
    finds: ClassVar[tuple[str, ...]] = ()
    stages: ClassVar[tuple[str, ...]] = ()
    after_death: ClassVar[tuple[str, ...]] = ()
    request_places: ClassVar[dict[str, str]] = {}
    meetings: ClassVar[tuple[str, ...]] = ()
    bodies: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.default = True
        cls.name = cls.__module__.rpartition(".")[0]
        cls.verbose_name = cls.title

    def ready(self) -> None:
        """Read the modules from which engines learn what the room does: permissions, verbs, facts, what pages offer."""
        for part in READ_AT_START:
            if module_has_submodule(self.module, part):
                read_whole(f"{self.name}.{part}")

    def named(self, word: str) -> Any:
        """Return what a word of this room names; raises ImportError for one that names nothing."""
        return import_string(f"{self.name}.{word}")

    def all_named(self, part: str) -> list[Any]:
        """Return everything that the words of a part ("pathways") name."""
        return [self.named(word) for word in getattr(self, part)]

    def kind(self, word: str) -> str:
        """Return the label of a kind of record: of this room, unless it names another."""
        return word if "." in word else f"{self.label}.{word}"

    def address(self, word: str) -> str:
        """Return the full name of an address: of this room, unless it names another."""
        return word if ":" in word else f"{self.label}:{word}"


def read_whole(name: str) -> None:
    """Import a module, and all that lie in it when it is a package."""
    module = import_module(name)
    for each in walk_packages(getattr(module, "__path__", ()), f"{name}."):
        import_module(each.name)


def rooms() -> list[Room]:
    """Return the engines and rooms that are installed, the lowest storey first."""
    return [each for each in apps.get_app_configs() if isinstance(each, Room)]


def declared(part: str) -> Iterator[tuple[Room, Any]]:
    """Yield what all rooms declare of one part ("panels"), each with its room."""
    for room in rooms():
        for each in getattr(room, part):
            yield room, each
