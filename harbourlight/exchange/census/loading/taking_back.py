"""Taking a loading back whole: what it added goes, what it changed stands again as it stood.

Nothing is taken back while something stands on it that people recorded since. The history of every row, and the log of
who read what, keep that it was there. A child whom the loading put on file stays as an empty record: the log names it,
nobody finds it, and whoever was given sight of it has none from now on.
"""

import json
from collections import defaultdict

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.models import Grant
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.actions import birth_fields, retoken
from harbourlight.foundations.people.models import Person

from ..models import ImportRun, LoadedChild
from . import name_in_history

WHY = "a loading is taken back whole, for children whom whoever takes it back may not see"
STANDS_ON_IT = (
    "Nothing was taken back. Since the file was loaded, somebody has recorded more about {number} of its children: "
    "{what}. Take that back or move it first."
)
LATER = "A later file was loaded about the same children. Take that one back first."
KEPT = {"access", "census"}  # the log, grants and barriers stay; the rooms of the census are cleared by the run


@transaction.atomic
def take_back(*, run, why, by, at):
    """Take a loading back and return how many children it was about; refused where people have built on it."""
    if not why.strip():
        raise StepNotAllowed("Enter why the file is taken back.")
    with as_system(WHY):
        fresh = ImportRun.objects.select_for_update(of=("self",)).select_related("area").get(pk=run.pk)
        if fresh.taken_back_at:
            raise StepNotAllowed("It was taken back already.")
        rows = list(LoadedChild.objects.filter(run=fresh))
        refuse_later(fresh, {row.person_id for row in rows})
        name_in_history(fresh, by)
        added, changed = gathered(rows)
        new = [row.person_id for row in rows if row.is_new]
        refuse_built_on(new, added)
        refuse_changed(added, keys_changed(rows))
        for label, entries in changed.items():
            restore(apps.get_model(label), entries)
        end_grants(added.pop(Grant._meta.label, ()), at)
        forget_steps(fresh)
        remove(fresh)
        empty(new)
        for person in Person.objects.filter(pk__in=[row.person_id for row in rows]):
            retoken(person)
        fresh.taken_back_at, fresh.taken_back_by, fresh.taken_back_why = at, by, why.strip()
        fresh.save()
    return len(rows)


def gathered(rows):
    """Return ({model: keys added}, {model: changes}) of all children of a loading."""
    added, changed = defaultdict(list), defaultdict(list)
    for row in rows:
        for label, keys in row.added.items():
            added[label] += keys
        for each in row.changed:
            changed[each["model"]].append(each)
    return added, changed


def refuse_later(run, person_ids):
    """Refuse where a later loading of the area is about the same children: its values stand on these."""
    later = LoadedChild.objects.filter(run__area=run.area, run__loaded_at__gt=run.loaded_at, run__taken_back_at=None)
    if later.exclude(run=run).filter(person_id__in=person_ids).exists():
        raise StepNotAllowed(LATER)


def refuse_built_on(person_ids, added):
    """Refuse where anything else is recorded about a child whom the loading put on file, or a step on its records."""
    found, what = set(), set()
    for model in apps.get_models():
        if model._meta.app_label in KEPT or model._meta.proxy or not model._meta.managed:
            continue
        for lookup, column in columns_of(model):
            rows = model._default_manager.filter(**{lookup: person_ids}).exclude(
                pk__in=added.get(model._meta.label, ())
            )
            for value in rows.values_list(column, flat=True)[:1000]:
                found |= set(value if isinstance(value, list) else [value]) & set(person_ids)
                what.add(str(model._meta.verbose_name_plural))
    records = [key for label, keys in added.items() if label != Person._meta.label for key in keys]
    steps = StepTaken.objects.filter(subject_id__in=records).exclude(pk__in=added.get(StepTaken._meta.label, ()))
    for child_ids in steps.values_list("child_ids", flat=True):
        found |= set(child_ids)
        what.add("steps")
    if found:
        raise StepNotAllowed(STANDS_ON_IT.format(number=len(found), what=", ".join(sorted(what)[:5])))


