"""What is done with answers: opened, given, signed, read a second time, settled, void.

Whoever calls has asked whether this person may: the room that owns the record decides who works on it. Here stands
what holds for every set: the words of a version never change, nobody answers what was signed, two readers are two
people of whom the second reads blind, and both first answers are kept for ever.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis, Scope
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Professional, RoleHolding
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .choices import Reader, State
from .declarations import Question, QuestionSet
from .models import Answer, Answering
from .scoring import Given, asked_of, faults_in


def prepared(*, question_set: QuestionSet, subject: Any, answerer: Professional, by: Professional, at: datetime,
             **about: Any) -> Answering:  # fmt: skip
    """Return an answering of a set about a record, not saved yet; ``about`` are further fields of it."""
    refuse_changed_words(question_set)
    return Answering(
        set_key=question_set.key, set_version=question_set.version, fingerprint=question_set.fingerprint,
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, answerer=answerer, opened_by=by, opened_at=at,
        **about,
    )  # fmt: skip


def refuse_changed_words(question_set: QuestionSet) -> None:
    """Raise StepNotAllowed where a version has other words than when it was first answered."""
    with as_system("whether a version of a set has changed is one thing for everybody; no answer is shown"):
        rows = Answering.objects.to(question_set.key).filter(set_version=question_set.version).exclude(fingerprint="")
        is_changed = rows.exclude(fingerprint=question_set.fingerprint).exists()
    if is_changed:
        raise StepNotAllowed(
            f"The words of {question_set} were changed after it was answered. Make a new version of it."
        )


@transaction.atomic
def give(*, answering: Answering, answers: Mapping[str, Given], by: Professional, at: datetime,
         reader: Reader = Reader.FIRST) -> list[Answer]:  # fmt: skip
    """Keep answers ({key: answer}) of one reader; what stood there before stays in the history."""
    locked = Answering.objects.select_for_update(of=("self",)).select_related("area").get(pk=answering.pk)
    if locked.state == State.VOID:
        raise StepNotAllowed("This was set aside as void.")
    if reader == Reader.FIRST and locked.second_signed_at:
        raise StepNotAllowed("A second reader has signed: what was read blind is not changed.")
    faults = faults_of(locked.question_set, answers)
    if faults:
        raise StepNotAllowed(" ".join(faults))
    kept = [keep(locked, key, answer, by=by, at=at, reader=reader) for key, answer in answers.items()]
    if locked.state == State.NOT_BEGUN:
        Answering.objects.filter(pk=locked.pk).update(state=State.BEGUN)
    answering.refresh_from_db()
    return kept


def faults_of(question_set: QuestionSet, answers: Mapping[str, Given]) -> list[str]:
    """Return what stands against answers, each with the question that it is about."""
    said = []
    for key, answer in answers.items():
        question = question_set.find(key)
        if question is None:
            raise StepNotAllowed(f"{question_set} asks nothing called “{key}”.")
        said += [f"{words}: {in_a_line(question)}." for words in faults_in(question, answer)]
    return said


def in_a_line(question: Question) -> str:
    """Return a question as it is named in a message."""
    return f"{question.asks[:1].lower()}{question.asks[1:].rstrip('.')}"


def keep(answering: Answering, key: str, answer: Given, *, by: Professional, at: datetime, reader: Reader) -> Answer:
    """Keep one answer in the place of the reader's last."""
    question = answering.question_set.find(key)
    texts = {name: getattr(answer, name).strip() for name in ("code", "comment", "evidence", "action", "reason")}
    told = {
        "meaning": question.meaning if question else 1,
        "figures": dict(answer.figures),
        "answered_by": by,
        "answered_at": at,
    }
    row, _ = Answer.objects.update_or_create(answering=answering, reader=reader, key=key, defaults=texts | told)
    return row


def unanswered(answering: Answering, given: Mapping[str, Given]) -> list[Question]:
    """Return the questions that were asked and have no answer."""
    asked = asked_of(answering.question_set, given, answering.kind, moment=answering.moment)
    return [question for question in asked if not given.get(question.key)]


@transaction.atomic
def sign(*, answering: Answering, by: Professional, at: datetime, whole: bool = True) -> Answering:
    """Sign the answers; ``whole`` asks that nothing is left blank. Signing again is a correction, told again."""
    locked = Answering.objects.select_for_update(of=("self",)).select_related("area").get(pk=answering.pk)
    if locked.state not in (State.BEGUN, State.SIGNED):
        raise StepNotAllowed("There is nothing to sign.")
    if locked.second_signed_at:
        raise StepNotAllowed("A second reader has signed: what was read blind is not changed.")
    left = unanswered(locked, locked.answers.filter(reader=Reader.FIRST).by_key()) if whole else []
    if left:
        raise StepNotAllowed("Answer every question. Left: " + "; ".join(map(in_a_line, left)) + ".")
    fields = {"state": State.SIGNED, "signed_by": by, "signed_at": at, "author_read_at": None}
    Answering.objects.filter(pk=locked.pk).update(**fields, version=locked.version + 1)
    answering.refresh_from_db()
    return answering


