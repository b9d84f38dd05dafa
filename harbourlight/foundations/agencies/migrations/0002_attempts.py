"""The table in which wrong passwords and codes are counted, for all processes together."""

from django.db import migrations


class Migration(migrations.Migration):
    """Make the table of Django's database cache that the settings name."""

    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE agencies_attempt (
              cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
            CREATE INDEX agencies_attempt_expires ON agencies_attempt (expires);
            """,
            "DROP TABLE agencies_attempt",
        )
    ]
