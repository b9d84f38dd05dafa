"""Row-level security on people, and the foreign keys of grants and barriers."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect

IDENTITY = ("name", "identifier")
RECORD = ("address", "relationship", "involvement")
RELATED_ADULT = """NOT people_person.is_child AND EXISTS (
  SELECT 1 FROM people_relationship r WHERE r.other_id = people_person.id)"""

KEYS = "".join(
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_person_fk FOREIGN KEY (person_id) "
    "REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED;"
    for table in ("access_grant", "access_barrier", "access_barrierreason")
)


def guards():
    """Give the operations that guard each table of this engine and its history."""
    yield protect("people_person", person="id", also=RELATED_ADULT, whole_record=False)
    yield protect("people_personevent", person="id")
    yield protect("people_searchtoken", person="person_id", whole_record=False)
    yield protect("people_merge", person="kept_id")
    for kind in IDENTITY:
        yield protect(f"people_{kind}", person="person_id", whole_record=False)
        yield protect(f"people_{kind}event", person="person_id")
    for kind in RECORD:
        yield protect(f"people_{kind}", person="person_id")
        yield protect(f"people_{kind}event", person="person_id")


class Migration(migrations.Migration):
    """The second lock on people."""

    dependencies = [("people", "0001_initial"), ("access", "0002_second_lock")]

    operations = [migrations.RunSQL(KEYS, migrations.RunSQL.noop), *guards()]
