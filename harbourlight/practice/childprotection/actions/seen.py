"""The visits of enquiries and plans, for the assessment of the same child: nobody writes a visit down twice."""

from django.db.models import Q

from harbourlight.practice.childinneed.actions import VisitElsewhere, keeps_visits
from harbourlight.practice.childinneed.choices import SeenAlone

from ..models import Visit


@keeps_visits
def visits_of(episode):
    """Return the visits of the enquiries and plans of an episode of need."""
    rows = Visit.objects.filter(Q(enquiry__episode=episode) | Q(plan__episode=episode), person_id=episode.person_id)
    return [in_their_words(visit) for visit in rows.select_related("visited_by")]


def in_their_words(visit):
    """Return a visit as the assessment shows it."""
    alone = SeenAlone.YES if visit.was_seen_alone else SeenAlone.NO
    return VisitElsewhere(
        happened_at=visit.happened_at,
        place=visit.place,
        visitor=visit.visited_by,
        was_seen=visit.was_seen,
        seen_alone=alone if visit.was_seen else "",
        not_seen_reason=visit.not_seen_reason,
        not_alone_reason=visit.not_alone_reason,
        note="\n".join(text for text in (visit.child_said, visit.observed) if text),
    )
