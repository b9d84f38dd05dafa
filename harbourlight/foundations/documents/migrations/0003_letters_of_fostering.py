"""Letters of private fostering have kinds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_second_lock"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("referrer", "To the referrer"),
                    ("parents", "To the parents"),
                    ("fostering_known", "To the carer: we know of it"),
                    ("fostering_child", "To the child: somebody will visit you"),
                    ("fostering_decision", "To the carer: what we decided"),
                    ("fostering_end", "To the carer: our visits have ended"),
                ],
                max_length=30,
            ),
        ),
    ]
