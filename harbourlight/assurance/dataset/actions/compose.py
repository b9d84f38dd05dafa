"""Composes a scorecard for a group from the indicators of the dataset."""

from django.db import transaction
from django.utils.text import slugify

from harbourlight.foundations.measures import registry
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import Scorecard


@transaction.atomic
def compose(*, area, title, refs, by, at, scorecard=None):
    """Keep a scorecard: its title, and its indicators in the order of the sheet; figures stay those of the dataset."""
    slug = slugify(title)[:60]
    if not slug:
        raise StepNotAllowed("Give it a title with letters or numbers.")
    others = Scorecard.objects.select_for_update().filter(area=area, slug=slug)
    if (others.exclude(pk=scorecard.pk) if scorecard else others).exists():
        raise StepNotAllowed("A scorecard of this title is there already.")
    kept = scorecard or Scorecard(area=area)
    kept.title, kept.slug, kept.made_by, kept.made_at = title, slug, by, at
    kept.refs = [ref for ref in registry.INDICATORS if ref in refs]
    kept.save()
    return kept
