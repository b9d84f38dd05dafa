"""What the code of the house says about itself: files, rooms, steps, forms and deadlines, read without running it.

A line is a line of a file of Python or HTML as an editor counts it, empty ones too; tests, migrations and the
demonstration are left out. A token is a word or sign of Python as `tokenize` gives it, without comments and layout: a
line made longer has no fewer. A room has the steps of `steps_frozen.csv`, the list of commit 9dc577c, so that a step
left out later makes no room look dearer, and one added none cheaper.

A form is a hand-written view (it declares what it `needs`) that takes what is posted, itself or in a function of its
room to which it hands the request. A page that an engine makes of a step is none: it carries both by construction.
"""

import ast
import csv
import io
import tokenize
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

CODE = Path(__file__).resolve().parent.parent
FROZEN = Path(__file__).with_name("steps_frozen.csv")
LEFT_OUT = {"migrations", "tests", "demo", "node_modules"}
LAYOUT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
}  # fmt: skip

# The engines that came after commit 9dc577c: folders and, within an older folder, files.
NEW_ENGINES = (
    "foundations/statements",
    "foundations/questionnaires",
    "foundations/notices",
    "foundations/rules",
    "foundations/visits",
    "foundations/plans",
    "foundations/challenges",
)
MAKES_DEADLINES = "foundations/pathways/"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class File:
    """One file of Python or HTML."""

    def __init__(self, path: Path, code: Path) -> None:
        self.name = path.relative_to(code).as_posix()
        self.text = path.read_text("utf-8")
        self.is_python = path.suffix == ".py"

    @property
    def room(self) -> str:
        """The folder of the storey it lies in; a storey without folders is one room."""
        storey, *rest = self.name.split("/")
        if storey in {"config", "statute"}:
            return storey
        return rest[0] if len(rest) > 1 else "harbourlight"

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)

    @property
    def tokens(self) -> int:
        """How many words and signs it has."""
        read = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return sum(token.type not in LAYOUT for token in read)

    @property
    def is_of_a_new_engine(self) -> bool:
        """Whether it belongs to an engine that is newer than the frozen steps."""
        return self.name.startswith(tuple(f"{each.removesuffix('.py')}{end}" for each in NEW_ENGINES for end in "/."))


def files(code: Path = CODE) -> list[File]:
    """Read every file that counts."""
    found = (path for path in sorted(code.rglob("*")) if path.suffix in {".py", ".html"})
    counted = (path for path in found if not LEFT_OUT & set(path.relative_to(code).parts))
    return [File(path, code) for path in counted if path.name != "conftest.py"]


def frozen_steps() -> list[tuple[str, str, str]]:
    """Give (room, pathway, step) of every step there was."""
    with FROZEN.open(encoding="utf-8", newline="") as lines:
        return [(row["room"], row["pathway"], row["step"]) for row in csv.DictReader(lines)]


def declared_steps(read: list[File]) -> list[tuple[str, str, str]]:
    """Give (room, pathway, step) of every step that the code declares now."""
    return [
        (file.room, pathway_of(file, call), str(call.args[0].value))
        for file in read
        if file.is_python
        for call in calls(file.tree)
        if called(call) == "Step" and call.args and isinstance(call.args[0], ast.Constant)
    ]


def pathway_of(file: File, step: ast.Call) -> str:
    """Give the name by which a module knows the pathway around a step."""
    for node in file.tree.body:
        if node.lineno <= step.lineno <= (node.end_lineno or 0):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                return node.targets[0].id
            return getattr(node, "name", "")
    return ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in a piece of code."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """Give the last word of what is called; of a manager's verb the model and the verb."""
    words = ast.unparse(call.func).split(".")
    return ".".join((words[0], words[-1])) if "objects" in words else words[-1]


def deadlines_by_hand(read: list[File]) -> list[str]:
    """Name each place outside the engine of pathways that makes a deadline, or tells a step which to start."""
    makers = {"Deadline", "start_deadline", "Deadline.create"}
    return [
        f"{file.name}:{call.lineno}"
        for file in read
        if file.is_python and not file.name.startswith(MAKES_DEADLINES)
        for call in calls(file.tree)
        if called(call) in makers or (called(call) == "take" and any(each.arg == "starts" for each in call.keywords))
    ]


def functions(read: list[File]) -> list[tuple[int, str]]:
    """Give (lines, place and name) of every function."""
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{file.name}:{node.lineno} {node.name}")
        for file in read
        if file.is_python
        for node in ast.walk(file.tree)
        if isinstance(node, Function)
    ]
