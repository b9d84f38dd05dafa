"""Refusing to start where the second lock would not hold."""

from django.conf import settings

from . import catalogue


class UnsafeStart(Exception):
    """The product must not serve from this database; the text says why and what to do."""


ROLE = """
SELECT rolname, rolsuper, rolbypassrls FROM pg_roles
WHERE rolname = current_user OR %(session)s AND rolname = session_user
"""
OWNED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm')
  AND (pg_has_role(current_user, c.relowner, 'MEMBER')
    OR %(session)s AND pg_has_role(session_user, c.relowner, 'MEMBER'))
ORDER BY 1 LIMIT 1
"""
UNLOCKED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1 LIMIT 1
"""


def refuse_unsafe_start(connection, *, production=None):
    """Raise UnsafeStart where the serving role could pass the second lock, or demonstration users are real.

    ``production`` is worked out from the settings where it is not given. Called by the web server
    and the worker before they serve.
    """
    production = not settings.HARBOURLIGHT_DEMO if production is None else production
    reasons = [*role_faults(connection), *lock_faults(connection), *catalogue.faults(connection)]
    if production:
        reasons += demonstration_faults(connection)
    if reasons:
        raise UnsafeStart("Harbourlight does not start. " + " ".join(reasons))


def ask(connection, statement):
    """Return the rows of a statement; only tests may sign in as a stronger role and step down from it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"session": not settings.TESTING})
        return cursor.fetchall()


def role_faults(connection):
    """Return what makes the serving role too strong."""
    faults = []
    for name, is_super, bypasses in ask(connection, ROLE):
        if is_super:
            faults.append(f"The database role {name} is a superuser; serve as harbourlight_app.")
        elif bypasses:
            faults.append(f"The database role {name} passes row-level security; take BYPASSRLS from it.")
    owned = [] if faults else ask(connection, OWNED)
    return faults + [f"The serving role owns the table {name}; only the owner role may." for (name,) in owned]


def lock_faults(connection):
    """Return the tables whose policies do not hold."""
    return [
        f"Row-level security is switched off on {name}; run `harbourlight migrate`."
        for (name,) in ask(connection, UNLOCKED)
    ]


def demonstration_faults(connection):
    """Return a fault where accounts of the demonstration stand in a real database."""
    if not ask(connection, "SELECT to_regclass('public.agencies_professional') IS NOT NULL")[0][0]:
        return []
    found = ask(connection, "SELECT count(*) FROM agencies_professional WHERE is_demonstration")[0][0]
    return [f"{found} demonstration users exist; a real partnership starts with an empty database."] if found else []
