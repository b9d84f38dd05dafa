"""Drafts, what somebody has typed into a form and not yet sent; and forms that were sent, so that none counts twice."""

from django.conf import settings
from django.db import models
from django.utils.datastructures import MultiValueDict


class DraftQuerySet(models.QuerySet):
    """Drafts, by whose they are and what they are about."""

    def owned_by(self, owner):
        """Return the drafts of one person; nobody ever sees another's."""
        return self.filter(owner=owner)

    def of(self, key, subject):
        """Return the drafts of one form about one subject."""
        return self.filter(key=key, subject=str(subject))


class Draft(models.Model):
    """The text of one sitting at one form; its owner's only, for 14 days."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("form", max_length=100)
    subject = models.CharField(max_length=100, blank=True)
    sitting = models.UUIDField("opening of the page in which it was typed")
    body = models.JSONField("what was typed, as lists by name of input")
    version = models.IntegerField("version of the record it began from", null=True)
    saved_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at",)
        constraints = [models.UniqueConstraint(fields=("owner", "sitting"), name="ui_draft_one_each_sitting")]
        indexes = [models.Index(fields=("owner", "key", "subject"), name="ui_draft_offered")]

    @property
    def answers(self):
        """What was typed, as a form reads it."""
        return MultiValueDict(self.body)


class SentFormQuerySet(models.QuerySet):
    """Forms that were sent, by who sent them."""

    def owned_by(self, owner):
        """Return what one person sent; of somebody who is not signed in, what such people sent."""
        return self.filter(owner=owner) if owner.is_authenticated else self.filter(owner=None)


class SentForm(models.Model):
    """A form that had its effect: its number, a digest of what it said, when, and where it led; for 14 days."""

    id = models.BigAutoField(primary_key=True)
    submission = models.UUIDField("number that the form carried")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    place = models.CharField("address it was sent to", max_length=200)
    digest = models.CharField("keyed digest of what it said", max_length=64)
    sent_at = models.DateTimeField(db_index=True)
    led_to = models.CharField("address of what came of it", max_length=500)

    objects = SentFormQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("submission",), name="ui_sent_once")]
        indexes = [models.Index(fields=("owner", "digest"), name="ui_sent_same_words")]
