"""Andrew invites people, changes their roles and ends their accounts; nobody keeps their own."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from harbourlight.foundations.agencies.models import Professional, RoleHolding, TeamMembership
from harbourlight.foundations.register import history

from .conftest import keeper

pytestmark = pytest.mark.django_db
CHOSEN = "seven gulls on a breakwater"


def in_parts(name, day):
    """Return a date as the three boxes of a form."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def invitation(cast, moment, **more):
    """Return the answers with which Ivy of the school is invited."""
    return {
        "name": "Ivy Spindrift", "email": "Ivy@harbourlight.example", "agency": cast.school.pk,
        "job_title": "Head teacher", "roles": ["safeguarding_lead"], **in_parts("started_on", moment.date()), **more,
    }  # fmt: skip


def test_andrew_invites_ivy_and_she_signs_in(cast, andrew, client_for, client, letters, moment):
    client_for(andrew)
    answer = client.post("/register/people/invite/", invitation(cast, moment, team=cast.mash.pk))
    assert answer.status_code == 302, answer.context["form"].errors
    ivy = Professional.objects.get(email="ivy@harbourlight.example")
    assert ivy.roles_on(moment.date()) == {"safeguarding_lead"}
    assert list(ivy.teams.all()) == [cast.mash]
    mail = letters()[-1]
    assert mail["to"] == ivy.email
    assert cast.school.name not in mail["body"] + mail["subject"]
    client.logout()
    path = urlsplit(re.search(r"http\S+key\S+", mail["body"]).group()).path
    client.post(client.get(path).url, {"password1": CHOSEN, "password2": CHOSEN})
    client.post("/sign-in/login/", {"login": ivy.email, "password": CHOSEN})
    assert client.session["_auth_user_id"] == str(ivy.pk)


def test_an_agency_with_its_own_sign_in_needs_no_password(cast, andrew, client_for, letters, moment, settings):
    settings.IDENTITY_PROVIDERS = [{"settings": {"agency": str(cast.school.pk)}}]
    client_for(andrew).post("/register/people/invite/", invitation(cast, moment))
    assert "your agency's account" in letters()[-1]["body"]
    assert "password" not in letters()[-1]["body"]


def test_an_address_is_one_persons(cast, andrew, client_for, moment):
    answer = client_for(andrew).post("/register/people/invite/", invitation(cast, moment, email=cast.bob.email))
    assert "an account with this e-mail address already" in answer.content.decode()


def test_an_ended_account_is_signed_out_at_once(cast, andrew, client_for, client, moment):
    bob_at_his_desk = Client()
    bob_at_his_desk.force_login(cast.bob)
    assert bob_at_his_desk.get("/").status_code == 200
    client_for(andrew).post(f"/register/people/{cast.bob.pk}/end/", {"when": "now"})
    assert bob_at_his_desk.get("/").status_code == 302
    cast.bob.refresh_from_db()
    assert cast.bob.ended_on < moment.date()
    assert not cast.bob.roles_on(moment.date())


def test_an_account_may_end_on_a_later_day(cast, andrew, client_for, moment):
    day = moment.date() + timedelta(days=20)
    client_for(andrew).post(f"/register/people/{cast.alice.pk}/end/", {"when": "later", **in_parts("last_day", day)})
    cast.alice.refresh_from_db()
    assert cast.alice.ended_on == day
    assert cast.alice.roles_on(day)
    assert not cast.alice.roles_on(day + timedelta(days=1))
    assert TeamMembership.objects.get(professional=cast.alice).ended_on == day


def test_roles_are_given_and_ended_and_every_change_is_kept(cast, andrew, client_for, moment):
    andrews = client_for(andrew)
    path = f"/register/people/{cast.bob.pk}"
    answers = {"role": "practitioner", "area": cast.area.pk, **in_parts("started_on", moment.date())}
    assert andrews.post(f"{path}/roles/new/", answers).status_code == 302
    assert "has this role already" in andrews.post(f"{path}/roles/new/", answers).content.decode()
    held = RoleHolding.objects.get(professional=cast.bob, role="practitioner")
    assert andrews.post(f"/register/roles/{held.pk}/end/", {"when": "now"}).status_code == 302
    assert "practitioner" not in cast.bob.roles_on(moment.date())
    made = history.changes("professional", cast.bob)
    assert [change["by"] for change in made].count("Andrew Bollard") == 2
    page = andrews.get(f"{path}/history/").content.decode()
    assert "Andrew Bollard" in page
    assert "Practitioner" in page