def mark_read(*, answerings: Iterable[Answering], by: Professional, at: datetime) -> None:
    """Keep that the author read what was signed about their work."""
    unread = [row.pk for row in answerings if row.author_id == by.pk and row.signed_at and not row.author_read_at]
    if unread:
        Answering.objects.filter(pk__in=unread).update(author_read_at=at)


@transaction.atomic
def void(*, answering: Answering, reason: str, by: Professional, at: datetime) -> Answering:
    """Set answers aside: the reason is kept and nothing is deleted."""
    if not reason.strip():
        raise StepNotAllowed("Enter why the answers are void.")
    Answering.objects.filter(pk=answering.pk).update(
        state=State.VOID, void_reason=reason.strip(), version=answering.version + 1
    )
    answering.refresh_from_db()
    return answering


@transaction.atomic
def name_second_reader(*, answering: Answering, reader: Professional, until: datetime, by: Professional,
                       at: datetime) -> Answering:  # fmt: skip
    """Give what was graded to somebody of another agency until a moment, who reads it blind."""
    locked = Answering.objects.select_for_update(of=("self",)).select_related("answerer", "area").get(pk=answering.pk)
    if locked.state != State.SIGNED or locked.second_signed_at:
        raise StepNotAllowed("Answers are read a second time once they are signed, and not twice.")
    if reader.pk == locked.answerer_id or reader.agency_id in (locked.answerer.agency_id, locked.agency_id):
        raise StepNotAllowed("Choose somebody of another agency.")
    Answering.objects.filter(pk=locked.pk).update(second_reader=reader, version=locked.version + 1)
    access.give(
        person_ids=locked.child_ids, professional=reader, basis=Basis.OVERSIGHT, scope=Scope.IDENTITY,
        reason=f"Second reading: {locked.question_set.title}", source=f"reading:{locked.pk}", by=by, at=at, until=until,
    )  # fmt: skip
    answering.refresh_from_db()
    return answering


def readers_for(answering: Answering, roles: Iterable[str], on: date) -> QuerySet[Professional]:
    """Return those who hold one of some roles in the area, of other agencies than the first reader's and the graded."""
    held = RoleHolding.objects.current(on).filter(Q(area=None) | Q(area=answering.area), role__in=list(roles))
    people: QuerySet[Professional] = Professional.objects.current(on).filter(pk__in=held.values("professional"))
    concerned = [answering.answerer.agency_id, answering.agency_id]
    return people.exclude(agency_id__in=[pk for pk in concerned if pk]).order_by("name__letters")


@transaction.atomic
def sign_second(*, answering: Answering, answers: Mapping[str, Given], by: Professional, at: datetime) -> Answering:
    """Keep and sign the second reader's answers, of which none may be left blank."""
    locked = Answering.objects.select_for_update(of=("self",)).select_related("area").get(pk=answering.pk)
    if by.pk != locked.second_reader_id or locked.second_signed_at:
        raise StepNotAllowed("Only the second reader who was named signs this, and once.")
    left = unanswered(locked, answers)
    if left:
        raise StepNotAllowed("Answer every question. Left: " + "; ".join(map(in_a_line, left)) + ".")
    give(answering=locked, answers=answers, by=by, at=at, reader=Reader.SECOND)
    Answering.objects.filter(pk=locked.pk).update(second_signed_at=at, version=locked.version + 1)
    answering.refresh_from_db()
    return answering


@transaction.atomic
def settle(*, answering: Answering, answers: Mapping[str, Given], by: Professional, at: datetime) -> Answering:
    """Settle where two readers differ: by both together, or by somebody who is neither; both first answers stay."""
    locked = Answering.objects.select_for_update(of=("self",)).select_related("area").get(pk=answering.pk)
    if locked.second_signed_at is None or locked.settled_at is not None:
        raise StepNotAllowed("Answers are settled once, after both readers have signed.")
    open_keys = set(differing(locked))
    if set(answers) != open_keys or not all(answer.reason.strip() for answer in answers.values()):
        raise StepNotAllowed("Settle every question on which the readers differ, each with a reason, and no other.")
    give(answering=locked, answers=answers, by=by, at=at, reader=Reader.SETTLED)
    Answering.objects.filter(pk=locked.pk).update(settled_by=by, settled_at=at, version=locked.version + 1)
    answering.refresh_from_db()
    return answering


def differing(answering: Answering) -> list[str]:
    """Return the keys to which the two readers gave different answers."""
    first = answering.answers.filter(reader=Reader.FIRST).by_key()
    second = answering.answers.filter(reader=Reader.SECOND).by_key()
    return [key for key in first if key in second and first[key].code != second[key].code]
