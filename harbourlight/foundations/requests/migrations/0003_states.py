"""The last states, in today's words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Closed, and not answered."""

    dependencies = [
        ("requests", "0002_second_lock"),
    ]

    operations = [
        migrations.AlterField(
            model_name="request",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("opened", "Opened"),
                    ("answered", "Answered"),
                    ("nothing_held", "Nothing held"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                    ("not_answered", "Not answered"),
                ],
                default="asked",
                max_length=20,
            ),
        ),
    ]
