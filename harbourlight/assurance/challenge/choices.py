"""Closed lists of challenges."""

from django.db import models


class Challenger(models.TextChoices):
    """In what place somebody challenges."""

    CHAIR = "chair", "Independent chair"
    CONFERENCE_CHAIR = "conference_chair", "Conference chair or reviewing officer"
    AGENCY = "agency", "Agency"
    COUNCILLOR = "councillor", "Councillor"
    BOARD = "board", "Board"


class Theme(models.TextChoices):
    """What a challenge is about."""

    THRESHOLD = "threshold", "Decisions and thresholds"
    CONFERENCE = "conference", "Conferences, plans and reviews"
    ATTENDANCE = "attendance", "Attendance and taking part"
    INFORMATION = "information", "Sharing information"
    DELAY = "delay", "Delay"
    VOICE = "voice", "The voice of children"
    RECOMMENDATION = "recommendation", "Recommendations not done"
    RESOURCES = "resources", "Staff and money"
    OTHER = "other", "Something else"


class Level(models.TextChoices):
    """To whom a challenge is put now."""

    AGENCY = "agency", "The agency's senior managers"
    LEADS = "leads", "The lead representatives of the partners"


CLOCK = "LOCAL-ASSURANCE"