def keys_changed(rows):
    """Return the keys of rows that this loading changed itself, or a later one that was taken back: they count on."""
    about = LoadedChild.objects.filter(person_id__in=[row.person_id for row in rows], run__taken_back_at__isnull=False)
    return {each["key"] for row in (*rows, *about) for each in row.changed}


def refuse_changed(added, own):
    """Refuse where somebody has changed a row that the loading added, or made one person of two.

    ``own`` are the keys of rows whose version has risen by loadings.
    """
    for label, keys in added.items():
        model = apps.get_model(label)
        names = {field.name for field in model._meta.concrete_fields}
        rows = model._default_manager.filter(pk__in=set(keys) - own)
        if ("version" in names and rows.filter(version__gt=1).exists()) or (
            "merged_into" in names and rows.exclude(merged_into=None).exists()
        ):
            raise StepNotAllowed(STANDS_ON_IT.format(number=1, what=str(model._meta.verbose_name_plural)))


def columns_of(model):
    """Give (lookup, column) of each column of a model that names children, in tables people write to."""
    if hasattr(model, "pgh_tracked_model") or model._meta.label == "people.SearchToken":
        return
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is Person and not field.primary_key:
            yield f"{field.name}__in", field.attname
        elif isinstance(field, ArrayField) and field.name in ("child_ids", "person_ids"):
            yield f"{field.name}__overlap", field.attname


def restore(model, entries):
    """Write back what stood in rows before the loading; refused where somebody has changed them since."""
    names = sorted({name for each in entries for name in each["now"]})
    rows = {str(row.pk): row for row in model._default_manager.filter(pk__in=[each["key"] for each in entries])}
    for each in entries:
        row = rows.get(each["key"])
        if row is None:
            raise StepNotAllowed(STANDS_ON_IT.format(number=1, what=str(model._meta.verbose_name_plural)))
        for name, value in each["now"].items():
            if not is_same(model, name, row, value):
                raise StepNotAllowed(STANDS_ON_IT.format(number=1, what=str(model._meta.verbose_name_plural)))
            field = model._meta.get_field(name)
            setattr(row, field.attname, field.to_python(each["was"][name]))
    model._default_manager.bulk_update(rows.values(), [model._meta.get_field(name).name for name in names], 500)


def is_same(model, name, row, value):
    """Say whether a row still holds what the loading wrote."""
    field = model._meta.get_field(name)
    if isinstance(field, models.JSONField):
        return getattr(row, field.attname) == (json.loads(value) if isinstance(value, str) else value)
    return getattr(row, field.attname) == field.to_python(value)


def end_grants(keys, at):
    """End the sight that the loading gave: grants stay, as proof of who could see what."""
    still = Grant.objects.filter(pk__in=keys).filter(models.Q(valid_until=None) | models.Q(valid_until__gt=at))
    still.update(valid_until=at)


def forget_steps(run):
    """Delete the steps of a loading and the lines written with them, by the function of the owner.

    A line that somebody has marked or corrected is named by what they wrote, and so refused.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT census_forget_steps(%s)", [run.pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        raise StepNotAllowed(STANDS_ON_IT.format(number=1, what="words about lines of the chronology")) from None


def remove(run):
    """Delete the rows that the loading added, by the function of the owner; keys between them are looked at after."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT census_forget_added(%s)", [run.pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        raise StepNotAllowed(STANDS_ON_IT.format(number=1, what="records that name what was loaded")) from None


def empty(person_ids):
    """Leave nothing in the records of children whom the loading put on file."""
    Person.objects.filter(pk__in=person_ids).update(
        **birth_fields(None), sex="U", ethnicity="NOBT", disabilities=[], died_on=None, lead_team=None,
        lead_professional=None, area=None, only_told=True,
    )  # fmt: skip
