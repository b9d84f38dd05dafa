"""Bodies of the partnership, their seats, and who sits in them."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import Q

from harbourlight.foundations.access.lookup import Guarded
from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.agencies.models import Agency, AgencyArea, Area, Dated, DatedQuerySet, Professional, Team
from harbourlight.foundations.rules.reading import read

from ..choices import CHAIRS, REPORT_HEADINGS, VOTING, GroupKind, SeatKind
from ..pathway import INDUCTION
from .keeping import RULE_IDS, BodyRules


def areas_of(professional, on):
    """Return the areas in which somebody's agency works on a date."""
    return AgencyArea.objects.current(on).filter(agency=professional.agency_id).values("area")


def usual_headings():
    """Return the headings of a report as the first migration knew them; a body's own are a rule now."""
    return list(REPORT_HEADINGS)


class GroupQuerySet(Guarded, DatedQuerySet):
    """Bodies of the partnership."""

    def open_to(self, professional, on):
        """Return the bodies of the areas in which somebody's agency works, and those where they have a seat."""
        areas = areas_of(professional, on)
        # `areas` is many: ids keep a body from being listed once for each of them.
        spanning = self.model.areas.through.objects.filter(area__in=areas).values("group")
        seated = Membership.objects.current(on).filter(of_professional(professional)).values("seat__group")
        return self.filter(Q(area__in=areas) | Q(pk__in=spanning) | Q(pk__in=seated))

    def seating(self, professional, on):
        """Return the bodies where somebody is member, deputy or delegate."""
        return self.filter(pk__in=Membership.objects.current(on).of(professional).values("seat__group"))

    def of_kind(self, *kinds):
        """Return the bodies of these kinds."""
        return self.filter(kind__in=kinds)


class Group(Dated):
    """A body of the partnership: what it is for, in which areas, under which body, and the rules it keeps."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=GroupKind.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="groups")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    meeting_type = models.CharField(max_length=40)
    what_it_does = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    objects = GroupQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        ordering = ("name",)

    def __str__(self):
        return self.name

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []

    @cached_property
    def own_numbers(self):
        """Return the rows of the body's own rules, asked for once."""
        return read([self.area_id], RULE_IDS, body_ids=[self.pk])

    def keeps(self, on):
        """Return what the rules of the body say on a day, or on the day of a moment."""
        return BodyRules(self, on, self.own_numbers)


def bodies_of(areas, on):
    """Return {key: name} of the bodies that some areas have on a date, alone or with others."""
    rows = Group.objects.current(on)
    spanning = Group.areas.through.objects.filter(area__in=areas).values("group")
    return dict(rows.filter(Q(area__in=areas) | Q(pk__in=spanning)).values_list("key", "name"))


class SeatQuerySet(Guarded, DatedQuerySet):
    """Seats of bodies."""


class Seat(Dated):
    """A place in a body: who or what it speaks for, with what say; a seat without a member is a vacancy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    number = models.SmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SeatKind.choices)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=20, choices=Sector.choices, blank=True)
    votes = models.BooleanField(default=True)
    must_attend = models.BooleanField(default=True)
    is_lead_representative = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    objects = SeatQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        ordering = ("number", "title")

    def __str__(self):
        return self.title

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []

    @property
    def key(self):
        """Return the seat of the meetings engine that has this kind and this say."""
        usual = self.kind in VOTING
        if self.votes == usual:
            return self.kind
        return f"{self.kind}_with_vote" if self.votes else f"{self.kind}_without_vote"

    @property
    def is_chair(self):
        """Say whether whoever sits here may chair."""
        return self.kind in CHAIRS


def of_professional(professional, prefix=""):
    """Return the condition that somebody is the member, the deputy or the delegate of a membership."""
    return (
        Q(**{f"{prefix}professional": professional})
        | Q(**{f"{prefix}deputy": professional})
        | Q(**{f"{prefix}delegate": professional})
    )


class MembershipQuerySet(Guarded, DatedQuerySet):
    """Who sits where."""

    def in_group(self, group):
        """Return the memberships of a body, in the order of its seats."""
        rows = self.filter(seat__group=group).order_by("seat__number", "seat__title", "started_on")
        return rows.select_related("seat__agency", "seat__group", "professional__agency", "deputy", "delegate")

    def of(self, professional):
        """Return the memberships of which somebody is the member, the deputy or the delegate."""
        return self.filter(of_professional(professional))

    def chairing(self, professional):
        """Return the memberships by which somebody, or somebody for them, chairs a body."""
        return self.of(professional).filter(seat__kind__in=CHAIRS)


class Membership(Dated):
    """Who sits in a seat, for which term, with which deputy and delegate; role accepted and induction had."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="memberships")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Professional, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    term_until = models.DateField(null=True, blank=True)
    role_accepted_at = models.DateTimeField(null=True)
    induction_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    submission = models.UUIDField(null=True, unique=True)

    objects = MembershipQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("seat",), condition=Q(ended_on__isnull=True), name="boards_one_member_in_a_seat"
            ),
        ]

    @property
    def child_ids(self):
        """Return no child: nothing here is about one."""
        return []

    @property
    def who_comes(self):
        """Return who is invited: the delegate of a lead representative who named one, else the member."""
        return self.delegate or self.professional

    @property
    def induction_due_on(self):
        """Return the day by which a new member has had an induction."""
        limit = self.seat.group.keeps(self.started_on).due_by(INDUCTION, self.started_on)
        return limit.due if limit else None

    def is_induction_late(self, on):
        """Say whether the induction is late."""
        due = self.induction_due_on
        return self.induction_on is None and due is not None and on > due

    def is_term_over(self, on):
        """Say whether the term has run out though the member still sits."""
        return self.term_until is not None and on > self.term_until
