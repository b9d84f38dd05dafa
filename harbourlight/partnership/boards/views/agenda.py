"""The agenda editor of a meeting, and the forward plan of a body's year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings import agenda
from harbourlight.foundations.meetings.models import AgendaItem, Paper
from harbourlight.foundations.ui.asker import Question
from harbourlight.foundations.ui.asker import ask as ask_page
from harbourlight.foundations.ui.refusals import Refused
from harbourlight.foundations.ui.words import day

from ..actions.rights import may_oversee
from ..forms import AgendaItemForm, CarryOverForm, ReasonForm
from ..models import Sitting
from .finding import find_group, find_sitting_to_oversee


@needs("signed in")
def editor(request, sitting_id):
    """Show the agenda with the time of each item and what may be done with it."""
    found = find_sitting_to_oversee(request, sitting_id)
    items = agenda.items_in_order(found.meeting)
    papers: dict = {}
    for paper in Paper.objects.visible_to(request.user).filter(meeting=found.meeting, item__isnull=False):
        papers.setdefault(paper.item_id, []).append(paper)
    context = {
        "sitting": found,
        "rows": [(item, begins, papers.get(item.pk, [])) for item, begins in agenda.timetable(found.meeting, items)],
        "minutes": sum(item.minutes_long or 0 for item in items if item.withdrawn_at is None),
        "earlier": earlier(found, request),
        "is_planned": found.meeting.state == "planned",
    }
    return render(request, "boards/agenda.html", context)


def earlier(sitting, request):
    """Return the meeting of the body before this one that had an agenda, or None."""
    rows = Sitting.objects.visible_to(request.user).filter(group=sitting.group_id, kind=sitting.kind)
    rows = rows.exclude(meeting__state="not_held").filter(meeting__starts_at__lt=sitting.meeting.starts_at)
    return rows.select_related("meeting").order_by("-meeting__starts_at").first()


def find_item(request, item_id):
    """Return an item of a meeting that this person arranges or chairs, with the meeting."""
    rows = AgendaItem.objects.visible_to(request.user).select_related("meeting__chair")
    item = get_or_404(request, rows, pk=item_id)
    sitting = get_or_404(request, Sitting.objects.visible_to(request.user), meeting=item.meeting_id)
    return item, find_sitting_to_oversee(request, sitting.pk)


def page(sitting, title, button, said, **more):
    """Return a page about the agenda, which leads back to it."""
    there = reverse("boards:agenda", args=[sitting.pk])
    return Question(title, button, said, about=str(sitting.meeting), back=(there, "Agenda"), then=there, **more)


@needs("signed in")
def item_add(request, sitting_id):
    """Put an item on the agenda."""
    found = find_sitting_to_oversee(request, sitting_id)
    number = len(agenda.items_in_order(found.meeting)) + 1
    form = AgendaItemForm(request.POST or None, initial={"place": number})

    def do(form):
        item = agenda.add_item(
            meeting=found.meeting, title=form.cleaned_data["title"], by=request.user, at=request.moment,
            allowed_late_by=found.meeting.chair,
        )  # fmt: skip
        agenda.change_item(item=item, by=request.user, at=request.moment, **form.cleaned_data)

    return ask_page(request, form, page(found, "Put an item on the agenda", "Add", "The item was added."), do)


@needs("signed in")
def item_change(request, item_id):
    """Change an item of the agenda."""
    item, found = find_item(request, item_id)
    papers = list(Paper.objects.visible_to(request.user).filter(meeting=found.meeting).order_by("title"))
    first = {name: getattr(item, name) for name in ("title", "minutes_long", "presenter", "purpose")}
    first |= {"place": item.number, "is_exempt": "yes" if item.is_exempt else "no"}
    first["papers"] = [str(each.pk) for each in papers if each.item_id == item.pk]
    form = AgendaItemForm(request.POST or None, papers=papers, initial=first)

    def do(form):
        answers = dict(form.cleaned_data)
        chosen = answers.pop("papers", [])
        agenda.change_item(
            item=item, papers=[each for each in papers if str(each.pk) in chosen], by=request.user, at=request.moment,
            **answers,
        )  # fmt: skip

    return ask_page(request, form, page(found, "Change an item", "Keep the changes", "The item was changed."), do)


@needs("signed in")
def item_withdraw(request, item_id):
    """Withdraw an item from the agenda."""
    item, found = find_item(request, item_id)
    form = ReasonForm(request.POST or None)

    def do(form):
        agenda.withdraw_item(item=item, reason=form.cleaned_data["reason"], by=request.user, at=request.moment)

    said = "The item was withdrawn. It stays on the agenda as withdrawn."
    return ask_page(request, form, page(found, f"Withdraw: {item.title}", "Withdraw", said), do)


@needs("signed in")
def item_carry(request, item_id):
    """Carry an item over to a later meeting of the body."""
    item, found = find_item(request, item_id)
    rows = Sitting.objects.visible_to(request.user).filter(group=found.group_id, meeting__state="planned")
    later = list(rows.filter(meeting__starts_at__gt=found.meeting.starts_at).whole().order_by("meeting__starts_at"))
    if not later:
        messages.error(request, "No later meeting of this body is planned. Plan one first.")
        return redirect("boards:agenda", found.pk)
    words = [(each.pk, f"{day(each.meeting.starts_at)}, {each.get_kind_display().lower()}") for each in later]
    form = CarryOverForm(request.POST or None, meetings=words, initial={"to": str(later[0].pk)})

    def do(form):
        to = next(each for each in later if str(each.pk) == form.cleaned_data["to"])
        agenda.carry_over(item=item, to=to.meeting, by=request.user, at=request.moment)

    said = "The item was carried over."
    return ask_page(request, form, page(found, f"Carry over: {item.title}", "Carry it over", said), do)


@require_POST
@needs("signed in")
def copy(request, sitting_id):
    """Copy the agenda of the meeting before."""
    found = find_sitting_to_oversee(request, sitting_id)
    source = earlier(found, request)
    if source is None:
        raise Http404("No meeting before this one")
    try:
        made = agenda.copy_agenda(meeting=found.meeting, source=source.meeting, by=request.user, at=request.moment)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{len(made)} items were copied.")
    return redirect("boards:agenda", found.pk)


@needs("signed in")
def forward_plan(request, group_id):
    """Show what each meeting of a body has on its agenda from now on, a year ahead: its forward plan."""
    group = find_group(request, group_id)
    rows = Sitting.objects.visible_to(request.user).filter(group=group).to_come(request.moment).whole()
    if not may_oversee(group, request.user, request.moment):
        rows = rows.taken_part_in_by(request.user, request.today)
    sittings = list(rows.order_by("meeting__starts_at")[:24])
    by_meeting: dict = {}
    for item in AgendaItem.objects.visible_to(request.user).filter(
        meeting__in=[each.meeting_id for each in sittings], withdrawn_at=None
    ).order_by("number"):  # fmt: skip
        by_meeting.setdefault(item.meeting_id, []).append(item)
    context = {
        "group": group,
        "rows": [(each, by_meeting.get(each.meeting_id, [])) for each in sittings],
        "oversees": may_oversee(group, request.user, request.moment),
    }
    return render(request, "boards/forward_plan.html", context)
