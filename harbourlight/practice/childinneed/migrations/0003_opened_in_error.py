"""Episodes may stand as opened in error."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("childinneed", "0002_second_lock"),
    ]

    operations = [
        migrations.AlterField(
            model_name="episode",
            name="state",
            field=models.CharField(
                choices=[
                    ("referred", "Waiting for an assessment"),
                    ("assessing", "Being assessed"),
                    ("assessed", "Assessed"),
                    ("plan", "Child in need plan"),
                    ("closed", "Closed"),
                    ("in_error", "Opened in error"),
                ],
                default="referred",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="episodeevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("referred", "Waiting for an assessment"),
                    ("assessing", "Being assessed"),
                    ("assessed", "Assessed"),
                    ("plan", "Child in need plan"),
                    ("closed", "Closed"),
                    ("in_error", "Opened in error"),
                ],
                default="referred",
                max_length=20,
            ),
        ),
    ]
