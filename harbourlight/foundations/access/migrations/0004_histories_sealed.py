"""The tables of history come under the seals of the read log."""

import django.contrib.postgres.fields
from django.db import migrations, models

from harbourlight.foundations.access.guard import only_added_to


class Migration(migrations.Migration):
    """Add the runs of histories."""

    dependencies = [
        ("access", "0003_order_and_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistorySeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("table", models.CharField(max_length=63)),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63), size=None),
                ),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("rows", models.IntegerField()),
                ("digest", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("number", "table"), name="access_one_run_a_seal")],
            },
        ),
        only_added_to("access_historyseal"),
    ]
