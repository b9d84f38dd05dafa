"""The full review of a plan at the end of a year."""

from uuid import UUID

from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs

from .. import actions
from ..actions import reading
from ..forms import ReviewForm, year_end
from ..models import Expected, Plan, Priority, Review, ReviewLine
from ..pathway import READ, REVIEW
from .finding import done


@needs(REVIEW)
def review_new(request, plan_id):
    """Review a year of a plan, or correct the review of one."""
    record = get_or_404(request, Plan, pk=plan_id)
    before = Review.objects.visible_to(request.user).filter(plan=record, pk=correcting(request)).first()
    priorities = Priority.objects.visible_to(request.user).filter(plan=record)
    form = ReviewForm(
        request.POST or None, moment=request.moment, initial=first_answers(request, before),
        sittings=held_at(request, record), priorities=priorities, lines=lines_of(request, before),
    )  # fmt: skip
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if made := done(
            request, form, actions.review_year, "The review is kept.", plan=record, version=form.version, **given
        ):
            return redirect("businessplan:review", made.pk)
    context = {"form": form, "title": "Review of the year", "button": "Keep the review", "plan": record}
    return render(request, "businessplan/form.html", context)


def correcting(request):
    """Return the id of the review that is being corrected, or None."""
    try:
        return UUID(request.GET.get("review", ""))
    except ValueError:
        return None


def held_at(request, plan):
    """Return the held meetings at which a plan of an area can have been reviewed, the latest first."""
    return reading.held_sittings(request.user, plan.area, request.today)


def first_answers(request, before):
    """Return what the form of a review begins with."""
    if before is None:
        return {"year_ended_on": year_end(request.today), "reviewed_on": request.today}
    names = ("year_ended_on", "reviewed_on", "sitting", "overall", "version")
    return {name: getattr(before, name) for name in names}


def lines_of(request, before):
    """Return what a review said of each priority, by its id."""
    rows = ReviewLine.objects.visible_to(request.user).filter(review=before) if before else ()
    return {row.priority_id: row for row in rows}


@needs(READ)
def review(request, review_id):
    """Show the review of a year, with where the figures of each priority stand now."""
    rows = Review.objects.visible_to(request.user).select_related("plan__area", "sitting__meeting", "reviewed_by")
    record = get_or_404(request, rows, pk=review_id)
    lines = ReviewLine.objects.visible_to(request.user).filter(review=record).select_related("priority")
    expected = Expected.objects.visible_to(request.user).filter(priority__plan=record.plan)
    figures = reading.figures_of(expected, record.plan.area, request.user)
    context = {
        "review": record,
        "plan": record.plan,
        "lines": [(row, [each for each in figures if each.expected.priority_id == row.priority_id]) for row in lines],
    }
    return render(request, "businessplan/review.html", context)
