"""Presence is stays: whoever leaves and comes back has several, and a deputy has their own."""

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP_TIMES = """
UPDATE meetings_attendance SET stays = ARRAY[tstzrange(arrived_at, left_at)] WHERE how = 'attended';
UPDATE meetings_attendance SET deputy_stays = ARRAY[tstzrange(arrived_at, left_at)] WHERE how = 'deputy';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_meeting_body"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attendance",
            name="meetings_leaves_after_arriving",
        ),
        migrations.AddField(
            model_name="attendance",
            name="deputy_stays",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="stays",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.RunSQL(KEEP_TIMES, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="attendance",
            name="arrived_at",
        ),
        migrations.RemoveField(
            model_name="attendance",
            name="left_at",
        ),
        migrations.AddField(
            model_name="invitation",
            name="named_deputy",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="seat_name",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="attendance",
            name="how",
            field=models.CharField(
                choices=[
                    ("attended", "Was there"),
                    ("deputy", "A deputy was there"),
                    ("stand_in", "Somebody else was there, as a guest"),
                    ("apologies", "Apologies"),
                    ("absent", "Absent without apologies"),
                ],
                max_length=10,
            ),
        ),
    ]
