"""Carries what rooms kept in settings of their own into local numbers; for migrations only."""

import uuid

from harbourlight.foundations.ui.words import in_london

WHY = "Carried over from the settings of the room"


def carry(apps, events, numbers_of):
    """Make rows of every change of a setting: ``numbers_of(event)`` gives {rule id: (number, unit)} of one state.

    The first state holds from the area's beginning: a room asked its setting whatever the day something started.
    """
    local, area = apps.get_model("rules", "LocalNumber"), apps.get_model("agencies", "Area")
    began, before = dict(area.objects.values_list("pk", "started_on")), {}
    for event in events.order_by("pgh_id"):
        for rule, (number, unit) in numbers_of(event).items():
            key = event.area_id, rule
            if key in before and before[key] == number:
                continue
            from_on = in_london(event.pgh_created_at) if key in before else began[event.area_id]
            before[key] = number
            local.objects.create(
                id=uuid.uuid4(), area_id=event.area_id, rule=rule, number=number, unit=unit,
                from_on=from_on, set_by_id=getattr(event, "changed_by_id", None), set_at=event.pgh_created_at, why=WHY,
            )  # fmt: skip
