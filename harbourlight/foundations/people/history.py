"""Who changed what in a person's record, and when."""

import uuid

from harbourlight.foundations.agencies.models import Professional

from . import locations, models

TABLES = (
    (models.Person.pgh_event_model, "Details", "id"),
    (models.Name.pgh_event_model, "Name", "person_id"),
    (models.Identifier.pgh_event_model, "Identifier", "person_id"),
    (models.Address.pgh_event_model, "Address", "person_id"),
    (models.Relationship.pgh_event_model, "Relationship", "person_id"),
    (models.Involvement.pgh_event_model, "Service", "person_id"),
)
LEFT_OUT = {
    "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "id", "person", "recorded_at", "recorded_by",
    "version",
}  # fmt: skip
MOST = 200


def changes(person, *, reader, at):
    """Return the changes to a person's record, the newest first, without what the reader may not see.

    Each is a dict of ``at``, ``what``, ``by`` and ``lines`` of (field, before, after).
    """
    withheld = locations.withheld_texts([person.pk], reader, at)
    found = []
    for model, what, column in TABLES:
        before = {}
        for event in model.objects.filter(**{column: person.pk}).select_related("pgh_context").order_by("pgh_id"):
            lines = differences(before.get(event.id), event, withheld)
            before[event.id] = event
            if lines or "delete" in event.pgh_label:
                found.append({"at": event.pgh_created_at, "what": what, "by_id": writer(event), "lines": lines})
    found.sort(key=lambda change: change["at"], reverse=True)
    found = found[:MOST]
    names = dict(Professional.objects.filter(pk__in={c["by_id"] for c in found}).values_list("pk", "name"))
    return [change | {"by": names.get(change["by_id"], "Harbourlight")} for change in found]


def writer(event):
    """Return the id of who recorded the row that changed, or of who changed it where that is known."""
    context = event.pgh_context
    changed_by = (context.metadata or {}).get("user") if context else None
    return uuid.UUID(changed_by) if changed_by else event.recorded_by_id


def differences(before, event, withheld):
    """Return (field, before, after) for what changed between two events of one row."""
    found = []
    for field in event._meta.fields:
        if field.name in LEFT_OUT:
            continue
        old = said(before, field) if before else ""
        new = said(event, field)
        if old != new:
            found.append(
                (
                    str(field.verbose_name),
                    locations.redacted(old, withheld),
                    locations.redacted(new, withheld),
                )
            )
    return found


def said(event, field):
    """Return a field's value in words; people and agencies by no more than that they are set."""
    if field.is_relation:
        return "recorded" if getattr(event, field.attname) else ""
    show = getattr(event, f"get_{field.name}_display", None)
    value = show() if show else getattr(event, field.name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if field.name == "never_to":
        return f"{len(value)} people" if value else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
