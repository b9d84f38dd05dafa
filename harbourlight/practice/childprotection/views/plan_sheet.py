"""A plan as one printed sheet."""

from pathlib import Path

from django.http import HttpResponse

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways.pages import find
from harbourlight.foundations.people.locations import withheld_texts
from harbourlight.foundations.people.telling import told_without
from harbourlight.foundations.ui import pdf
from harbourlight.foundations.ui.words import day, moment

from ..pathway import PLAN
from .plan import on_a_page

TEMPLATE = Path(__file__).parents[1] / "plan.typ"


@needs("childprotection.read")
def plan_print(request, protectionplan_id):
    """Give a plan on a page as a PDF of one sheet: its type is as large as fits."""
    record = find(request, PLAN, protectionplan_id)
    write_readings(request, record.child_ids, Verb.EXPORTED)
    answer = HttpResponse(sheet_of(request, record), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="plan.pdf"'
    return answer


def sheet_of(request, record):
    """Return the sheet as bytes."""
    return pdf.made(TEMPLATE, "told", told_of(request, record))


def told_of(request, record):
    """Return what the sheet tells whoever asks, without the places that are withheld from them."""
    page = on_a_page(request, record)
    kind = "Temporary registration" if record.is_temporary else "Child protection plan"
    told = {
        "title": f"{kind}: {record.person}",
        "about": f"Since {day(record.started_on)}, {record.get_latest_category_display().lower()}. "
        f"Printed {moment(request.moment)} for {request.user.name}.",
        "texts": [
            {"title": title, "lines": [line for line in text.splitlines() if line.strip()]}
            for title, text in (
                ("What protects the child", record.strengths),
                ("If the plan does not work", record.contingency),
                ("What must change", record.what_must_change or "Not written yet"),
            )
        ],
        "outcomes": [
            [row.what, row.measure, day(row.due_on), row.get_progress_display()]
            for row in page["outcomes"]
            if not row.dropped_reason
        ],
        "actions": [[row.what, who_does(row), day(row.due_on), row.get_state_display()] for row in page["actions"]],
        "members": [f"Key worker: {record.key_worker or 'nobody yet'}", *map(member, page["members"])],
        "next": [
            *(f"{words}: {moment(at)}" for words, at, _ in page["meetings"]),
            *(f"{words}: by {day(clock.due_on or clock.due_at)}" for clock, words in page["clocks"]),
        ],
    }
    withheld = withheld_texts(record.child_ids, request.user, request.moment)
    return told_without(told, withheld)


def who_does(action):
    """Return who does an action, with the agency."""
    return f"{action.owner}, {action.owner_agency}" if action.owner else action.owner_words


def member(invitation):
    """Return a member of the core group as one line."""
    agency = f", {invitation.agency}" if invitation.agency else ""
    phone = invitation.professional.phone if invitation.professional else ""
    return f"{invitation.who}{agency}{f', {phone}' if phone else ''}"
