"""Every address, walked by every kind of user with the real ids of somebody else's child."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models

from harbourlight.foundations.access.actions import give
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.needs import PERMISSIONS, may
from harbourlight.foundations.agencies.models import Agency, Area, Professional, Team
from harbourlight.foundations.people.models import Person
from tests import addresses

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 1, 1)
WORDS = "Quillfeather"  # the child's last name: it may stand on no page of anybody in these tests
OPEN_TO_ANY_ID = {
    "access:break_glass": "the form is the same for a child that is there, hidden or absent",
    "access:opened": "the words are the same for a child that is there, hidden or absent",
}


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


@pytest.fixture
def secret(cast, moment):
    """Return a child whose record is open to nobody of the cast, with a row of every kind about the child."""
    cast.rows = {}
    agency = Agency.objects.create(name="Farshore Trust", sector="health", kind="relevant_agency", started_on=LONG_AGO)
    team = Team.objects.create(name="Farshore team", agency=agency, area=cast.area, kind="other", started_on=LONG_AGO)
    somebody = Professional(name="Una Halcyon", email="una@harbourlight.example", agency=agency, started_on=LONG_AGO)
    somebody.save(force_insert=True)
    cast.farshore = Area.objects.create(name="Farshore", code="farshore", started_on=LONG_AGO)
    cast.strangers = {"agency": agency, "team": team, "professional": somebody}
    person = Person(first_name="Juniper", last_name=WORDS, born_on=date(2017, 3, 9), area=cast.area, recorded_at=moment)
    person.save(force_insert=True)
    return person


# Rows put in another area, and why: everything else lies in the area of the cast, and is hidden there too.
# Fields that may be empty, but not in a row that stands by itself.
FILLED_ALL_THE_SAME = {"childprotection.visit": ("plan",), "scrutiny.part": ("exempt_under",)}
IN_ANOTHER_AREA = {"access.review": "managers judge every emergency opening of their own area, so theirs are elsewhere"}


def filled(model, person, cast, moment):
    """Return an unsaved row of a model about the child, each field that must be filled given something."""
    given = {}
    for field in model._meta.concrete_fields:
        is_wanted = field.name in FILLED_ALL_THE_SAME.get(model._meta.label_lower, ())
        is_left = field.primary_key or field.has_default() or field.null or (field.blank and field.choices)
        if is_left and not is_wanted:
            continue
        given[field.name] = answer(field, person, cast, moment)
    for field in model._meta.concrete_fields:
        if field.attname in {"person_id", "child_ids"}:
            given.pop(field.name, None)
            given[field.attname] = person.id if field.attname == "person_id" else [person.id]
    if model._meta.label_lower in IN_ANOTHER_AREA:
        given["area"] = cast.farshore
    return model(**given)


PLAIN = {
    models.UUIDField: lambda f, p, c, m: uuid4(),
    models.DateTimeField: lambda f, p, c, m: m,
    models.DateField: lambda f, p, c, m: day_for(f, m),
    models.JSONField: lambda f, p, c, m: [],
    models.IntegerField: lambda f, p, c, m: 1,
    models.TextField: lambda f, p, c, m: WORDS,
    models.BooleanField: lambda f, p, c, m: False,
}


def day_for(field, moment):
    """Return a day that a field accepts: a last day after the first, a month's first day."""
    if field.name in {"first", "from_month"}:
        return moment.date().replace(day=1)
    return moment.date() + timedelta(days=field.name.startswith("end"))


def answer(field, person, cast, moment):
    """Return something that a field accepts."""
    if isinstance(field, models.ForeignKey):
        return related(field.related_model, person, cast, moment)
    if field.choices:
        return next(value for value, _ in field.flatchoices if value != "")
    for kind, give_one in PLAIN.items():
        if isinstance(field, kind):
            return give_one(field, person, cast, moment)
    return WORDS[: getattr(field, "max_length", None) or 20] if isinstance(field, models.CharField) else []


def related(model, person, cast, moment):
    """Return a row another row points at: the cast's own, or a new one about the child."""
    own = {"area": cast.area} | cast.strangers
    if model is Person:
        return person
    if model._meta.app_label == "agencies" and model._meta.model_name in own:
        return own[model._meta.model_name]
    return row_of(model, person, cast, moment)


def row_of(model, person, cast, moment):
    """Return the stored row of a model about the child, made the first time it is asked for."""
    name = model._meta.label_lower
    if name not in cast.rows:
        cast.rows[name] = saved(model, person, cast, moment)
    return cast.rows[name]


def saved(model, person, cast, moment):
    """Return a stored row of a model about the child; a row that cannot be made is a fault of this test."""
    row = filled(model, person, cast, moment)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        model._base_manager.bulk_create([row])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return row


def ids_of(address, person, cast, moment):
    """Return the arguments of an address: real ids of the child and of rows about the child where they fit."""
    given = {}
    for name, converter in address.arguments:
        kind = type(converter).__name__
        if kind == "UUIDConverter":
            given[name] = id_for(name, address, person, cast, moment)
        elif kind == "IntConverter":
            given[name] = 1
        else:
            given[name] = SLUGS.get(name, "x")
    return given


