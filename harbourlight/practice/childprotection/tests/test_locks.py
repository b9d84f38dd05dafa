"""Every table of child protection stands under row-level security."""

from django.apps import apps
from django.db import connection


def test_every_table_of_the_room_has_its_policies(db):
    tables = {model._meta.db_table for model in apps.get_app_config("childprotection").get_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'asker_sees'")
        guarded = {name for (name,) in cursor.fetchall()}
    assert tables
    assert tables <= guarded
