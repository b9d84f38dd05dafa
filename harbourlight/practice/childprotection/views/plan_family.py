"""The family's own view of a plan on paper, for one member of the family."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.documents.actions import LetterRefused
from harbourlight.foundations.documents.reading_age import PLAIN_ENOUGH
from harbourlight.foundations.pathways.pages import find
from harbourlight.foundations.ui import pdf
from harbourlight.foundations.ui.words import day

from ..actions import family
from ..pathway import PLAN

TEMPLATE = Path(__file__).parents[1] / "family.typ"


@needs("childprotection.work")
def family_choose(request, protectionplan_id):
    """Choose whom the paper is for: what may stand in it depends on the reader."""
    record = find(request, PLAN, protectionplan_id)
    return render(
        request, "childprotection/plan_family_choose.html", {"plan": record, "readers": family.readers_of(record)}
    )


def view_of(request, protectionplan_id, person_id):
    """Return a plan and its paper for a member of the family, and why it is refused ("" where it is not)."""
    record = find(request, PLAN, protectionplan_id)
    reader = family.reader_among(record, person_id)
    if reader is None:
        raise Http404("Nobody of this family")
    made = family.family_view(plan=record, reader=reader, at=request.moment)
    try:
        family.check_view(made, plan=record, by=request.user, at=request.moment)
    except LetterRefused as refusal:
        return record, made, str(refusal)
    return record, made, ""


@needs("childprotection.work")
def family_view(request, protectionplan_id, person_id):
    """Show the paper with its reading age; it prints as it stands, unless it tells what its reader must not learn."""
    record, made, refusal = view_of(request, protectionplan_id, person_id)
    write_readings(request, record.child_ids, Verb.EXPORTED)
    context = {"plan": record, "view": made, "refusal": refusal, "plain_enough": PLAIN_ENOUGH}
    context["warnings"] = family.warnings_about(record, made.reader, request.moment)
    return render(request, "childprotection/plan_family.html", context, status=409 if refusal else 200)


@needs("childprotection.work")
def family_pdf(request, protectionplan_id, person_id):
    """Give the paper as a PDF."""
    record, made, refusal = view_of(request, protectionplan_id, person_id)
    if refusal:
        context = {"plan": record, "view": made, "refusal": refusal, "plain_enough": PLAIN_ENOUGH}
        return render(request, "childprotection/plan_family.html", context, status=409)
    write_readings(request, record.child_ids, Verb.EXPORTED)
    told = {
        "title": made.heading,
        "about": [f"For {made.reader}. Made on {day(request.today)}."],
        "parts": [{"title": title, "lines": lines} for title, lines in made.parts],
    }
    answer = HttpResponse(pdf.made(TEMPLATE, "told", told), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="plan.pdf"'
    return answer
