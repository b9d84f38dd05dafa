"""Who may be invited into which seat: of a body only its members, of a meeting about children only its own agency."""

from typing import Any

from django.db.models import Q

from harbourlight.foundations.pathways.steps import StepNotAllowed

from .models import Invitation, Meeting


def check_seat(meeting: Meeting, invitee: Any) -> None:
    """Refuse somebody in a seat of a body that they do not hold, or in the seat of another agency."""
    seat = meeting.kind.seat(invitee.seat)
    if meeting.kind.is_of_body and not invitee.seat_name:
        holds = Q(professional=invitee.professional) if invitee.professional else Q(pk=None)
        if seat.counts or seat.votes:
            raise StepNotAllowed(
                f"{seat.title} is a seat of the body: only its member, or the deputy whom it named, answers for it. "
                "Invite them as a guest."
            )
        if Invitation.objects.filter(holds, meeting=meeting, left_out_reason="").exclude(seat_name="").exists():
            raise StepNotAllowed("They sit in this body, and are invited already.")
    agency = invitee.agency or (invitee.professional.agency if invitee.professional else None)
    if agency is not None and seat.sectors and agency.sector not in seat.sectors:
        raise StepNotAllowed(f"{agency.name} cannot sit as “{seat.title}”. Choose the seat of their own agency.")
