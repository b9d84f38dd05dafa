"""Our own time limits and rules: what an area sets for itself, who set it, and a trial before it holds."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import slugify

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.rules import reading
from harbourlight.foundations.rules.actions import Refused, SetMeanwhile, may_set, set_number
from harbourlight.foundations.rules.declared import in_words, rule_of, rules_of_areas
from harbourlight.foundations.ui import drafts
from harbourlight.statute import clocks

from .. import looking, trying
from ..forms import RuleForm


@needs("register.rules")
def own_rules(request, area_id=None):
    """Go to the rules of the area asked for, or of the first area in which the asker's agency works.

    The addresses at which rooms once had settings of their own lead here too.
    """
    return redirect("register:rules", area_id or area_of(request).pk)


@needs("register.rules")
def rules(request, area_id):
    """List an area's own rules by area of work, with the number that holds today and the next one."""
    area = looking.own_area(request.user, area_id, request.today)
    numbers = reading.read([area.pk])
    lines = [line_of(rule, numbers, area, request.today) for rule in rules_of_areas()]
    groups = [
        {"title": title, "anchor": slugify(title), "lines": list(found)}
        for title, found in groupby(lines, key=lambda line: line["rule"].area_of_work)
    ]
    return render(request, "register/rules.html", {"area": area, "groups": groups})


def line_of(rule, numbers, area, today):
    """Return what the list says of one rule."""
    rows = numbers.rows.get((area.pk, rule.id), [])
    coming = next((row for row in rows if row.from_on > today), None)
    return {
        "rule": rule,
        "number": numbers.number_of(rule.id, area.pk, today),
        "next": coming,
        "next_words": in_words(coming.number, coming.unit, coming.words) if coming else "",
    }


@needs("register.rules")
def rule(request, area_id, rule_id):
    """Show one rule of an area with everything ever set, and let those who may set it try and set another number."""
    area, found = looking.own_area(request.user, area_id, request.today), rule_or_404(rule_id)
    rows = looking.numbers_set(found, area)
    shown = {
        "area": area,
        "rule": found,
        "number": reading.Numbers(rows).number_of(found.id, area.pk, request.today),
        "rows": [(row, in_words(row.number, row.unit, row.words)) for row in reversed(rows)],
        "law": clocks.get(found.law) if found.law else None,
    }
    if not may_set(request.user, found, area.pk, request.today):
        if request.method == "POST":
            raise PermissionDenied(found.may)
        return render(request, "register/rule.html", shown)
    return ask(request, area, found, rows, shown)


def rule_or_404(rule_id):
    """Return the rule of that id, or 404."""
    try:
        return rule_of(rule_id)
    except LookupError:
        raise Http404("No such rule") from None


def ask(request, area, found, rows, shown):
    """Ask for another number: first a trial shows what it would mean, then it is set."""
    draft = drafts.offered(request, "rule", f"{area.pk}-{found.id}")
    first = first_answers(shown, rows, request)
    form = RuleForm(request.POST or None, rule=found, draft=draft, moment=request.moment, initial=first)
    shown, status = shown | {"form": form}, 200
    if form.is_valid():
        try:
            if is_set(request, area, found, form, shown):
                drafts.clear(request, "rule", f"{area.pk}-{found.id}")
                return redirect("register:rule", area.pk, found.id)
        except SetMeanwhile as refusal:
            status = 409
            form.add_error(None, f"{refusal} Nothing is kept yet. Look at what was set, then send yours again.")
            form.data = form.data.copy()
            form.data["version"] = len(rows)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "register/rule.html", shown, status=status)


def first_answers(shown, rows, request):
    """Return the first answers of the form: what holds today, from today on."""
    number = shown["number"]
    return {
        "number": number.number if number else None,
        "unit": number.unit if number else shown["rule"].unit,
        "words": number.words if number and number.number is None else "",
        "from_on": request.today,
        "version": len(rows),
    }


def is_set(request, area, found, form, shown):
    """Set what was confirmed; of anything else show the trial. Say whether it was set."""
    answers = dict(form.cleaned_data)
    told = {"rule_id": found.id, "area": area, "by": request.user, "at": request.moment, "version": form.version}
    is_confirmed = "set" in request.POST
    set_number(**told, **answers, submission=form.submission, is_trial=not is_confirmed)
    if is_confirmed:
        messages.success(request, "Set. It holds for what starts on that day or later.")
        return True
    unit = answers.get("unit") or found.unit
    shown["trial"] = trying.try_number(request, found, area, number=answers.get("number"), unit=unit)
    shown["is_tried"] = True
    return False
