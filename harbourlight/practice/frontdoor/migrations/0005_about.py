"""Contacts found by the children they are about."""

from django.db import migrations

from harbourlight.foundations.access.guard import index_of_people


class Migration(migrations.Migration):
    """The function that uses the index of children under the policies."""

    dependencies = [("frontdoor", "0004_reference")]

    operations = [index_of_people("frontdoor_contact")]
