"""History is only added to: the role that serves pages cannot change or delete it."""

from django.db import migrations

from harbourlight.foundations.access.guard import only_added_to


class Migration(migrations.Migration):
    """Nobody rewrites what was recorded."""

    dependencies = [("challenge", "0001_initial"), ("access", "0002_second_lock")]

    operations = [only_added_to("challenge_partnershipchallengeevent")]
