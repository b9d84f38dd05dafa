"""The rules of the house that linters cannot see."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "harbourlight"
MOST_LINES = 400
LOCKS = (
    "requirements.txt", "requirements-dev.txt", "requirements-node.txt", "requirements-uv.txt",
    "package-lock.json", "uv.lock",
)  # fmt: skip

# Which files a rule is about, from the folder of the storey on; a pattern that matches nothing keeps nothing.
PATTERNS = {
    "pages": r"\w+/\w+/(?:\w+_)?(?:views|forms|urls)(?:/\w+)*\.py",
    "actions": r"\w+/\w+/actions(?:/\w+)*\.py",
    "statute": r"statute/\w+\.py",
    "outside ui": r"(?:practice|foundations/(?!ui/)|publishing|partnership|assurance|exchange).*\.py",
}
# At least so many of today's files: fewer tell that a pattern no longer sees what it is about.
LEAST = {"pages": 150, "actions": 100, "statute": 5, "outside ui": 400}
# Actions that name nobody, and why.
WITHOUT_WHO = {"foundations/people/actions.py retoken": "search words follow a name, which was written by somebody"}

# Where the product itself may look at every row, and why (module,why). A new place is added knowingly.
LISTED = ROOT / "tests" / "as_system.csv"


@cache
def modules():
    """Return every module of the product as (path, its text, its tree), migrations and tests left out."""
    found = []
    for path in sorted(CODE.rglob("*.py")):
        if not {"migrations", "node_modules"} & set(path.parts):
            text = path.read_text("utf-8")
            found.append((path.relative_to(CODE).as_posix(), text, ast.parse(text)))
    return found


def written():
    """Return the product's own modules without its tests."""
    return [module for module in modules() if "/tests/" not in module[0] and not module[0].endswith("conftest.py")]


def matching(name):
    """Return the modules that a rule is about."""
    return [module for module in written() if re.fullmatch(PATTERNS[name], module[0])]


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_matches_files(name):
    assert len(matching(name)) >= LEAST[name]


def test_the_patterns_see_the_files_of_every_way_to_write_a_room():
    seen = {path for name in ("pages", "actions") for path, _, _ in matching(name)}
    assert seen >= {
        "foundations/access/views.py", "foundations/people/detail_views.py", "practice/frontdoor/forms/intake.py",
        "practice/earlyhelp/actions/begin.py", "foundations/people/actions.py", "foundations/actions/views.py",
    }  # fmt: skip
    assert "foundations/actions/models.py" not in seen


def objects_used(tree):
    """Yield the line of every ``.objects`` that is not followed by ``visible_to``."""
    allowed = {
        id(node.value) for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to" and isinstance(node.value, ast.Attribute)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"} and id(node) not in allowed:
            yield node.lineno


def test_views_forms_and_addresses_reach_rows_only_through_visible_to():
    faults = [f"{path}:{line}" for path, _, tree in matching("pages") for line in objects_used(tree)]
    assert not faults


def test_the_areas_of_an_agency_are_those_of_a_date():
    """An agency that has left an area works there no more: ``agencies.areas`` asks on a date."""
    asks = [path for path, text, _ in matching("outside ui") if re.search(r"\bagency\.areas\b", text)]
    assert not asks


def test_no_file_is_longer_than_400_lines():
    texts = [(path, text) for path, text, _ in modules()]
    texts += [
        (path.relative_to(CODE).as_posix(), path.read_text("utf-8"))
        for path in (
            *CODE.rglob("*.html"),
            *CODE.rglob("*/static/harbourlight/*.css"),
            *CODE.rglob("*/static/harbourlight/*.js"),
        )
    ]
    faults = [f"{path}: {len(text.splitlines())}" for path, text in texts if len(text.splitlines()) > MOST_LINES]
    assert not faults


def test_foreign_keys_to_other_rooms_name_the_class():
    keys = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    faults = []
    for path, _, tree in written():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") in keys and node.args):
                continue
            target = node.args[0]
            if isinstance(target, ast.Constant) and "." in str(target.value):
                faults.append(f"{path}:{node.lineno}")
    assert not faults


def test_every_module_says_what_it_is():
    faults = [path for path, text, tree in modules() if text.strip() and not ast.get_docstring(tree)]
    assert not faults


def test_every_public_class_and_function_says_what_it_does():
    faults = [
        f"{path}:{node.lineno} {node.name}"
        for path, _, tree in written()
        for node in public(tree)
        if not ast.get_docstring(node)
    ]
    assert not faults


