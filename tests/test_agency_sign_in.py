"""Signing in through the identity provider of one's own agency."""

import json
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from harbourlight.config import identity
from harbourlight.config import settings as product
from harbourlight.foundations.agencies.models import Professional
from tests import identity_provider
from tests.identity_provider import ABSENT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider():
    """Return the provider that the council and the police of these tests use."""
    with identity_provider.running() as started:
        yield started


@pytest.fixture
def agencies(cast, provider, settings):
    """Configure a provider for the council and one for the police."""
    cache.clear()
    provider.person = {"sub": "1", "email": "Alice@harbourlight.example", "email_verified": True}
    provider.issuer, provider.audience, provider.signs_with = provider.address, identity_provider.CLIENT, provider.key
    provider.algorithm, provider.kid, provider.lasts = "RS256", "one", 60
    provider.in_token, provider.user, provider.gives_token, provider.drips = {}, None, True, False
    apps = [
        identity_provider.configured("council", provider, cast.council, second_step=True),
        identity_provider.configured("police", provider, cast.police),
    ]
    settings.HARBOURLIGHT_DEMO = False
    settings.IDENTITY_PROVIDERS = apps
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
    return cast


def who(client):
    """Return the id of whoever is signed in, or an empty string."""
    return client.session.get("_auth_user_id", "")


def is_refused(client, answer):
    """Say whether nobody was let in, and nobody's account was made or linked."""
    return answer.status_code == 403 and not who(client) and not SocialAccount.objects.exists()


def test_the_sign_in_page_names_each_agency(agencies, client):
    page = client.get("/sign-in/login/").content.decode()
    assert "Sign in with Harbourhaven Council" in page
    assert "Sign in with Southern Shore Police" in page


def test_alice_comes_in_through_her_council(agencies, client, provider):
    assert identity_provider.sign_in(client, "council").status_code == 302
    assert who(client) == str(agencies.alice.id)
    assert client.get("/").status_code == 200
    assert provider.secrets_seen[-1] == identity_provider.SECRET
    assert provider.verifiers_seen[-1]


def test_alice_is_known_again_when_her_address_changes(agencies, client, provider):
    identity_provider.sign_in(client, "council")
    client.post("/sign-in/logout/")
    provider.person["email"] = "alice.wed@harbourlight.example"
    identity_provider.sign_in(client, "council")
    assert who(client) == str(agencies.alice.id)


def test_without_a_second_step_at_the_agency_one_is_set_up_here(agencies, client, provider):
    provider.person["email"] = agencies.sergeant.email
    identity_provider.sign_in(client, "police")
    assert who(client) == str(agencies.sergeant.id)
    assert client.get("/").url == "/sign-in/2fa/"


def test_somebody_without_an_account_is_refused(agencies, client, provider):
    before = Professional.objects.count()
    provider.person["email"] = "new.person@harbourlight.example"
    answer = identity_provider.sign_in(client, "council")
    assert is_refused(client, answer)
    assert "no open account" in answer.content.decode()
    assert Professional.objects.count() == before


def test_somebody_whose_account_ended_is_refused(agencies, client, moment):
    agencies.alice.ended_on = moment.date() - timedelta(days=1)
    agencies.alice.save()
    assert is_refused(client, identity_provider.sign_in(client, "council"))


def test_a_known_identity_is_refused_once_the_account_has_ended(agencies, client, moment):
    identity_provider.sign_in(client, "council")
    client.post("/sign-in/logout/")
    agencies.alice.ended_on = moment.date() - timedelta(days=1)
    agencies.alice.save()
    assert identity_provider.sign_in(client, "council").status_code == 403
    assert not who(client)


def test_the_police_cannot_vouch_for_somebody_of_the_council(agencies, client):
    assert is_refused(client, identity_provider.sign_in(client, "police"))


def test_somebody_who_moved_to_another_agency_is_refused(agencies, client):
    identity_provider.sign_in(client, "council")
    client.post("/sign-in/logout/")
    agencies.alice.agency = agencies.health
    agencies.alice.save()
    assert identity_provider.sign_in(client, "council").status_code == 403
    assert not who(client)


@pytest.mark.parametrize("verified", [False, "false", None, "absent"])
def test_an_address_that_is_not_verified_is_refused(agencies, client, provider, verified):
    provider.person["email_verified"] = verified
    if verified == "absent":
        del provider.person["email_verified"]
    assert is_refused(client, identity_provider.sign_in(client, "council"))


