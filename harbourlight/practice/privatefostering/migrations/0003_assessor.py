"""A check has its assessor; the day on which an appeal was told is that of the letter."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("privatefostering", "0002_second_lock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="adult",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="adult",
            name="update_update",
        ),
        migrations.RemoveField(
            model_name="decision",
            name="appeal_told_on",
        ),
        migrations.AddField(
            model_name="adult",
            name="assessor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="adultevent",
            name="assessor",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adult",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "privatefostering_adultevent" ("arrangement_id", "assessor_id", "check_is", "checked_on", "found", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "relation") VALUES (NEW."arrangement_id", NEW."assessor_id", NEW."check_is", NEW."checked_on", NEW."found", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."relation"); RETURN NULL;',
                    hash="1c8ee11f9c7c1a4ec4c10a5a5fa716b973715953",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ada88",
                    table="privatefostering_adult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adult",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "privatefostering_adultevent" ("arrangement_id", "assessor_id", "check_is", "checked_on", "found", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "relation") VALUES (NEW."arrangement_id", NEW."assessor_id", NEW."check_is", NEW."checked_on", NEW."found", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."relation"); RETURN NULL;',
                    hash="34c7710a59be526f2d6be7e81c74290c2cef49f8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9e9d7",
                    table="privatefostering_adult",
                    when="AFTER",
                ),
            ),
        ),
    ]
