"""Actions and the notes of their progress."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0003_restricted"),
        ("agencies", "0004_practice_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "child_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("source_kind", models.CharField(max_length=60)),
                ("source_id", models.UUIDField(db_index=True)),
                ("what", models.TextField()),
                ("measure", models.TextField(blank=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("normal", "Normal"), ("high", "High"), ("immediate", "Immediate")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                ("family_member", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To do"),
                            ("done", "Reported done"),
                            ("accepted", "Accepted as done"),
                            ("dropped", "Dropped"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("evidence_done", models.TextField(blank=True)),
                ("evidence_changed", models.TextField(blank=True)),
                ("only_repeats", models.BooleanField(default=False)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("sent_back_reason", models.TextField(blank=True)),
                ("times_sent_back", models.SmallIntegerField(default=0)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("dropped_reason", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                ("submission", models.UUIDField(null=True, unique=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.area"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ActionNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("submission", models.UUIDField(null=True, unique=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="actions.action"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "done"))),
                fields=["owner", "due_on"],
                name="actions_open_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "done"))),
                fields=["owner_agency", "due_on"],
                name="actions_open_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=django.contrib.postgres.indexes.GinIndex(fields=["child_ids"], name="actions_action_children"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__isnull", False),
                    ("owner_agency__isnull", False),
                    models.Q(("family_member", ""), _negated=True),
                    _connector="OR",
                ),
                name="actions_action_has_an_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="actionnote",
            index=models.Index(fields=["action", "at"], name="actions_note_action"),
        ),
    ]
