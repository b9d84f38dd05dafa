"""Signing in: password and code, wrong codes, recovery codes, leavers, and sessions that end."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as live
from django.core.cache import cache
from django.db import connection

from harbourlight.config import throttling

pytestmark = pytest.mark.django_db
PASSWORD = "a heron stands in the shallows"


@pytest.fixture(autouse=True)
def in_service(settings):
    """Let the tests of this file run as in service, not as the demonstration."""
    settings.HARBOURLIGHT_DEMO = False
    # Slow hashing is for thieves; these passwords are invented.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def alice(cast):
    """Return Alice, who has a password and no second step yet."""
    cast.alice.set_password(PASSWORD)
    cast.alice.save()
    return cast.alice


@pytest.fixture
def letters(db):
    """Return a function that gives the mails that wait in the outbox, the oldest first."""

    def waiting():
        with connection.cursor() as cursor:
            cursor.execute("SELECT args FROM procrastinate_jobs WHERE queue_name = 'mail' ORDER BY id")
            return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]

    return waiting


def sign_in(client, email="alice@harbourlight.example", password=PASSWORD):
    """Send the form of the sign-in page."""
    return client.post("/sign-in/login/", {"login": email, "password": password})


def code_now(secret):
    """Return the code that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client):
    """Set up an authenticator app as the page tells, and return its secret."""
    page = client.get("/sign-in/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*>\s*([A-Z2-7]{16,})', page).group(1)
    answer = client.post("/sign-in/2fa/totp/activate/", {"code": code_now(secret)})
    assert answer.status_code == 302
    return secret


def is_signed_in(client):
    """Say whether the client's session belongs to somebody."""
    return "_auth_user_id" in client.session


def test_alice_sets_up_her_second_step_before_anything_else(alice, client):
    assert sign_in(client).status_code == 302
    assert client.get("/").url == "/sign-in/2fa/"
    assert client.get("/front-door/").url == "/sign-in/2fa/"
    secret = set_up_app(client)
    assert client.get("/").status_code == 200
    kept = Authenticator.objects.get(user=alice, type="totp").data["secret"]
    assert secret not in kept


def test_alice_signs_in_with_password_and_code(alice, client):
    sign_in(client)
    secret = set_up_app(client)
    client.post("/sign-in/logout/")
    cache.clear()  # the app shows a new code by now
    assert sign_in(client).url.startswith("/sign-in/2fa/authenticate/")
    assert not is_signed_in(client)
    assert client.post("/sign-in/2fa/authenticate/", {"code": code_now(secret)}).status_code == 302
    assert is_signed_in(client)
    assert client.get("/").status_code == 200


def test_a_code_works_once(alice, client):
    sign_in(client)
    secret = set_up_app(client)
    client.post("/sign-in/logout/")
    cache.clear()
    for is_let_in in (True, False):
        sign_in(client)
        client.post("/sign-in/2fa/authenticate/", {"code": code_now(secret)})
        assert is_signed_in(client) is is_let_in
        if is_let_in:
            client.post("/sign-in/logout/")


def test_a_recovery_code_works_once(alice, client):
    sign_in(client)
    set_up_app(client)
    code = client.get("/sign-in/2fa/recovery-codes/download/").content.decode().split()[-1]
    for is_let_in in (True, False):
        client.post("/sign-in/logout/")
        sign_in(client)
        client.post("/sign-in/2fa/authenticate/", {"code": code})
        assert is_signed_in(client) is is_let_in


def test_wrong_codes_are_throttled(alice, client):
    sign_in(client)
    secret = set_up_app(client)
    client.post("/sign-in/logout/")
    cache.clear()
    sign_in(client)
    for _ in range(5):
        client.post("/sign-in/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/sign-in/2fa/authenticate/", {"code": code_now(secret)})
    assert not is_signed_in(client)
    assert b"Too many" in answer.content


def test_wrong_passwords_are_throttled_for_all_processes_together(alice, client):
    for _ in range(5):
        assert sign_in(client, password="not the one").status_code == 200
    assert b"Too many" in sign_in(client).content
    assert not is_signed_in(client)
    assert "DatabaseCache" in live.CACHES["default"]["BACKEND"]


def test_a_leaver_is_not_let_in(alice, client, moment):
    alice.ended_on = moment.date() - timedelta(days=1)
    alice.save()
    assert sign_in(client).url == "/sign-in/inactive/"
    assert not is_signed_in(client)
    assert b"has ended" in client.get("/sign-in/inactive/").content


def test_somebody_who_starts_next_week_is_not_let_in(alice, client, moment):
    alice.started_on = moment.date() + timedelta(days=7)
    alice.save()
    sign_in(client)
    assert not is_signed_in(client)


def test_a_leaver_who_is_signed_in_is_signed_out(alice, client, moment):
    sign_in(client)
    alice.ended_on = moment.date() - timedelta(days=1)
    alice.save()
    assert client.get("/front-door/").status_code == 302
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("key", "hours", "is_let_in"),
    [
        ("seen_at", 0.9, True),
        ("seen_at", 1.1, False),
        ("signed_in_at", 11.9, True),
        ("signed_in_at", 12.1, False),
        ("seen_at", -1, False),
        ("signed_in_at", -1, False),
    ],
)
def test_sessions_end(alice, client, settings, moment, key, hours, is_let_in):
    settings.HARBOURLIGHT_DEMO = True
    sign_in(client)
    client.get("/")
    session = client.session
    session[key] = int(moment.timestamp() - hours * 3600)
    session.save()
    assert (client.get("/").status_code == 200) is is_let_in
    assert is_signed_in(client) is is_let_in


