"""A form sent to any address by somebody with no business there changes no row of any register."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.people.models import Person
from tests import addresses
from tests.somebody_elses import OPEN_TO_ANY_ID, WALKED, ids_of, may_pass, names_a_child, path_of, tries

pytestmark = pytest.mark.django_db

# Answers that a form of any page could take, so that no refusal is only a missing answer.
PLAUSIBLE = {
    "version": "1", "reason": "Seen at the harbour this morning", "note": "Read and judged", "finding": "justified",
    "addresses": "charlie@harbourlight.example", "name": "Juniper", "first_name": "Juniper", "last_name": "Kelp",
    "is_child": "yes", "birth_certainty": "unknown", "sex": "U", "ethnicity": "NOBT", "needs_interpreter": "unknown",
    "kind": "alias", "value": "HH-0042", "issuer": "Harbourhaven", "lines": "1 Quay Street", "postcode": "HH1 1AA",
    "service": "Quay Surgery", "contact_details": "01632 960000", "relation": "mother", "lives_with": "yes",
    "has_parental_responsibility": "unknown", "ended_on_0": "1", "ended_on_1": "2", "ended_on_2": "2024",
    "ended_on-day": "1", "ended_on-month": "2", "ended_on-year": "2024", "is_sure": "on", "rag": "green",
    "urgency": "routine", "question": "What do you know?", "outcome": "no_action", "rationale": "Little to say",
    "tier": "1", "heading": "About your contact", "to_name": "A parent", "to_address": "1 Quay Street",
    "body": "We decided.", "channel": "post", "send": "send", "upholds": "no", "answer": "The decision stands",
    "what_changed": "", "known": "nothing", "response": "nothing_held", "why": "Sent late", "explanation": "Sent late",
}  # fmt: skip
NOT_THE_REGISTERS = {"access_reading", "access_seal"}  # a refusal is a line in the read log


def registers():
    """Return every table of the product but the read log."""
    own = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("harbourlight.")}
    return sorted(own - NOT_THE_REGISTERS)


def written_to():
    """Return {table: number of rows written in this transaction}, those taken back too, as the database counts them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {name: count for name, count in cursor.fetchall() if count}


def state_of(tables):
    """Return {table: (number of rows, hash of their words)} of some tables."""
    if not tables:
        return {}
    each = "SELECT %s, count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"
    with as_system("the test compares every row"), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each.format(table) for table in tables), tables)
        return {table: (count, words) for table, count, words in cursor.fetchall()}


def must_change_nothing(address, user):
    """Say whether a form sent to an address by somebody must be refused: not theirs to send, or not their child."""
    return not may_pass(address, user) or names_a_child(address)


def judge_sent(address, user, answer):
    """Return what is wrong with the answer to a form that had to be refused, or an empty string."""
    location = answer.headers.get("Location", "")
    if address.name in OPEN_TO_ANY_ID and may_pass(address, user):
        return "" if answer.status_code in (200, 302, 405) else "broke or told something"
    if answer.status_code in (302, 303) and user is None and "sign-in" in location:
        return ""
    return "" if answer.status_code in (401, 403, 404, 405) else "took a form from somebody with no business there"


@pytest.mark.parametrize("kind", WALKED)
def test_a_form_sent_by_somebody_with_no_business_there_changes_nothing(kind, cast, secret, moment, client):
    user = None if kind == "signed_out" else getattr(cast, addresses.KINDS[kind])
    if user:
        user.asked_on = moment.date()
        client.force_login(user)
    client.raise_request_exception = False
    declared = [each for each in addresses.addresses() if not each.is_excepted and each.permission in PERMISSIONS]
    tried = [each for each in declared if must_change_nothing(each, user) and tries(kind, each, cast, moment.date())]
    sent = [(each, ids_of(each, secret, cast, moment)) for each in tried]
    assert sent
    before, counted, faults = state_of(registers()), written_to(), []
    for address, given in sent:
        answer = client.post(path_of(address, given), PLAUSIBLE | {"submission": str(uuid4())})
        said = judge_sent(address, user, answer)
        if said:
            faults.append(f"{address.name} {said} ({answer.status_code})")
        now = written_to()
        after = state_of(touched(counted, now))
        changed = sorted(table for table in after if after[table] != before[table])
        before, counted = before | after, now
        if changed:
            faults.append(f"{address.name} changed {changed}")
    assert not faults


def touched(before, after):
    """Return the registers to which something was written between two counts, even if it was taken back."""
    return [table for table in registers() if after.get(table, 0) != before.get(table, 0)]


def test_the_registers_tell_a_changed_word(cast, secret):
    """The comparison finds what it is there to find: a row more, and a word changed in a row."""
    before, counted = state_of(registers()), written_to()
    with as_system("the test changes a word"):
        Person.objects.filter(pk=secret.pk).update(first_name="Jenifer")
    after = state_of(touched(counted, written_to()))
    assert {table for table in after if after[table] != before[table]} == {"people_person", "people_personevent"}
    assert touched(written_to(), written_to()) == [] == list(state_of([]))
