"""Rules of this body: what holds, who set what and when, the last days that follow, and setting others."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui.asker import Question
from harbourlight.foundations.ui.asker import ask as ask_page
from harbourlight.foundations.ui.refusals import Refused

from ..actions import ruling
from ..forms import RulesForm
from ..pathway import PARTS
from .finding import find_group


@needs("signed in")
def rules(request, group_id):
    """Show every rule of a body on one page, the last days around its next meeting, and everything ever set."""
    found = find_group(request, group_id)
    numbers = ruling.numbers_of(found)
    starts_at, is_planned = ruling.next_meeting(found, request.moment, request.today)
    context = {
        "group": found,
        "parts": [(part, title, ruling.lines_of(found, part, numbers, request.today)) for part, title in PARTS.items()],
        "starts_at": starts_at,
        "is_planned": is_planned,
        "days": ruling.last_days(found, starts_at, numbers),
        "rows": ruling.history_of(found),
        "changes": ruling.may_change(found, request.user, request.moment),
    }
    return render(request, "boards/rules.html", context)


@needs("signed in")
def rules_change(request, group_id, part):
    """Set rules of one part of a body's page: first the last days that would follow are shown, then they are set."""
    found = find_group(request, group_id)
    if part not in PARTS:
        raise Http404("No such part")
    if not ruling.may_change(found, request.user, request.moment):
        raise PermissionDenied("rules.partnership")
    numbers, own = ruling.numbers_of(found), ruling.rules_of(found, part)
    form = RulesForm(
        request.POST or None, rules=own, titles={rule.id: ruling.title_of(rule) for rule in own},
        answers={rule.id: ruling.answer_on(found, rule, numbers, request.today) for rule in own},
        initial={"from_on": request.today, "version": ruling.version_of(found)},
    )  # fmt: skip
    shown = {"group": found}
    is_trial = "set" not in request.POST
    if request.method == "POST" and is_trial and form.is_valid():
        shown |= trial(request, found, part, form, numbers)

    def do(form):
        wanted = ruling.changed(found, part, form.answers, numbers)
        if not wanted:
            raise Refused("Nothing differs from what holds on that day.")
        ruling.set_rules(group=found, wanted=wanted, **told(request, form))

    page = Question(
        title=f"{PARTS[part]}: {found.name}", button="See the last days that would follow",
        template="boards/rules_change.html",
        said="Set. They hold for meetings and matters of that day or later.",
        back=(reverse("boards:rules", args=[found.pk]), "Rules of this body"),
        then=reverse("boards:rules", args=[found.pk]),
    )  # fmt: skip
    if is_trial and request.method == "POST":
        return render(request, page.template, {"form": form, "question": page, **shown})
    return ask_page(request, form, page, do, record=found, **shown)


def told(request, form):
    """Return who sets what, from when and why."""
    answers = form.cleaned_data
    return {
        "from_on": answers["from_on"], "why": answers["why"], "by": request.user, "at": request.moment,
        "version": form.version, "submission": form.submission,
    }  # fmt: skip


def trial(request, found, part, form, numbers):
    """Return what would change: the rules that differ, and the last days around the first meeting that they reach."""
    wanted = ruling.changed(found, part, form.answers, numbers)
    if not wanted:
        form.add_error(None, "Nothing differs from what holds on that day.")
        return {}
    try:
        rows = ruling.set_rules(group=found, wanted=wanted, is_trial=True, **told(request, form))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return {}
    starts_at, is_planned = ruling.next_meeting(found, request.moment, form.cleaned_data["from_on"])
    then = ruling.numbers_of(found, rows)
    differ = [
        (ruling.title_of(rule), *(ruling.words_on(found, rule, each, row.from_on)[0] for each in (numbers, then)))
        for rule, row in zip(wanted, rows, strict=True)
    ]
    days = ruling.last_days(found, starts_at, numbers, then)
    return {"is_tried": True, "differ": differ, "days": days, "starts_at": starts_at, "is_planned": is_planned}
