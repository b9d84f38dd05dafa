"""Help pages, most of them generated from the declarations."""

from django.shortcuts import render

from harbourlight.foundations.access.needs import PERMISSIONS, WORDS, needs
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.rooms.room import rooms
from harbourlight.statute import clocks
from harbourlight.statute.glossary import TERMS


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
    """Show each process that a room declares as a table of its steps."""
    shown = [
        (room.title, pathway, [step_row(pathway, step) for step in pathway.steps])
        for room in by_title()
        for pathway in room.all_named("pathways")
    ]
    return render(request, "help/pathways.html", {"pathways": shown})


def by_title():
    """Return the rooms in the order of their titles."""
    return sorted(rooms(), key=lambda room: room.title)


def step_row(pathway, step):
    """Return a step's words for a table: what, from, to, who may."""
    frm = ", ".join(pathway.states[state] for state in step.frm) or "the start"
    to = pathway.states[step.to] if step.to else "stays as it is"
    held = PERMISSIONS.get(step.may)
    roles = "anyone" if held is None else ", ".join(sorted(Role(role).label for role in held))
    return {"says": step.says, "frm": frm, "to": to, "roles": roles}


@needs("everyone")
def permissions(request):
    """Show which roles may do what, room by room."""
    rows = [
        {
            "room": room.title,
            "what": WORDS[name],
            "roles": sorted(str(Role(role).label) for role in PERMISSIONS[name] or ()),
        }
        for room in by_title()
        for name in sorted(WORDS)
        if name.partition(".")[0] == room.label
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
