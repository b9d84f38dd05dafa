"""Writing the read log; if a read cannot be logged, it does not happen."""

import uuid

from django.db import connection

from harbourlight.foundations.statements.transport import rows_of

from .choices import Verb

WRITE = """
INSERT INTO access_reading (id, at, professional_id, person_id, verb, basis, place)
SELECT gen_random_uuid(), %s, %s, person_id, %s, %s, %s FROM unnest(%s::uuid[]) AS read(person_id)
"""


def write_readings(request, person_ids, verb=Verb.READ, basis=""):
    """Write one line for each person, in the request's own transaction.

    ``place`` is the name of the address, never the address itself. Nobody shown is nothing to write.
    """
    ids = list(person_ids)
    if not ids:
        return
    match = request.resolver_match
    place = match.view_name if match else "unknown"
    asker = getattr(request.user, "id", None)
    rows_of(connection, WRITE, [request.moment, asker, str(verb), str(basis), place, ids])
    about(request, ids)


def about(request, person_ids):
    """Remember that an answer is about some people."""
    request.told_of = dict.fromkeys(uuid.UUID(str(each)) for each in person_ids if each) | read_in(request)


def read_in(request):
    """Return the people whom an answer is about so far, as the keys of a dict."""
    return getattr(request, "told_of", {})
