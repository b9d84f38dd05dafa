"""Reads a question set from its folder: ``set.toml``, ``questions.csv``, ``variants.csv`` and ``answers.csv``.

Every fault of a file is gathered and said in words with its file and line: whoever writes a set puts right what is
wrong in one round. An unknown field is a fault, since it is mostly a known one written wrongly.
"""

import csv
import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from .declarations import (
    MANY,
    NAMED,
    ORDERED,
    TEXT,
    Choice,
    Figure,
    Line,
    Part,
    Question,
    QuestionSet,
    Rule,
    Scale,
    Score,
)  # fmt: skip

FILES = ("set.toml", "questions.csv", "variants.csv", "answers.csv")
TWINS = {"set", "version"}  # columns that only repeat which set it is
HEAD = set(
    "set version title purpose about scale owner agreed in_force follows kinds groups flags moments evidence comment "
    "action score second_reader declaration notes".split()
)
QUESTION = set(
    "part part_title id key meaning scale critical for not_for for_flag only_if only_if_case moments clocks prefill "
    "evidence comment action source note asks".split()
)
VARIANT, ANSWER = (
    set("key what for words at_most".split()),
    set("scale kind code label rank means reason treated_as".split()),
)
LINE = set("word any_critical any_of none_of number_of number share_at_least gaps_at_most".split())
SCORE = set("scale over grade gaps lines tells never".split())
RULE = {"asked_when", "required_when", "words", "label"}
NEVER = "never"
LOCAL, MOST_LOCAL = "local.", 5


