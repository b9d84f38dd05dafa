"""The keys of other systems, and what each of them sent under which idempotency key."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from harbourlight.foundations.agencies.models import Agency, Area, Professional


def digest(key):
    """Return the keyed hash by which a key is found."""
    return salted_hmac("exchange.api.key", key, algorithm="sha256").hexdigest()


class ApiKeyQuerySet(models.QuerySet):
    """Keys, by whether they open."""

    def opening(self, key, on):
        """Return the key in force on a date that these letters open, or None; it ends with its agency."""
        current = self.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on, digest=digest(key))
        lasting = current.filter(Q(agency__ended_on=None) | Q(agency__ended_on__gte=on))
        return lasting.select_related("agency", "area").first()


class ApiKey(models.Model):
    """A key of one agency for one area; only its keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ApiKeyQuerySet.as_manager()


class Sending(models.Model):
    """What one system sent under an idempotency key of its own, and the contact that came of it.

    Neither key nor words are kept: only keyed hashes by which the same is known again. It ends after some days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="sendings")
    name = models.CharField("keyed hash of the idempotency key", max_length=64)
    words = models.CharField("keyed hash of what was sent", max_length=64)
    reference = models.CharField("reference of the contact", max_length=20)
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("key", "name"), name="api_one_sending")]
