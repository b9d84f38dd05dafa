"""Reviews of emergency openings; partitions of the read log closed; reasons of barriers for insiders."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CLOSE_PARTITIONS = """
CREATE OR REPLACE FUNCTION access_make_months(first date, months integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE starts date; part text;
BEGIN
  FOR i IN 0 .. months - 1 LOOP
    starts := (date_trunc('month', first) + make_interval(months => i))::date;
    part := 'access_reading_' || to_char(starts, 'YYYY_MM');
    CONTINUE WHEN to_regclass(part) IS NOT NULL;
    CONTINUE WHEN EXISTS (
      SELECT 1 FROM access_reading_other WHERE at >= starts AND at < starts + interval '1 month');
    EXECUTE format('CREATE TABLE %I PARTITION OF access_reading FOR VALUES FROM (%L) TO (%L)',
      part, starts, (starts + interval '1 month')::date);
    EXECUTE format('REVOKE ALL ON %I FROM harbourlight_app', part);
  END LOOP;
END $$;
DO $$ DECLARE part regclass; BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'access_reading'::regclass LOOP
    EXECUTE format('REVOKE ALL ON %s FROM harbourlight_app', part);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    """The table of reviews, and no way round the read log's own lock through its partitions."""

    dependencies = [("access", "0002_second_lock"), ("agencies", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("person_id", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("due_on", models.DateField()),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("justified", "It was right to open the record"),
                            ("unjustified", "It was not right to open the record"),
                            ("unclear", "More must be found out"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.area",
                    ),
                ),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="review", to="access.grant"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(reviewed_at=None, reviewed_by=None, finding="")
                        | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                        & ~models.Q(finding="")
                        & ~models.Q(note=""),
                        name="access_review_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="access_review_by_another",
                    ),
                ],
            },
        ),
        migrations.RunSQL(CLOSE_PARTITIONS, migrations.RunSQL.noop),
    ]
