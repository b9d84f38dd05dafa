"""Row-level security on letters, and an index of the mail about a record that could not be delivered."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect


class Migration(migrations.Migration):
    """The second lock; failed mail is found without reading every job."""

    dependencies = [
        ("documents", "0001_initial"),
        ("people", "0002_second_lock"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        protect(
            "documents_letter",
            people="child_ids",
            also="documents_letter.sent_at IS NOT NULL AND documents_letter.reader_id = (SELECT access_actor())",
        ),
        migrations.RunSQL(
            "CREATE INDEX documents_failed_mail ON procrastinate_jobs ((args -> 'about')) WHERE status = 'failed'",
            "DROP INDEX documents_failed_mail",
        ),
    ]
