"""Who changed what in the register, and when."""

import uuid
from datetime import date

from harbourlight.foundations.agencies.models import (
    Agency,
    AgencyArea,
    Professional,
    RoleHolding,
    SchoolTerm,
    Team,
    TeamMembership,
)
from harbourlight.foundations.notices.models import Duty, Mailbox
from harbourlight.foundations.ui import words

LEFT_OUT = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "id", "is_demonstration"}
MOST = 100
WHERE = {
    "agency": (("Agency", Agency, "id"), ("Area", AgencyArea, "agency_id"), ("Term", SchoolTerm, "agency_id")),
    "team": (("Team", Team, "id"), ("Place in the team", TeamMembership, "team_id")),
    "duty": (("Duty hours", Duty, "area_id"), ("Mailbox", Mailbox, "area_id")),
    "professional": (
        ("Account", Professional, "id"),
        ("Role", RoleHolding, "professional_id"),
        ("Place in a team", TeamMembership, "professional_id"),
    ),
}


def changes(kind, row):
    """Return the changes of an agency, a team, a professional or an area's duty with what belongs to it, newest first.

    Each is a dict of ``at``, ``what``, ``by`` and ``lines`` of (field, before, after).
    """
    made = []
    for what, model, column in WHERE[kind]:
        before = {}
        event_model = model.pgh_event_model  # type: ignore[attr-defined,union-attr]
        relations = [field.name for field in event_model._meta.fields if field.is_relation]
        events = event_model.objects.filter(**{column: row.pk}).select_related(*relations)
        for event in events.order_by("pgh_id"):
            lines = differences(before.get(event.id), event)
            before[event.id] = event
            if lines:
                made.append({"at": event.pgh_created_at, "what": what, "by_id": writer(event), "lines": lines})
    made = sorted(made, key=lambda change: change["at"], reverse=True)[:MOST]
    names = dict(Professional.objects.filter(pk__in={c["by_id"] for c in made}).values_list("pk", "name"))
    return [change | {"by": names.get(change["by_id"], "Harbourlight")} for change in made]


def writer(event):
    """Return the id of who made a change, or None for the product itself."""
    user = (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None
    return uuid.UUID(user) if user else None


def differences(before, event):
    """Return (field, before, after) for what changed between two events of one row."""
    lines = []
    for field in event._meta.fields:
        if field.name in LEFT_OUT:
            continue
        old, new = (said(before, field) if before else ""), said(event, field)
        if old != new:
            lines.append((str(field.verbose_name).capitalize(), old, new))
    return lines


def said(event, field):
    """Return a field's value in words."""
    show = getattr(event, f"get_{field.name}_display", None)
    value = show() if show else getattr(event, field.name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, date):
        return words.day(value)
    return "" if value is None else str(value)
