"""Alice chooses a password, sets up a passkey, and from then on signs in with the passkey alone."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection

from harbourlight.foundations.register.accounts import password_link

from .test_tell_and_decide import passes_axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHOSEN = "seven gulls on a breakwater"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def in_service(settings):
    """Let the journey run as in service: nobody goes on without a second step."""
    settings.HARBOURLIGHT_DEMO = False
    cache.clear()
    yield
    connection.close()


def plug_in_a_device(visitor):
    """Give the browser something that keeps passkeys and says that it saw the right finger."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def given_alice_chooses_her_password(alice, link, settings):
    """Follow the link of the invitation and choose a password."""
    alice.go(link.removeprefix(settings.HARBOURLIGHT_ADDRESS))
    assert alice.sees("Choose a password")
    assert passes_axe(alice)
    alice.page.fill("input[name=password1]", CHOSEN)
    alice.page.fill("input[name=password2]", CHOSEN)
    alice.page.click("main form button[type=submit]")
    alice.page.wait_for_url("**/done/")
    alice.page.click("main >> text=Sign in")


def when_she_signs_in_with_it(alice):
    """Type address and password at the sign-in page."""
    alice.page.wait_for_url("**/sign-in/login/")
    alice.page.fill("input[name=login]", "alice@harbourlight.example")
    alice.page.fill("input[name=password]", CHOSEN)
    alice.page.click("main form:has(input[name=login]) button[type=submit]")
    alice.page.wait_for_load_state()


def then_she_is_led_to_set_up_a_passkey(alice):
    """Set up a passkey on the page to which everybody without a second step is led."""
    alice.page.wait_for_url("**/sign-in/2fa/")
    assert passes_axe(alice)
    alice.page.click("text=Set up a passkey")
    alice.page.wait_for_url("**/webauthn/add/")
    assert passes_axe(alice)
    alice.page.fill("input[name=name]", "Desk computer")
    alice.page.click("text=Make the passkey")
    alice.page.wait_for_url("**/recovery-codes/")
    assert alice.sees("Recovery codes")
    assert passes_axe(alice)


def then_the_passkey_alone_signs_her_in(alice):
    """Sign out, and in again with nothing typed."""
    alice.go("/sign-in/logout/")
    assert passes_axe(alice)
    alice.page.click("main form button[type=submit]")
    alice.page.wait_for_url("**/sign-in/login/")
    assert passes_axe(alice)
    alice.page.click("text=Sign in with a passkey")
    alice.page.wait_for_url(alice.server.url + "/")
    assert alice.sees("Sign out")


def then_the_passkey_is_her_second_step_too(alice):
    """Sign in with the password, and use the passkey in place of a code."""
    alice.go("/sign-in/logout/")
    alice.page.click("main form button[type=submit]")
    when_she_signs_in_with_it(alice)
    alice.page.wait_for_url("**/authenticate/")
    assert passes_axe(alice)
    alice.page.click("text=Use a passkey")
    alice.page.wait_for_url(alice.server.url + "/")


@pytest.mark.parametrize("width", [1280, 360])
def test_from_an_invitation_to_a_passkey(width, cast, visitor, settings):
    alice = visitor(width)
    plug_in_a_device(alice)
    given_alice_chooses_her_password(alice, password_link(cast.alice), settings)
    when_she_signs_in_with_it(alice)
    then_she_is_led_to_set_up_a_passkey(alice)
    assert Authenticator.objects.get(user=cast.alice, type="webauthn").wrap().name == "Desk computer"
    then_the_passkey_alone_signs_her_in(alice)
    then_the_passkey_is_her_second_step_too(alice)
    assert alice.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
