"""Reports to a panel: written part by part on the template, given to a meeting, and made into a file."""

from pathlib import Path

from django.db import transaction
from django.db.models import Max

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.models import Professional
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.meetings.models import Paper
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.ui.pdf import made as pdf_of

from ..choices import EXEMPT_PART, NEEDED, Exemption, Section
from ..models import Part, Report
from ..pathway import REPORT
from .rights import check_keeps, day_of, members_of, needed

TEMPLATE = Path(__file__).parent.parent / "report.typ"


@transaction.atomic
def start_report(*, panel, title, decision_maker, report_of, agency, by, at, sitting=None, contact="", submission=None):
    """Start a report to a panel, with every part of the template empty."""
    known = Report.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_keeps(panel, by, at)
    check_sitting(panel, sitting)
    report = Report(
        panel=panel,
        sitting=sitting,
        title=needed(title, "Enter the title of the report."),
        decision_maker=needed(decision_maker, "Enter who decides."),
        report_of=needed(report_of, "Enter whose report it is."),
        agency=agency,
        contact=contact.strip(),
        made_by=by,
        made_at=at,
        submission=submission,
    )
    report.save(force_insert=True)
    sections = [each for each in Section if each != Section.APPENDIX]
    Part.objects.bulk_create(
        Part(report=report, section=section, number=number) for number, section in enumerate(sections, 1)
    )
    return report


def check_sitting(panel, sitting):
    """Refuse a meeting of another body, or one that takes no more papers."""
    if sitting is not None and sitting.group_id != panel.pk:
        raise StepNotAllowed("Choose a meeting of the panel.")


@transaction.atomic
def change_report(*, report, title, decision_maker, report_of, agency, by, at, sitting=None, contact="", version=None):
    """Change what a report says of itself."""
    check_keeps(report.panel, by, at)
    check_sitting(report.panel, sitting)
    fresh = writable(report, version)
    fresh.title = needed(title, "Enter the title of the report.")
    fresh.decision_maker = needed(decision_maker, "Enter who decides.")
    fresh.report_of = needed(report_of, "Enter whose report it is.")
    fresh.agency, fresh.contact, fresh.sitting = agency, contact.strip(), sitting
    fresh.version += 1
    fresh.save()
    return fresh


def writable(report, version=None):
    """Return a report locked; refuse one that was given, or that somebody else changed."""
    fresh = Report.objects.select_for_update(of=("self",)).select_related("panel").get(pk=report.pk)
    if fresh.state != "draft":
        raise StepNotAllowed("This report is given to the panel. Take it back to change it.")
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", fresh)
    return fresh


@transaction.atomic
def write_part(
    *, report, by, at, part=None, title="", text="", exempt_text="", exempt_under="", exempt_why="", version=None
):
    """Write a part of a report, or add an appendix; what is exempt stands apart and says under what and why."""
    check_keeps(report.panel, by, at)
    writable(report)
    row = part and Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if row is not None and version is not None and row.version != version:
        raise ChangedMeanwhile("Somebody else changed this while you were working on it.", row)
    if row is None:
        last = Part.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
        title = needed(title, "Enter the title of the appendix.")
        row = Part(report=report, section=Section.APPENDIX, number=last + 1, version=0)
    row.title, row.text, row.exempt_text = title.strip(), text.strip(), exempt_text.strip()
    row.exempt_under = row.exempt_why = ""
    if row.exempt_text:
        row.exempt_under = needed(exempt_under, "Choose the paragraph of the law under which it is exempt.")
        row.exempt_why = needed(exempt_why, "Enter why the public interest is in keeping it from the public.")
    if row.section == Section.APPENDIX and not (row.text or row.exempt_text):
        raise StepNotAllowed("Enter the appendix.")
    row.version += 1
    row.save()
    return row


def missing_parts(report):
    """Return the parts that the template asks for and that are empty."""
    rows = Part.objects.filter(report=report, section__in=NEEDED, text="", exempt_text="")
    return [row.heading for row in rows]


