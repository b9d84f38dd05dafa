"""The numbers of days that areas kept for a kind of meeting become local numbers."""

import uuid

from django.db import migrations
from django.db.models.functions import Now

from harbourlight.foundations.rules.carrying import WHY
from harbourlight.foundations.rules.declared import RULES

# What rooms kept here under names of their own: (kind, name) and the rule that it became.
RENAMED = {
    ("core_group", "weeks_between"): "LOCAL-CORE-GROUP",
    ("core_group", "chronology_days"): "LOCAL-CHRONOLOGY",
    ("transfer_in_conference", "temporary_weeks"): "LOCAL-TEMPORARY",
}


def carry_over(apps, editor):
    """Make local numbers, which hold from the area's beginning: nobody wrote down since when they were kept."""
    local = apps.get_model("rules", "LocalNumber")
    for setting in apps.get_model("meetings", "TypeSetting").objects.select_related("area"):
        for name, number in setting.numbers.items():
            rule = RENAMED.get((setting.type, name), f"MTG-{setting.type}-{name}")
            if rule in RULES:
                local.objects.create(
                    id=uuid.uuid4(), area_id=setting.area_id, rule=rule, number=number, unit=RULES[rule].unit,
                    from_on=setting.area.started_on, set_at=Now(), why=WHY,
                )  # fmt: skip


class Migration(migrations.Migration):
    """The kinds of meeting keep their quorum here, and no numbers."""

    dependencies = [("meetings", "0002_second_lock"), ("rules", "0003_sent_once")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField("typesetting", "numbers"),
    ]
