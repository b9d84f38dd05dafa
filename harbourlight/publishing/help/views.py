"""Help pages, most of them generated from the declarations."""

import csv
from functools import cache
from pathlib import Path

from django.shortcuts import render

from harbourlight.foundations.access.needs import PERMISSIONS, needs
from harbourlight.foundations.actions.pathway import ACTION, CHALLENGE
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.requests.pathway import REQUEST
from harbourlight.practice.childinneed.pathway import EPISODE
from harbourlight.practice.childprotection.pathway import enquiry, plan
from harbourlight.practice.earlyhelp.pathway import CASE
from harbourlight.practice.frontdoor.pathway import CONTACT
from harbourlight.statute import clocks
from harbourlight.statute.glossary import TERMS

PATHWAYS = (
    CONTACT,
    CASE,
    EPISODE,
    enquiry.DISCUSSION,
    enquiry.ENQUIRY,
    enquiry.EMERGENCY,
    enquiry.CONFERENCE,
    enquiry.CONCERN,
    plan.PLAN,
    plan.CORE_GROUP,
    plan.AREA_TRANSFER,
    plan.LEGAL,
    REQUEST,
    ACTION,
    CHALLENGE,
)


@needs("everyone")
def index(request):
    """Show what help there is."""
    return render(request, "help/index.html")


@needs("everyone")
def glossary(request):
    """Show what the field's words mean."""
    return render(request, "help/glossary.html", {"glossary": TERMS})


@needs("everyone")
def time_limits(request):
    """Show every declared time limit with its source."""
    return render(request, "help/time_limits.html", {"clocks": clocks.all_clocks()})


@needs("everyone")
def pathways(request):
    """Show each process as a table of its steps."""
    shown = [(pathway, [step_row(pathway, step) for step in pathway.steps]) for pathway in PATHWAYS]
    return render(request, "help/pathways.html", {"pathways": shown})


def step_row(pathway, step):
    """Return a step's words for a table: what, from, to, who may."""
    frm = ", ".join(pathway.states[state] for state in step.frm) or "the start"
    to = pathway.states[step.to] if step.to else "stays as it is"
    held = PERMISSIONS.get(step.may)
    roles = "anyone" if held is None else ", ".join(sorted(Role(role).label for role in held))
    return {"says": step.says, "frm": frm, "to": to, "roles": roles}


@cache
def permission_words():
    """Return {permission: (room, what one may do)}."""
    with (Path(__file__).parent / "permission_words.csv").open(encoding="utf-8") as lines:
        return {row["permission"]: (row["room"], row["what"]) for row in csv.DictReader(lines)}


@needs("everyone")
def permissions(request):
    """Show which roles may do what, room by room."""
    rows = [
        {"room": room, "what": what, "roles": sorted(str(Role(role).label) for role in PERMISSIONS[name] or ())}
        for name, (room, what) in permission_words().items()
    ]
    return render(request, "help/permissions.html", {"rows": rows})


@needs("everyone")
def accessibility(request):
    """Show the accessibility statement."""
    return render(request, "help/accessibility.html")


@needs("everyone")
def cookies(request):
    """Show which cookies are used and why."""
    return render(request, "help/cookies.html")


@needs("everyone")
def privacy(request):
    """Show what is kept about people, why and for how long."""
    return render(request, "help/privacy.html")
