"""Rows of every kind about somebody else's child, the ids that addresses name, and who may pass where."""

from datetime import date, timedelta
from uuid import uuid4
from zlib import crc32

from django.apps import apps
from django.db import connection, models

from harbourlight.config.soak import is_soaking
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.needs import PERMISSIONS, may
from harbourlight.foundations.people.models import Person
from tests import addresses

LONG_AGO = date(2010, 1, 1)
WORDS = "Quillfeather"  # the child's last name: it may stand on no page of anybody in these tests
OPEN_TO_ANY_ID = {
    "access:break_glass": "the form is the same for a child that is there, hidden or absent",
    "access:opened": "the words are the same for a child that is there, hidden or absent",
}

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
NO_ROW |= dict.fromkeys(("duty", "mailbox"), "hours and addresses of agencies name no child")
NO_ROW |= dict.fromkeys(IN_THE_DATASET, "a row of the dataset names no child")
# Rooms whose rows are about the partnership's own work and name no child; their own tests tell who may read them.
WITHOUT_CHILDREN = {"boards", "businessplan", "scrutiny", "improvement", "challenge"}
SLUGS = {"kind": "referrer", "ref": "FD-04"}
CALLED = {"batch": "policebatch", "addresses": "address", "relationships": "relationship", "services": "involvement",
          "cover": "agencyarea", "holding": "roleholding", "membership": "teammembership",
          "childprotection:group": "coregroup",
          "childprotection:stage": "legalstage", "childprotection:outcome": "planoutcome",
          "childprotection:plan": "protectionplan", "childprotection:transfer": "areatransfer",
          "earlyhelp:grading": "answering",
          "census:run": "checkrun", "census:load": "loadrun"}  # fmt: skip


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


# Rows of the register, which is about professionals only.
IN_THE_REGISTER = {"duty_id", "mailbox_id", "cover_id", "holding_id", "membership_id"}


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


def tries(kind, address, cast, on):
    """Say whether somebody of a kind tries an address.

    Whoever is not signed in tries each one; of those who may pass, and of those who may not, one person does, in turn.
    That the others get the same answer is told by the table of addresses and the one guard. In the long form all try.
    """
    if kind == "signed_out" or is_soaking():
        return True
    passes = {each: may(getattr(cast, name), address.permission, on) for each, name in addresses.KINDS.items()}
    alike = [each for each in addresses.KINDS if passes[each] == passes[kind]]
    return alike[crc32(address.pattern.encode()) % len(alike)] == kind
