from django.db import migrations


class Migration(migrations.Migration):
    """Find the mail about a record that could not be delivered without reading every job."""

    dependencies = [
        ("documents", "0002_second_lock"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX documents_failed_mail ON procrastinate_jobs ((args -> 'about')) WHERE status = 'failed'",
            "DROP INDEX documents_failed_mail",
        ),
    ]
