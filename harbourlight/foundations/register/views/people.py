"""Pages about professionals: their accounts, roles and places in teams."""

from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui.forms import Form

from .. import accounts, history, looking
from ..forms import AccountForm, InviteForm, MembershipForm, ProfessionalSearchForm, RoleForm
from .agencies import address
from .asking import ask, ask_end, ask_leave, first_answers


@needs("register.accounts")
def professionals(request):
    """List the people with an account, narrowed by name, agency and role."""
    form = ProfessionalSearchForm(request.GET or {}, agencies=looking.open_agencies(request.today))
    page = looking.page_of(looking.professionals(form.asked, request.today), request.GET.get("page"))
    looking.roles_shown(page, request.today)
    return render(request, "register/professionals.html", {"form": form, "page": page})


@needs("register.accounts")
def professional(request, professional_id):
    """Show an account with its roles and places in teams."""
    found = looking.professional_of(professional_id)
    shown = {
        "professional": found,
        "roles": looking.roles_of(found),
        "places": looking.places_of(found),
        "ways": looking.ways_in(found),
    }
    return render(request, "register/professional.html", shown)


@needs("register.accounts")
def professional_history(request, professional_id):
    """Show who changed what about an account."""
    found = looking.professional_of(professional_id)
    shown = {"title": found, "back": address("professional", found), "changes": history.changes("professional", found)}
    return render(request, "register/history.html", shown)


@needs("register.accounts")
def invite(request):
    """Make an account and invite its owner."""

    def act(**answers):
        return address("professional", accounts.invite(by=request.user, **answers))

    return ask(
        request, InviteForm, act, title="Invite somebody", back=reverse("register:professionals"),
        key="register_invite", initial={"started_on": request.today, "agency": request.GET.get("agency")},
        button="Send the invitation", said="The invitation is on its way.",
        agencies=looking.open_agencies(request.today), areas=looking.open_areas(request.today),
        teams=looking.open_teams(request.today),
        note="They get an e-mail with a link to choose a password, or to their agency’s own sign-in.",
    )  # fmt: skip


@needs("register.accounts")
def invite_again(request, professional_id):
    """Send the invitation again."""
    found = looking.professional_of(professional_id)

    def act():
        accounts.send_invitation_again(professional=found, on=request.today)
        return address("professional", found)

    return ask(
        request, ConfirmForm, act, title=f"Invite {found} again", back=address("professional", found),
        key="register_again", button="Send the invitation", said="The invitation is on its way.",
    )  # fmt: skip


class ConfirmForm(Form):
    """Nothing to answer: the button is the answer."""


@needs("register.accounts")
def professional_change(request, professional_id):
    """Change what is known of somebody."""
    found = looking.professional_of(professional_id)
    back = address("professional", found)

    def act(**answers):
        accounts.change_account(professional=found, by=request.user, **answers)
        return back

    return ask(
        request, AccountForm, act, title=f"Change {found}", back=back, key="register_account", row=found,
        initial=first_answers(found, "name", "email", "agency", "job_title", "phone"),
        agencies=looking.open_agencies(request.today),
    )  # fmt: skip


@needs("register.accounts")
def professional_end(request, professional_id):
    """End an account."""
    found = looking.professional_of(professional_id)
    return ask_leave(
        request,
        found,
        lambda day: accounts.end_account(professional=found, last_day=day, today=request.today, by=request.user),
        title=f"End the account of {found}",
        back=address("professional", found),
        note="Roles and places in teams end with it. “At once” signs them out now.",
    )


@needs("register.accounts")
def second_step_forget(request, professional_id):
    """Take somebody's second step away when they lost it."""
    found = looking.professional_of(professional_id)

    def act():
        accounts.forget_second_step(professional=found, by=request.user)
        return address("professional", found)

    return ask(
        request, ConfirmForm, act, title=f"Let {found} begin again", back=address("professional", found),
        key="register_second_step", button="Let them begin again", said="They get a new invitation.",
        note="For somebody who lost their telephone or passkey. Make sure that it is them who ask: ring them back on a "
        "number you know. Password, app, passkeys and recovery codes stop working, they are signed out, and get a "
        "new invitation.",
    )  # fmt: skip


@needs("register.accounts")
def role_new(request, professional_id):
    """Give somebody a role."""
    found = looking.professional_of(professional_id)
    back = address("professional", found)

    def act(**answers):
        accounts.give_role(professional=found, by=request.user, **answers)
        return back

    return ask(
        request, RoleForm, act, title=f"Give {found} a role", back=back, key="register_role",
        initial={"started_on": request.today}, areas=looking.open_areas(request.today),
        note="A role says what kind of work somebody may do. It opens no child’s record by itself.",
    )  # fmt: skip


@needs("register.accounts")
def role_end(request, holding_id):
    """End a role that somebody holds."""
    found = looking.holding_of(holding_id)
    return ask_end(
        request,
        lambda day: accounts.end_role(holding=found, last_day=day, by=request.user),
        title=f"End the role “{found.get_role_display()}” of {found.professional}",
        back=address("professional", found.professional),
        key="register_end",
    )


@needs("register.accounts")
def membership_new(request, professional_id):
    """Give somebody a place in a team."""
    found = looking.professional_of(professional_id)
    back = address("professional", found)

    def act(**answers):
        accounts.join_team(professional=found, by=request.user, **answers)
        return back

    return ask(
        request, MembershipForm, act, title=f"Add {found} to a team", back=back, key="register_membership",
        initial={"started_on": request.today, "is_manager": "no"}, teams=looking.open_teams(request.today),
        note="Whoever is in a team sees what is open to the team.",
    )  # fmt: skip


@needs("register.accounts")
def membership_end(request, membership_id):
    """End somebody's place in a team."""
    found = looking.membership_of(membership_id)
    return ask_leave(
        request,
        found.professional,
        lambda day: accounts.leave_team(membership=found, last_day=day, by=request.user),
        title=f"End the place of {found.professional} in {found.team}",
        back=address("professional", found.professional),
        team=found.team,
    )
