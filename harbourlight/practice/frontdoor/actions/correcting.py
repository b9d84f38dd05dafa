"""What is put right or taken back after a contact came: when it was received, and the consent of the family."""

from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.ui.words import day, moment
from harbourlight.practice.childinneed import actions as childinneed

from ..choices import Consent
from ..pathway import CONTACT


@does(CONTACT, "correct_receipt")
def correct_receipt(contact, *, to, reason, by, at):
    """Put right when a contact was received: its clocks move, and so does the referral that it became."""
    if to > at:
        raise StepNotAllowed("The contact cannot have been received in the future.")
    if contact.decided_at and to > contact.decided_at:
        raise StepNotAllowed("The contact cannot have been received after it was decided.")
    was, contact.happened_at = contact.happened_at, to
    childinneed.move_referrals(contact_id=contact.pk, was=was, to=to, reason=reason, by=by, at=at)
    return f"It was recorded as {moment(was)}; it was received {moment(to)}. {reason.strip()}"


@fact(CONTACT, "no_consent")
def no_consent(contact):
    """Say why no consent can be withdrawn, or nothing."""
    return "" if contact.consent == Consent.GIVEN else "The family’s consent is not recorded as given."


@does(CONTACT, "withdraw_consent")
def withdraw_consent(contact, *, said, on, by, at):
    """Keep that the family withdrew its consent, and who had been told what by then."""
    contact.consent = Consent.WITHDRAWN
    return "\n".join([f"{day(on)}: {said.strip()}", "Told by then:", *(told_so_far(contact, by) or ["Nobody"])])


def told_so_far(contact, reader):
    """Return who was told what of a contact, one to a line: agencies that were asked, and readers of letters."""
    asked = Request.objects.visible_to(reader).filter(subject_id=contact.pk).select_related("agency")
    sent = Letter.objects.visible_to(reader).filter(subject_id=contact.pk).exclude(sent_at=None)
    lines = [(row.asked_at, f"{row.agency} was asked what it holds") for row in asked]
    lines += [(row.sent_at, f"{row.to_name} got the letter “{row.heading}”") for row in sent]
    return [f"{moment(at)}: {words}" for at, words in sorted(lines)]
