"""An area's figures for children in need become local numbers."""

from django.db import migrations

from harbourlight.foundations.rules.carrying import carry


def numbers_of(event):
    """Return {rule: (number, unit)} of one state of an area's figures; there were never more than five points."""
    points = [*sorted(event.review_points), *[None] * 5][:5]
    numbers = {f"LOCAL-ASM-REVIEW-{place}": (number, "working_days") for place, number in enumerate(points, 1)}
    return numbers | {"LOCAL-PLAN-REVIEW": (event.plan_review_days, "working_days")}


def carry_over(apps, editor):
    """Make local numbers of what areas set here, with when and by whom."""
    carry(apps, apps.get_model("childinneed", "NeedSettingEvent").objects, numbers_of)


class Migration(migrations.Migration):
    """The setting of this room goes; its numbers stay."""

    dependencies = [("childinneed", "0003_opened_in_error"), ("rules", "0003_sent_once")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel("NeedSettingEvent"),
        migrations.DeleteModel("NeedSetting"),
    ]
