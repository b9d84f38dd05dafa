"""The tracker: every recommendation with each it is addressed to, and every action about no child; also as files."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from harbourlight.foundations.access.needs import needs

from .. import pathway
from ..actions import tracker as files
from ..actions.monitor import bodies_of
from ..forms import NarrowActionsForm, NarrowForm
from ..models import Addressee, agencies_at_work, read_areas

ON_A_PAGE, PUBLISHED_ON_A_PAGE = 10, 6


class Counted(Paginator):
    """Pages of rows that were counted already."""

    def __init__(self, rows, number):
        super().__init__(rows, ON_A_PAGE)
        self.count = number


def narrowed(request):
    """Return the form of the tracker, and the rows it asks for, the soonest due first."""
    areas = read_areas(request.user)
    form = NarrowForm(
        request.GET or {}, agencies=agencies_at_work(areas, request.today), bodies=bodies_of(areas)
    )  # fmt: skip
    return form, files.tracked(areas).narrowed(on=request.today, **form.asked).order_by("due_on", "pk")


@needs(pathway.READ)
def tracker(request):
    """List recommendations, narrowed by source, body, agency, priority, age and state."""
    form, rows = narrowed(request)
    numbers = rows.counted(request.today)
    # Only the few ids of the page are put in order with all the others; what a line shows is read for those.
    page = Counted(rows.values_list("pk", flat=True), numbers["all"]).get_page(request.GET.get("page"))
    lines = files.lines_of(files.whole(page), on=request.today)
    query = request.GET.urlencode()
    context = {"form": form, "page": page, "lines": lines, "numbers": numbers, "query": query}
    return render(request, "improvement/tracker.html", context)


@needs(pathway.READ)
def tracker_csv(request):
    """Give the same list as a file."""
    _, rows = narrowed(request)
    return attached(files.tracker_csv(rows.whole(), on=request.today), "recommendations")


def attached(text, name):
    """Return a text as a CSV file to keep."""
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def narrowed_actions(request):
    """Return the form of the list of actions, and the actions it asks for, the soonest due first."""
    areas = read_areas(request.user)
    form = NarrowActionsForm(request.GET or {}, agencies=agencies_at_work(areas, request.today))
    return form, files.actions_of_areas(areas, asker=request.user, on=request.today, **form.asked)


@needs(pathway.READ)
def actions(request):
    """List the actions of the partnership: of recommendations, of meetings, of plans."""
    form, rows = narrowed_actions(request)
    page = Paginator(rows.values_list("pk", flat=True), ON_A_PAGE).get_page(request.GET.get("page"))
    lines = files.lines_of_actions(request, files.whole_actions(page, request.user))
    context = {"form": form, "page": page, "lines": lines, "query": request.GET.urlencode()}
    return render(request, "improvement/actions.html", context)


@needs(pathway.READ)
def actions_csv(request):
    """Give the same actions as a file."""
    _, rows = narrowed_actions(request)
    return attached(files.actions_csv(rows, on=request.today), "actions")


@needs(pathway.OURS)
def ours(request):
    """List what is addressed to one's own agency."""
    shows_past = request.GET.get("show") == "past"
    rows = Addressee.objects.visible_to(request.user).of_agency(request.user.agency_id).whole()
    rows = rows.left() if shows_past else rows.on_list()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = files.lines_of(page, on=request.today)
    return render(request, "improvement/ours.html", {"page": page, "lines": lines, "shows_past": shows_past})


@needs(pathway.PUBLISHED)
def published(request):
    """List the published recommendations, with the answers and what was done."""
    page = Paginator(files.published_for(request.user), PUBLISHED_ON_A_PAGE).get_page(request.GET.get("page"))
    answers = files.answers_to(page)
    lines = [(row, answers.get(row.pk, ())) for row in page]
    return render(request, "improvement/published.html", {"page": page, "lines": lines})
