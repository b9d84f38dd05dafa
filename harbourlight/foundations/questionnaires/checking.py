"""What is wrong with a question set as a whole, before anybody answers it, and what a reader should know of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from harbourlight.statute.clocks import get as clock_of
from harbourlight.statute.errors import UnknownClock

from .declarations import ABOUT, FINDING, GAP, MANY, ORDERED, PURPOSES, TEXT, Line, Question, QuestionSet

NAMES_A_CHILD = re.compile(
    r"\bchild(?:ren)?(?:'s|’s|s'|s’)? (?:full |first )?names?\b|\bnames? of the child", re.IGNORECASE
)
LONGEST = 300  # signs of one question


def faults_of(found: QuestionSet, earlier: Iterable[QuestionSet] = ()) -> list[str]:
    """Return why a set cannot be used, each reason in one sentence; ``earlier`` are its versions before."""
    return [
        *in_head(found),
        *in_scales(found),
        *in_questions(found),
        *in_score(found),
        *against_earlier(found, earlier),
    ]


def in_head(found: QuestionSet) -> Iterator[str]:
    """Give what is wrong with the head."""
    if found.purpose not in PURPOSES:
        yield f"The purpose “{found.purpose}” must be one of {', '.join(PURPOSES)}."
    if found.about not in ABOUT:
        yield f"Answers are about “{found.about}”; that must be one of {', '.join(ABOUT)}."
    for group, kinds in found.groups.items():
        for kind in unknown(kinds, found.kinds):
            yield f"The group {group} names the kind “{kind}”, which is not listed."
    for kind, label in found.kinds.items():
        if not any(question.concerns(kind, found.flags) for question in found):
            yield f"{label} is asked nothing."
    yield from in_dates(found)


def in_dates(found: QuestionSet) -> Iterator[str]:
    """Give what is wrong with who agreed the set and when it holds."""
    if found.starts and found.ends and found.ends < found.starts:
        yield "The set ends before it is in force."
    if found.starts and not (found.agreed_by and found.agreed_on):
        yield "A set in force says who agreed it and when."


def unknown(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the names that are not known."""
    return sorted(set(names) - set(known))


def in_scales(found: QuestionSet) -> Iterator[str]:
    """Give what is wrong with the answers that are offered."""
    for choice in (choice for scale in found.scales.values() for choice in scale.choices):
        if choice.treated_as not in ("", GAP, FINDING):
            yield f"The answer “{choice.code}” is treated as “{choice.treated_as}”; that must be gap, finding or blank."
        if not (choice.code and choice.label):
            yield "Every answer has a code and a label."


def in_questions(found: QuestionSet) -> Iterator[str]:
    """Give what is wrong with the questions."""
    if not any(True for _ in found):
        yield "The set asks nothing."
    named: tuple[tuple[str, Callable[[Question], str]], ...] = (
        ("number", lambda question: question.id), ("key", lambda question: question.key),
    )  # fmt: skip
    for what, name_of in named:
        for name, times in Counter(map(name_of, found)).items():
            if not name or times > 1:
                yield f"The {what} “{name}” is used {times} times." if name else f"A question has no {what}."
    before: dict[str, Question] = {}
    for question in found:
        for words in in_question(found, question, before):
            yield f"Question {question.id}: {words}"
        before[question.key] = question


def in_question(found: QuestionSet, question: Question, before: dict[str, Question]) -> Iterator[str]:
    """Give what is wrong with one question."""
    yield from in_words(question)
    for kind in unknown((*question.only_for, *question.not_for, *question.instead), found.kinds):
        yield f"“{kind}” is no kind of setting of this set."
    if question.for_flag and question.for_flag not in found.flags:
        yield f"“{question.for_flag}” is not listed under flags."
    for moment in unknown(question.moments, found.moments):
        yield f"“{moment}” is not listed under moments."
    for code in unknown(question.descriptors, (choice.code for choice in question.scale.graded)):
        yield f"“{code}” is no grade of its scale, so it can have no description."
    yield from in_condition(question, before)
    yield from in_figures(question)
    for clock in question.clocks:
        if not is_clock(clock):
            yield f"no time limit is called {clock}."


