"""The numbers of contacts, and the one-time codes of people without an account."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """A sequence for references; one-time codes."""

    dependencies = [("frontdoor", "0003_second_lock")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE frontdoor_reference", "DROP SEQUENCE frontdoor_reference"),
        migrations.RunSQL(
            "CREATE INDEX people_person_born_on ON people_person (born_on);"
            "CREATE INDEX people_identifier_value ON people_identifier (value);",
            "DROP INDEX people_person_born_on; DROP INDEX people_identifier_value;",
        ),
        migrations.CreateModel(
            name="GuestCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address_digest", models.CharField(max_length=64)),
                ("place_digest", models.CharField(max_length=64)),
                ("code_digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("tries", models.IntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["address_digest", "made_at"], name="frontdoor_code_address"),
                    models.Index(fields=["place_digest", "made_at"], name="frontdoor_code_place"),
                ],
            },
        ),
    ]
