"""Reports asked of agencies: asking, writing, changing; what is asked of me; and what is late, on one page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings import presence, reading
from harbourlight.foundations.ui import drafts

from .. import actions
from ..actions import items, late, members, reports
from ..actions.rights import may_oversee
from ..choices import ItemState
from ..forms import ChangesForm, ReportAskForm, ReportForm
from ..models import BoardDecision, EscalationAnswer, ItemProposed, ReportAsked
from .finding import ask, colleague, do, find_sitting_to_oversee, open_groups, to_sitting, uploaded


@needs("signed in")
def report_ask(request, sitting_id):
    """Ask an agency for a report."""
    found = find_sitting_to_oversee(request, sitting_id)
    agencies = members.agencies_in(found.group, request.today)
    agenda = reading.items_of(found.meeting)
    form = ReportAskForm(request.POST or None, agencies=agencies, items=agenda)

    def act(form):
        answers = form.cleaned_data
        actions.ask_report(
            sitting=found,
            agency=next(each for each in agencies if str(each.pk) == answers["agency"]),
            author=colleague(request, answers["author"]),
            title=answers["title"],
            question=answers["question"],
            item=next((item for item in agenda if str(item.pk) == answers["item"]), None),
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(
        request, form, act, title="Ask for a report", button="Ask", done="The report was asked for.",
        to=to_sitting(found), back=(*to_sitting(found), found.meeting.title),
    )  # fmt: skip


def find_report(request, report_id):
    """Return a report that this person writes or whose meeting they arrange; hidden and absent look the same."""
    found = get_or_404(request, ReportAsked.objects.visible_to(request.user).whole(), pk=report_id)
    if not reports.may_write(found, request.user, request.moment):
        raise Http404("Nothing here, or not for you")
    return found


@needs("signed in")
def report(request, report_id):
    """Write a report on the template of its body, or upload it; later, change it as it was asked."""
    found = find_report(request, report_id)
    oversees = may_oversee(found.sitting.group, request.user, request.moment)
    headings = found.sitting.group.keeps(found.sitting.meeting.starts_at).headings
    words = reports.words_of(found, request.user)
    texts, rest = reports.parts_of(words, headings) if words else ([], "")
    is_change = found.state == "changes"
    readers = [each.professional for each, _ in presence.expected(found.sitting.meeting) if each.professional]
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        headings=headings,
        texts=texts,
        readers=readers,
        is_late=found.is_late(request.moment) and not is_change,
        is_change=is_change,
        initial={"version": found.version},
        draft=drafts.offered(request, "report", found.pk),
    )

    def act(form):
        answers = form.cleaned_data
        document = uploaded(answers["document"])
        annex = f"# Attached document\n\n{document}" if document else rest
        words = "\n\n".join(part for part in (reports.on_template(form.answers), annex) if part)
        common = {"asked": found, "words": words, "by": request.user, "at": request.moment}
        common |= {"submission": form.submission, "version": form.version}
        if is_change:
            actions.change_report(**common)
        else:
            actions.give_report(
                is_restricted=bool(answers["is_restricted"]),
                readers=[each for each in readers if str(each.pk) in (answers["readers"] or [])],
                late_reason=answers.get("late_reason") or "",
                **common,
            )
        drafts.clear(request, "report", found.pk)

    takes = found.state in ("asked", "changes") and words is not None
    return ask(
        request, form, act, title=found.title, button="Give the changed report" if is_change else "Give the report",
        done="The report was given.", to=("boards:mine",), back=("boards:mine", None, "Asked of me"),
        template="boards/report.html", report=found, takes=takes, oversees=oversees,
        is_late=found.is_late(request.moment), are_changes_late=found.are_changes_late(request.moment), rest=rest,
    )  # fmt: skip


def find_report_to_oversee(request, report_id):
    """Return a report for a meeting that this person arranges or chairs."""
    found = find_report(request, report_id)
    if not may_oversee(found.sitting.group, request.user, request.moment):
        raise PermissionDenied("boards.oversee")
    return found


@needs("signed in")
def report_changes(request, report_id):
    """Ask for changes to a report."""
    found = find_report_to_oversee(request, report_id)
    form = ChangesForm(request.POST or None)

    def act(form):
        changes = form.cleaned_data["changes"]
        actions.ask_changes(
            asked=found, changes=changes, by=request.user, at=request.moment, submission=form.submission
        )

    return ask(
        request, form, act, title=f"Ask for changes: {found.title}", button="Ask", done="The changes were asked for.",
        to=to_sitting(found.sitting), back=(*to_sitting(found.sitting), found.sitting.meeting.title),
    )  # fmt: skip


@require_POST
@needs("signed in")
def report_withdraw(request, report_id):
    """Take back a request for a report."""
    found = find_report_to_oversee(request, report_id)
    return do(
        request,
        lambda: actions.withdraw_report(asked=found, by=request.user, at=request.moment),
        done="The report is no longer asked for.",
        to=to_sitting(found.sitting),
    )


@needs("signed in")
def mine(request):
    """List what is asked of this person and their agency by the bodies of every area, in one list."""
    asked = ReportAsked.objects.visible_to(request.user).whole().waiting().of_agency(request.user.agency_id)
    rows = [
        (each, each.is_late(request.moment) or each.are_changes_late(request.moment))
        for each in asked.order_by("due_at")
        if reports.may_write(each, request.user, request.moment)
    ]
    context = {"reports": rows, "items": to_answer(request), "escalations": put_to(request)}
    context["agreements"] = agreements_for(request)
    return render(request, "boards/mine.html", context)


def to_answer(request):
    """Return the proposed items for which this person may answer."""
    rows = ItemProposed.objects.visible_to(request.user).filter(
        state=ItemState.PROPOSED, sitting__meeting__state="planned"
    )
    rows = rows.select_related("sitting__group__area", "sitting__meeting", "proposed_by").prefetch_related("answers")
    return [each for each in rows if items.own_answers(each, request.user, request.moment)]


def put_to(request):
    """Return what the chair put to this person as a lead representative."""
    rows = EscalationAnswer.objects.visible_to(request.user).waiting_for(request.user)
    return list(rows.select_related("escalation__group"))


def agreements_for(request):
    """Return the committees' decisions that wait for this person's answer in an executive."""
    rows = BoardDecision.objects.visible_to(request.user).waiting_for(request.user.pk)
    return list(rows.select_related("decision", "sitting__group"))


@needs("signed in")
def late_things(request):
    """Show what is late in every body that this person oversees, on one page."""
    groups = [each for each in open_groups(request) if may_oversee(each, request.user, request.moment)]
    if not groups:
        raise PermissionDenied("boards.oversee")
    shows_all = request.GET.get("show") == "all"
    lines = late.late_list(groups, request.moment, only_late=not shows_all)
    return render(request, "boards/late.html", {"lines": lines, "shows_all": shows_all})