def public(tree):
    """Yield the public functions and classes of a module, and the public methods of its classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    inner for inner in node.body
                    if isinstance(inner, kinds)
                    and not inner.name.startswith("_") and inner.name not in {"Meta", "Media"}
                )  # fmt: skip


def test_nothing_is_left_to_do():
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b")
    faults = [
        f"{path}:{number}"
        for path, text, _ in modules()
        for number, line in enumerate(text.splitlines(), 1)
        if marks.search(line)
    ]
    assert not faults


def callers_of_as_system():
    """Return the modules that let the product itself look."""
    return {
        path for path, _, tree in written()
        if not path.endswith("access/guard.py")
        and any(
            isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "as_system"
            for node in ast.walk(tree)
        )
    }  # fmt: skip


def listed_callers():
    """Return the modules of tests/as_system.csv with their reasons."""
    with LISTED.open(encoding="utf-8", newline="") as lines:
        return dict(list(csv.reader(lines))[1:])


def test_the_product_itself_looks_only_in_the_places_listed():
    listed = listed_callers()
    assert callers_of_as_system() == set(listed), "keep tests/as_system.csv (module, why) as the code is"
    assert all(why.strip() for why in listed.values())


def test_only_the_user_interface_knows_govuk_classes():
    faults = [
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.html")
        if "foundations/ui/" not in path.as_posix()
        and re.search(r"govuk-|app-(?:header|footer)", path.read_text("utf-8"))
    ]
    faults += [
        path for path, text, _ in matching("outside ui") if re.search(r"[\"' ]govuk-[a-z]", text)
    ]  # fmt: skip
    assert not faults


def test_templates_hold_no_script_style_or_handler_of_their_own():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)
    faults = [
        path.relative_to(CODE).as_posix() for path in CODE.rglob("*.html") if inline.search(path.read_text("utf-8"))
    ]
    assert not faults


def test_templates_ask_the_database_nothing():
    queries = re.compile(r"\.(filter|exists|iterator)\b|\.\w+_set\b")
    faults = []
    for path in CODE.rglob("*.html"):
        for words in re.findall(r"{[{%](.*?)[%}]}", path.read_text("utf-8")):
            if queries.search(re.sub(r"forloop\.\w+|\"[^\"]*\"", "", words)):
                faults.append(f"{path.relative_to(CODE).as_posix()}: {words.strip()}")
    assert not faults


def one_transaction(tree):
    """Yield the actions of a module: its public functions that are whole or not at all."""
    for node in tree.body:
        is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if is_public and any(ast.unparse(each).startswith("transaction.atomic") for each in node.decorator_list):
            yield node


def names_of(arguments):
    """Return the names among arguments that say who and when."""
    return {"by", "at"} & {argument.arg for argument in arguments}


def test_actions_name_who_and_when():
    """An action names who acts, or when the product itself does, and both only by their words."""
    faults = []
    for path, _, tree in matching("actions"):
        for node in one_transaction(tree):
            place = f"{path} {node.name}"
            if names_of((*node.args.posonlyargs, *node.args.args)):
                faults.append(f"{place}: by and at are keyword-only")
            if not names_of(node.args.kwonlyargs) and place not in WITHOUT_WHO:
                faults.append(f"{place}: says neither who nor when")
    assert not faults


def test_the_rule_about_actions_sees_what_it_is_there_to_see():
    tree = ast.parse("@transaction.atomic\ndef moor(ship, by, at):\n    ship.save()\n")
    (node,) = one_transaction(tree)
    assert names_of(node.args.args) == {"by", "at"}
    assert sum(1 for _, _, tree in matching("actions") for _ in one_transaction(tree)) >= 100


def test_statute_does_not_know_django():
    faults = [path for path, text, _ in matching("statute") if re.search(r"^\s*(?:from|import) django", text, re.M)]
    assert not faults


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_host_and_no_place_of_a_machine(name):
    path = ROOT / name
    if not path.is_file():
        return
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        text = re.sub(r'"(?:funding|url|homepage)": *"[^"]*"', "", text)
    found = re.search(r"https?://|--(?:extra-)?index-url|--find-links|file://|/(?:home|root|tmp|work|Users)/", text)
    assert not found, f"{name} names {found.group() if found else ''}"


# Who makes the rows that a step leaves behind, by the engine whose rows they are; everybody else asks one of these.
MAKERS = {
    ("pathways", "StepTaken"): {"foundations/pathways/actions.py", "practice/frontdoor/actions/receive.py"},
    ("pathways", "Deadline"): {
        "foundations/pathways/actions.py", "foundations/pathways/chains.py", "foundations/pathways/local.py",
    },
    ("chronology", "Line"): {
        "foundations/chronology/actions.py", "foundations/pathways/actions.py", "practice/frontdoor/actions/receive.py",
    },
    ("access", "Grant"): {
        "foundations/access/actions.py", "foundations/people/merging.py", "practice/frontdoor/actions/receive.py",
    },
}  # fmt: skip


def names_from(tree, engine):
    """Return the names that a module has from the models of an engine."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith((f"{engine}.models", "models"))
        and (engine in (node.module or "") or node.level)
        for alias in node.names
    }  # fmt: skip


@pytest.mark.parametrize(("engine", "row"), MAKERS)
def test_what_a_step_leaves_behind_is_made_in_one_place(engine, row):
    made = {
        path for path, _, tree in written()
        if row in names_from(tree, engine) and not path.startswith("config/bench")
        and (f"foundations/{engine}/" in path or f"foundations.{engine}.models" in texts_of()[path])
        and any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == row for node in ast.walk(tree))
    }  # fmt: skip
    assert made == MAKERS[engine, row]


@cache
def texts_of():
    """Return {path: text} of the product's own modules."""
    return {path: text for path, text, _ in written()}


# What only engines do, with what rooms declare (``rooms.Room``).
REGISTRIES = {"subjects", "home", "panels", "elsewhere", "registry", "types"}
BY_HAND = {"register", "watch", "watch_for"}


def test_rooms_declare_what_engines_register():
    faults = [
        f"{path}:{node.lineno}"
        for path, _, tree in written()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in BY_HAND
        and isinstance(node.func.value, ast.Name) and node.func.value.id in REGISTRIES
    ]  # fmt: skip
    assert not faults


# A list of the dataset's own is made of the measures that rooms declare.
READY_OF_THEIR_OWN = {"assurance/dataset/apps.py"}


def test_rooms_need_no_start_of_their_own():
    faults = {
        path
        for path, text, _ in written()
        if path.endswith("/apps.py") and not path.startswith("foundations/") and "def ready" in text
    }
    assert faults == READY_OF_THEIR_OWN
