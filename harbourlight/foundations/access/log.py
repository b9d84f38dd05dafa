"""Writing the read log; if a read cannot be logged, it does not happen."""

from .choices import Verb
from .models import Reading


def write_readings(request, person_ids, verb=Verb.READ, basis=""):
    """Write one line for each person, in the request's own transaction.

    ``place`` is the name of the address, never the address itself.
    """
    match = request.resolver_match
    Reading.objects.bulk_create(
        Reading(
            at=request.moment,
            professional_id=getattr(request.user, "id", None),
            person_id=person_id,
            verb=verb,
            basis=basis,
            place=match.view_name if match else "unknown",
        )
        for person_id in person_ids
    )