@transaction.atomic
def give_report(*, report, by, at, version=None):
    """Give a report to its meeting: what everybody may read as a paper, what is exempt as one for the panel alone."""
    check_keeps(report.panel, by, at)
    missing = missing_parts(report)
    if missing:
        raise StepNotAllowed(f"The template asks for more: {', '.join(missing).lower()}.")
    if report.sitting is None or report.sitting.meeting.state not in (State.PLANNED, State.HELD):
        raise StepNotAllowed("Choose a meeting of the panel that takes papers.")

    def stamp(fresh):
        fresh.given_at = at

    given = take(pathway=REPORT, step="give", record=report, by=by, at=at, change=stamp, version=version)
    meeting, parts = report.sitting.meeting, list(given.parts.all())
    told = {"meeting": meeting, "agency": given.agency, "by": None, "at": at}
    meetings.add_paper(title=given.title, words=as_text(given, parts), **told)
    if any(part.exempt_text for part in parts):
        readers = list(Professional.objects.filter(pk__in=readers_of(given, day_of(meeting.starts_at))))
        meetings.add_paper(
            title=f"{given.title}: exempt", words=as_text(given, parts, shows_exempt=True), is_restricted=True,
            readers=[*readers, by], **told,
        )  # fmt: skip
    return given


def readers_of(report, on):
    """Return the ids of those who sit on a report's panel, with their deputies."""
    rows = members_of(report.panel, on).values_list("professional", "deputy", "delegate")
    return {person for row in rows for person in row if person}


@transaction.atomic
def take_back_report(*, report, by, at):
    """Take a report back before its meeting: its papers leave the meeting, and it can be changed."""
    check_keeps(report.panel, by, at)
    if report.sitting.meeting.state != State.PLANNED:
        raise StepNotAllowed("The meeting was held with this report. It stays as it was given.")
    titles = [report.title, f"{report.title}: exempt"]
    with as_system("a report that is taken back leaves its meeting, exempt part and all, whoever reads that"):
        Paper.objects.filter(meeting=report.sitting.meeting_id, title__in=titles, agency=report.agency_id).delete()
    return take(pathway=REPORT, step="take_back", record=report, by=by, at=at)


def as_text(report, parts, *, shows_exempt=False):
    """Return a report as one text; what is exempt is shown, or said to be left out."""
    lines = [f"Decision-maker: {report.decision_maker}", f"Report of: {report.report_of}"]
    for part in shown(parts, shows_exempt=shows_exempt):
        lines += [f"# {part['heading']}", *part["paragraphs"]]
        lines += [f"## Exempt, paragraph {part['under']}", *part["exempt"]] if part["exempt"] else []
        lines += [EXEMPT_PART] if part["is_left_out"] else []
    return "\n\n".join(lines)


def shown(parts, *, shows_exempt):
    """Return the parts of a report that have words, as plain lists and texts for whoever reads them."""
    found = []
    for part in parts:
        exempt = paragraphs(part.exempt_text)
        if not part.text and not exempt:
            continue
        found.append(
            {
                "heading": f"Appendix: {part.title}" if part.section == Section.APPENDIX else part.heading,
                "paragraphs": paragraphs(part.text),
                "exempt": exempt if shows_exempt else [],
                "under": Exemption(part.exempt_under).label if exempt else "",
                "why": part.exempt_why if exempt and shows_exempt else "",
                "is_left_out": bool(exempt) and not shows_exempt,
            }
        )
    return found


def paragraphs(text):
    """Return the paragraphs of a text."""
    return [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]


def contents(report, parts, *, shows_exempt):
    """Return what the file of a report says, as plain lists and texts: nothing in it is read as markup."""
    meeting = report.sitting.meeting if report.sitting else None
    return {
        "panel": report.panel.name,
        "title": report.title,
        "on": f"{day_of(meeting.starts_at):%-d %B %Y}" if meeting else "No meeting chosen yet",
        "decision_maker": report.decision_maker,
        "report_of": report.report_of,
        "agency": report.agency.name,
        "contact": report.contact,
        "shows_exempt": shows_exempt and any(part.exempt_text for part in parts),
        "parts": shown(parts, shows_exempt=shows_exempt),
    }


def pdf(told):
    """Return the file of a report from what it says."""
    return pdf_of(TEMPLATE, "report", told)
