"""Each answer about people asks of whom a place is protected: one question, past the policies, that gives ids alone."""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

PROTECTED = f"""
CREATE INDEX people_address_protected ON people_address (person_id) WHERE is_hidden OR never_to <> '{{}}';
CREATE FUNCTION people_protected(people uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 2 SET search_path = public, pg_temp AS $$
  SELECT DISTINCT person_id FROM people_address
  WHERE person_id = ANY (people) AND (is_hidden OR never_to <> '{{}}')
$$;
REVOKE ALL ON FUNCTION people_protected(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_protected(uuid[]) TO {SERVING_ROLE};
"""


class Migration(migrations.Migration):
    """Find protected places quickly."""

    dependencies = [("people", "0002_second_lock")]

    operations = [
        migrations.RunSQL(PROTECTED, "DROP FUNCTION people_protected(uuid[]); DROP INDEX people_address_protected")
    ]
