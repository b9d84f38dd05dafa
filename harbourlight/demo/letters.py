"""Makes the letters to referrers and the challenges to decisions."""

from datetime import timedelta

from harbourlight.demo import hours, records
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.actions.choices import CLOCK, SIGHT_ENDS_AFTER_WORKING_DAYS
from harbourlight.foundations.actions.models import Challenge
from harbourlight.foundations.actions.pathway import CHALLENGE
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.documents.models import Letter
from harbourlight.foundations.rules.declared import rule_of
from harbourlight.practice.frontdoor.choices import Outcome


def write_letter(world, contact, *, by, at):
    """Write and send the letter that tells the referrer what was decided."""
    world.make(
        Letter,
        subject_kind=contact._meta.label_lower,
        subject_id=contact.id,
        child_ids=contact.child_ids,
        kind="referrer",
        to_name=contact.referrer_name,
        to_email=contact.referrer_email,
        heading=f"Your contact {contact.reference}",
        body=(
            f"Dear {contact.referrer_name},\n\nThank you for telling us of your worry. We have read it and made a "
            f"decision: {Outcome(contact.outcome).label.lower()}.\n\nIf you think that is wrong, you can challenge it. "
            f"If you worry that a child is in danger now, ring 999.\n\n{by.name}\n{by.job_title}"
        ),
        reading_age="8.4",
        written_by=by,
        written_at=at,
        sent_at=at,
        sent_by=by,
        channel="product" if contact.referrer_id else "email" if contact.referrer_email else "post",
    )


def challenge(world, partnership, contact, told_at):
    """Let the referrer challenge the decision, and a senior manager answer."""
    raised_at = hours.after(told_at, 30 + world.dice.expovariate(1 / 600))
    if raised_at > world.now:
        return
    row = world.make(
        Challenge,
        subject_kind=contact._meta.label_lower,
        subject_id=contact.id,
        child_ids=contact.child_ids,
        area_id=contact.area_id,
        raised_by=contact.referrer,
        raising_agency=contact.referrer.agency,
        raised_at=raised_at,
        reason="We see this family every day and it is getting worse. Please look at the earlier contacts together.",
        due_at=hours.end_of_working_day(raised_at, rule_of(CLOCK).default),
    )
    senior = partnership.staff[Role.SENIOR_MANAGER, [a.id for a in partnership.areas].index(contact.area_id)][0]
    sight = records.grant(
        world,
        contact.child_ids,
        by=contact.referrer,
        at=raised_at,
        professional=senior,
        basis=Basis.OVERSIGHT,
        reason="Answers a challenge to the decision",
        source=f"challenge:{row.id}",
    )
    clock = records.run_local_clock(world, CLOCK, row, started=raised_at, owner=senior)
    records.write_lines(world, row, "Decision challenged", at=raised_at, by=contact.referrer)
    answered_at = hours.after(raised_at + timedelta(days=1), 60 + world.dice.expovariate(1 / 500))
    if answered_at > world.now:
        return
    clock.met_at = answered_at
    for given in sight:
        given.valid_until = hours.end_of_working_day(answered_at, SIGHT_ENDS_AFTER_WORKING_DAYS)
    row.answered_by, row.answered_at = senior, answered_at
    row.answer = "I have read the earlier contacts. The decision stands; early help will visit within the week."
    records.take_step(world, CHALLENGE, row, "stand_by", by=senior, at=answered_at, note=row.answer)
