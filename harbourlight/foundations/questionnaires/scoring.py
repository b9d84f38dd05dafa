"""What answers to a set come to: counts and a word for each part, what is missing, and what is kept aside.

An answer beside the scale and no answer at all stay out of every share and are shown beside it; no answer is never
"not met". The word is that of the first line of the set's rule that holds; only the score's own scale is counted.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .declarations import GAP, MANY, TEXT, Line, Question, QuestionSet, Score
from .shares import Share

BLANK = "blank"
NOTHING_APPLIED, NOT_ANSWERED = "Nothing applied", "Not answered"


@dataclass(frozen=True)
class Given:
    """The answer to one question: a code (codes parted by blanks where many are chosen; empty for words alone)."""

    code: str = ""
    comment: str = ""
    evidence: str = ""
    action: str = ""
    reason: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether there is an answer."""
        return bool(self.code or self.comment)


@dataclass(frozen=True)
class Result:
    """What one part, or the whole, comes to."""

    id: str
    title: str
    asked: int
    counts: Mapping[str, int]
    share: Share
    gaps: int
    word: str


@dataclass(frozen=True)
class Scored:
    """What a set of answers comes to."""

    results: tuple[Result, ...]
    tells: tuple[str, ...]
    gaps: tuple[Question, ...]
    nothing_shown: tuple[Question, ...]
    without_action: tuple[Question, ...]
    aside: tuple[str, ...]


def asked_of(
    found: QuestionSet, given: Mapping[str, Given], kind: str = "", flags: Collection[str] = (), moment: str = ""
) -> tuple[Question, ...]:
    """Return the questions put to a kind of setting, given what it has answered so far."""
    asked: dict[str, Question] = {}
    for question in found:
        if not question.concerns(kind, flags, moment):
            continue
        if all(key in asked and code_of(given, key) in codes for key, codes in question.only_if.items()):
            asked[question.key] = question
    return tuple(asked.values())


def code_of(given: Mapping[str, Given], key: str) -> str:
    """Return the code answered to a key, or an empty text."""
    return given[key].code if key in given else ""


def score(
    found: QuestionSet, given: Mapping[str, Given], kind: str = "", flags: Collection[str] = (), moment: str = ""
) -> Scored:
    """Return what answers come to: ``given`` {key: answer}."""
    asked = asked_of(found, given, kind, flags, moment)
    keys = {question.key for question in asked}
    if found.score.over == "whole":
        results: tuple[Result, ...] = (result_of(found.score, "", found.title, asked, given),)
    else:
        parts = ((part, [each for each in part.questions if each.key in keys]) for part in found.parts)
        results = tuple(
            result_of(found.score, part.id, part.title, questions, given) for part, questions in parts if questions
        )
    gaps = tuple(question for question in asked if is_gap(found.score, question, code_of(given, question.key)))
    return Scored(
        results=results,
        tells=tuple(line.word for line in found.score.tells if holds(line, counted(found.score, asked, given))),
        gaps=gaps,
        nothing_shown=tuple(q for q in asked if q.evidence.asks(code_of(given, q.key)) and not given[q.key].evidence),
        without_action=tuple(q for q in gaps if q.action.asks(given[q.key].code) and not given[q.key].action),
        aside=tuple(key for key in given if key not in keys),
    )


def is_gap(score: Score, question: Question, code: str) -> bool:
    """Say whether an answer is a gap: one of the rule's own, or one treated so beside the scale."""
    choice = question.scale.find(code)
    if choice is None:
        return False
    return choice.treated_as == GAP or (question.scale.name == score.scale and code in score.gaps)


@dataclass(frozen=True)
class Counted:
    """The answers on the score's scale, counted."""

    codes: Counter[str]
    critical: Counter[str]
    share: Share
    gaps: int


