"""Row-level security on what a loading wrote of each child, and the one way in which steps and lines of it go again.

What a loading wrote opens with the child, and stays as it was written. The serving role deletes no step; this function
of the owner does, for the steps of one loading that names them itself, and for the lines that were written with them.
"""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE, protect

FORGET = """
CREATE FUNCTION census_forget_steps(loading uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH told AS (
    SELECT c.added FROM census_loadedchild c JOIN census_importrun r ON r.id = c.run_id
    WHERE r.id = loading AND r.taken_back_at IS NULL
  ), gone AS (
    DELETE FROM pathways_steptaken s
    USING told, jsonb_array_elements_text(told.added->'pathways.StepTaken') AS k(id)
    WHERE s.id = k.id::uuid AND s.note LIKE 'Census %' AND s.submission IS NULL
    RETURNING s.subject_id, s.recorded_at
  )
  DELETE FROM chronology_line l
  USING told, jsonb_array_elements_text(told.added->'chronology.Line') AS k(id)
  WHERE l.id = k.id::uuid AND EXISTS (
    SELECT 1 FROM gone g WHERE g.subject_id = l.source_id AND g.recorded_at = l.recorded_at)
$$;
REVOKE ALL ON FUNCTION census_forget_steps(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION census_forget_steps(uuid) TO {role};
REVOKE UPDATE, DELETE ON census_loadedchild FROM {role};
""".replace("{role}", SERVING_ROLE)


class Migration(migrations.Migration):
    """The second lock, and the way back of a loading."""

    dependencies = [
        ("census", "0003_what_was_loaded"), ("people", "0002_second_lock"), ("chronology", "0002_second_lock"),
        ("pathways", "0002_second_lock"),
    ]  # fmt: skip

    operations = [
        protect("census_loadedchild", person="person_id"),
        migrations.RunSQL(FORGET, "DROP FUNCTION census_forget_steps(uuid)"),
    ]
