"""People speak about figures: comments, and questions with their answers."""

from django.db import transaction

from ..models import Comment, MethodNote, Question


class ChangedMeanwhile(Exception):
    """Somebody else wrote first; carries the row as it stands."""

    def __init__(self, row):
        super().__init__("Somebody else changed this while you were writing.")
        self.row = row


@transaction.atomic
def comment(*, area, ref, month, text, by, at, version=0):
    """Keep what the reporter says of an indicator in a month; earlier wordings stay in the history.

    ``version`` is the one the writer saw, 0 where there was no comment.
    """
    held = Comment.objects.select_for_update().filter(area=area, ref=ref, first=month.first).first()
    if held is None:
        made = Comment(area=area, ref=ref, first=month.first, text=text, reporter=by, written_at=at)
        made.save(force_insert=True)
        return made
    if held.text == text:
        return held
    if held.version != version:
        raise ChangedMeanwhile(held)
    held.text, held.reporter, held.reporter_role, held.written_at = text, by, "", at
    held.version += 1
    held.save()
    return held


@transaction.atomic
def ask(*, area, ref, month, meeting, asked_on, text, submission, by, at):
    """Keep a question asked at a meeting; the same form sent twice asks once."""
    held = Question.objects.filter(submission=submission).first()
    if held is not None:
        return held
    made = Question(
        area=area, ref=ref, first=month.first, meeting=meeting, asked_on=asked_on,
        text=text, submission=submission, asked_by=by, asked_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


@transaction.atomic
def note(*, area, ref, from_on, text, is_break, by, at):
    """Keep how an indicator is counted in an area from a date on; the same words twice are one note."""
    told = {"is_break": is_break, "recorded_by": by, "recorded_at": at}
    return MethodNote.objects.get_or_create(area=area, ref=ref, from_on=from_on, text=text, defaults=told)[0]


@transaction.atomic
def answer(*, question, text, by, at, version):
    """Answer a question, or put another answer in the place of the first."""
    held = Question.objects.select_for_update().get(pk=question.pk)
    if held.version != version:
        raise ChangedMeanwhile(held)
    held.answer, held.answered_by, held.answered_at = text, by, at
    held.version += 1
    held.save()
    return held
