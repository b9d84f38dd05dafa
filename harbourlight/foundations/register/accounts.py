"""Keeping accounts: inviting, changing and ending them, roles, teams and second steps."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.agencies.models import Professional, RoleHolding, TeamMembership
from harbourlight.foundations.documents.outbox import queue_mail

from . import actions
from .actions import Refused, end, lasting_beyond, record, written_by

SUBJECT = "Your Harbourlight account"
WITH_LINK = """Hello {name}

An account was made for you in Harbourlight. Choose your password:

{link}

The link works once, for three days. After that ask for a new one at
{sign_in}
"""
MOVED = """Hello {name}

An administrator changed the e-mail address or the agency of your Harbourlight account.

If you did not expect this, tell your agency's information guardian at once. Do not answer this e-mail.
"""
BEGUN_AGAIN = """Hello {name}

An administrator took away your password and your second step in Harbourlight, so that you can begin again.

If you did not ask for this, tell your agency's information guardian at once. Do not answer this e-mail.
"""
WITHOUT_LINK = """Hello {name}

An account was made for you in Harbourlight. Sign in with your agency's account at
{sign_in}
"""


def refuse_own(professional, by):
    """Refuse when somebody keeps their own account: another administrator must do it."""
    if by is not None and professional.pk == by.pk:
        raise Refused("Nobody changes their own account, roles or teams: ask another administrator.")


def refuse_without_administrator(professional, last_day):
    """Refuse what would leave the installation without an administrator."""
    others = RoleHolding.objects.filter(role=Role.ADMINISTRATOR).exclude(professional=professional)
    others = lasting_beyond(others, last_day).filter(
        professional__in=lasting_beyond(Professional.objects.all(), last_day)
    )
    if not others.exists():
        raise Refused("This is the last administrator: give somebody else the role first.")


def is_administrator(professional, last_day):
    """Say whether somebody is an administrator beyond a day."""
    held = RoleHolding.objects.filter(professional=professional, role=Role.ADMINISTRATOR)
    return lasting_beyond(held, last_day).exists()


@transaction.atomic
def invite(*, name, email, agency, roles, started_on, by, area=None, team=None, job_title="", phone=""):
    """Make an account with roles, and perhaps a place in a team, and send the invitation."""
    email = email.strip().lower()
    if Professional.objects.filter(email=email).exists():
        raise Refused("There is an account with this e-mail address already.")
    professional = Professional(
        name=name, email=email, agency=agency, job_title=job_title, phone=phone, started_on=started_on
    )
    professional.set_unusable_password()
    with written_by(by):
        professional.save(force_insert=True)
    for role in roles:
        give_role(professional=professional, role=role, area=area, started_on=started_on, by=by)
    if team:
        join_team(professional=professional, team=team, is_manager=False, started_on=started_on, by=by)
    send_invitation(professional=professional)
    return professional


def send_invitation(*, professional):
    """Put the invitation into the outbox: a link to choose a password, or the agency's own sign-in."""
    sign_in = f"{settings.HARBOURLIGHT_ADDRESS}{reverse('account_login')}"
    own = {provider["settings"]["agency"] for provider in settings.IDENTITY_PROVIDERS}
    if str(professional.agency_id) in own:
        body = WITHOUT_LINK.format(name=professional.name, sign_in=sign_in)
    else:
        body = WITH_LINK.format(name=professional.name, sign_in=sign_in, link=password_link(professional))
    queue_mail(professional.email, SUBJECT, body)


def send_invitation_again(*, professional, on):
    """Send the invitation once more, to an account that has not ended."""
    if professional.ended_on and professional.ended_on < on:
        raise Refused("This account has ended.")
    send_invitation(professional=professional)


def password_link(professional):
    """Return the address at which somebody chooses a password, once."""
    key = default_token_generator.make_token(professional)
    arguments = {"uidb36": user_pk_to_url_str(professional), "key": key}
    return f"{settings.HARBOURLIGHT_ADDRESS}{reverse('account_reset_password_from_key', kwargs=arguments)}"


@transaction.atomic
def change_account(*, professional, version, by, **details):
    """Change what is known of a professional; another address or agency unties their other ways to sign in."""
    refuse_own(professional, by)
    email = details["email"] = details["email"].strip().lower()
    if Professional.objects.filter(email=email).exclude(pk=professional.pk).exists():
        raise Refused("There is another account with this e-mail address.")
    before = professional.email
    is_untied = email != before or details["agency"] != professional.agency
    changed = actions.change(record=professional, version=version, by=by, **details)
    if is_untied:
        SocialAccount.objects.filter(user=changed).delete()
        EmailAddress.objects.filter(user=changed).delete()
        queue_mail(before, SUBJECT, MOVED.format(name=professional.name))
    return changed


@transaction.atomic
def end_account(*, professional, last_day, today, by):
    """End an account with its roles and places in teams; one that ends before today is signed out at once."""
    refuse_own(professional, by)
    if is_administrator(professional, last_day):
        refuse_without_administrator(professional, last_day)
    for rows in (professional.role_holdings.all(), professional.memberships.all()):
        for row in lasting_beyond(rows, last_day):
            end(row=row, last_day=last_day, by=by)
    end(row=professional, last_day=last_day, by=by)
    if last_day < today:
        # A changed password ends every session of its owner.
        professional.set_unusable_password()
        professional.save(update_fields=["password"])
        SocialAccount.objects.filter(user=professional).delete()


@transaction.atomic
def give_role(*, professional, role, started_on, by, area=None):
    """Give somebody a role from a date, in one area or in all."""
    refuse_own(professional, by)
    held = RoleHolding.objects.filter(professional=professional, role=role, area=area)
    if lasting_beyond(held, started_on).exists():
        raise Refused(f"{professional} has this role already.")
    refuse_before(professional, started_on)
    return record(model=RoleHolding, professional=professional, role=role, area=area, started_on=started_on, by=by)


@transaction.atomic
def end_role(*, holding, last_day, by):
    """End a role."""
    refuse_own(holding.professional, by)
    if holding.role == Role.ADMINISTRATOR:
        refuse_without_administrator(holding.professional, last_day)
    end(row=holding, last_day=last_day, by=by)


@transaction.atomic
def join_team(*, professional, team, is_manager, started_on, by):
    """Give somebody a place in a team from a date."""
    refuse_own(professional, by)
    if lasting_beyond(TeamMembership.objects.filter(professional=professional, team=team), started_on).exists():
        raise Refused(f"{professional} is in {team} already.")
    refuse_before(professional, started_on)
    return record(
        model=TeamMembership,
        professional=professional,
        team=team,
        is_manager=is_manager,
        started_on=started_on,
        by=by,
    )


@transaction.atomic
def leave_team(*, membership, last_day, by):
    """End somebody's place in a team."""
    refuse_own(membership.professional, by)
    end(row=membership, last_day=last_day, by=by)


def refuse_before(professional, started_on):
    """Refuse what would begin before the account does, or after it has ended."""
    if started_on < professional.started_on:
        raise Refused("The account begins later than this date.")
    if professional.ended_on and started_on > professional.ended_on:
        raise Refused("The account has ended by this date.")


@transaction.atomic
def forget_second_step(*, professional, by):
    """Take somebody's app, passkeys and linked identity away, sign them out, and invite them anew."""
    refuse_own(professional, by)
    Authenticator.objects.filter(user=professional).delete()
    SocialAccount.objects.filter(user=professional).delete()
    professional.set_unusable_password()
    professional.save(update_fields=["password"])
    queue_mail(professional.email, SUBJECT, BEGUN_AGAIN.format(name=professional.name))
    send_invitation(professional=professional)
