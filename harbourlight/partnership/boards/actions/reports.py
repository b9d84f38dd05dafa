"""Reports: asked of an agency on the body's own template, given as text or as a document, changed when asked to."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.meetings import timing
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.meetings.models import Paper
from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.requests import actions as requests
from harbourlight.foundations.requests.models import Request
from harbourlight.foundations.requests.pathway import REQUEST

from ..models import ReportAsked
from ..pathway import REPORT
from .rights import check_oversees, may_oversee, needed

NOTICE = "A report for a meeting is asked of you in Harbourlight.\n\nSign in and open Boards.\n"
CHANGES = "Changes to a report are asked of you in Harbourlight.\n\nSign in and open Boards.\n"


@transaction.atomic
def ask_report(*, sitting, agency, title, question, by, at, author=None, item=None, submission=None):
    """Ask an agency for a report, due when reports for the meeting are due; the request is chased like any other."""
    known = ReportAsked.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_oversees(sitting.group, by, at)
    if sitting.meeting.state != State.PLANNED:
        raise StepNotAllowed("This meeting takes no more reports.")
    if author and author.agency_id != agency.pk:
        raise StepNotAllowed(f"{author.name} does not work for {agency.name}.")
    asked = ReportAsked(
        sitting=sitting,
        agency=agency,
        author=author,
        item=item,
        title=needed(title, "Enter the title of the report."),
        question=needed(question, "Enter what the report should answer."),
        asked_by=by,
        asked_at=at,
        due_at=timing.due_of(sitting.meeting, timing.PAPERS) or sitting.meeting.starts_at,
        submission=submission,
    )
    asked.save(force_insert=True)
    with as_system("an agency that was asked already is not asked twice, whoever sees its request"):
        made = requests.ask(
            subject=asked,
            agencies=[agency],
            question=f"A report for {sitting.group.name}: {asked.title}",
            due_at=asked.due_at,
            by=by,
            at=at,
            team=sitting.group.team,
        )
    ReportAsked.objects.filter(pk=asked.pk).update(request_id=made[0].pk)
    asked.request_id = made[0].pk
    if author:
        queue_mail(author.email, "A report is asked of you in Harbourlight", NOTICE, asked.pk)
    return asked


def may_write(asked, by, at):
    """Say whether somebody may write a report: its author, anybody of the agency where none is named, the arranger."""
    if asked.author_id:
        return by.pk == asked.author_id or may_oversee(asked.sitting.group, by, at)
    return by.agency_id == asked.agency_id or may_oversee(asked.sitting.group, by, at)


def check_writes(asked, by, at):
    """Refuse whoever may not write a report."""
    if not may_write(asked, by, at):
        raise StepNotAllowed("Only the agency that was asked can do this.")


@transaction.atomic
def give_report(
    *, asked, words, by, at, is_restricted=False, readers=(), late_reason="", submission=None, version=None
):
    """Give a report: it becomes a paper of the meeting, and the request is answered; a late one says why."""
    check_writes(asked, by, at)
    words = needed(words, "Enter the report, or upload it.")
    if at > asked.due_at:
        late_reason = needed(late_reason, "Enter why the report is late.")

    def fill(fresh):
        fresh.given_at, fresh.late_reason = at, late_reason if at > fresh.due_at else ""
        fresh.paper = add_paper(fresh, words, is_restricted, readers, by=by, at=at)

    given = step("give", asked, by, at, fill, submission=submission, version=version)
    answer_request(given, by=by, at=at)
    return given


def add_paper(asked, words, is_restricted, readers, *, by, at):
    """Add a report to the papers of its meeting, in the name of its writer and the agency that was asked."""
    paper = meetings.add_paper(
        meeting=asked.sitting.meeting,
        title=asked.title,
        by=None,
        at=at,
        agency=asked.agency,
        words=words,
        item=asked.item,
        is_restricted=is_restricted,
        readers=readers,
    )
    with as_system("whoever was asked for a report need not take part in its meeting"):
        Paper.objects.filter(pk=paper.pk).update(given_by=by, due_at=asked.due_at)
    return paper


def answer_request(asked, *, by, at):
    """Close the request for a report: it was answered."""

    def fill(fresh):
        fresh.answered_by, fresh.answered_at = by, at
        fresh.answer, fresh.late_reason = "The report was given.", asked.late_reason

    with as_system("a report answers its request, whoever in the agency sees requests"):
        request = Request.objects.filter(pk=asked.request_id).unanswered().first()
        if request:
            take(pathway=REQUEST, step="answer", record=request, by=by, at=at, change=fill, checks_permission=False)


def step(name, asked, by, at, fill, **more):
    """Take one step of a report; who may was asked before."""
    return take(
        pathway=REPORT, step=name, record=asked, by=by, at=at, change=fill, checks_permission=False, **more
    )  # fmt: skip


@transaction.atomic
def ask_changes(*, asked, changes, by, at, submission=None):
    """Ask for changes to a report, due a week before the meeting or when the meeting's rules say."""
    check_oversees(asked.sitting.group, by, at)
    words = needed(changes, "Enter what should change.")

    def fill(fresh):
        fresh.changes, fresh.changes_asked_by, fresh.changes_asked_at = words, by, at
        meeting = asked.sitting.meeting
        fresh.changes_due_at, fresh.changed_at = timing.due_of(meeting, "changes") or meeting.starts_at, None

    changed = step("ask_changes", asked, by, at, fill, submission=submission)
    with as_system("whoever wrote a report is told, whoever sees the paper"):
        paper = Paper.objects.select_related("given_by").get(pk=changed.paper_id)
    if paper.given_by:
        queue_mail(paper.given_by.email, "Changes to a report in Harbourlight", CHANGES, asked.pk)
    return changed