def test_alice_forgets_her_password_and_chooses_another(alice, client, letters):
    answer = client.post("/sign-in/password/reset/", {"email": alice.email})
    assert answer.status_code == 302
    mail = letters()[-1]
    assert mail["to"] == alice.email
    path = urlsplit(re.search(r"http\S+", mail["body"]).group()).path
    form = client.get(path).url
    chosen = "seven gulls on a breakwater"
    assert client.post(form, {"password1": chosen, "password2": chosen}).status_code == 302
    assert sign_in(client, password=chosen).status_code == 302
    assert is_signed_in(client)
    assert client.get(path).status_code == 200
    assert "no longer works" in client.get(path).content.decode()
    assert letters()[-1]["subject"] == "The way you sign in was changed"


def test_nobody_learns_whether_an_address_has_an_account(alice, client, letters):
    known = client.post("/sign-in/password/reset/", {"email": alice.email})
    unknown = client.post("/sign-in/password/reset/", {"email": "nobody@harbourlight.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [mail["to"] for mail in letters()] == [alice.email]


@pytest.mark.parametrize("path", ["signup/", "email/", "3rdparty/", "3rdparty/signup/"])
def test_nobody_changes_who_they_are_here(alice, client, path):
    sign_in(client)
    set_up_app(client)
    assert client.get(f"/sign-in/{path}").status_code == 404
    assert client.post(f"/sign-in/{path}").status_code == 404


def test_who_takes_the_second_step_away_must_set_one_up_again(alice, client):
    sign_in(client)
    set_up_app(client)
    assert client.get("/").status_code == 200
    client.post("/sign-in/2fa/totp/deactivate/")
    assert client.get("/").url == "/sign-in/2fa/"


def test_no_browser_keeps_a_page(alice, client):
    for address in ("/sign-in/login/", "/", "/tell-us/"):
        answer = client.get(address)
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", ")), address
        assert "geolocation=()" in answer["Permissions-Policy"]


ELSEWHERE = {"REMOTE_ADDR": "192.0.2.66"}


def test_wrong_passwords_from_elsewhere_do_not_keep_alice_out(alice, client):
    for _ in range(6):
        client.post("/sign-in/login/", {"login": alice.email, "password": "not the one"}, **ELSEWHERE)
    there = client.post("/sign-in/login/", {"login": alice.email, "password": PASSWORD}, **ELSEWHERE)
    assert b"Too many" in there.content
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


def test_wrong_codes_from_elsewhere_do_not_keep_alice_out(alice, client):
    sign_in(client)
    secret = set_up_app(client)
    client.post("/sign-in/logout/")
    cache.clear()
    sign_in(client)
    for _ in range(6):
        client.post("/sign-in/2fa/authenticate/", {"code": "000000"}, **ELSEWHERE)
    answer = client.post("/sign-in/2fa/authenticate/", {"code": code_now(secret)}, **ELSEWHERE)
    assert b"Too many" in answer.content
    client.post("/sign-in/2fa/authenticate/", {"code": code_now(secret)})
    assert is_signed_in(client)


def test_waits_grow(settings):
    waits = [rate.duration for rate in ratelimit.get_rates(**throttling.ACTION) if rate.per == "key"]
    assert waits == [300, 3600, 86400]


def test_signing_out_clears_what_the_browser_kept(alice, client):
    sign_in(client)
    assert "Clear-Site-Data" not in client.get("/sign-in/2fa/").headers
    assert '"cache"' in client.post("/sign-in/logout/").headers["Clear-Site-Data"]


def test_cookies_in_service_are_of_this_host_alone():
    words = "from harbourlight.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    there = {"HARBOURLIGHT_DEMO": "0", "HARBOURLIGHT_SECRET_KEY": "x" * 60, "DATABASE_URL": "postgresql://x/x"}
    said = subprocess.run([sys.executable, "-c", words], env=os.environ | there, capture_output=True, check=True)
    assert said.stdout.split() == [b"__Host-sessionid", b"__Host-csrftoken"]


def test_strangers_are_told_only_whether_all_is_well(client):
    assert set(client.get("/healthz").json()) == {"database", "writes", "migrations", "worker", "jobs"}
    for stranger in (ELSEWHERE, {"HTTP_X_FORWARDED_FOR": "192.0.2.66"}):
        assert client.get("/healthz", **stranger).json() == {"well": False}
