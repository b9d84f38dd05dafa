"""Reports to a panel: written on the template, given, taken back, and made into a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.partnership.boards.models import Sitting

from .. import actions
from ..actions import reporting
from ..actions.rights import reads_exempt
from ..choices import Section
from ..forms import AppendixForm, PartForm, ReportForm
from ..models import Part, Report
from ..pathway import KEEP, READ
from .finding import done, keeps, kept_or_404, panel_or_404, pressed


def report_or_404(request, report_id):
    """Return a report that somebody may read: a draft only who keeps the panel's records."""
    rows = Report.objects.visible_to(request.user).select_related("panel__area", "agency", "sitting__meeting")
    record = get_or_404(request, rows, pk=report_id)
    if record.state == "draft":
        kept_or_404(request, record.panel)
    return record


def sittings_of(request, panel):
    """Return the meetings of a panel that take papers, the next first."""
    rows = Sitting.objects.visible_to(request.user).filter(group=panel, meeting__state__in=("planned", "held"))
    return rows.select_related("meeting").order_by("meeting__starts_at")


def form_for(request, panel, **options):
    """Return the form of what a report says of itself."""
    agencies = panel.area.agencies.current(request.today).order_by("name__letters")
    return ReportForm(request.POST or None, agencies=agencies, sittings=sittings_of(request, panel), **options)


@needs(KEEP)
def report_new(request, key):
    """Start a report to a panel."""
    panel = kept_or_404(request, panel_or_404(request, key))
    form = form_for(request, panel, initial={"decision_maker": panel.name, "agency": request.user.agency})
    if form.is_valid():
        given = {**form.cleaned_data, "panel": panel, "submission": form.submission}
        if made := done(request, form, actions.start_report, "The report is started.", **given):
            return redirect("scrutiny:report", made.pk)
    context = {"form": form, "title": "Start a report", "button": "Start", "panel": panel}
    return render(request, "scrutiny/form.html", context)


@needs(READ)
def report(request, report_id):
    """Show a report, with its exempt parts for those who may read them."""
    record = report_or_404(request, report_id)
    parts = Part.objects.visible_to(request.user).filter(report=record)
    shows_exempt = reads_exempt(record.panel, request.user, request.today)
    context = {
        "report": record,
        "panel": record.panel,
        "parts": [(part, reporting.shown([part], shows_exempt=shows_exempt)) for part in parts],
        "shows_exempt": shows_exempt,
        "missing": reporting.missing_parts(record),
        "keeps": keeps(request, record.panel),
        "may_change": record.state == "draft" and keeps(request, record.panel),
    }
    return render(request, "scrutiny/report.html", context)


@needs(KEEP)
def report_change(request, report_id):
    """Change what a report says of itself."""
    record = report_or_404(request, report_id)
    panel = kept_or_404(request, record.panel)
    names = ("title", "decision_maker", "report_of", "agency", "contact", "sitting", "version")
    form = form_for(request, panel, initial={name: getattr(record, name) for name in names})
    if form.is_valid():
        given = {**form.cleaned_data, "report": record, "version": form.version}
        if done(request, form, actions.change_report, "The report is changed.", **given):
            return redirect("scrutiny:report", record.pk)
    context = {"form": form, "title": "Change the report", "button": "Change", "panel": panel, "report": record}
    return render(request, "scrutiny/form.html", context)


@needs(KEEP)
def part(request, part_id):
    """Write a part of a report."""
    rows = Part.objects.visible_to(request.user).select_related("report__panel")
    record = get_or_404(request, rows, pk=part_id)
    panel = kept_or_404(request, record.report.panel)
    kind = AppendixForm if record.section == Section.APPENDIX else PartForm
    names = ("text", "exempt_text", "exempt_under", "exempt_why", "version", "title")
    form = kind(request.POST or None, initial={name: getattr(record, name) for name in names})
    if form.is_valid():
        given = {**form.cleaned_data, "report": record.report, "part": record, "version": form.version}
        if done(request, form, actions.write_part, f"{record.heading}: kept.", **given):
            return redirect("scrutiny:report", record.report_id)
    context = {"form": form, "title": record.heading, "button": "Keep it", "panel": panel, "report": record.report}
    return render(request, "scrutiny/form.html", context)


@needs(KEEP)
def appendix_new(request, report_id):
    """Add an appendix to a report."""
    record = report_or_404(request, report_id)
    panel = kept_or_404(request, record.panel)
    form = AppendixForm(request.POST or None)
    if form.is_valid() and done(
        request, form, actions.write_part, "The appendix is added.", report=record, **form.cleaned_data
    ):
        return redirect("scrutiny:report", record.pk)
    context = {"form": form, "title": "Add an appendix", "button": "Add", "panel": panel, "report": record}
    return render(request, "scrutiny/form.html", context)


@require_POST
@needs(KEEP)
def give(request, report_id):
    """Give a report to its meeting."""
    record = report_or_404(request, report_id)
    pressed(request, actions.give_report, "The report is given to the panel.", report=record)
    return redirect("scrutiny:report", record.pk)


@require_POST
@needs(KEEP)
def take_back(request, report_id):
    """Take a report back before its meeting."""
    record = report_or_404(request, report_id)
    pressed(request, actions.take_back_report, "The report is taken back.", report=record)
    return redirect("scrutiny:report", record.pk)


@needs(READ)
def pdf(request, report_id):
    """Give a report as a file: with its exempt parts for those who may read them and ask for them."""
    record = report_or_404(request, report_id)
    parts = list(Part.objects.visible_to(request.user).filter(report=record))
    whole = "public" not in request.GET and reads_exempt(record.panel, request.user, request.today)
    answer = HttpResponse(
        reporting.pdf(reporting.contents(record, parts, shows_exempt=whole)), "application/pdf"
    )  # fmt: skip
    name = "report-with-exempt-parts.pdf" if whole and any(each.exempt_text for each in parts) else "report.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
