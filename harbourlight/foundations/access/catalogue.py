"""What the serving role may not do, as rules over the database's own catalogue and not table by table.

`lock` makes each rule hold, as the owner, whenever the database was migrated; `faults` says at every start what does
not hold. A table that a room adds tomorrow falls under the rules by its columns.
"""

from typing import NamedTuple

from psycopg.sql import SQL, Identifier, Literal

from .guard import SERVING_ROLE

# Rows that are forgotten by the work itself. Of every other table of ours the serving role deletes nothing.
FORGOTTEN = {
    "agencies_attempt": "counts of wrong passwords",
    "agencies_schoolterm": "a file of term dates takes the place of the one before; history keeps it",
    "api_sending": "what an idempotency key of another system stood for, after 30 days",
    "boards_interest": "whoever declared no interest in a sitting has one after all",
    "businessplan_expected": "a line nobody reported on is taken back; history keeps it",
    "census_heldfile": "a file of children is held for some days",
    "census_loadnote": "what a load noted goes with its file",
    "dataset_proposal": "a proposal that its figures no longer make",
    "frontdoor_guestcode": "one-time codes",
    "meetings_calendarkey": "an old address of a calendar opens nothing",
    "meetings_paper": "a report that is taken back before the sitting takes its paper with it",
    "notices_waiting": "what nobody has to open any more",
    "people_name": "a name that a merge made goes when the merge is undone; history keeps it",
    "people_searchtoken": "tokens are made anew with each name",
    "privatefostering_adult": "a person of the household who was named by mistake; history keeps it",
    "ui_draft": "drafts",
    "ui_sentform": "what was sent some weeks ago",
}
# Tables of the libraries: sessions, second steps, jobs.
OF_LIBRARIES = ("account_", "auth_", "django_", "mfa_", "procrastinate_", "socialaccount_")
# A row in which one of these moments stands was sent, decided or answered: its words stay.
ENDS_WRITING = ("sent_at", "agreed_at", "decided_at", "answered_at", "signed_at")
# Tables in which words may change although such a moment stands, and why.
REWRITTEN = {
    "challenge_partnershipchallenge": "an answer that does not settle is given anew higher up; history keeps each",
    "census_finding": "a finding is met again by the next check; the council answers anew",
    "census_pair": "who a child of a file is can be decided otherwise; history keeps each",
    "childinneed_assessment": "an assessment that its manager sends back is written on; history keeps each",
    "dataset_proposal": "a proposal is made anew with its figures",
    "improvement_addressee": "an answer grows with what was done; history keeps each",
    "questionnaires_answer": "an answer is changed until its reader signs the whole; history keeps each",
}
# Whose words stay from the moment they are recorded: {table: SQL of the rows for which it holds}. Each wording of a
# line that was written by hand is a row of its own.
NEVER_REWRITTEN = {"chronology_line": "OLD.source_kind <> 'chronology.entry'"}
# Whose decision or answer can be opened again: its words change with the moment that is taken away, and history keeps
# them. While the moment stands, they stay.
OPENED_AGAIN = ("frontdoor_contact",)
WORKED_OUT = ("rule_words",)  # the product says them anew: whether a decision stands, when another body has decided
LONG_WORDS = 100  # characters: shorter texts are choices, names and numbers

OURS = """
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
"""
HISTORY = f"""
SELECT c.relname {OURS} AND has_table_privilege(%(role)s, c.oid, 'UPDATE, DELETE, TRUNCATE') AND EXISTS (
  SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_id' AND NOT a.attisdropped) ORDER BY 1
"""  # noqa: S608 - only words of our own
DELETED = f"""
SELECT c.relname {OURS} AND has_table_privilege(%(role)s, c.oid, 'DELETE, TRUNCATE')
  AND c.relname <> ALL (%(forgotten)s) AND NOT EXISTS (
    SELECT 1 FROM unnest(%(libraries)s::text[]) AS l(prefix) WHERE starts_with(c.relname, l.prefix))
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k JOIN pg_class o ON o.oid = k.confrelid
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND c.relname LIKE o.relname || '\\_%%'
    AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) = 3)
ORDER BY 1
"""  # noqa: S608 - only words of our own
FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_class t ON t.oid = to_regclass('public.access_grant')
WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = t.relowner
  AND has_function_privilege('public', p.oid, 'EXECUTE') ORDER BY 1
"""
IGNORES = """
SELECT p.proname FROM pg_proc p WHERE p.proname = '_pgtrigger_should_ignore' AND p.prosrc ILIKE '%%current_setting%%'
"""
CONTEXT = """
SELECT c.relname FROM pg_class c WHERE c.oid = to_regclass('public.pghistory_context') AND (
  has_table_privilege(%(role)s, c.oid, 'DELETE, TRUNCATE') OR NOT EXISTS (
    SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'access_context_stays' AND t.tgenabled = 'O'))
"""
OTHERS = f"""
SELECT DISTINCT c.relname || ' FROM ' || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
{OURS.replace("WHERE", "CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE")}
  AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE') AND a.grantee <> c.relowner
  AND r.rolname IS DISTINCT FROM %(role)s ORDER BY 1
"""  # noqa: S608 - only words of our own
# Each table whose words stay: its moment, and the columns of words. The moment of those never rewritten is always set.
STAYING = f"""
SELECT c.relname, m.attname, array_agg(w.attname::text ORDER BY w.attname)
{OURS.replace("WHERE", "JOIN pg_attribute m ON m.attrelid = c.oid JOIN pg_attribute w ON w.attrelid = c.oid WHERE")}
  AND NOT m.attisdropped AND NOT w.attisdropped AND w.attnum > 0 AND c.relname <> ALL (%(rewritten)s)
  AND (m.attname = ANY (%(ends)s) OR m.attname = 'recorded_at' AND c.relname = ANY (%(never)s))
  AND w.attname <> ALL (%(worked_out)s)
  AND (w.atttypid = 'text'::regtype OR w.atttypid = 'varchar'::regtype AND w.atttypmod - 4 >= %(long)s)
  AND NOT EXISTS (SELECT 1 FROM pg_attribute h WHERE h.attrelid = c.oid AND h.attname = 'pgh_id')
GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - only words of our own
UNSTAYED = """
SELECT 1 FROM pg_trigger t WHERE t.tgrelid = to_regclass(%(table)s) AND t.tgname = %(name)s AND t.tgenabled = 'O'
  AND encode(t.tgargs, 'escape') = %(arguments)s
"""
NEVER_IGNORED = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$
"""
CONTEXT_STAYS = """
CREATE OR REPLACE FUNCTION access_context_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF OLD.created_at <> now() THEN
    RAISE EXCEPTION 'Who made a change, and why, is never changed afterwards' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS access_context_stays ON pghistory_context;
CREATE TRIGGER access_context_stays BEFORE UPDATE ON pghistory_context
  FOR EACH ROW EXECUTE FUNCTION access_context_stays();
REVOKE DELETE, TRUNCATE ON pghistory_context FROM {role}
"""
# TG_ARGV: the columns of words. A word that is still empty may be filled in; one that stands stays.
WORDS_STAY = """
CREATE OR REPLACE FUNCTION access_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before jsonb := to_jsonb(OLD); after jsonb := to_jsonb(NEW); word text;
BEGIN
  FOREACH word IN ARRAY TG_ARGV LOOP
    IF coalesce(before ->> word, '') <> '' AND before ->> word IS DISTINCT FROM after ->> word THEN
      RAISE EXCEPTION '% of % stays as it was when it was sent, decided or answered', word, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
    END IF;
  END LOOP;
  RETURN NEW;
END $$
"""


class Rule(NamedTuple):
    """A rule over the catalogue: what finds its breaches, what each means, and the statement that mends one."""

    finds: str
    means: str
    mends: str


RULES = (
    Rule(HISTORY, "The serving role may change the history in {0}",
         "REVOKE UPDATE, DELETE, TRUNCATE ON {0} FROM {role}"),
    Rule(DELETED, "The serving role may delete from {0}", "REVOKE DELETE, TRUNCATE ON {0} FROM {role}"),
    Rule(IGNORES, "History can be switched off ({0})", NEVER_IGNORED),
    Rule(CONTEXT, "Who made a change can be changed in {0}", CONTEXT_STAYS),
    Rule(OTHERS, "Somebody besides owner and serving role writes: REVOKE ON {0}",
         "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {0}"),
    Rule(FUNCTIONS, "Everybody may call the function {0}",
         "REVOKE ALL ON FUNCTION {0} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {0} TO {role}"),
)  # fmt: skip
VALUES = {
    "role": SERVING_ROLE, "forgotten": list(FORGOTTEN), "libraries": list(OF_LIBRARIES), "ends": list(ENDS_WRITING),
    "rewritten": list(REWRITTEN), "never": list(NEVER_REWRITTEN), "long": LONG_WORDS,
    "worked_out": list(WORKED_OUT),
}  # fmt: skip


def rows(connection, statement, values):
    """Return the rows of a statement over the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def staying(connection):
    """Return (table, trigger, moment, columns) of each table whose words stay."""
    found = rows(connection, STAYING, VALUES)
    return [(table, f"access_words_stay_{moment}", moment, columns) for table, moment, columns in found]


def unlocked(connection):
    """Return those tables whose words ought to stay, and would not."""
    return [
        each for each in staying(connection)
        if not rows(connection, UNSTAYED, {
            "table": f"public.{each[0]}", "name": each[1], "arguments": "".join(f"{name}\\000" for name in each[3])})
    ]  # fmt: skip


def faults(connection):
    """Return each breach of the rules in words; nothing before the first migration."""
    found = [rule.means.format(name) for rule in RULES for (name,) in rows(connection, rule.finds, VALUES)]
    found += [f"Words that were sent can be changed in {table}" for table, *_ in unlocked(connection)]
    return [f"{words}; run `harbourlight migrate`." for words in found]


def holds(table, moment):
    """Return the SQL of when the words of a row stay."""
    stands = f"OLD.{moment} IS NOT NULL" + (f" AND NEW.{moment} IS NOT NULL" if table in OPENED_AGAIN else "")
    return NEVER_REWRITTEN.get(table, stands)


def lock(connection):
    """Make the rules hold, as the owner of the tables; a database that nobody may serve from is left alone."""
    if not rows(connection, "SELECT 1 FROM pg_roles WHERE rolname = %(role)s", VALUES):
        return
    with connection.cursor() as cursor:
        cursor.execute(WORDS_STAY)
        for table, name, moment, columns in unlocked(connection):
            cursor.execute(SQL(
                "DROP TRIGGER IF EXISTS {name} ON {table}; CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW "
                "WHEN ({holds}) EXECUTE FUNCTION access_words_stay({columns})"
            ).format(
                name=Identifier(name), table=Identifier(table),
                holds=SQL(holds(table, moment)),
                columns=SQL(", ").join(map(Literal, columns)),
            ).as_string(cursor.connection))  # fmt: skip
    for rule in RULES:
        mend(connection, rule)


def mend(connection, rule):
    """Make one rule hold."""
    for (name,) in rows(connection, rule.finds, VALUES):
        with connection.cursor() as cursor:
            cursor.execute(rule.mends.replace("{0}", name).replace("{role}", SERVING_ROLE))
