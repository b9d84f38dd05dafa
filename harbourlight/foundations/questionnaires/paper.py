"""The paper form of a set: a tagged PDF to print, fill in by hand and type in later."""

from pathlib import Path
from typing import Any

from harbourlight.foundations.ui import pdf

from .declarations import MANY, TEXT, Question, QuestionSet

TEMPLATE = Path(__file__).with_name("paper.typ")
BY_SCALE = {TEXT: "Write your answer.", MANY: "Tick all that hold."}


def paper_form(found: QuestionSet, kind: str = "", moment: str = "") -> bytes:
    """Return the blank form for a kind of setting, with its code at the head of every page."""
    made: bytes = pdf.made(TEMPLATE, "form", contents_of(found, kind, moment))
    return made


def contents_of(found: QuestionSet, kind: str, moment: str) -> dict[str, Any]:
    """Return what stands on the form."""
    parts = [
        (part, [each for each in part.questions if each.concerns(kind, found.flags, moment)]) for part in found.parts
    ]
    return {
        "title": found.title,
        "code": " ".join(filter(None, (found.key, found.version, kind, moment))),
        "about": list(filter(None, (found.kinds.get(kind), found.moments.get(moment), found.notes))),
        "parts": [
            {
                "title": f"{part.id} {part.title}".strip(),
                "questions": [printed(each, found, kind) for each in questions],
            }
            for part, questions in parts
            if questions
        ],
        "declaration": found.declaration,
    }


def printed(question: Question, found: QuestionSet, kind: str) -> dict[str, Any]:
    """Return one question as it is printed."""
    return {
        "id": question.id,
        "asks": question.words_for(kind),
        "when": " ".join(filter(None, (BY_SCALE.get(question.scale.kind, ""), *conditions(question, found)))),
        "choices": [
            {"label": choice.label, "means": question.descriptors.get(choice.code) or choice.means}
            for choice in question.scale.choices
        ],
        "figures": [figure.asks for figure in question.figures],
        "lines": [
            words
            for words, is_asked in (
                ("Comment", bool(question.comment.asked_when or question.comment.required_when)),
                ("Where this can be seen", bool(question.evidence.asked_when or question.evidence.required_when)),
                ("What will be done, by whom, by when", bool(question.action.asked_when)),
                ("Reason", any(choice.needs_reason for choice in question.scale.choices)),
                ("Answer", question.scale.kind == TEXT),
            )
            if is_asked
        ],
    }


def conditions(question: Question, found: QuestionSet) -> list[str]:
    """Return in words when a question is to be answered."""
    said = []
    for key, codes in question.only_if.items():
        earlier = found.find(key)
        labels = [choice.label for choice in earlier.scale.choices if choice.code in codes] if earlier else []
        said.append(f"Only if {earlier.id if earlier else key} is answered {' or '.join(labels)}.")
    if question.only_if_case:
        said.append(f"Only if: {question.only_if_case}.")
    if question.for_flag:
        said.append(f"Only if: {found.flags.get(question.for_flag, question.for_flag)}.")
    return said
