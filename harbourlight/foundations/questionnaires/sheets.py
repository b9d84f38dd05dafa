"""Answers as tables: a sheet to fill in, the same sheet read back through every check, and a key to its columns.

A row is found by its key, or by its printed number where the key is missing. Spreadsheets mangle what they open:
a number such as 1.10 comes back as 1.1, "yes" as TRUE; so the key is asked for first and codes are words.
"""

import re
from collections.abc import Iterable, Mapping

from harbourlight.foundations.uploads.table import Table

from .declarations import MANY, Question, QuestionSet
from .scoring import Given, asked_of, faults_in

ASKED = ("key", "id", "question", "answers")
ANSWERED = ("code", "comment", "evidence", "action", "reason", "figures")
HEADS = (*ASKED, *ANSWERED)
DICTIONARY = ("key", "meaning", "id", "question", "scale", "code", "label", "rank", "counts")
MANGLED = {"TRUE": "yes", "FALSE": "no"}
FIGURE = re.compile(r"\s*([\w.]+)\s*=\s*(\d+)\s*")


def sheet(found: QuestionSet, given: Mapping[str, Given], kind: str = "", flags: Iterable[str] = ()) -> list[list[str]]:
    """Return the table of a kind's questions with what is answered so far, its heading first."""
    asked = (
        asked_of(found, given, kind, tuple(flags))
        if given
        else tuple(q for q in found if q.concerns(kind, tuple(flags)))
    )
    return [list(HEADS), *(row_of(question, given.get(question.key, Given()), kind) for question in asked)]


def row_of(question: Question, answer: Given, kind: str) -> list[str]:
    """Return one question with its answer."""
    offered = " / ".join(choice.code for choice in question.scale.choices)
    figures = "; ".join(f"{figure.key}={answer.figures.get(figure.key, '')}" for figure in question.figures)
    return [
        question.key, question.id, question.words_for(kind), offered,
        answer.code, answer.comment, answer.evidence, answer.action, answer.reason, figures,
    ]  # fmt: skip


def dictionary(found: QuestionSet) -> list[list[str]]:
    """Return what each key and code means, one row for each, the heading first."""
    rows = [list(DICTIONARY)]
    for question in found:
        about = [question.key, str(question.meaning), question.id, question.asks, question.scale.name]
        for choice in question.scale.choices:
            rank = "" if choice.rank is None else str(choice.rank)
            rows.append([*about, choice.code, choice.label, rank, "no" if choice.is_beside else "yes"])
        if not question.scale.choices:
            rows.append([*about, "", "Words", "", "no"])
    return rows


def read_sheet(found: QuestionSet, table: Table) -> tuple[dict[str, Given], list[str]]:
    """Return {key: answer} of a table that was filled in, and what is wrong with it, each with its row."""
    if not {"key", "id"} & set(table.columns):
        return {}, [f"A row must name the columns {', '.join(HEADS)}. “key” is missing."]
    given: dict[str, Given] = {}
    faults: list[str] = []
    for row in table:
        faults += [f"Row {row.line}: {words}." for words in take_row(found, row.cells, given)]
    return given, faults


def take_row(found: QuestionSet, cells: Mapping[str, str], given: dict[str, Given]) -> list[str]:
    """Keep the answer of one row; return what stands against it."""
    if not any(cells.get(name) for name in ANSWERED if name != "figures") and not FIGURE.search(
        cells.get("figures", "")
    ):
        return []
    question = question_in(found, cells)
    if question is None:
        return [f"no question of this set has the key “{cells.get('key', '')}” or the number “{cells.get('id', '')}”"]
    if question.key in given:
        return [f"question {question.id} is answered twice"]
    answer, faults = answer_in(question, cells)
    given[question.key] = answer
    return faults + faults_in(question, answer)


def question_in(found: QuestionSet, cells: Mapping[str, str]) -> Question | None:
    """Return the question of a row."""
    if cells.get("key"):
        return found.find(cells["key"])
    return next((question for question in found if question.id == cells.get("id")), None)


def answer_in(question: Question, cells: Mapping[str, str]) -> tuple[Given, list[str]]:
    """Return the answer of a row, and what cannot be read in it."""
    figures, faults = figures_in(cells.get("figures", ""))
    texts = {name: cells.get(name, "") for name in ("comment", "evidence", "action", "reason")}
    return Given(code_in(question, cells.get("code", "")), figures=figures, **texts), faults


def code_in(question: Question, text: str) -> str:
    """Return the code that a cell means: itself, its label, or what a spreadsheet made of it."""
    if question.scale.kind == MANY:
        return " ".join(text.replace(";", " ").replace("/", " ").split())
    text = MANGLED.get(text, text)
    same = (each.code for each in question.scale.choices if text.lower() in (each.code.lower(), each.label.lower()))
    return next(same, text)


def figures_in(text: str) -> tuple[dict[str, int], list[str]]:
    """Return {figure: number} of a cell such as ``staff=12; trained=9``; one without a number is not answered."""
    found, faults = {}, []
    for piece in filter(None, (each.strip() for each in text.split(";"))):
        match = FIGURE.fullmatch(piece)
        if match:
            found[match[1]] = int(match[2])
        elif not piece.endswith("="):
            faults.append(f"“{piece}” must be a name, an equals sign and a whole number")
    return found, faults
