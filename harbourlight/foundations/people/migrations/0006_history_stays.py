"""History is only added to: the role that serves pages cannot change or delete it."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

TABLES = "people_personevent, people_nameevent, people_identifierevent, people_addressevent, people_relationshipevent, people_involvementevent"


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("people", "0005_places_in_search")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM {SERVING_ROLE}",
            f"GRANT UPDATE, DELETE ON {TABLES} TO {SERVING_ROLE}",
        ),
    ]