def test_nobody_keeps_their_own_account(cast, andrew, client_for, moment):
    andrews = client_for(andrew)
    path, today = f"/register/people/{andrew.pk}", in_parts("started_on", moment.date())
    held = RoleHolding.objects.get(professional=andrew)
    sent = [
        (f"{path}/roles/new/", {"role": "mash_manager", **today}),
        (f"{path}/teams/new/", {"team": cast.mash.pk, "is_manager": "yes", **today}),
        (f"{path}/end/", {"when": "now"}),
        (f"/register/roles/{held.pk}/end/", {"when": "now"}),
    ]
    for address, answers in sent:
        assert "ask another administrator" in andrews.post(address, answers).content.decode(), address
    assert andrew.roles_on(moment.date()) == {"administrator"}
    assert not TeamMembership.objects.filter(professional=andrew).exists()


def test_the_last_administrator_stays(cast, andrew, client_for, moment):
    other = keeper("Ada Quayside", cast.council, "administrator")
    andrews = client_for(andrew)
    RoleHolding.objects.filter(professional=andrew).update(ended_on=moment.date())
    answer = andrews.post(f"/register/people/{other.pk}/end/", {"when": "now"})
    assert answer.status_code == 302
    third = keeper("Cyril Jetty", cast.council, "administrator")
    RoleHolding.objects.exclude(professional=third).filter(role="administrator").update(ended_on=moment.date())
    assert (
        "last administrator"
        in andrews.post(
            f"/register/people/{third.pk}/end/", {"when": "later", **in_parts("last_day", moment.date())}
        ).content.decode()
    )


def test_somebody_who_lost_their_telephone_begins_again(cast, andrew, client_for, letters):
    Authenticator.objects.create(user=cast.bob, type="totp", data={"secret": "x"})
    cast.bob.set_password(CHOSEN)
    cast.bob.save()
    andrews = client_for(andrew)
    path = f"/register/people/{cast.bob.pk}/begin-again/"
    submission = andrews.get(path).context["form"]["submission"].value()
    assert andrews.post(path, {"submission": submission}).status_code == 302
    assert not Authenticator.objects.filter(user=cast.bob).exists()
    cast.bob.refresh_from_db()
    assert not cast.bob.has_usable_password()
    assert letters()[-1]["to"] == cast.bob.email
    assert "If you did not ask for this" in letters()[-2]["body"]


def test_an_administrator_takes_no_account_over_unseen(cast, andrew, client_for, letters):
    andrews = client_for(andrew)
    path, before = f"/register/people/{cast.bob.pk}/change/", cast.bob.email
    version = andrews.get(path).context["form"]["version"].value()
    answers = {"name": "Bob Lanyard", "email": "andrews.other@harbourlight.example", "agency": cast.school.pk}
    assert andrews.post(path, answers | {"version": version}).status_code == 302
    assert letters()[-1]["to"] == before
    assert "If you did not expect this" in letters()[-1]["body"]
    assert "andrews.other" not in letters()[-1]["body"]


def test_the_second_of_two_writers_is_told(cast, andrew, client_for):
    andrews = client_for(andrew)
    path = f"/register/people/{cast.bob.pk}/change/"
    first = andrews.get(path).context["form"]
    answers = {"name": "Bob Lanyard", "email": cast.bob.email, "agency": cast.school.pk, "job_title": "Head"}
    answers["version"] = first["version"].value()
    assert andrews.post(path, answers).status_code == 302
    late = andrews.post(path, answers | {"job_title": "Deputy head"})
    assert late.status_code == 409
    assert "Deputy head" in late.content.decode()
    again = late.context["form"]["version"].value()
    assert andrews.post(path, answers | {"job_title": "Deputy head", "version": again}).status_code == 302


def test_the_list_finds_people_by_name_agency_and_role(cast, andrew, client_for):
    andrews = client_for(andrew)
    assert "Bob Lanyard" in andrews.get("/register/people/?name=lanyard").content.decode()
    page = andrews.get(f"/register/people/?agency={cast.council.pk}&role=mash_worker").content.decode()
    assert "Alice Marlow" in page
    assert "Bob Lanyard" not in page
    assert "Nobody fits" in andrews.get("/register/people/?state=ended").content.decode()


def test_the_business_unit_keeps_no_accounts(cast, gwen, client_for):
    gwens = client_for(gwen)
    for path in ("/register/people/", "/register/people/invite/", f"/register/people/{cast.bob.pk}/"):
        assert gwens.get(path).status_code == 403
    assert "/register/people/" not in gwens.get(f"/register/agencies/{cast.school.pk}/").content.decode()
