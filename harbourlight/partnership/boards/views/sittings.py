"""The calendar, and one meeting: planning it, what is due, papers out, the pack, confidentiality, interests."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings import planning, presence, reading, timing
from harbourlight.foundations.meetings.choices import State
from harbourlight.foundations.meetings.forms import RespondForm
from harbourlight.foundations.meetings.models import Paper

from .. import actions
from ..actions import deciding, items, late, pack, papers
from ..actions.rights import is_chair, may_oversee
from ..actions.sittings import usual_days
from ..forms import AgreeForm, InterestForm, MoveForm, ReasonForm, SittingForm, YearForm, days_form
from ..models import Confidentiality, ReportAsked, Sitting
from . import sides
from .finding import (
    ask,
    do,
    find_group_to_arrange,
    find_group_to_oversee,
    find_sitting,
    find_sitting_to_oversee,
    open_groups,
    open_sittings,
    to_group,
    to_sitting,
)


@needs("signed in")
def calendar(request):
    """Show the year's meetings of every body that this person may know of."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else request.today.year
    groups = open_groups(request).values("pk")
    readable = set(open_sittings(request).in_year(year).values_list("pk", flat=True))
    rows = [(row, row.pk in readable) for row in all_sittings(request, groups, year)]
    return render(request, "boards/calendar.html", {"rows": rows, "year": year, "before": year - 1, "after": year + 1})


def all_sittings(request, groups, year):
    """Return the meetings of some bodies in a year."""
    return Sitting.objects.visible_to(request.user).whole().filter(group__in=groups).in_year(year)


@needs("boards.arrange")
def year(request, group_id):
    """Build a year's calendar of a body: its usual days, each of which may be changed, planned at once."""
    group = find_group_to_arrange(request, group_id)
    first = YearForm(request.GET or None, first=request.today.year, initial={"year": request.today.year + 1})
    if not first.is_valid():
        rules = group.keeps(date(request.today.year + 1, 1, 1))
        context = {"form": first, "group": group, "rules": rules, "title": f"Plan a year of {group.name}"}
        return render(request, "boards/year.html", context)
    wanted = first.cleaned_data["year"]
    days = [day for day in usual_days(group, wanted) if day[1] > request.moment]
    form, names = days_form(request.POST or None, days, request.moment)

    def act(form):
        chosen = [(kind, form.cleaned_data[name]) for name, kind in names if form.cleaned_data[name]]
        actions.plan_year(
            group=group,
            days=chosen,
            place=form.cleaned_data["place"],
            submission=form.submission,
            by=request.user,
            at=request.moment,
        )

    return ask(
        request, form, act, title=f"Meetings of {group.name} in {wanted}", button="Plan these meetings",
        done="The meetings were planned and members invited.", to=to_group(group), back=(*to_group(group), group.name),
        lines=["Change any day, or empty it to leave it out. Members are invited to all of them at once."],
    )  # fmt: skip


@needs("signed in")
def sitting_new(request, group_id):
    """Plan one more meeting of a body, ordinary or extraordinary."""
    group = find_group_to_oversee(request, group_id)
    form = SittingForm(request.POST or None, moment=request.moment, initial={"kind": "ordinary"})

    def act(form):
        actions.plan_sitting(
            group=group, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        )

    return ask(
        request, form, act, title=f"Plan a meeting of {group.name}", button="Plan",
        done="The meeting was planned and its members invited.", to=to_group(group),
        back=(*to_group(group), group.name),
    )  # fmt: skip


@needs("signed in")
def sitting(request, sitting_id):
    """Show everything about a meeting of a body that this person may see."""
    found = find_sitting(request, sitting_id)
    meeting, moment = found.meeting, request.moment
    oversees = may_oversee(found.group, request.user, moment)
    proposed = items.waiting_items(found)
    context = {
        "sitting": found,
        "meeting": meeting,
        "group": found.group,
        "oversees": oversees,
        "chairs": is_chair(found.group, request.user, moment),
        "arranges_there": planning.may_arrange(meeting, request.user, moment),
        "due_by": [(each, timing.due_of(meeting, each.key)) for each in meeting.kind.before],
        "quorum": reading.quorum_lines(meeting, moment),
        "invited": presence.expected(meeting),
        "agenda": reading.items_of(meeting),
        "proposed": [(each, bool(items.own_answers(each, request.user, moment))) for each in proposed],
        "reports": [
            (each, each.is_late(moment), each.are_changes_late(moment))
            for each in ReportAsked.objects.visible_to(request.user).filter(sitting=found).whole().order_by("asked_at")
        ],
        "papers": [(each, each.is_late(moment)) for each in pack.papers_for(found, request.user)],
        "has_agreed": papers.has_agreed(found, request.user),
        "agreed": agreed(found, request),
        "interests": papers.interests_of(found),
        "learning": pack.learning_for(found),
        "decisions": deciding.decisions_at(found),
        "waiting": deciding.waiting_for(found.group) if oversees else [],
        "urgent": deciding.to_ratify(found.group),
        "late": late.late_of(found, moment) if oversees else [],
        "minutes": reading.minutes_of(meeting),
        "disputes": reading.disputes_of(meeting),
        "clocks": reading.clocks_of(meeting, request.user),
    }
    own, was_there = next(
        (row for row in context["invited"] if row[0].professional_id == request.user.pk), (None, None)
    )
    if own and not was_there and meeting.state == State.PLANNED:
        context["respond"] = RespondForm(initial={"response": own.response})
    context["next"] = sides.next_of(request, context)
    context["actions"] = [
        (each, each.is_overdue(request.today)) for each in reading.actions_of(meeting, request.user)
    ]  # fmt: skip
    return render(request, "boards/sitting.html", context)


