"""Closed lists of the notices."""

from django.db import models


class Day(models.TextChoices):
    """A kind of day in duty hours, kept as its name; a bank holiday is no other day."""

    MONDAY = "Monday", "Monday"
    TUESDAY = "Tuesday", "Tuesday"
    WEDNESDAY = "Wednesday", "Wednesday"
    THURSDAY = "Thursday", "Thursday"
    FRIDAY = "Friday", "Friday"
    SATURDAY = "Saturday", "Saturday"
    SUNDAY = "Sunday", "Sunday"
    BANK_HOLIDAY = "bank holiday", "Bank holidays"


class Rung(models.IntegerChoices):
    """Who is told in which order when nobody opens an urgent notice."""

    FIRST = 1, "Told first"
    SECOND = 2, "Told second, when nobody has opened it"
    THIRD = 3, "Told third"
    FOURTH = 4, "Told fourth"


class Concern(models.TextChoices):
    """The kind of thing for which a mailbox is there."""

    URGENT = "urgent", "Urgent notices"
    REQUESTS = "requests", "Requests for information"
    MEETINGS = "meetings", "Meetings and conferences"
    OTHER = "other", "Everything else"


class Way(models.TextChoices):
    """How somebody was told."""

    PRODUCT = "product", "In Harbourlight"
    EMAIL = "email", "By e-mail"
    NOBODY = "nobody", "Nobody could be told"
