"""The work that runs for a child in whatever room: which process, at which stage, who leads it, in which team.

Nothing is registered for it: every pathway of the rooms about children says what it is called, in which states it runs,
and which fields of its record name the lead and the team. One question asks them all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Func, TextField, UUIDField, Value
from django.db.models.functions import Cast

from harbourlight.foundations.agencies.models import Professional, Team
from harbourlight.foundations.rooms.room import declared

from . import subjects
from .steps import BY_KIND, Pathway, Works

AREA_OF_WORK = "children"
NOBODY = "nobody yet"


class Work(NamedTuple):
    """One process that runs for a person: its noun, its stage in words, who leads, which team, where the record is."""

    what: str
    stage: str
    lead: Any
    team: Any
    address: str

    def __str__(self) -> str:
        """Return the process in one line: "Early help: Being assessed with the family. Ana Reef, Family hub"."""
        who = ", ".join(str(one) for one in (self.lead or NOBODY, self.team) if one)
        return f"{self.what}: {self.stage}. {who[0].upper()}{who[1:]}"


def pathways() -> Iterator[Pathway]:
    """Yield the pathways that somebody leads or a team works on, of the rooms about children."""
    for room, word in declared("pathways"):
        pathway = room.named(word)
        works = pathway.works
        if room.area_of_work == AREA_OF_WORK and pathway.kind and works and (works.lead or works.team):
            yield pathway


def open_work(request: Any, person_ids: Collection[Any], *, besides: Collection[str] = ()) -> dict[Any, list[Work]]:
    """Return {id of a person: their Work} for some people, within what the asker may see.

    ``besides`` are kinds of record ("frontdoor.contact") that are left out.
    """
    asked = [rows_of(pathway, request.user, person_ids) for pathway in pathways() if pathway.kind not in besides]
    if not asked or not person_ids:
        return {}
    wanted = set(person_ids)
    rows = [row for row in asked[0].union(*asked[1:], all=True) if row[2] in wanted]
    leads = Professional.objects.in_bulk({row[4] for row in rows} - {None})
    teams = Team.objects.in_bulk({row[5] for row in rows} - {None})
    found: dict[Any, list[Work]] = defaultdict(list)
    for kind, pk, person, stage, lead, team in sorted(rows, key=lambda row: (row[0], str(row[1]))):
        words, link = BY_KIND[kind].states[stage], subjects.link_for(request, kind, pk)
        found[person].append(Work(subjects.words_of(kind), words, leads.get(lead), teams.get(team), link))
    return found


def rows_of(pathway: Pathway, user: Any, person_ids: Collection[Any]) -> Any:
    """Return the question which records of a pathway run for some people: kind, id, person, stage, lead, team."""
    model: Any = apps.get_model(pathway.kind)
    rows = model._default_manager.visible_to(user).filter(state__in=pathway.running)
    person: Any
    if has_person(model):
        rows, person = rows.filter(person_id__in=person_ids), F("person_id")
    else:
        rows = rows.filter(child_ids__overlap=list(person_ids))
        person = Func(F("child_ids"), function="unnest", output_field=UUIDField())
    works = pathway.works or Works()
    columns = {
        "row_kind": Value(pathway.kind, output_field=TextField()),
        "row_person": person,
        "row_stage": Cast("state", TextField()),
        "row_lead": id_at(works.lead),
        "row_team": id_at(works.team),
    }
    names = ("row_kind", "pk", "row_person", "row_stage", "row_lead", "row_team")
    return rows.order_by().annotate(**columns).values_list(*names)


def has_person(model: Any) -> bool:
    """Say whether a record is about one person, and not about several children."""
    try:
        return bool(model._meta.get_field("person"))
    except FieldDoesNotExist:
        return False


def id_at(path: str) -> Any:
    """Return the column that holds the id of the row to which a path of fields leads; without one, nothing."""
    if not path:
        return Value(None, output_field=UUIDField())
    return F(path.replace(".", "__") + "_id")
