"""What the clocks of a contact count from: how long it waited for a decision, and its referrer to be told."""

from itertools import zip_longest

from harbourlight.foundations.pathways.chains import Span, fact
from harbourlight.foundations.pathways.models import StepTaken

from ..choices import Rag, Urgency
from ..pathway import CONTACT


def moments(contact, *steps):
    """Return (step, moment) of what was done with a contact, in the order in which it was recorded."""
    if contact._state.adding:
        return []
    rows = StepTaken.objects.filter(subject_id=contact.pk, step__in=steps).order_by("recorded_at", "happened_at")
    return list(rows.values_list("step", "happened_at"))


@fact(CONTACT, "waits_for_decision")
def waits_for_decision(contact):
    """Tell from when to when a contact waited for a decision: since it came, and each time it was opened again."""
    done = moments(contact, "decide", "reopen")
    starts = [contact.happened_at, *(at for step, at in done if step == "reopen")]
    return [Span(start, met) for start, met in zip_longest(starts, [at for step, at in done if step == "decide"])]


@fact(CONTACT, "first_wait")
def first_wait(contact):
    """Tell from when to when a contact waited for its first decision, which is what the hub's own targets measure."""
    return waits_for_decision(contact)[:1]


@fact(CONTACT, "in_danger")
def in_danger(contact):
    """Say whether a child of a contact may be in danger now."""
    return contact.urgency == Urgency.IMMEDIATE


@fact(CONTACT, "is_red")
def is_red(contact):
    """Say whether a contact is rated red."""
    return contact.rag == Rag.RED


@fact(CONTACT, "waits_to_tell")
def waits_to_tell(contact):
    """Tell from when to when a decision waited for its referrer to be told; one taken back before that never did."""
    decided_at, spans = None, []
    for step, at in moments(contact, "decide", "tell_referrer", "close_untold", "reopen"):
        if step == "tell_referrer" and decided_at:
            spans.append(Span(decided_at, at))
        decided_at = at if step == "decide" else None
    return [*spans, Span(decided_at)] if decided_at and contact.can_be_told else spans