def in_words(question: Question) -> Iterator[str]:
    """Give what is wrong with the words of a question."""
    for text in (question.asks, *question.instead.values()):
        if not text:
            yield "it asks nothing."
        if len(text) > LONGEST:
            yield f"its words are longer than {LONGEST} letters and signs."
        if NAMES_A_CHILD.search(text):
            yield "it must not ask for a child’s name."


def in_condition(question: Question, before: dict[str, Question]) -> Iterator[str]:
    """Give what is wrong with when a question is asked."""
    for key, codes in question.only_if.items():
        if key not in before:
            yield f"it depends on “{key}”, which is not asked before it."
            continue
        for code in codes:
            if before[key].scale.find(code) is None:
                yield f"it depends on the answer “{code}”, which {before[key].id} does not offer."


def in_figures(question: Question) -> Iterator[str]:
    """Give what is wrong with the figures of a question."""
    keys = [figure.key for figure in question.figures]
    for figure in question.figures:
        if figure.at_most and (figure.at_most not in keys or figure.at_most == figure.key):
            yield f"the figure “{figure.key}” is at most “{figure.at_most}”, which is no other figure of the question."


def is_clock(name: str) -> bool:
    """Say whether the law has a time limit of this name."""
    try:
        clock_of(name)
    except UnknownClock:
        return False
    return True


def in_score(found: QuestionSet) -> Iterator[str]:
    """Give what is wrong with the rule of the score."""
    score = found.score
    if not (score.lines or score.tells):
        return
    scale = found.scales.get(score.scale)
    if scale is None or scale.kind != ORDERED:
        yield f"The score is of the scale “{score.scale}”, which is no ordered scale."
        return
    codes = [choice.code for choice in scale.choices]
    used = {
        *score.gaps,
        *([score.grade] if score.grade else []),
        *(code for line in (*score.lines, *score.tells) for code in codes_in(line)),
    }
    for code in unknown(used, codes):
        yield f"The score names the answer “{code}”, which the scale {scale.name} does not offer."
    if score.lines and codes_in(score.lines[-1]):
        yield "The last line of the score must hold whatever was answered."
    if any(line.share_at_least is not None for line in score.lines) and not score.grade:
        yield "A score that counts a share says of which grade."


def codes_in(line: Line) -> tuple[str, ...]:
    """Return the answers that a line of a rule names."""
    return (*line.any_critical, *line.any_of, *line.none_of, *line.number_of)


def against_earlier(found: QuestionSet, earlier: Iterable[QuestionSet]) -> Iterator[str]:
    """Give where a key asks another thing than in an earlier version without a higher meaning."""
    for version in earlier:
        for question in found:
            was = version.find(question.key)
            if was is None:
                continue
            if question.meaning < was.meaning:
                yield f"Question {question.id}: its meaning is lower than in version {version.version}."
            elif question.meaning == was.meaning and question.asks != was.asks and not question.note:
                yield (
                    f"Question {question.id}: its words are not those of version {version.version}. Raise its meaning "
                    "if it asks another thing, or say in its note what was put right."
                )


def warnings_of(found: QuestionSet, earlier: Iterable[QuestionSet] = ()) -> list[str]:
    """Return what makes answers not comparable with those to an earlier version, each in one sentence."""
    said = []
    for version in earlier:
        for question in found:
            was = version.find(question.key)
            reason = why_not_compared(was, question) if was else ""
            if reason:
                said.append(f"Question {question.id} is not compared with version {version.version}: {reason}.")
    return said


def why_not_compared(first: Question, second: Question) -> str:
    """Return why answers to two versions of a question are not compared; empty where they are."""
    if first.meaning != second.meaning:
        return "it asks another thing"
    codes = [[(choice.code, choice.rank) for choice in question.scale.graded] for question in (first, second)]
    if codes[0] != codes[1]:
        return "its answers are others"
    if second.scale.kind in (TEXT, MANY):
        return "it has no single answer to count"
    return ""
