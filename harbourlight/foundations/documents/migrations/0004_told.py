"""How a letter went that people took to its reader: on which day and by whom."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Letters on paper, handed over and told by telephone."""

    dependencies = [
        ("documents", "0003_failed_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="told_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="posted, handed over or told by"),
        ),
        migrations.AddField(
            model_name="letter",
            name="told_on",
            field=models.DateField(null=True, verbose_name="posted, handed over or told on"),
        ),
        migrations.AlterField(
            model_name="letter",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("product", "In Harbourlight"),
                    ("email", "E-mail notice"),
                    ("post", "Posted on paper"),
                    ("hand", "Handed over"),
                    ("phone", "Told by telephone"),
                ],
                max_length=10,
            ),
        ),
    ]
