"""What agencies were asked about a child who died is asked no more."""

from functools import partial

from harbourlight.foundations.people.deaths import Ends, only_about

from .actions import end_sight, take
from .models import Request
from .pathway import REQUEST


def ends(death):
    """Close each request that waits about nobody who lives: a late one was not answered, another is withdrawn."""
    rows = Request.objects.unanswered().filter(child_ids__contains=[death.person.pk])
    for request in rows.select_related("agency") if death.ends_work else ():
        if only_about(death, request.child_ids):
            yield Ends(f"the request to {request.agency}", partial(close, request, death))


def close(request, death):
    """Close one request, and what the agency saw because it was asked."""
    step = "give_up" if request.is_late(death.at) else "withdraw"
    closed = take(
        pathway=REQUEST, step=step, record=request, by=death.by, at=death.at, checks_permission=False
    )  # fmt: skip
    end_sight(closed, by=death.by, at=death.at)
