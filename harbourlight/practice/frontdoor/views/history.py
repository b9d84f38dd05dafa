"""What happened with a contact: its own steps, the letters about it and the challenges to it."""

from datetime import datetime
from typing import NamedTuple

from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.actions.pathway import CHALLENGE
from harbourlight.foundations.pathways.models import StepTaken

from ..pathway import CONTACT


class Happening(NamedTuple):
    """One line of a contact's history."""

    at: datetime
    says: str
    by: object
    note: str = ""


def history_of(request, record, letters):
    """Return what happened with a contact, the newest first, as far as the asker may see."""
    challenges = Challenge.objects.visible_to(request.user).filter(subject_id=record.pk).select_related("raised_by")
    raised = {row.pk: row for row in challenges}
    steps = StepTaken.objects.visible_to(request.user).filter(subject_id__in=[record.pk, *raised])
    found = [step_line(step, raised) for step in steps.select_related("taken_by")]
    found += [Happening(row.raised_at, "Decision challenged", row.raised_by, row.reason) for row in raised.values()]
    found += [letter_line(letter) for letter in letters if letter.sent_at]
    return sorted(found, key=lambda line: line.at, reverse=True)


def step_line(step, raised):
    """Return the line of a step of the contact, or of a challenge to its decision with the answer."""
    challenge = raised.get(step.subject_id)
    if challenge is None:
        return Happening(step.recorded_at, CONTACT.step(step.step).says, step.taken_by, step.note)
    says = f"Challenge answered: {CHALLENGE.states[step.to_state].lower()}"
    words = [challenge.answer or step.note, challenge.what_changed]
    return Happening(step.recorded_at, says, step.taken_by, "\n\n".join(word for word in words if word))


def letter_line(letter):
    """Return the line of a letter that was sent."""
    return Happening(letter.sent_at, f"Letter {letter.get_kind_display().lower()}", letter.sent_by, note_of(letter))


def note_of(letter):
    """Return how a letter reached its reader."""
    by = f" by {letter.told_by}" if letter.told_by else ""
    return f"{letter.heading}. {letter.get_channel_display()}{by}."
