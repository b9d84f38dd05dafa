"""Letters of private fostering: to the carer, to the child; each kept with the record and sent once.

They are worded so that people come forward: to look after somebody else's child is no crime.
"""

from functools import partial
from typing import NamedTuple

from django.template.loader import render_to_string

from harbourlight.foundations.documents import actions as documents
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways.actions import Entry
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.ui.words import day

from ..models import Decision
from ..pathway import ARRANGEMENT


class Kind(NamedTuple):
    """A letter: what it is called where letters are kept, and its heading."""

    kind: str
    heading: str


LETTERS = {
    "acknowledge": Kind("fostering_known", "Thank you for telling us"),
    "tell_child": Kind("fostering_child", "Somebody will visit you and why"),
    "tell_decision": Kind("fostering_decision", "What we decided"),
    "tell_end": Kind("fostering_end", "Our visits have ended"),
}


def first_words(arrangement, step, by):
    """Return the first words of a letter: to whom, heading and body."""
    to_name = arrangement.person.first_name if step == "tell_child" else arrangement.carer_name
    told = {"arrangement": arrangement, "to_name": to_name, "by": by, "team": arrangement.team,
            "child": arrangement.person.first_name, "decision": newest_decision(arrangement)}  # fmt: skip
    body = render_to_string(f"privatefostering/letters/{step}.txt", told).strip()
    return {"to_name": to_name, "heading": LETTERS[step].heading, "body": body}


def newest_decision(arrangement):
    """Return what was decided last about the carer and the home, or None."""
    return Decision.objects.filter(arrangement=arrangement).order_by("-recorded_at").first()


def sent_letter(arrangement, step):
    """Return the letter of a step that was sent, or None; of decisions that of the newest."""
    sent = Letter.objects.filter(subject_id=arrangement.pk, kind=LETTERS[step].kind).exclude(sent_at=None)
    decided = newest_decision(arrangement) if step == "tell_decision" else None
    return (sent.filter(written_at__gte=decided.recorded_at) if decided else sent).order_by("-written_at").first()


def send(arrangement, step, *, channel, told_on, by, at, **words):
    """Write a letter and send it; it goes on paper, by hand or by telephone, on a day."""
    if told_on < arrangement.known_on:
        raise StepNotAllowed(f"We came to know on {day(arrangement.known_on)}: enter a later day.")
    kept = documents.write_letter(
        subject=arrangement, kind=LETTERS[step].kind, reader=None, by=by, at=at, **words
    )  # fmt: skip
    sent = documents.send_letter(letter=kept, channel=channel, by=by, at=at, told_on=told_on)
    return Entry(happened_at=sent.sent_at, note=f"To {sent.to_name}. {sent.get_channel_display()}.")


def is_sent(arrangement, *, step):
    """Tell in words that a letter was sent already, or that there is nothing to tell yet."""
    if step == "tell_decision" and newest_decision(arrangement) is None:
        return "There is no decision to tell yet."
    sent = sent_letter(arrangement, step)
    return f"This letter went on {day(sent.told_on)}. It goes once." if sent else ""


def make(step):
    """Make the verb of a letter, and the fact that it was sent."""

    def verb(arrangement, *, by, at, **told):
        return send(arrangement, step, by=by, at=at, **told)

    fact(ARRANGEMENT, f"sent_{step}")(partial(is_sent, step=step))
    return does(ARRANGEMENT, step)(verb)


acknowledge, tell_child, tell_decision, tell_end = (make(step) for step in LETTERS)