# Arguments that are no row's id, and why; and arguments whose row is called something else.
NO_ROW = {"sitting": "made up by the page itself before anything is kept"}
# Rows of the dataset, which count and name no child; who may read them is told in the room's own tests.
IN_THE_DATASET = "question", "sheetimport", "round", "submission", "publication", "proposal", "scorecard", "revision"
NO_ROW |= dict.fromkeys(IN_THE_DATASET, "a row of the dataset names no child")
# Rooms whose rows are about the partnership's own work and name no child; their own tests tell who may read them.
WITHOUT_CHILDREN = {"boards", "businessplan", "scrutiny", "improvement", "challenge"}
SLUGS = {"kind": "referrer", "ref": "FD-04"}
CALLED = {"batch": "policebatch", "addresses": "address", "relationships": "relationship", "services": "involvement",
          "cover": "agencyarea", "holding": "roleholding", "membership": "teammembership",
          "childprotection:discussion": "strategydiscussion", "childprotection:measure": "emergencymeasure",
          "childprotection:concern": "chairconcern", "childprotection:group": "coregroup",
          "childprotection:stage": "legalstage", "childprotection:outcome": "planoutcome",
          "childprotection:plan": "protectionplan", "childprotection:transfer": "areatransfer",
          "census:run": "checkrun"}  # fmt: skip


def id_for(name, address, person, cast, moment):
    """Return the id an argument means: ``contact_id`` a contact, ``person_id`` the child, others by their name."""
    word = name.removesuffix("_id")
    if word in NO_ROW or is_of_the_partnership(address):
        return uuid4()
    if word in {"person", "child", "subject", "other"}:
        return person.id
    if word == "professional":
        return cast.guardian.id
    if word in {"agency", "team", "area"}:
        return (cast.strangers | {"area": cast.farshore})[word].id
    if word == "detail":
        word = next(part for part in address.pattern.split("/") if part in CALLED)
    room = address.name.partition(":")[0]
    model = model_of(CALLED.get(f"{room}:{word}") or CALLED.get(word, word), room)
    with as_system("the test puts rows about somebody else's child on file"):
        return row_of(model, person, cast, moment).pk


def model_of(word, room):
    """Return the model of that name: the room's own where several rooms have one."""
    found = [
        model for model in apps.get_models()
        if model._meta.model_name == word and model.__module__.startswith("harbourlight.")
    ]  # fmt: skip
    return next((model for model in found if model._meta.app_label == room), found[0])


def path_of(address, given):
    """Return the address with its arguments filled in."""
    path = "/" + address.pattern.rstrip("$")
    for name, converter in address.arguments:
        kind = type(converter).__name__
        word = {
            "UUIDConverter": "uuid",
            "IntConverter": "int",
            "SlugConverter": "slug",
            "PathConverter": "path",
        }
        path = path.replace(f"<{word.get(kind, 'str')}:{name}>", str(given[name])).replace(
            f"<{name}>", str(given[name])
        )
    return path


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


# Rows of the register, which is about professionals only.
IN_THE_REGISTER = {"cover_id", "holding_id", "membership_id"}


def is_of_the_partnership(address):
    """Say whether an address belongs to a room whose rows name no child."""
    return address.name.partition(":")[0] in WITHOUT_CHILDREN


def names_a_child(address):
    """Say whether an address leads to a row about a child (a professional's or an agency's page does not)."""
    if is_of_the_partnership(address):
        return False
    others = {"professional_id", "agency_id", "area_id", "team_id", "sitting", "draft_id"} | IN_THE_REGISTER
    return any(name not in others for name, c in address.arguments if type(c).__name__ == "UUIDConverter")


def may_pass(address, user):
    """Say whether the declared permission lets this person through."""
    if user is None:
        return PERMISSIONS[address.permission] is None
    return may(user, address.permission, user.asked_on)


WALKED = ["signed_out", *addresses.KINDS]


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
        given = ids_of(address, secret, cast, moment)
        answer = client.get(path_of(address, given))
        said = judge(address, user, answer.status_code, given, answer.headers.get("Location", ""))
        if not said and not answer.streaming and WORDS.encode() in answer.content:
            said = "named somebody else's child"
        if said:
            faults.append(f"{address.name} {said} ({answer.status_code})")
    assert not faults


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


def state_of_the_registers():
    """Return {table: (number of rows, hash of their words)} of every table of the product but the read log."""
    tables = sorted(
        {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("harbourlight.")}
        - NOT_THE_REGISTERS
    )
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
    sent = [(each, ids_of(each, secret, cast, moment)) for each in declared if must_change_nothing(each, user)]
    assert sent
    before, faults = state_of_the_registers(), []
    for together in batched(sent):
        for address, given in together:
            answer = client.post(path_of(address, given), PLAUSIBLE | {"submission": str(uuid4())})
            said = judge_sent(address, user, answer)
            if said:
                faults.append(f"{address.name} {said} ({answer.status_code})")
        after = state_of_the_registers()
        changed = sorted(table for table in after if after[table] != before[table])
        before = after
        if changed:
            faults.append(f"one of {[address.name for address, _ in together]} changed {changed}")
    assert not faults


def batched(sent, number=30):
    """Return what is sent, some at a time: to compare every row after each address would take minutes."""
    return [sent[start : start + number] for start in range(0, len(sent), number)]


def test_the_registers_tell_a_changed_word(cast, secret):
    """The comparison finds what it is there to find: a row more, and a word changed in a row."""
    before = state_of_the_registers()
    with as_system("the test changes a word"):
        Person.objects.filter(pk=secret.pk).update(first_name="Jenifer")
    after = state_of_the_registers()
    assert {table for table in after if after[table] != before[table]} == {"people_person", "people_personevent"}


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
    import re

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
