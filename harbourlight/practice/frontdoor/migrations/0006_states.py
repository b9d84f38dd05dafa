"""The last states, in today's words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Closed, and not answered."""

    dependencies = [
        ("frontdoor", "0005_about"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("screening", "Being screened"),
                    ("decided", "Decided"),
                    ("closed", "Closed"),
                ],
                default="received",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="contactevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("screening", "Being screened"),
                    ("decided", "Decided"),
                    ("closed", "Closed"),
                ],
                default="received",
                max_length=20,
            ),
        ),
    ]
