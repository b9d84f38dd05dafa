"""The forms that are written by hand, and whether each carries a submission number and offers its draft.

`ui.forms.Form` and `form_tag` give both to every form; one whose markup stands in a template of a room has neither.
A form that says it only searches changes nothing, and is not counted.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from harbourlight.config.house import File, Function

Views = dict[str, Function]
ACTING = {"actions", "ask", "take"}  # words of a view that does more than search


class Form(NamedTuple):
    """One hand-written form: where its view stands, and what it carries."""

    place: str
    has_submission: bool
    has_draft: bool
    is_typed: bool


def forms(read: list[File]) -> list[Form]:
    """Give every hand-written form of the house."""
    written_out = [Form(file.name, False, False, True) for file in read if is_written_out(file)]
    python = [file for file in read if file.is_python]
    rooms: defaultdict[str, list[File]] = defaultdict(list)
    for file in python:
        rooms[file.room].append(file)
    return sorted(written_out + [form for each in rooms.values() for form in forms_of(each, Kinds(python, each))])


def is_written_out(file: File) -> bool:
    """Say whether a template of a room holds the markup of a posted form; signing in has its own, in `ui`."""
    is_rooms = not file.is_python and file.room != "ui"
    return is_rooms and bool(re.search(r"<form[^>]*method=.?post", file.text, re.IGNORECASE))


def forms_of(room: list[File], kinds: "Kinds") -> Iterable[Form]:
    """Yield the hand-written forms of one room."""
    places = {
        node.name: (node, f"{file.name}:{node.lineno} {node.name}")
        for file in room
        for node in file.tree.body
        if isinstance(node, Function) and takes_request(node)
    }
    views = {name: node for name, (node, _) in places.items()}
    for name, (node, place) in places.items():
        reached = reach(name, views)
        if is_view(node) and any(takes_post(each) for each in reached):
            form = judged(place, words(node), set().union(*map(words, reached)), kinds)
            if form:
                yield form


def judged(place: str, own: set[str], all_words: set[str], kinds: "Kinds") -> Form | None:
    """Say what a form carries, from the words of its view and all it hands the request to; None where it searches."""
    asked = own & kinds.forms or all_words & kinds.forms
    only_searches = bool(asked) and asked <= kinds.searches and "submission" not in all_words
    if only_searches and not all_words & ACTING:
        return None
    return Form(place, not only_searches, not only_searches, bool(asked))


class Kinds:
    """The classes of forms as one room knows them, its own before others of the name, and those that only search."""

    def __init__(self, read: list[File], room: list[File]) -> None:
        known = {
            node.name: node for file in (*read, *room) for node in file.tree.body if isinstance(node, ast.ClassDef)
        }
        classes = known.values()
        bases = {node.name: {ast.unparse(base).split(".")[-1] for base in node.bases} for node in classes}
        self.forms = heirs({"Form"}, bases)
        self.searches = heirs({node.name for node in classes if only_searches(node)}, bases)


def heirs(first: set[str], bases: dict[str, set[str]]) -> set[str]:
    """Give these classes and all that descend from them."""
    found = set(first)
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def only_searches(node: ast.ClassDef) -> bool:
    """Say whether a class of forms says itself that it only narrows what a page shows."""
    return any(isinstance(line, ast.Assign) and ast.unparse(line) == "is_search = True" for line in node.body)


def takes_request(node: Function) -> bool:
    """Say whether a function is handed the request first."""
    return bool(node.args.args) and node.args.args[0].arg == "request"


def is_view(node: Function) -> bool:
    """Say whether a function declares the permission of an address."""
    return any(ast.unparse(each).startswith(("needs(", "access.needs(")) for each in node.decorator_list)


def takes_post(node: Function) -> bool:
    """Say whether a function itself reads what is posted, or asks whether anything is."""
    if {"POST", "require_POST"} & words(node):
        return True
    return any(
        isinstance(each, ast.Compare) and ast.unparse(each.left) == "request.method" and "'POST'" in ast.unparse(each)
        for each in ast.walk(node)
    )


def reach(name: str, views: Views) -> list[Function]:
    """Give a view and the functions of its room to which it hands the request, other views left out."""
    found, waiting = {name}, [name]
    while waiting:
        new = {each for each in words(views[waiting.pop()]) & set(views) if not is_view(views[each])} - found
        found |= new
        waiting += new
    return [views[each] for each in found]


def words(node: ast.AST) -> set[str]:
    """Give the names, attributes and keywords in a piece of code."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            found.add(each.id)
        elif isinstance(each, ast.Attribute):
            found.add(each.attr)
        elif isinstance(each, ast.keyword) and each.arg:
            found.add(each.arg)
    return found