def counted(score: Score, asked: Sequence[Question], given: Mapping[str, Given]) -> Counted:
    """Return the answers to some questions, counted on the score's scale."""
    own = [question for question in asked if question.scale.name == score.scale]
    codes = Counter(code_of(given, question.key) or BLANK for question in own)
    critical = Counter(code_of(given, question.key) for question in own if question.is_critical)
    on_scale = sum(codes[choice.code] for choice in (own[0].scale.graded if own else ()))
    gaps = sum(is_gap(score, question, code_of(given, question.key)) for question in own)
    return Counted(codes, critical, Share(codes[score.grade], on_scale), gaps)


def result_of(score: Score, part: str, title: str, asked: Sequence[Question], given: Mapping[str, Given]) -> Result:
    """Return what some questions come to."""
    found = counted(score, asked, given)
    codes = Counter(
        code_of(given, question.key) or BLANK for question in asked if question.scale.kind not in (TEXT, MANY)
    )
    return Result(part, title, len(asked), codes, found.share, found.gaps, word_of(score, asked, found))


def word_of(score: Score, asked: Sequence[Question], found: Counted) -> str:
    """Return the word of the first line that holds; none without lines."""
    if not score.lines:
        return ""
    own = [question for question in asked if question.scale.name == score.scale]
    out = sum(found.codes[choice.code] for choice in (own[0].scale.choices if own else ()) if choice.does_not_apply)
    if out == len(own):
        return NOTHING_APPLIED
    if out + found.codes[BLANK] == len(own):
        return NOT_ANSWERED
    return next((line.word for line in score.lines if holds(line, found)), "")


def holds(line: Line, found: Counted) -> bool:
    """Say whether everything that a line names is so; a share of nothing is none."""
    tests = (
        not line.any_critical or any(found.critical[code] for code in line.any_critical),
        not line.any_of or any(found.codes[code] for code in line.any_of),
        not any(found.codes[code] for code in line.none_of),
        sum(found.codes[code] for code in line.number_of) >= line.number,
        line.share_at_least is None or reaches(found.share, line.share_at_least),
        line.gaps_at_most is None or found.gaps <= line.gaps_at_most,
    )
    return all(tests)


def reaches(share: Share, least: Fraction) -> bool:
    """Say whether a share is at least so much."""
    return share.of > 0 and Fraction(share.number, share.of) >= least


def faults_in(question: Question, answer: Given) -> list[str]:
    """Return what stands against one answer, each as words that say how to put it right."""
    said = [*faults_of_code(question, answer), *faults_of_figures(question, answer)]
    if answer.code and answer.code in question.comment.required_when and not answer.comment:
        said.append(question.comment.words or "Enter a comment")
    if answer.code and answer.code in question.evidence.required_when and not answer.evidence:
        said.append(question.evidence.words or "Enter where this can be seen")
    if answer.code and answer.code in question.action.required_when and not answer.action:
        said.append(question.action.words or "Enter what will be done, by whom and by when")
    return said


def faults_of_code(question: Question, answer: Given) -> list[str]:
    """Return what stands against the chosen code."""
    if question.scale.kind == TEXT:
        return ["Answer in words: no choice is offered"] if answer.code else []
    codes = answer.code.split() if question.scale.kind == MANY else [answer.code] if answer.code else []
    wrong = [code for code in codes if question.scale.find(code) is None]
    if wrong:
        return [f"“{wrong[0]}” is not one of the answers: {', '.join(each.code for each in question.scale.choices)}"]
    chosen = question.scale.find(answer.code)
    return ["Enter a reason"] if chosen and chosen.needs_reason and not answer.reason else []


def faults_of_figures(question: Question, answer: Given) -> list[str]:
    """Return what stands against the figures."""
    labels = {figure.key: figure.asks for figure in question.figures}
    said = [f"“{key}” is no figure of this question" for key in answer.figures if key not in labels]
    for figure in question.figures:
        number, most = answer.figures.get(figure.key), answer.figures.get(figure.at_most)
        if number is not None and most is not None and number > most:
            said.append(f"“{figure.asks}” must be no more than “{labels[figure.at_most]}”")
    return said