def test_a_second_identity_with_the_same_address_is_refused(agencies, client, provider):
    identity_provider.sign_in(client, "council")
    client.post("/sign-in/logout/")
    provider.person["sub"] = "2"
    assert identity_provider.sign_in(client, "council").status_code == 403
    assert not who(client)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("wrong", ["issuer", "audience"])
def test_a_token_meant_for_others_is_refused(agencies, client, provider, wrong):
    setattr(provider, wrong, "https://elsewhere.example")
    answer = identity_provider.sign_in(client, "council")
    assert not who(client)
    assert "did not finish" in answer.content.decode()


FAULTS = {
    "another subject on the user page": {"user": {"sub": "2", "email": "alice@harbourlight.example"}},
    "no subject on the user page": {"user": {"email": "alice@harbourlight.example", "email_verified": True}},
    "a subject of null": {"person": {"sub": None, "email": "alice@harbourlight.example", "email_verified": True}},
    "no subject": {"in_token": {"sub": ABSENT}},
    "an empty subject": {"person": {"sub": "", "email": "alice@harbourlight.example", "email_verified": True}},
    "no signature": {"algorithm": "none"},
    "a signature of our own secret's kind": {"algorithm": "HS256"},
    "the wrong key": {"signs_with": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
    "an unknown key": {"kid": "two"},
    "no expiry": {"in_token": {"exp": ABSENT}},
    "run out": {"lasts": -300},
    "no issuer": {"in_token": {"iss": ABSENT}},
    "no audience": {"in_token": {"aud": ABSENT}},
    "meant for somebody else": {"in_token": {"azp": "somebody-else"}},
    "no number of this sign-in": {"in_token": {"nonce": ABSENT}},
    "the number of another sign-in": {"in_token": {"nonce": "other"}},
    "no token at all": {"gives_token": False},
    "the Kelvin sign in the address": {
        "person": {"sub": "1", "email": "nic\u212aname@harbourlight.example", "email_verified": True}
    },
    "an answer that drips": {"drips": True},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_an_answer_with_a_fault_signs_nobody_in(agencies, client, provider, fault, monkeypatch):
    Professional.objects.filter(pk=agencies.bob.pk).update(email="nickname@harbourlight.example")
    monkeypatch.setattr(identity, "LONGEST", 1)
    Professional.objects.filter(pk=agencies.bob.pk).update(agency=agencies.council)
    for name, value in fault.items():
        setattr(provider, name, value)
    begun = time.monotonic()
    identity_provider.sign_in(client, "council") if not provider.drips else client.get("/sign-in/oidc/council/login/")
    assert not who(client)
    assert not SocialAccount.objects.exists()
    assert time.monotonic() - begun < 5


def test_no_transaction_waits_while_a_provider_is_asked(agencies, client, monkeypatch):
    ask, open_ones = identity.BoundedSession.send, []

    def count_and_ask(session, request, **options):
        open_ones.append(len(connection.savepoint_ids))
        return ask(session, request, **options)

    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(identity.BoundedSession, "send", count_and_ask)
    identity_provider.sign_in(client, "council")
    assert who(client) == str(agencies.alice.id)
    assert len(open_ones) > 2
    assert set(open_ones) == {outside}


def test_nothing_in_the_address_of_our_link_changes_what_the_provider_is_asked(agencies, client):
    mine = "state=mine&redirect_uri=https://elsewhere.example&nonce=mine&scope=all"
    there = client.get("/sign-in/oidc/council/login/", {"process": "login", "scope": "all", "auth_params": mine})
    asked = parse_qs(urlsplit(there.url).query)
    assert asked["redirect_uri"] == ["http://testserver/sign-in/oidc/council/login/callback/"]
    assert "mine" not in {*asked["state"], *asked["nonce"]}
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_an_answer_nobody_asked_for_is_refused(agencies, client):
    answer = client.get("/sign-in/oidc/council/login/callback/?code=c&state=made-up")
    assert not who(client)
    assert "did not finish" in answer.content.decode()


def test_a_signed_in_person_cannot_take_on_an_identity(agencies, client, client_for):
    client_for(agencies.manager)
    there = client.get("/sign-in/oidc/council/login/?process=connect")
    assert there.status_code in (302, 404)
    identity_provider.sign_in(client, "council")
    assert not SocialAccount.objects.filter(user=agencies.manager).exists()


def test_a_provider_must_name_its_agency():
    with pytest.raises(ImproperlyConfigured, match="names its agency"):
        product.identity_providers(json.dumps([{"provider_id": "x", "name": "X", "client_id": "a", "secret": "b"}]))
