"""How soon an area wants challenges answered becomes a local number."""

from django.db import migrations

from harbourlight.foundations.rules.carrying import carry


def numbers_of(event):
    """Return {rule: (number, unit)} of one state of an area's setting."""
    return {"LOCAL-ASSURANCE": (event.answer_within_working_days, "working_days")}


def carry_over(apps, editor):
    """Make local numbers of what areas set here, with when and by whom."""
    carry(apps, apps.get_model("challenge", "ChallengeSettingEvent").objects, numbers_of)


class Migration(migrations.Migration):
    """The setting of this room goes; its numbers stay."""

    dependencies = [("challenge", "0002_history_stays"), ("rules", "0003_sent_once")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel("ChallengeSettingEvent"),
        migrations.DeleteModel("ChallengeSetting"),
    ]
