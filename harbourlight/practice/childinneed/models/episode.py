"""An episode of need and what happens to it as a whole."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.models import Area, Professional, Team
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui.addresses import address_of

from ..choices import CLOSURES, NEEDS, SOURCES, Elsewhere
from ..pathway import EPISODE


class NeedQuerySet(Guarded, models.QuerySet):
    """Rows about a child in need whom the asker may see."""


class EpisodeQuerySet(NeedQuerySet):
    """Episodes, by how they stand."""

    def open(self):
        """Return the episodes that are not closed."""
        return self.filter(closed_on=None)

    def of_people(self, person_ids):
        """Return the episodes of some people, the newest first."""
        return self.filter(person_id__in=list(person_ids)).order_by("-referred_at")

    def worked_with(self, episode):
        """Return the other episodes of the family that were opened by the same referral."""
        return self.filter(family_key=episode.family_key).exclude(pk=episode.pk).order_by("referred_at", "pk")


class AboutAChild(models.Model):
    """A row about one child; ``child_ids`` names the same child where engines ask for several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    child_ids = ArrayField(models.UUIDField())
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@pghistory.track()
class Episode(AboutAChild):
    """A child's time as a child in need: from a referral to its closure. At most one is open for a child.

    ``referred_at`` is when social care received the referral: the clocks count from its London date.
    ``family_key`` is shared by the children of one referral. ``is_again_since_referral`` and
    ``is_again_since_assessment`` are the two definitions of a re-referral within 12 months.
    """

    begins_assessed_elsewhere = False  # told while the episode is opened; later the rooms that know are asked

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=EPISODE.choices, default=EPISODE.first)
    version = models.IntegerField(default=1)
    family_key = models.UUIDField(default=uuid.uuid4)
    contact_id = models.UUIDField(null=True, blank=True)
    imported_line = models.CharField(max_length=120, blank=True)

    referred_at = models.DateTimeField("received by social care")
    source = models.CharField("source of the referral", max_length=2, choices=SOURCES)
    primary_need = models.CharField(max_length=2, choices=NEEDS, default="N0")
    referral_nfa = models.BooleanField("no further action on the referral", default=False)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=3, choices=CLOSURES, blank=True)
    close_note = models.TextField(blank=True)

    is_again_since_referral = models.BooleanField(default=False)
    is_again_since_assessment = models.BooleanField(default=False)

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("person", "-referred_at"), name="childinneed_person_referred"),
            models.Index(fields=("area", "referred_at"), name="childinneed_area_referred"),
            models.Index(fields=("team", "worker"), condition=Q(closed_on=None), name="childinneed_caseload"),
            models.Index(fields=("family_key",), name="childinneed_family"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("person",), condition=Q(closed_on=None), name="childinneed_one_open_episode"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, close_reason="") | Q(closed_on__isnull=False) & ~Q(close_reason=""),
                name="childinneed_closed_with_reason",
            ),
        ]

    def __str__(self):
        return f"Child in need, referred {self.referred_on.isoformat()}"

    @property
    def referred_on(self):
        """The London date of the referral: day 0 of the assessment."""
        return self.referred_at.astimezone(LONDON).date()

    @property
    def is_open(self):
        """Whether the child is in need now."""
        return self.closed_on is None

    def get_absolute_url(self):
        """Return the address of the episode's page."""
        return address_of("childinneed:episode", self.id)


class AboutAnEpisode(AboutAChild):
    """A row of an episode; the child and the area are the episode's."""

    objects = NeedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def of(cls, episode, **fields):
        """Return an unsaved row about the child of an episode."""
        return cls(
            episode=episode,  # type: ignore[misc]
            person_id=episode.person_id,
            child_ids=episode.child_ids,
            area_id=episode.area_id,
            **fields,
        )


@pghistory.track()
class CountedElsewhere(AboutAnEpisode):
    """A time in which the child of an open episode is counted under protection or as looked after."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="times_elsewhere")
    kind = models.CharField(max_length=20, choices=Elsewhere.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("episode", "kind"), condition=Q(ended_on=None), name="childinneed_one_time_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="childinneed_elsewhere_ends_after"
            ),
        ]


@pghistory.track()
class Transfer(AboutAnEpisode):
    """A move of an episode to another team; to another area it ends here and another begins there."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="transfers")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_episode = models.ForeignKey(Episode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    moved_on = models.DateField()
    reason = models.TextField()
    moved_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


@pghistory.track()
class Correction(AboutAnEpisode):
    """A date that had been recorded wrongly: what it was, what it is, who put it right and why."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=80)
    was = models.CharField(max_length=40)
    now = models.CharField(max_length=40)
    reason = models.TextField()
    corrected_by = models.ForeignKey(Professional, null=True, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()
