"""A refusal may end because the family agreed after all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more way on after a refusal."""

    dependencies = [("earlyhelp", "0004_gradings_are_answers")]

    operations = [
        migrations.AlterField(
            model_name="refusaldecision",
            name="way_on",
            field=models.CharField(
                choices=[
                    ("close", "Close with advice"),
                    ("try_again", "Try again with another person"),
                    ("step_up", "Step up to social care"),
                    ("agreed", "The family agreed after all"),
                ],
                max_length=10,
            ),
        ),
    ]
