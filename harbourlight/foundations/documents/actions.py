"""Writing letters, checking them for what they must not say, and sending them."""

import re

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.chronology.models import Line
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.deaths import RECORDED
from harbourlight.foundations.people.locations import withheld_texts
from harbourlight.foundations.people.models import Person, Relationship
from harbourlight.foundations.people.spellings import found_in

from .models import BY_PEOPLE, TO_THE_HOME, Letter
from .outbox import queue_mail
from .reading_age import reading_age

PAIRS = re.compile(r"(?=\b([A-Z][\w'’-]+)\s+([A-Z][\w'’-]+)\b)")
NOTICE = "Something waits for you in Harbourlight: a letter.\n\nSign in to Harbourlight to read it.\n"


class LetterRefused(StepNotAllowed):
    """A letter says something that its reader must not learn."""


@transaction.atomic
def write_letter(*, subject, kind, reader, to_name, heading, body, by, at, to_address="", to_email=""):
    """Keep the words of a letter that is not sent yet; the same letter again is written over."""
    letter = Letter.objects.filter(subject_id=subject.pk, kind=kind, sent_at=None).first() or Letter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, child_ids=subject.child_ids, kind=kind
    )
    letter.reader, letter.to_name, letter.to_address, letter.to_email = reader, to_name, to_address, to_email
    letter.heading, letter.body, letter.reading_age = heading, body, reading_age(body)
    letter.written_by, letter.written_at = by, at
    letter.save()
    return letter


@transaction.atomic
def send_letter(*, letter, channel, by, at, told_on=None, told_by=""):
    """Send a letter and stamp it; refuse one that names another family's child or a withheld place.

    In the product the reader gets an e-mail that says only that something waits. On paper, by hand or by
    telephone it went on a day (``told_on``, else today) and by somebody (``told_by``, else ``by``).
    """
    fresh = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if fresh.sent_at:
        return fresh
    check_words(fresh, by)
    check_lives(fresh)
    if channel not in BY_PEOPLE and fresh.reader is None:
        raise LetterRefused("The reader does not sign in here, so this letter goes on paper, by hand or by telephone.")
    fresh.sent_at, fresh.sent_by, fresh.channel = at, by, channel
    if channel in BY_PEOPLE:
        fresh.told_on, fresh.told_by = told_on or at.astimezone(LONDON).date(), told_by or by.name
        fresh.sent_at = min(at, due_moment(fresh.told_on))
    fresh.save()
    if fresh.reader and channel not in BY_PEOPLE:
        queue_mail(fresh.reader.email, "A letter waits for you in Harbourlight", NOTICE, fresh.pk)
    return fresh


def check_lives(letter):
    """Refuse a letter that was written before the death of one of its children was recorded."""
    lines = Line.objects.filter(
        person_id__in=letter.child_ids, source_kind=RECORDED, recorded_at__gte=letter.written_at,
        person__died_on__isnull=False,
    )  # fmt: skip
    if lines.exists():
        raise LetterRefused("A child of this letter died after it was written. Read it, and write anew what must go.")


def check_words(letter, by):
    """Refuse a letter whose words tell of another family or of a withheld place."""
    text = f"{letter.heading}\n{letter.body}\n"
    strangers = children_of_other_families(letter, text, by)
    if strangers:
        raise LetterRefused(f"This letter names a child of another family: {', '.join(strangers)}. Take the name out.")
    if places_withheld(letter, text):
        raise LetterRefused("This letter tells a place that is withheld from its reader. Take the place out.")


def children_of_other_families(letter, text, by):
    """Return the names in a text that belong to children outside the family, as far as the writer may see.

    Only children whom the writer may see are looked at: copying from another record shows them, and a
    refusal must not tell that a hidden child exists.
    """
    pairs = {(first, last) for first, last in PAIRS.findall(text)}
    if not pairs:
        return []
    family = family_of(letter.child_ids)
    allowed = {name.lower() for name in (by.name, letter.to_name, *own_names(family))}
    named = Person.objects.visible_to(by).filter(
        is_child=True, last_name__in={last for _, last in pairs}, first_name__in={first for first, _ in pairs}
    )
    return sorted(
        {
            str(child)
            for child in named.exclude(pk__in=family)
            if (child.first_name, child.last_name) in pairs and str(child).lower() not in allowed
        }
    )


def family_of(child_ids):
    """Return the ids of the children, those related to them, and the other children of these."""
    family = set(child_ids)
    for _ in range(2):
        either = Q(person_id__in=family) | Q(other_id__in=family)
        for pair in Relationship.objects.filter(either).values_list("person_id", "other_id"):
            family.update(pair)
    return family


def own_names(family):
    """Return the names of the family's members."""
    return [str(person) for person in Person.objects.filter(pk__in=family)]


def places_withheld(letter, text):
    """Say whether a text tells a place that is withheld from the letter's reader, however it is spelled."""
    if letter.kind not in TO_THE_HOME:
        text += letter.to_address
    return bool(found_in(text, withheld_texts(family_of(letter.child_ids), letter.reader, letter.written_at)))