@transaction.atomic
def change_report(*, asked, words, by, at, submission=None, version=None):
    """Give the changed report in place of the first."""
    check_writes(asked, by, at)
    words = needed(words, "Enter the changed report.")

    def fill(fresh):
        fresh.changed_at = at

    if words_of(asked, by) is None:
        raise StepNotAllowed("This report is restricted. Its author, the chair or one of its readers changes it.")
    changed = step("change", asked, by, at, fill, submission=submission, version=version)
    with as_system("whoever was asked for a report need not take part in its meeting"):
        paper = Paper.objects.select_for_update(of=("self",)).get(pk=changed.paper_id)
        paper.words, paper.version = words, paper.version + 1
        paper.save(update_fields=("words", "version"))
    return changed


@transaction.atomic
def withdraw_report(*, asked, by, at):
    """Take back a request for a report that is no longer needed."""
    check_oversees(asked.sitting.group, by, at)
    gone = step("withdraw", asked, by, at, None)
    with as_system("the request for a report ends with it, whoever sees requests"):
        request = Request.objects.filter(pk=asked.request_id).unanswered().first()
        if request:
            take(pathway=REQUEST, step="withdraw", record=request, by=by, at=at, checks_permission=False)
    return gone


def reads(paper, asked, by):
    """Say whether somebody who may write a report reads it too: a restricted one only its author and named readers."""
    closest = {paper.given_by_id, asked.author_id, asked.sitting.meeting.chair_id, *paper.reader_ids}
    return not paper.is_restricted or by.pk in closest


def words_of(asked, by):
    """Return the text of a report that was given, for whoever writes it; None where it is closed to them."""
    if asked.paper_id is None:
        return ""
    with as_system("whoever writes a report reads it, whoever sees the meeting"):
        paper = Paper.objects.get(pk=asked.paper_id)
    return paper.words if reads(paper, asked, by) else None


def on_template(answers):
    """Return a report as one text: each heading of the template that was answered, with its answer."""
    return "\n\n".join(f"# {heading}\n\n{text.strip()}" for heading, text in answers if text and text.strip())


def parts_of(words, headings):
    """Return what a report says under each heading of the template, as a list, and whatever stands under no heading."""
    parts, rest, place = dict.fromkeys(headings, ""), [], None
    for line in words.splitlines():
        heading = line.removeprefix("# ").strip() if line.startswith("# ") else None
        if heading in parts:
            place = heading
        elif heading is not None:
            place = None
            rest.append(line)
        elif place is None:
            rest.append(line)
        else:
            parts[place] += line + "\n"
    return [parts[heading].strip() for heading in headings], "\n".join(rest).strip()
