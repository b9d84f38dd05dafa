"""The quality of assessments by agency and quarter, the figures, and step downs that came back."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import PERMISSIONS, may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.measures.declarations import Month, Span
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.questionnaires.choices import Reader
from harbourlight.foundations.questionnaires.forms import AnswersForm
from harbourlight.foundations.questionnaires.models import Answer, Answering
from harbourlight.foundations.ui import drafts

from .. import actions, indicators
from ..forms import DrawForm
from ..models import Case, ChildVoice, HelpAssessment
from .assess import in_order

GRADES = ("good", "adequate", "inadequate")
ON_A_PAGE = 20
QUARTERS_SHOWN = 5


def quarter_words(quarter):
    """Return a quarter in words: "July to September 2026"."""
    last = date(quarter.year, quarter.month + 2, 1)
    return f"{quarter:%B} to {last:%B %Y}"


def quarters_to(today):
    """Return the first days of the last quarters, the newest last."""
    found = [actions.quarter_of(today)]
    while len(found) < QUARTERS_SHOWN:
        first = found[0]
        found.insert(0, date(first.year - (first.month == 1), (first.month - 4) % 12 + 1, 1))
    return found


@needs("earlyhelp.figures")
def quality(request):
    """Show how many assessments each agency completed in each quarter, and how the drawn ones were graded."""
    area, quarters = area_of(request), quarters_to(request.today)
    made, grades = {}, indicators.grades_by_agency(area)
    for row in indicators.completed_by_agency(area):
        made.setdefault((row["agency__name"], row["agency_id"]), {})[row["quarter"]] = row["made"]
    lines = [
        (name, [
            (quarter_words(quarter), counts.get(quarter, 0), grades_in_words(grades.get((pk, quarter))))
            for quarter in quarters
        ])
        for (name, pk), counts in sorted(made.items())
    ]  # fmt: skip
    waiting = []
    if may(request.user, "earlyhelp.quality", request.today):
        waiting = waiting_for(request)
    shown = {
        "area": area, "quarters": [(quarter, quarter_words(quarter)) for quarter in quarters], "lines": lines,
        "waiting": waiting,
    }  # fmt: skip
    return render(request, "earlyhelp/quality.html", shown)


def waiting_for(request):
    """Return (grading, assessment) for each that this person drew and has not graded, the oldest first."""
    rows = own_gradings(request).filter(signed_at=None).order_by("opened_at", "pk")
    rows = {row.subject_id: row for row in rows}
    write_readings(request, {child for row in rows.values() for child in row.child_ids}, Verb.LISTED)
    assessments = HelpAssessment.objects.visible_to(request.user).select_related("agency").in_bulk(list(rows))
    return [(row, assessments[pk]) for pk, row in rows.items()]


def own_gradings(request):
    """Return the gradings of the assessments that this person drew."""
    rows = Answering.objects.visible_to(request.user).filter(answerer=request.user)
    return actions.gradings(rows).select_related("area")


def grades_in_words(grades):
    """Return "2 good, 1 adequate", or an empty string."""
    return ", ".join(f"{grades[value]} {value}" for value in GRADES if (grades or {}).get(value))


@needs("earlyhelp.quality")
def draw(request):
    """Draw assessments of an agency and quarter by lot."""
    area, quarters = area_of(request), quarters_to(request.today)
    form = DrawForm(
        request.POST or None, agencies=area.agencies.current(request.today),
        quarters=[(quarter.isoformat(), quarter_words(quarter)) for quarter in reversed(quarters)],
    )  # fmt: skip
    if form.is_valid():
        answers = form.cleaned_data
        try:
            actions.draw_sample(
                area=area, agency=answers["agency"], quarter=date.fromisoformat(answers["quarter"]),
                size=answers["size"], by=request.user, at=request.moment,
            )  # fmt: skip
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Drawn. The records stay open to you for 20 working days.")
            return redirect("earlyhelp:quality")
    return render(request, "earlyhelp/draw.html", {"form": form, "area": area})


@needs("earlyhelp.quality")
def grade(request, grading_id):
    """Read a drawn assessment and grade it; a second reader reads it here, and grades it blind on a page apart."""
    rows = actions.gradings(Answering.objects.visible_to(request.user)).select_related("area")
    is_reader = Q(answerer=request.user) | Q(second_reader=request.user)
    record = get_or_404(request, rows.filter(is_reader), pk=grading_id)
    is_own = record.answerer_id == request.user.pk
    answers = Answer.objects.visible_to(request.user).filter(answering=record).exclude(reader=Reader.SECOND)
    read = HelpAssessment.objects.visible_to(request.user).select_related("lead", "agency").get(pk=record.subject_id)
    form = AnswersForm(
        request.POST or None, questions=record.question_set, whole=True, given=answers.by_key(),
        draft=drafts.offered(request, "earlyhelp_grade", record.pk),
    )  # fmt: skip
    if is_own and form.is_valid():
        try:
            actions.grade(grading=record, answers=form.answers, by=request.user, at=request.moment)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, "earlyhelp_grade", record.pk)
            messages.success(request, "Graded.")
            return redirect("earlyhelp:quality")
    voices = ChildVoice.objects.visible_to(request.user).filter(assessment=read).select_related("person")
    shown = {
        "grading": record, "assessment": read, "texts": in_order(read), "voices": list(voices), "form": form,
        "is_own": is_own,
        "answers": sorted(answers.select_related("answering__area"), key=lambda answer: answer.question.id),
    }  # fmt: skip
    return render(request, "earlyhelp/grade.html", shown)


@needs("earlyhelp.figures")
def step_downs(request):
    """Show how many step downs came back within 12 months, and those that this person may see."""
    area = area_of(request)
    total, again = indicators.step_downs_watched(area)
    lines = []
    if may(request.user, "earlyhelp.read", request.today):
        cases = Case.objects.visible_to(request.user).filter(area=area, stepped_down_on__isnull=False)
        lines = indicators.referred_again(cases.order_by("-stepped_down_on")[:ON_A_PAGE])
        write_readings(request, {episode.person_id for _, episode in lines}, Verb.LISTED)
    shown = {"area": area, "total": total, "again": again, "lines": lines}
    return render(request, "earlyhelp/step_downs.html", shown)


@needs("earlyhelp.figures")
def behind(request, ref):
    """Open the cases behind a number to those who may see them; tell others how many and who may."""
    measure = indicators.BY_REF.get(ref)
    if measure is None:
        raise Http404("No such number")
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    span, page = Span(month, month, request.moment), None
    if may(request.user, "earlyhelp.read", request.today):
        rows = measure.rows(area, span).visible_to(request.user).select_related("lead", "team")
        page = Paginator(rows.order_by("-happened_at", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
        write_readings(request, {child for row in page for child in row.child_ids}, Verb.LISTED)
    shown = {
        "measure": measure, "area": area, "month": month, "page": page,
        "total": indicators.stand_behind(measure, area, span),
        "who_may": sorted(Role(role).label for role in PERMISSIONS["earlyhelp.read"]),
    }  # fmt: skip
    return render(request, "earlyhelp/behind.html", shown)


@needs("earlyhelp.figures")
def figures(request):
    """Show each measure over thirteen months."""
    area, month = area_of(request), Month.read(request.GET.get("month"), request.today)
    months = month.last_of(13)
    lines = [
        (measure, list(zip(months, found, strict=True)))
        for measure, found in indicators.table(area, months, request.moment)
    ]
    return render(
        request, "earlyhelp/figures.html", {"area": area, "month": month, "months": months, "lines": lines}
    )  # fmt: skip