def agreed(found, request):
    """Return who agreed to keep a meeting confidential, by id."""
    rows = Confidentiality.objects.visible_to(request.user).filter(sitting=found)
    return dict(rows.values_list("professional_id", "agreed_at"))


@needs("signed in")
def move(request, sitting_id):
    """Move a meeting."""
    found = find_sitting_to_oversee(request, sitting_id)
    meeting = found.meeting
    initial = {"starts_at": meeting.starts_at, "place": meeting.place, "version": meeting.version}
    form = MoveForm(request.POST or None, initial=initial, moment=request.moment)

    def act(form):
        actions.move(
            sitting=found,
            by=request.user,
            at=request.moment,
            submission=form.submission,
            version=form.version,
            **form.cleaned_data,
        )

    return ask(
        request, form, act, title="Move this meeting", button="Move", to=to_sitting(found),
        done="The meeting was moved, and whatever is due before it with it.", back=(*to_sitting(found), meeting.title),
    )  # fmt: skip


@needs("signed in")
def call_off(request, sitting_id):
    """Call a meeting off."""
    found = find_sitting_to_oversee(request, sitting_id)
    form = ReasonForm(request.POST or None)

    def act(form):
        reason = form.cleaned_data["reason"]
        actions.call_off(sitting=found, reason=reason, by=request.user, at=request.moment, submission=form.submission)

    return ask(
        request, form, act, title="Call this meeting off", button="Call off", done="The meeting was called off.",
        to=to_sitting(found), back=(*to_sitting(found), found.meeting.title),
    )  # fmt: skip


@require_POST
@needs("signed in")
def papers_out(request, sitting_id):
    """Send agenda and papers out."""
    found = find_sitting_to_oversee(request, sitting_id)
    return do(
        request,
        lambda: actions.send_papers_out(sitting=found, by=request.user, at=request.moment),
        done="Agenda and papers went out. Restricted papers stay with their readers.",
        to=to_sitting(found),
    )


def before_papers(request, found):
    """Return the page where this person agrees to confidentiality, where they have not; else None."""
    if papers.has_agreed(found, request.user):
        return None
    messages.info(request, "Agree to keep this meeting confidential before you open its papers.")
    return redirect("boards:confidentiality", found.pk)


@needs("signed in")
def pack_pdf(request, sitting_id):
    """Give the pack of a meeting as one PDF, to whoever agreed to keep it confidential."""
    found = find_sitting(request, sitting_id)
    if first := before_papers(request, found):
        return first
    answer = HttpResponse(pack.pdf(found, request.user), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="pack-{found.meeting.starts_at:%Y-%m-%d}.pdf"'
    return answer


@needs("signed in")
def paper(request, paper_id):
    """Read one paper of a meeting, having agreed to keep it confidential."""
    rows = Paper.objects.visible_to(request.user).select_related("agency", "item", "given_by", "meeting__sitting")
    found = get_or_404(request, rows.filter(meeting__sitting__isnull=False), pk=paper_id)
    of = find_sitting(request, found.meeting.sitting.pk)
    if first := before_papers(request, of):
        return first
    context = {"paper": found, "sitting": of, "meeting": of.meeting, "blocks": pack.blocks_of(found.words)}
    return render(request, "boards/paper.html", context)


@needs("signed in")
def confidentiality(request, sitting_id):
    """Agree to keep a meeting confidential."""
    found = find_sitting(request, sitting_id)
    form = AgreeForm(request.POST or None)

    def act(form):
        actions.agree_confidentiality(sitting=found, by=request.user, at=request.moment)

    return ask(
        request, form, act, title="Confidentiality", button="Agree", to=to_sitting(found),
        done="You agreed. You can open the pack now.", back=(*to_sitting(found), found.meeting.title),
        lines=[found.group.keeps(found.meeting.starts_at).confidentiality],
    )  # fmt: skip


@needs("signed in")
def interest(request, sitting_id):
    """Declare an interest, or that there is none."""
    found = find_sitting(request, sitting_id)
    agenda = reading.items_of(found.meeting)
    form = InterestForm(request.POST or None, items=agenda)

    def act(form):
        answers = form.cleaned_data
        actions.declare_interest(
            sitting=found,
            has_interest=answers["has_interest"],
            what=answers["what"] or "",
            item=next((item for item in agenda if str(item.pk) == answers["item"]), None),
            leaves_the_room=bool(answers["leaves_the_room"]),
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(
        request, form, act, title="Declaration of interest", button="Declare", done="Your declaration was kept.",
        to=to_sitting(found), back=(*to_sitting(found), found.meeting.title),
    )  # fmt: skip
