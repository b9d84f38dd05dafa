"""The policies look for the grant of a row, in place of gathering every grant of the asker first.

A hub holds a hundred thousand grants: an equality in the policy let the database read them all for one page.
"""

from django.db import migrations

ROW_BY_ROW = r"""
DO $$
DECLARE policy record;
BEGIN
  FOR policy IN
    SELECT polname, polrelid::regclass AS of_table, pg_get_expr(polqual, polrelid) AS test FROM pg_policy
    WHERE pg_get_expr(polqual, polrelid) ~ '\mg\.person_id = [a-z_]+\.[a-z_]+'
  LOOP
    EXECUTE format(
      'ALTER POLICY %I ON %s USING (%s)', policy.polname, policy.of_table,
      regexp_replace(policy.test, '\mg\.person_id = ([a-z_]+\.[a-z_]+)', 'g.person_id = ANY (ARRAY[\1])', 'g'));
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    """Changes how policies are asked, not what they answer."""

    dependencies = [("access", "0009_what_a_worklist_reads")]
    operations = [migrations.RunSQL(ROW_BY_ROW, migrations.RunSQL.noop)]
