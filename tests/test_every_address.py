"""Every address, walked by every kind of user with the real ids of somebody else's child."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.needs import PERMISSIONS, may, needs
from harbourlight.foundations.ui.views import signed_in
from tests import addresses
from tests.somebody_elses import (
    OPEN_TO_ANY_ID,
    WALKED,
    WORDS,
    ids_of,
    is_of_the_partnership,
    may_pass,
    names_a_child,
    path_of,
    tries,
)

pytestmark = pytest.mark.django_db


def test_every_address_declares_a_permission():
    faults = [
        f"{address.pattern} ({address.name})"
        for address in addresses.addresses()
        if not address.is_excepted and address.permission not in PERMISSIONS
    ]
    assert not faults


def test_every_exception_has_a_reason():
    assert all(addresses.WITHOUT_PERMISSION.values())
    assert all(OPEN_TO_ANY_ID.values())


def test_the_list_of_addresses_is_as_it_is_kept():
    """A change of who may pass is made knowingly: `python -m tests.addresses`, and read the difference."""
    assert addresses.kept() == addresses.table()


def test_the_table_says_of_everybody_who_may_pass(cast, moment):
    """What one person of each kind does not try is told by the function that the one guard asks."""
    named_for = {pattern: named for pattern, _, _, named in addresses.kept()}
    today, people = moment.date(), {kind: getattr(cast, name) for kind, name in addresses.KINDS.items()}
    roles = {kind: {str(role) for role in user.roles_on(today)} for kind, user in people.items()}
    faults = []
    for address in addresses.addresses():
        if address.is_excepted or address.permission not in PERMISSIONS:
            continue
        named = named_for[address.pattern]
        for kind, user in people.items():
            expected = named in ("everyone", "signed in") or bool(roles[kind] & set(named.split()))
            if may(user, address.permission, today) != expected:
                faults.append(f"{address.name} and {kind}")
    assert not faults


def test_every_address_is_guarded_by_the_one_guard():
    """The function that declares a permission is the one that asks for it."""
    guards = {needs("signed in")(seen).__code__, signed_in(seen).__code__}
    faults = [
        address.name
        for address in addresses.addresses()
        if address.permission and address.permission != "everyone" and not guards & set(layers(address.view))
    ]
    assert not faults


def layers(view):
    """Yield the code of a view and of all that it wraps."""
    while view is not None:
        if hasattr(view, "__code__"):
            yield view.__code__
        view = getattr(view, "__wrapped__", None)


ALLOWED = {200, 204, 401, 302, 303, 400, 404, 405, 410, 422}


def judge(address, user, status, given, location):
    """Return what is wrong with an answer, or an empty string."""
    ours = may_pass(address, user)
    about_a_child = any(type(c).__name__ == "UUIDConverter" for _, c in address.arguments)
    if status >= 500:
        return "broke"
    if user and status == 302 and "sign-in" in location:
        return "asked somebody to sign in who had"
    if not ours and user is None:
        return (
            ""
            if status in (302, 401, 403, 404, 405) and (status != 302 or "sign-in" in location)
            else "let a stranger in"
        )
    if not ours:
        return "" if status in (403, 404, 405) else "let somebody in without the permission"
    if about_a_child and status == 200 and address.name not in OPEN_TO_ANY_ID and names_a_child(address):
        return "showed a page about somebody else's child"
    if is_of_the_partnership(address) and status == 403:
        return ""  # whoever holds the role still needs a seat in the body
    return "" if status in ALLOWED else "refused somebody with the permission"


@pytest.mark.parametrize("kind", WALKED)
def test_everybody_walks_every_address(kind, cast, secret, moment, client):
    user = None if kind == "signed_out" else getattr(cast, addresses.KINDS[kind])
    if user:
        user.asked_on = moment.date()
        client.force_login(user, backend="harbourlight.foundations.access.signed_in.AuthenticationBackend")
    client.raise_request_exception = False
    faults = []
    for address in addresses.addresses():
        if address.is_excepted or address.permission not in PERMISSIONS:
            continue
        if not tries(kind, address, cast, moment.date()):
            continue
        given = ids_of(address, secret, cast, moment)
        answer = client.get(path_of(address, given))
        said = judge(address, user, answer.status_code, given, answer.headers.get("Location", ""))
        if not said and not answer.streaming and WORDS.encode() in answer.content:
            said = "named somebody else's child"
        if said:
            faults.append(f"{address.name} {said} ({answer.status_code})")
    assert not faults


@pytest.mark.parametrize("kind", ["practitioner", "school", "police", "mash_worker", "senior_manager"])
def test_a_hidden_child_and_an_absent_one_give_the_same_answer(kind, cast, secret, moment, client):
    user = getattr(cast, addresses.KINDS[kind])
    client.force_login(user, backend="harbourlight.foundations.access.signed_in.AuthenticationBackend")
    client.raise_request_exception = False
    faults = []
    for address in addresses.addresses():
        arguments = [name for name, c in address.arguments if type(c).__name__ == "UUIDConverter"]
        if not arguments or address.is_excepted or not names_a_child(address):
            continue
        hidden = ids_of(address, secret, cast, moment)
        absent = hidden | {name: uuid4() for name in arguments if name != "professional_id"}
        answers = [client.get(path_of(address, given)) for given in (hidden, absent)]
        texts = [neutral(answer, given) for answer, given in zip(answers, (hidden, absent), strict=True)]
        if texts[0] != texts[1]:
            faults.append(f"{address.name} ({answers[0].status_code} and {answers[1].status_code})")
    assert not faults


def neutral(answer, given):
    """Return status and words of an answer without its own ids and tokens."""
    text = b"" if answer.streaming else answer.content
    for value in given.values():
        text = text.replace(str(value).encode(), b"ID")
    text = re.sub(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", b"UUID", text)
    text = re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", text)
    return answer.status_code, text


def test_the_walk_would_find_a_page_that_forgets(cast, secret, moment):
    """The judge finds what it is there to find."""
    cast.charlie.asked_on = moment.date()
    address = addresses.Address("x", "x/<uuid:person_id>/", (("person_id", UUIDConverter()),), seen)
    assert judge(address, cast.charlie, 200, {}, "") == "showed a page about somebody else's child"
    assert judge(address, cast.charlie, 500, {}, "") == "broke"
    assert judge(address, None, 200, {}, "") == "let a stranger in"
    assert not judge(address, cast.charlie, 404, {}, "")


def seen(request):
    """Stand for a view that whoever is signed in may pass."""


seen.permission = "signed in"


class UUIDConverter:
    """Stands for Django's converter of the same name."""


def test_alice_passes_where_the_child_is_hers(cast, secret, moment, client):
    give(person_ids=[secret.id], basis=Basis.ALLOCATED, reason="Works with the child", by=cast.manager,
         at=moment - timedelta(minutes=1), professional=cast.alice)  # fmt: skip
    client.force_login(cast.alice, backend="harbourlight.foundations.access.signed_in.AuthenticationBackend")
    assert client.get(f"/access/people/{secret.id}/looked/").status_code == 200


@pytest.mark.parametrize("address", ["/?show=%00", "/dataset/?card=a%00b", "/api/v1/contacts/%00", "/people/%00/"])
def test_an_address_with_a_nul_is_refused_not_failed(address, cast, client):
    client.force_login(cast.alice, backend="harbourlight.foundations.access.signed_in.AuthenticationBackend")
    assert client.get(address).status_code == 400
