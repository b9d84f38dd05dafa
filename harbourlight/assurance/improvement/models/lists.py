"""Lists of recommendations that were brought in whole, from an inspection's report or an audit."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from harbourlight.foundations.agencies.models import Area, Professional
from harbourlight.foundations.ui.addresses import address_of

from ..choices import Source, Timescale
from ..pathway import BROUGHT
from .sight import Childless, areas_read_by


class BroughtListQuerySet(models.QuerySet):
    """Lists that were brought in."""

    def visible_to(self, professional):
        """Return the lists of the areas that somebody reads."""
        return self.filter(area__in=areas_read_by(professional))


@pghistory.track()
class BroughtList(Childless):
    """A list as it was read: each line with paragraph, grade, wording, date and who is asked.

    ``lines`` are dicts of texts: paragraph, grade, heading, part, text, priority, timescale, due_on (ISO), whom,
    trouble, and ``agencies``, the ids of those asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    body_key = models.SlugField(max_length=60)
    body_name = models.CharField(max_length=200)
    source = models.CharField(max_length=20, choices=Source.choices)
    source_title = models.CharField(max_length=200)
    published_on = models.DateField()
    timescale = models.CharField(max_length=20, choices=Timescale.choices)
    lines = models.JSONField(default=list)
    left_out = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=BROUGHT.choices, default=BROUGHT.first)
    brought_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = BroughtListQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(lines=[]), name="improvement_list_has_lines")]

    def __str__(self):
        """Return what was brought in, in words."""
        return self.source_title

    def get_absolute_url(self):
        """Return the address of the list's page."""
        return address_of("improvement:broughtlist", self.pk)
