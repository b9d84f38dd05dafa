"""The team around the family: who belongs to it, from whatever agency, and since when they agree."""

from django.db import transaction

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..models import AroundFamily
from ..pathway import CASE
from .begin import open_to, source_of
from .rights import check_consent, check_works, moment_of


@transaction.atomic
def join(*, case, part, joined_on, by, at, professional=None, name="", agency_name="", reach="", submission=None):
    """Add somebody to the team around the family; a professional with an account sees the case until it ends."""
    check_works(case, by, at)
    check_consent(case)
    moment_of(joined_on, at)
    if not (professional or name.strip()):
        raise StepNotAllowed("Select somebody, or enter a name.")
    if professional and AroundFamily.objects.filter(case=case, professional=professional, left_on=None).exists():
        raise StepNotAllowed(f"{professional} belongs to the team already.")
    member = AroundFamily(
        case=case, child_ids=case.child_ids, professional=professional, joined_on=joined_on, part=part.strip(),
        name=professional.name if professional else name.strip(), reach=reach.strip(),
        agency_name=professional.agency.name if professional else agency_name.strip(),
    )  # fmt: skip

    def put(fresh):
        member.save(force_insert=True)
        if professional:
            why = "Team around the family"
            open_to(fresh, basis=Basis.NETWORK, reason=why, by=by, at=at, professional=professional)

    take(
        pathway=CASE, step="join", record=case, by=by, at=at, change=put, submission=submission,
        note=f"{member.name}, {member.agency_name}",
    )  # fmt: skip
    return member


@transaction.atomic
def agree(*, member, agreed_on, by, at):
    """Record that a member agreed to take part: the member says so, or whoever works on the case heard it."""
    if member.professional_id != by.pk:
        check_works(member.case, by, at)
    moment_of(agreed_on, at)
    return take(
        pathway=CASE, step="agree", record=member.case, by=by, at=at, note=member.name,
        change=lambda fresh: AroundFamily.objects.filter(pk=member.pk).update(agreed_on=agreed_on),
    )  # fmt: skip


@transaction.atomic
def leave(*, member, left_on, by, at):
    """Let a member leave the team; the case is closed to them from now on."""
    if member.professional_id != by.pk:
        check_works(member.case, by, at)
    moment_of(left_on, at)
    case = take(
        pathway=CASE, step="leave", record=member.case, by=by, at=at, note=member.name,
        change=lambda fresh: AroundFamily.objects.filter(pk=member.pk).update(left_on=left_on),
    )  # fmt: skip
    if member.professional_id and member.professional_id != case.lead_id:
        access.end(person_ids=case.child_ids, holder_id=member.professional_id, source=source_of(case), by=by, at=at)
    return case