class BadSet(Exception):
    """A set that cannot be used; ``faults`` says why, each in one sentence."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@dataclass
class Reader:
    """Reads the files of one folder and gathers what is wrong with them."""

    folder: Path
    faults: list[str] = field(default_factory=list)

    def say(self, where: str, words: str) -> None:
        """Keep a fault with its place."""
        self.faults.append(f"{where}: {words}")

    def head(self) -> dict[str, Any]:
        """Return what stands in the head."""
        try:
            text = (self.folder / "set.toml").read_text("utf-8")
            found = tomllib.loads(text, parse_float=Fraction)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
            raise BadSet([f"set.toml: it cannot be read ({trouble})."]) from None
        self.refuse_unknown("set.toml", found, HEAD)
        for name in ("set", "version", "title", "purpose", "about"):
            if not isinstance(found.get(name), str):
                self.say("set.toml", f"“{name}” is missing. Write it in quotation marks.")
        return found

    def refuse_unknown(self, where: str, found: Iterable[str], known: set[str]) -> None:
        """Keep a fault for each field nobody knows."""
        for name in sorted(set(found) - known):
            self.say(where, f"“{name}” is no field we know. Known are {', '.join(sorted(known))}.")

    def rows(self, name: str, known: set[str], *, may_lack: bool = False) -> list[tuple[str, dict[str, str]]]:
        """Return the rows of a table, each with its place; blank ones are left out."""
        path = self.folder / name
        if not path.exists():
            if not may_lack:
                self.say(name, "the file is missing.")
            return []
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            self.say(name, "the letters cannot be read. Save it as CSV UTF-8.")
            return []
        lines = csv.DictReader(text.splitlines())
        self.refuse_unknown(name, (each or "" for each in lines.fieldnames or ()), known | TWINS)
        return [found for found in (self.row(name, lines.line_num, row) for row in lines) if found]

    def row(self, name: str, number: int, row: Mapping[Any, Any]) -> tuple[str, dict[str, str]] | None:
        """Return one row with its place, or None for a blank one."""
        where = f"{name} line {number}"
        if None in row:
            self.say(where, "there are more cells than columns. Put words with a comma in quotation marks.")
        cells = {key: (value or "").strip() for key, value in row.items() if key}
        return (where, cells) if any(cells.values()) else None

    def whole(self, where: str, text: str, otherwise: int) -> int:
        """Return a whole number of a cell."""
        if text and not text.isdecimal():
            self.say(where, f"“{text}” is not a whole number.")
            return otherwise
        return int(text) if text else otherwise


def read_set(folder: Path, local: Path | None = None) -> QuestionSet:
    """Return the set of a folder, with the questions that an area adds in ``local``; raises BadSet."""
    reader = Reader(folder)
    head = reader.head()
    scales = scales_of(reader)
    parts = parts_of(reader, head, scales)
    if local is not None:
        parts += local_part(reader, local, head, scales)
    found = None if reader.faults else assembled(reader, head, scales, parts)
    if found is None or reader.faults:
        raise BadSet(reader.faults)
    return found


def assembled(reader: Reader, head: dict[str, Any], scales: dict[str, Scale], parts: tuple[Part, ...]) -> QuestionSet:
    """Return the set made of what was read."""
    agreed, force, follows, second = (head.get(name, {}) for name in ("agreed", "in_force", "follows", "second_reader"))
    return QuestionSet(
        key=head["set"], version=head["version"], title=head["title"], purpose=head["purpose"], about=head["about"],
        scales=scales, parts=parts, kinds=head.get("kinds", {}), flags=head.get("flags", {}),
        groups={name: tuple(kinds) for name, kinds in head.get("groups", {}).items()},
        moments=head.get("moments", {}), score=score_of(reader, head),
        second_share=Fraction(second.get("share", 0)), second_at_least=second.get("at_least", 0),
        owner=head.get("owner", ""),
        agreed_by=agreed.get("by", ""), agreed_on=day_of(reader, "agreed.on", agreed.get("on")),
        starts=day_of(reader, "in_force.from", force.get("from")), ends=day_of(reader, "in_force.to", force.get("to")),
        follows=(follows.get("set", head["set"]), follows.get("version", "")) if follows else None,
        declaration=head.get("declaration", ""), notes=head.get("notes", ""), fingerprint=fingerprint_of(reader.folder),
    )  # fmt: skip


def fingerprint_of(folder: Path) -> str:
    """Return what changes whenever a word of the set does, whatever the line ends."""
    texts = [(folder / name).read_text("utf-8-sig") if (folder / name).exists() else "" for name in FILES]
    return hashlib.sha256("\0".join(text.replace("\r\n", "\n") for text in texts).encode()).hexdigest()


def day_of(reader: Reader, name: str, value: object) -> date | None:
    """Return a day of the head."""
    if value is not None and type(value) is not date:
        reader.say("set.toml", f"{name} must be a date such as 2026-12-01, without quotation marks.")
        return None
    return value if type(value) is date else None


def scales_of(reader: Reader) -> dict[str, Scale]:
    """Return the scales of ``answers.csv``, each by its name."""
    found: dict[str, list[Choice]] = {}
    kinds: dict[str, set[str]] = {}
    for where, row in reader.rows("answers.csv", ANSWER, may_lack=True):
        kind, rank = row.get("kind", ""), row.get("rank", "")
        if kind not in ("grade", "named", "many", "beside"):
            reader.say(where, f"the kind “{kind}” must be grade, named, many or beside.")
        if (kind == "grade") != bool(rank):
            reader.say(where, "a grade has a rank, and nothing else has one.")
        choice = Choice(
            row.get("code", ""), row.get("label", ""), reader.whole(where, rank, 0) if rank else None,
            row.get("means", ""), kind == "beside", row.get("reason") == "required", row.get("treated_as", ""),
        )  # fmt: skip
        name = row.get("scale", "")
        if choice.code in {each.code for each in found.get(name, ())}:
            reader.say(where, f"“{choice.code}” stands twice in the scale {name}.")
        found.setdefault(name, []).append(choice)
        kinds.setdefault(name, set()).update({kind} - {"beside"})
    return {TEXT: Scale(TEXT, TEXT)} | {
        name: Scale(name, kind_of(reader, name, kinds[name]), tuple(choices)) for name, choices in found.items()
    }


def kind_of(reader: Reader, name: str, kinds: set[str]) -> str:
    """Return what kind of scale the kinds of its answers make."""
    if len(kinds) != 1:
        reader.say("answers.csv", f"the answers of the scale {name} must all be grades, all named or all many.")
    return {"grade": ORDERED, "many": MANY}.get(min(kinds, default=""), NAMED)


def variants_of(reader: Reader) -> dict[str, dict[str, dict[str, tuple[str, str]]]]:
    """Return {key: {what: {for: (words, at_most)}}} of ``variants.csv``."""
    found: dict[str, dict[str, dict[str, tuple[str, str]]]] = {}
    for where, row in reader.rows("variants.csv", VARIANT, may_lack=True):
        what = row.get("what", "")
        if what not in ("text", "grade", "figure", "comment"):
            reader.say(where, f"“{what}” must be text, grade, figure or comment.")
        found.setdefault(row.get("key", ""), {}).setdefault(what, {})[row.get("for", "")] = (
            row.get("words", ""), row.get("at_most", ""),
        )  # fmt: skip
    return found


def parts_of(reader: Reader, head: dict[str, Any], scales: dict[str, Scale]) -> tuple[Part, ...]:
    """Return the parts with their questions, in the order of ``questions.csv``."""
    variants = variants_of(reader)
    rules = {name: rule_of(reader, name, head.get(name, {})) for name in ("evidence", "comment", "action")}
    found: dict[tuple[str, str], list[Question]] = {}
    keys: set[str] = set()
    for where, row in reader.rows("questions.csv", QUESTION):
        row["scale"] = row.get("scale") or head.get("scale", "")
        question = question_of(reader, where, row, scales, variants.get(row.get("key", ""), {}), rules)
        keys.add(question.key)
        found.setdefault((row.get("part", ""), row.get("part_title", "")), []).append(question)
    for key in sorted(set(variants) - keys):
        reader.say("variants.csv", f"no question has the key “{key}”.")
    return tuple(Part(*name, tuple(questions)) for name, questions in found.items())


def question_of(
    reader: Reader, where: str, row: dict[str, str], scales: dict[str, Scale],
    variants: dict[str, dict[str, tuple[str, str]]], rules: dict[str, Rule],
) -> Question:  # fmt: skip
    """Return the question of a row with its variants."""
    if row["scale"] not in scales:
        reader.say(where, f"no scale is called “{row['scale']}”.")
    words: Callable[[str], tuple[str, ...]] = lambda name: tuple(row.get(name, "").split())  # noqa: E731
    chosen = {name: overruled(rule, row.get(name, "")) for name, rule in rules.items()}
    for label, _ in variants.get("comment", {}).values():
        chosen["comment"] = replace(chosen["comment"], label=label)
    return Question(
        id=row.get("id", ""), key=row.get("key", ""), meaning=reader.whole(where, row.get("meaning", ""), 1),
        asks=row.get("asks", ""), scale=scales.get(row["scale"], Scale(row["scale"], TEXT)),
        is_critical=yes_or_blank(reader, where, row.get("critical", "")),
        instead={kind: text for kind, (text, _) in variants.get("text", {}).items()},
        only_for=words("for"), not_for=words("not_for"), for_flag=row.get("for_flag", ""),
        only_if=conditions_of(reader, where, row.get("only_if", "")), only_if_case=row.get("only_if_case", ""),
        moments=words("moments"), descriptors={code: text for code, (text, _) in variants.get("grade", {}).items()},
        figures=tuple(Figure(key, *rest) for key, rest in variants.get("figure", {}).items()),
        evidence=chosen["evidence"], comment=chosen["comment"], action=chosen["action"], clocks=words("clocks"),
        prefill=row.get("prefill", ""), source=row.get("source", ""), note=row.get("note", ""),
    )  # fmt: skip


def yes_or_blank(reader: Reader, where: str, text: str) -> bool:
    """Return whether a cell says yes; a spreadsheet may have made TRUE of it."""
    if text.lower() not in ("", "yes", "true"):
        reader.say(where, f"“{text}” must be yes or blank.")
    return bool(text)


def conditions_of(reader: Reader, where: str, text: str) -> dict[str, tuple[str, ...]]:
    """Return {key of an earlier question: the answers with which this one is asked}: ``used=yes`` or ``a=x/y; b=z``."""
    found = {}
    for each in filter(None, (piece.strip() for piece in text.split(";"))):
        key, sign, codes = each.partition("=")
        if not sign:
            reader.say(where, f"“{each}” must say key=answer. Words about the case belong in only_if_case.")
        found[key.strip()] = tuple(code.strip() for code in codes.split("/"))
    return found


def rule_of(reader: Reader, name: str, told: dict[str, Any]) -> Rule:
    """Return the rule of the head about evidence, comments or actions."""
    reader.refuse_unknown(f"set.toml [{name}]", told, RULE)
    words = (told.get("words", ""), told.get("label", ""))
    return Rule(tuple(told.get("asked_when", ())), tuple(told.get("required_when", ())), *words)


def overruled(rule: Rule, cell: str) -> Rule:
    """Return the rule of one question: that of the set, or what its own cell says."""
    return Rule((), () if cell == NEVER else tuple(cell.split()), rule.words, rule.label) if cell else rule


def score_of(reader: Reader, head: dict[str, Any]) -> Score:
    """Return how the set is scored."""
    told = head.get("score", {})
    reader.refuse_unknown("set.toml [score]", told, SCORE)
    if told.get("over", "part") not in ("part", "whole"):
        reader.say("set.toml [score]", "“over” must be part or whole.")
    return Score(
        scale=told.get("scale", head.get("scale", "")), over=told.get("over", "part"), grade=told.get("grade", ""),
        gaps=tuple(told.get("gaps", ())), lines=tuple(line_of(reader, each) for each in told.get("lines", ())),
        tells=tuple(line_of(reader, each) for each in told.get("tells", ())), never=told.get("never", ""),
    )  # fmt: skip


def line_of(reader: Reader, told: dict[str, Any]) -> Line:
    """Return one line of the rule."""
    reader.refuse_unknown("set.toml [score] line", told, LINE)
    share = told.get("share_at_least")
    codes = {name: tuple(told.get(name, ())) for name in ("any_critical", "any_of", "none_of", "number_of")}
    return Line(
        word=told.get("word", ""), number=told.get("number", 0), gaps_at_most=told.get("gaps_at_most"),
        share_at_least=None if share is None else Fraction(share), **codes,
    )  # fmt: skip


def local_part(reader: Reader, local: Path, head: dict[str, Any], scales: dict[str, Scale]) -> tuple[Part, ...]:
    """Return the part that an area adds: at most five questions, whose keys begin with ``local.``."""
    theirs = Reader(local, reader.faults)
    parts = parts_of(theirs, head, scales)
    questions = tuple(question for part in parts for question in part.questions)
    for question in questions:
        if not question.key.startswith(LOCAL):
            theirs.say(f"questions.csv of {local.name}", f"the key “{question.key}” must begin with “{LOCAL}”.")
    if len(questions) > MOST_LOCAL:
        theirs.say(f"questions.csv of {local.name}", f"an area adds at most {MOST_LOCAL} questions.")
    return parts
