"""What goes between bodies and areas: learning shared upwards, and one return for several boards."""

import uuid

from django.db import models

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.models import Agency, Professional

from .groups import Group
from .sittings import Sitting


class SharingQuerySet(Guarded, models.QuerySet):
    """What goes between bodies."""

    def returns_open_to(self, professional, on):
        """Return the returns of somebody's own agency, and those for bodies of areas where the agency works."""
        groups = Group.objects.open_to(professional, on).values("pk")
        given = self.model.groups.through.objects.filter(group__in=groups).values("sharedreturn")
        return self.filter(models.Q(agency=professional.agency_id) | models.Q(pk__in=given))


class Learning(models.Model):
    """What one body learned and shares with the body above it, to be heard under its standing item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    from_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="learning_shared")
    to_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="learning_received")
    title = models.CharField(max_length=200)
    text = models.TextField()
    shared_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    heard_at = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="learning")
    submission = models.UUIDField(null=True, unique=True)

    objects = SharingQuerySet.as_manager()

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []


class SharedReturn(models.Model):
    """A return that an agency makes once and shares with several boards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    groups = models.ManyToManyField(Group, related_name="returns")
    given_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    submission = models.UUIDField(null=True, unique=True)

    objects = SharingQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at",)

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []
