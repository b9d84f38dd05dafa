"""Row-level security: the second lock on every table that holds a child's data.

The serving role owns nothing. Each request tells the database, for its transaction only, who is
asking (``harbourlight.actor``). Policies then answer only the rows of children for whom the asker
holds a grant in force and no barrier. Written for PostgreSQL 15 and newer.
"""

import json
import uuid
from contextlib import contextmanager

from django.db import connection, migrations, transaction

from harbourlight.foundations.statements.transport import rows_of

SERVING_ROLE = "harbourlight_app"


# The triggers of history look for these settings at each row. Where one is missing they fail inside and go on, and each
# such failure walks through every foreign key that waits for the end of the transaction.
_HISTORY = """set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true),
  set_config('pgtrigger.ignore', '{}', true)"""

_ASK_AS = (
    """SELECT set_config('harbourlight.actor', %s, true), set_config('harbourlight.system', '', true),
  set_config('harbourlight.holders', %s || ' ' || coalesce(access_holders_of(%s)::text, ''), true), """
    + _HISTORY
)

_GRANTED = """EXISTS (
  SELECT 1 FROM access_grant g
  WHERE {matches} AND g.holder_id = ANY ((SELECT access_holders())::uuid[]){scope}
    AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
    AND (g.basis = 'break_glass' OR NOT EXISTS (
      SELECT 1 FROM access_barrier b WHERE b.person_id = g.person_id AND b.kind = 'restricted'
        AND b.ended_at IS NULL AND NOT ((SELECT access_actor()) = ANY (b.professional_ids)))))
AND NOT EXISTS (
  SELECT 1 FROM access_barrier b WHERE {barred} AND b.kind = 'excluded'
    AND b.ended_at IS NULL AND (SELECT access_actor()) = ANY (b.professional_ids))"""

_NONE_RESTRICTED = """
AND NOT EXISTS (
  SELECT 1 FROM access_barrier b WHERE b.person_id = ANY ({column}) AND b.kind = 'restricted'
    AND b.ended_at IS NULL AND NOT ((SELECT access_actor()) = ANY (b.professional_ids))
    AND NOT EXISTS (
      SELECT 1 FROM access_grant o
      WHERE o.person_id = b.person_id AND o.basis = 'break_glass' AND o.holder_id = (SELECT access_actor())
        AND o.valid_from <= now() AND o.valid_until > now()))"""

_CLOSED = """EXISTS (
  SELECT 1 FROM access_barrier b WHERE b.person_id = {column} AND b.ended_at IS NULL
    AND CASE b.kind
      WHEN 'restricted' THEN NOT ((SELECT access_actor()) = ANY (b.professional_ids))
      ELSE b.hides_existence OR (SELECT access_actor()) = ANY (b.professional_ids) END)"""


def condition(table, *, person=None, people=None, also="", whole_record=True, of_no_child=""):
    """Return the SQL that is true where the asker may see a row of ``table``.

    ``person`` names a uuid column, ``people`` a uuid[] column (any one child seen is enough; an exclusion
    or a restriction of any one closes the row); ``also`` is further SQL that opens a row;
    ``whole_record`` asks for more than a grant of the child's identity; ``of_no_child`` is the SQL that
    alone opens a row which names nobody in ``people``.
    """
    column = f"{table}.{person or people}"
    # An array, though of one: an equality would let the database gather every grant of the asker for each question.
    test = f"g.person_id = ANY (ARRAY[{column}])" if person else f"g.person_id = ANY ({column})"
    granted = _GRANTED.format(
        matches=test,
        barred=test.replace("g.", "b.", 1),
        scope=" AND g.scope = 'record'" if whole_record else "",
    )
    if people:
        granted += _NONE_RESTRICTED.format(column=column)
    opened = f"({granted})" + (f" OR ({also})" if also else "")
    if of_no_child:
        opened = f"CASE WHEN cardinality({column}) = 0 THEN ({of_no_child}) ELSE ({opened}) END"
    return f"(SELECT access_is_system()) OR {opened}"


def in_area_of(column, roles):
    """Return the SQL that is true where the asker holds one of these roles in the area of a column."""
    return f"{column} = ANY ((SELECT access_areas_as('{{{','.join(sorted(roles))}}}'))::uuid[])"


def closed_to_asker(column):
    """Return the SQL that is true where a barrier on one person's record stands against the asker.

    For doors beside a grant: an exclusion that names the asker, a restriction that does not, or a
    hidden existence whose restriction does not name the asker.
    """
    return _CLOSED.format(column=column)


def protect(table, **how):
    """Return the migration operation that guards one table; who sees its rows is said as to `condition`."""
    return guard_with(table, condition(table, **how))


def guard_with(table, using):
    """Return the migration operation that guards one table with a condition of its own."""
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY owner_keeps ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
        CREATE POLICY asker_sees ON {table} TO {SERVING_ROLE} USING ({using}) WITH CHECK (true);
        """,
        f"""
        DROP POLICY asker_sees ON {table};
        DROP POLICY owner_keeps ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def only_added_to(*tables):
    """Return the migration operation that keeps the serving role from changing or deleting rows of these tables."""
    names = ", ".join(tables)
    return migrations.RunSQL(
        f"REVOKE UPDATE, DELETE ON {names} FROM {SERVING_ROLE}", f"GRANT UPDATE, DELETE ON {names} TO {SERVING_ROLE}"
    )


def index_of_people(table):
    """Return the migration operation that finds the rows of a table which name people in ``child_ids``.

    The function gives ids alone, past the policies; the rows themselves stay under them.
    """
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {table}_about(people uuid[]) RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = public, pg_temp
        AS $$ SELECT id FROM {table} WHERE child_ids && people $$;
        REVOKE ALL ON FUNCTION {table}_about(uuid[]) FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION {table}_about(uuid[]) TO {SERVING_ROLE};
        """,  # noqa: S608 - the name of a table of ours
        f"DROP FUNCTION {table}_about(uuid[])",
    )


def ask_as(professional_id):
    """Tell the database who is asking, for the rest of this transaction; the history of records keeps it.

    The asker's teams and agency are read here, once: who is moved between teams meanwhile is told apart by the next
    transaction.
    """
    asker = str(professional_id or "")
    rows_of(connection, _ASK_AS, [asker, asker, asker or None, *_history({"by": asker} if asker else None)])


def write_history_as(**who):
    """Let the history of every row of this transaction say who or what writes it: a loading, a command."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + _HISTORY, _history(who))


def _history(who):
    """Return the values of those settings."""
    return (str(uuid.uuid4()), json.dumps(who)) if who else ("", "")


@contextmanager
def as_system(reason):
    """Let the product itself see every row inside this block (a transaction); the reason is for the reader.

    For background work and for steps whose rule needs rows that their taker may not see. House tests
    list the few places that may call it.
    """
    if not reason:
        raise ValueError("Say why the product itself must look")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('harbourlight.system', true), '')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('harbourlight.system', 'on', true)")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("SELECT set_config('harbourlight.system', %s, true)", [before])
