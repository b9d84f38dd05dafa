"""Deadlines found by the children they are about."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from harbourlight.foundations.access.guard import index_of_people


class Migration(migrations.Migration):
    """An index of the children, and the function that uses it under the policies."""

    dependencies = [("pathways", "0002_second_lock")]

    operations = [
        migrations.AddIndex("deadline", GinIndex(fields=["child_ids"], name="pathways_deadline_children")),
        index_of_people("pathways_deadline"),
    ]
