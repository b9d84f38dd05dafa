"""Closed lists and usual numbers of the partnership's bodies."""

from django.db import models


class GroupKind(models.TextChoices):
    """What a body is."""

    BOARD = "board", "Board"
    EXECUTIVE = "executive", "Executive"
    COMMITTEE = "committee", "Committee"
    PANEL = "panel", "Panel"
    NETWORK = "network", "Network"
    PROTECTION_TEAM = "protection_team", "Multi-agency child protection team"
    CROSS_AREA_EXECUTIVE = "cross_area_executive", "Executive of several areas"


class SeatKind(models.TextChoices):
    """In what place somebody sits in a body."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice-chair"
    PARTNER = "partner", "Statutory safeguarding partner"
    LEAD_PARTNER = "lead_partner", "Lead safeguarding partner"
    DELEGATED_PARTNER = "delegated_partner", "Delegated safeguarding partner"
    MEMBER = "member", "Member"
    LAY = "lay", "Lay member"
    SCRUTINEER = "scrutineer", "Independent scrutineer"
    OBSERVER = "observer", "Participating observer"
    OFFICER = "officer", "Officer"


VOTING = frozenset({
    SeatKind.VICE_CHAIR, SeatKind.PARTNER, SeatKind.LEAD_PARTNER, SeatKind.DELEGATED_PARTNER, SeatKind.MEMBER,
    SeatKind.LAY,
})  # fmt: skip
CHAIRS = (SeatKind.CHAIR, SeatKind.VICE_CHAIR)


class SittingKind(models.TextChoices):
    """What kind of day a meeting of a body is."""

    ORDINARY = "ordinary", "Ordinary meeting"
    EXTRAORDINARY = "extraordinary", "Extraordinary meeting"
    DEVELOPMENT_DAY = "development_day", "Development day"


class Purpose(models.TextChoices):
    """Why an item comes to a meeting."""

    DECISION = "decision", "For decision"
    DISCUSSION = "discussion", "For discussion"
    INFORMATION = "information", "For information"


class ItemState(models.TextChoices):
    """Where a proposed item is."""

    PROPOSED = "proposed", "Waits for the executive"
    LATE = "late", "Late: waits for the chair"
    ON_AGENDA = "on_agenda", "On the agenda"
    REFUSED = "refused", "Not taken"


class ReportState(models.TextChoices):
    """Where a report that was asked for is."""

    ASKED = "asked", "Asked for"
    GIVEN = "given", "Given"
    CHANGES = "changes", "Changes asked for"
    CHANGED = "changed", "Changed"
    WITHDRAWN = "withdrawn", "No longer needed"


class Standing(models.TextChoices):
    """Whether what a body decided stands."""

    STANDS = "stands", "Stands"
    WAITS = "waits", "Waits for the executive"
    NOT_AGREED = "not_agreed", "Not agreed by the executive"
    ESCALATED = "escalated", "With the lead representatives"
    FAILED = "failed", "Does not stand"


class UrgentState(models.TextChoices):
    """Where an urgent decision is."""

    CONSULTING = "consulting", "Members are consulted"
    DECIDED = "decided", "Decided, waits to be ratified"
    RATIFIED = "ratified", "Ratified"
    NOT_RATIFIED = "not_ratified", "Not ratified"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Reached(models.TextChoices):
    """How a consultation of one member went."""

    AGREES = "agrees", "Agrees"
    DISAGREES = "disagrees", "Disagrees"
    NO_VIEW = "no_view", "Was consulted and has no view"
    NOT_REACHED = "not_reached", "Could not be reached"


CONSULTED = (Reached.AGREES, Reached.DISAGREES, Reached.NO_VIEW)
CLOCK_OF_ESCALATIONS = "LOCAL-ESCALATION"
CLOCK_OF_AGREEMENTS = "LOCAL-AGREEMENT"
CONFIDENTIALITY = (
    "I will keep what is said and shown at this meeting confidential. I will use it only for the partnership's work, "
    "keep its papers safe, and not copy or pass them on without the chair's leave."
)
REPORT_HEADINGS = (
    "Purpose of the report",
    "What the meeting is asked to do",
    "Background",
    "What we found",
    "What it means for children",
    "Risks and equality",
    "Recommendations",
)
