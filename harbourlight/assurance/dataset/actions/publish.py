"""Freezes a month with its definitions, publishes it, and notices what changes afterwards."""

from dataclasses import asdict

from django.db import transaction

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures import registry
from harbourlight.foundations.measures.arithmetic import SHOWN, printed
from harbourlight.foundations.measures.proving import Unproved
from harbourlight.foundations.measures.telling import telling
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import Group, Missing, PublicationState
from ..models import Benchmark, Comment, MethodNote, Publication, PublishedValue, Revision, Target, Value
from .proof import TOO_LONG, key_of, left_out, left_out_words, reading_of, refused

TELLS = "The {} says “{}”, from which a number that is left out could be told. Say it in other words."
FIGURE = ("numerator", "denominator", "number", "missing")


@transaction.atomic
def freeze(*, area, month, title, is_public, by, at, small_number=6):
    """Keep a copy of thirteen months with their definitions, and what readers may see of it; nobody edits it."""
    if month.has_ended_on > at.astimezone(LONDON).date():
        raise StepNotAllowed("The month has not ended yet.")
    if Publication.objects.select_for_update().filter(area=area, period="month", first=month.first).exists():
        raise StepNotAllowed("This month is frozen already. Later changes are shown as revisions.")
    told = telling(title, small_number)
    if told:
        raise StepNotAllowed(TELLS.format("title", "”, “".join(told)))
    months = month.last_of(SHOWN)
    rows = list(Value.objects.of_months(area, months[0].first, month.first).filter(ref__in=registry.INDICATORS))
    if not any(row.first == month.first and row.number is not None for row in rows):
        raise StepNotAllowed("The month has no figures yet.")
    made = Publication(
        area=area, first=month.first, title=title, state=PublicationState.FROZEN, is_public=is_public,
        small_number=small_number, definitions=definitions(area, month), frozen_by=by, frozen_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    try:
        hidden = left_out(made, rows, at)
    except Unproved as refusal:
        raise StepNotAllowed(TOO_LONG) from refusal
    said = dict(Comment.objects.filter(area=area, first=month.first).values_list("ref", "text"))
    PublishedValue.objects.bulk_create(
        PublishedValue(
            publication=made, ref=row.ref, first=row.first, source=row.source,
            suppression=hidden.get(key_of(row), ""),
            comment=said.get(row.ref, "") if row.first == month.first else "",
            **{name: getattr(row, name) for name in FIGURE},
        )
        for row in rows
    )  # fmt: skip
    return made


def definitions(area, month):
    """Return everything that is to be known of the indicators on the day they are frozen."""
    notes, compared, targets = {}, {}, {}
    for note in MethodNote.objects.of_area(area).order_by("from_on"):
        one = {"from": note.from_on.isoformat(), "text": note.text, "is_break": note.is_break}
        notes.setdefault(note.ref, []).append(one)
    for row in Benchmark.objects.filter(area=area).order_by("updated_on"):
        unit = registry.INDICATORS[row.ref].unit if row.ref in registry.INDICATORS else "count"
        compared.setdefault(row.ref, {})[Group(row.group).label] = [printed(row.number, unit), row.of_year]
    for row in Target.objects.filter(area=area, year=month.financial_year):
        targets[row.ref] = "To be confirmed" if row.number is None else f"{row.number.normalize():f}"
    return {
        ref: {
            "declared": asdict(indicator), "notes": notes.get(ref, []),
            "compared": compared.get(ref, {}), "target": targets.get(ref, ""), "place": place,
        }
        for place, (ref, indicator) in enumerate(registry.INDICATORS.items())
    }  # fmt: skip


@transaction.atomic
def read_words(*, publication, by, at):
    """Say that somebody else than who wrote them has read the words of a release; only then everybody may."""
    fresh = Publication.objects.select_for_update().get(pk=publication.pk)
    if fresh.words_read_at or fresh.state == PublicationState.PUBLISHED:
        return fresh
    written = Comment.objects.filter(area=fresh.area, first=fresh.first, reporter=by).exists()
    if by.pk == fresh.frozen_by_id or written:
        raise StepNotAllowed("Somebody who wrote none of these words and did not freeze the month reads them.")
    fresh.words_read_by, fresh.words_read_at = by, at
    fresh.version += 1
    fresh.save()
    return fresh


@transaction.atomic
def read_reason(*, revision, by, at):
    """Say that somebody else than who gave it has read the reason of a revision; only then everybody may."""
    fresh = Revision.objects.select_for_update().get(pk=revision.pk)
    if fresh.words_read_at:
        return fresh
    if not fresh.explained_at or by.pk == fresh.explained_by_id:
        raise StepNotAllowed("Somebody else than who gave the reason reads it.")
    fresh.words_read_by, fresh.words_read_at = by, at
    fresh.save()
    return fresh


@transaction.atomic
def publish(*, publication, by, at):
    """Give a frozen month to its readers: to everybody, or to the partnership alone."""
    fresh = Publication.objects.select_for_update().get(pk=publication.pk)
    if fresh.state == PublicationState.PUBLISHED:
        return fresh
    if fresh.is_public and fresh.words_read_at is None:
        raise StepNotAllowed("Somebody else reads the title, the comments and the notes before everybody does.")
    fault = refused(fresh, at)
    if fault:
        raise StepNotAllowed(fault)
    fresh.state, fresh.published_by, fresh.published_at = PublicationState.PUBLISHED, by, at
    fresh.version += 1
    fresh.save()
    return fresh


@transaction.atomic
def notice(*, area, at):
    """Keep a revision for each frozen figure that is another one now; return the new ones.

    What was frozen stays as it was. A person gives the reason.
    """
    frozen = PublishedValue.objects.filter(publication__area=area).select_related("publication")
    if not frozen.exists():
        return []
    now = {(row.ref, row.first): row for row in Value.objects.filter(area=area, period="month")}
    last = {}
    for row in Revision.objects.filter(publication__area=area).order_by("noticed_at"):
        last[row.publication_id, row.ref, row.first] = row
    found = []
    for row in frozen:
        current = now.get((row.ref, row.first))
        held = last.get((row.publication_id, row.ref, row.first), row)
        if current is not None and figure(current) != figure(held):
            made = dict(zip(FIGURE, figure(current), strict=True))
            found.append(Revision(publication=row.publication, ref=row.ref, first=row.first, noticed_at=at, **made))
    Revision.objects.bulk_create(found)
    return found


def figure(row):
    """Return what makes a figure what it is."""
    return tuple(getattr(row, name) for name in FIGURE)


@transaction.atomic
def explain(*, revision, reason, by, at):
    """Give the reason of a revision; only then readers see it."""
    fresh = Revision.objects.select_for_update().get(pk=revision.pk)
    if fresh.explained_at and fresh.reason == reason:
        return fresh
    if fresh.explained_at:
        raise StepNotAllowed("This revision is explained already.")
    told = telling(reason, fresh.publication.small_number, left_out_words(fresh.publication))
    if told:
        raise StepNotAllowed(TELLS.format("reason", "”, “".join(told)))
    fresh.reason, fresh.explained_by, fresh.explained_at = reason, by, at
    fresh.save()
    return fresh


def value_label(row):
    """Return a kept figure in words: as printed, or why there is none."""
    indicator = registry.INDICATORS.get(row.ref)
    if row.number is None:
        return Missing(row.missing).label
    return printed(reading_of(row).exact(indicator.unit), indicator.unit)
