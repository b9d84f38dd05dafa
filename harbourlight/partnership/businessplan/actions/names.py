"""What lists call commitments: by the plan and its priority, for whoever the database lets see them."""

from ..models import Commitment


def names_of_commitments(asker, ids):
    """Return {id: the plan and the priority}."""
    rows = Commitment.objects.filter(pk__in=ids).values_list("pk", "priority__plan__title", "priority__title")
    return {pk: f"{plan}: {priority}" for pk, plan, priority in rows}
