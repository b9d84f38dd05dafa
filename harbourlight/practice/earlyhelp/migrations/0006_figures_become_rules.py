"""An area's figures for early help become local numbers."""

from django.db import migrations

from harbourlight.foundations.rules.carrying import carry


def numbers_of(event):
    """Return {rule: (number, unit)} of one state of an area's figures."""
    return {
        "CLK-EHA-001": (event.allocation_days, "working_days"),
        "LOCAL-EHA-ASSESSMENT": (event.assessment_days, "working_days"),
        "LOCAL-EHA-REVIEW": (event.review_weeks, "weeks"),
        "LOCAL-EHA-REFUSAL": (event.decision_days, "working_days"),
    }


def carry_over(apps, editor):
    """Make local numbers of what areas set here, with when and by whom."""
    carry(apps, apps.get_model("earlyhelp", "LocalNumbersEvent").objects, numbers_of)


class Migration(migrations.Migration):
    """The setting of this room goes; its numbers stay."""

    dependencies = [("earlyhelp", "0005_agreed_after_all"), ("rules", "0003_sent_once")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel("LocalNumbersEvent"),
        migrations.DeleteModel("LocalNumbers"),
    ]
