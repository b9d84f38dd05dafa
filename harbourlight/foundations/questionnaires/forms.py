"""Forms made of a question set: each question with its choices, their descriptions, and what more is asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.forms import Field

from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form
from harbourlight.foundations.ui.uploads import TABLE_KINDS, table_in
from harbourlight.foundations.uploads.table import Table

from .declarations import MANY, TEXT, Question, Rule
from .scoring import Given, faults_in
from .sheets import HEADS

GRADE, COMMENT, EVIDENCE, ACTION, REASON = "grade", "comment", "evidence", "action", "reason"
LABELS = {
    COMMENT: "Comment on {question}",
    EVIDENCE: "Where this can be seen",
    ACTION: "What will be done, by whom, by when",
}
MOST = 4000


class AnswersForm(Form):
    """The questions put to somebody; ``answers`` {key: Given} are those answered.

    ``given`` are the answers so far, ``kind`` the kind of setting, ``whole`` whether each question must be answered.
    Fields are named ``grade_<key>``, ``comment_<key>``, ``evidence_<key>``, ``action_<key>``, ``reason_<key>`` and
    ``figure_<key>.<figure>``.
    """

    def __init__(self, *args: Any, questions: Iterable[Question], given: Mapping[str, Given] | None = None,
                 kind: str = "", whole: bool = False, **options: Any) -> None:  # fmt: skip
        self.asked = tuple(questions)
        initial = initial_of(given or {}) | options.pop("initial", {})
        super().__init__(*args, initial=initial, **options)
        for question in self.asked:
            for name, field in fields_of(question, kind, whole):
                self.fields[name] = field
                field.speak(name)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put what stands against an answer beside its question."""
        told = super().clean() or self.cleaned_data
        for question in self.asked:
            answer = answer_in(question, told)
            for words in faults_in(question, answer) if answer else ():
                self.add_error(place_of(question, answer, words, self.fields), words)
        return told

    @property
    def answers(self) -> dict[str, Given]:
        """The questions that were answered, by their keys."""
        found = {question.key: answer_in(question, self.cleaned_data) for question in self.asked}
        return {key: answer for key, answer in found.items() if answer}


def fields_of(question: Question, kind: str, whole: bool) -> Iterable[tuple[str, Field]]:
    """Give the fields of one question, each with its name."""
    words = question.words_for(kind)
    yield from answer_field(question, words, whole)
    for name, rule in ((COMMENT, question.comment), (EVIDENCE, question.evidence), (ACTION, question.action)):
        if rule.asked_when or rule.required_when:
            yield f"{name}_{question.key}", more_field(name, rule, words)
    if any(choice.needs_reason for choice in question.scale.choices):
        label = "Why it does not apply"
        yield f"{REASON}_{question.key}", fields.TextField(label=label, required=False, max_length=MOST)
    for figure in question.figures:
        field = fields.IntegerField(label=figure.asks, required=False, min_value=0)
        yield f"figure_{question.key}.{figure.key}", field


def answer_field(question: Question, words: str, whole: bool) -> Iterable[tuple[str, Field]]:
    """Give the field of the answer itself."""
    choices = [(choice.code, choice.label) for choice in question.scale.choices]
    if question.scale.kind == TEXT:
        yield f"{COMMENT}_{question.key}", fields.LongTextField(label=words, required=whole, rows=3, max_length=MOST)
    elif question.scale.kind == MANY:
        yield f"{GRADE}_{question.key}", fields.CheckboxesField(label=words, choices=choices, required=whole)
    else:
        hints = {
            choice.code: question.descriptors.get(choice.code) or choice.means for choice in question.scale.choices
        }
        hints = {code: hint for code, hint in hints.items() if hint}
        yield (
            f"{GRADE}_{question.key}",
            fields.RadiosField(label=words, choices=choices, required=whole, inline=not hints, hints=hints),
        )


def more_field(name: str, rule: Rule, words: str) -> Field:
    """Return the field of a comment, of evidence or of an action."""
    label = (rule.label or LABELS[name]).format(question=f"{words[:1].lower()}{words[1:]}" if not rule.label else words)
    return fields.LongTextField(label=label, required=False, rows=2, marks_optional=False, max_length=MOST)


def answer_in(question: Question, told: Mapping[str, Any]) -> Given:
    """Return the answer to one question of what a form was told."""
    code = told.get(f"{GRADE}_{question.key}") or ""
    numbers = {figure.key: told.get(f"figure_{question.key}.{figure.key}") for figure in question.figures}
    texts = {name: told.get(f"{name}_{question.key}") or "" for name in (COMMENT, EVIDENCE, ACTION, REASON)}
    return Given(
        code=code if isinstance(code, str) else " ".join(code),
        figures={key: number for key, number in numbers.items() if number is not None},
        **texts,
    )


def place_of(question: Question, answer: Given, words: str, known: Mapping[str, Field]) -> str:
    """Return the name of the field beside which words about an answer stand."""
    names = {question.comment.words: COMMENT, question.evidence.words: EVIDENCE, question.action.words: ACTION}
    if words == "Enter a reason":
        return f"{REASON}_{question.key}"
    name = f"{names.get(words, GRADE)}_{question.key}" if words else ""
    return name if name in known else f"{GRADE}_{question.key}"


def initial_of(given: Mapping[str, Given]) -> dict[str, Any]:
    """Return answers as a form first shows them."""
    found: dict[str, Any] = {}
    for key, answer in given.items():
        found[f"{GRADE}_{key}"] = answer.code.split() if " " in answer.code else answer.code
        found |= {f"{name}_{key}": getattr(answer, name) for name in (COMMENT, EVIDENCE, ACTION, REASON)}
        found |= {f"figure_{key}.{figure}": number for figure, number in answer.figures.items()}
    return found


class SettleForm(AnswersForm):
    """The questions on which two readers differ, each with why it is settled so."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for question in self.asked:
            field = fields.TextField(label=f"Why: {question.asks}", max_length=MOST)
            self.fields[f"{REASON}_{question.key}"] = field
            field.speak(f"{REASON}_{question.key}")


class ReaderForm(Form):
    """Who reads the same thing a second time."""

    reader = fields.ModelSelectField(
        label="Who reads it a second time",
        queryset=None,
        hint="Somebody of another agency, who does not see your answers.",
    )

    def __init__(self, *args: Any, people: QuerySet[Professional], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reader"].queryset = people


class BringForm(Form):
    """A table that was filled in elsewhere."""

    file = fields.FileField(
        label="The table", kinds=TABLE_KINDS, max_mb=5, hint="The table that you took from here, filled in."
    )

    def clean_file(self) -> Table:
        """Return the table."""
        table: Table = table_in(self.cleaned_data["file"], ("code",), HEADS)
        return table
