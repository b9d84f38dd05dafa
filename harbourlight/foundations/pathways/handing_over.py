"""What somebody leads, to be handed over when they leave: a pathway says with which step its lead changes."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps

from . import subjects
from .steps import BY_KIND, Pathway, Works


class Held(NamedTuple):
    """Records of one kind and team that somebody leads; ``title`` names them, and no child."""

    title: str
    pathway: Pathway
    records: list[Any]


def handed_over() -> Iterator[tuple[Pathway, Works]]:
    """Yield the pathways whose lead changes by a step of theirs."""
    for kind, pathway in sorted(BY_KIND.items()):
        if pathway.works and pathway.works.hands_over:
            yield BY_KIND[kind], pathway.works


def led_by(professional: Any, team: Any = None) -> list[Held]:
    """Return what somebody leads, by kind and team, of one team where it is named.

    The caller reads past the policies: whoever closes an account sees how many there are, and no child.
    """
    found: dict[tuple[str, Any], list[Any]] = defaultdict(list)
    for pathway, works in handed_over():
        model: Any = apps.get_model(pathway.kind)
        rows = model._default_manager.filter(state__in=pathway.running, **{works.lead: professional})
        for record in rows.select_related(*works.team.split(".")[:1]):
            of = team_of(record, works)
            if team is None or of == team:
                found[pathway.kind, of].append(record)
    return [
        Held(title_of(kind, of), BY_KIND[kind], records)
        for (kind, of), records in sorted(found.items(), key=lambda each: (each[0][0], str(each[0][1])))
    ]


def team_of(record: Any, works: Works) -> Any:
    """Return the team that works on a record."""
    found = record
    for name in works.team.split("."):
        found = getattr(found, name, None)
    return found


def title_of(kind: str, team: Any) -> str:
    """Return what some records are called: "Child in need, Assessment team"."""
    return ", ".join(str(part) for part in (subjects.words_of(kind) or kind, team) if part)


def hand_over(held: Held, *, to: Any, by: Any, at: Any) -> None:
    """Give records to another lead, each by the step of its pathway, whoever may take it otherwise."""
    works: Works = held.pathway.works or Works()
    verb = held.pathway.verbs[works.hands_over]
    for record in held.records:
        verb(**{verb.noun: record, works.lead: to}, by=by, at=at, checks_permission=False)
