"""Children of files who may be on file, what files say against the record, and who is in the return."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from harbourlight.exchange.cincensus.years import every, named
from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person
from harbourlight.practice.childinneed.models import Episode

from .forms import PairForm, SettleForm
from .loading import pairs as deciding
from .models import Contradiction, Pair
from .permissions import DECIDE, READ
from .sending import membership

ON_A_PAGE = 20


@needs(DECIDE)
def pairs(request):
    """List the children of files who may be on file."""
    rows = Pair.objects.visible_to(request.user).filter(area=area_of(request), state="waiting")
    page = Paginator(rows.order_by("number"), ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, sorted({pk for row in page for pk in row.child_ids}, key=str), Verb.LISTED)
    return render(request, "census/pairs.html", {"page": page})


@needs(DECIDE)
def pair(request, pair_id):
    """Decide which child on file a child of the file is."""
    row = get_or_404(request, Pair, pk=pair_id)
    people = Person.objects.visible_to(request.user).filter(pk__in=row.child_ids).order_by("last_name", "pk")
    form = PairForm(
        request.POST or None, people=[(str(each.pk), membership.in_words(each)) for each in people],
        moment=request.moment,
    )  # fmt: skip
    if form.is_valid():
        answer, note = form.cleaned_data["person"], form.cleaned_data["note"]
        person_id = next((each.pk for each in people if str(each.pk) == answer), None)
        try:
            deciding.decide(pair=row, person_id=person_id, note=note, by=request.user, at=request.moment)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Decided: what the file tells of the child is loaded.")
            return redirect("census:pairs")
    context = {"pair": row, "form": form, "told": membership.told_in_words(row.told)}
    return render(request, "census/pair.html", context)


@needs(READ)
def contradictions(request):
    """List what files say against the record."""
    rows = Contradiction.objects.visible_to(request.user).filter(area=area_of(request), settled_at=None)
    rows = rows.select_related("person", "run").order_by("person__last_name", "person_id", "element")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, sorted({row.person_id for row in page}, key=str), Verb.LISTED)
    return render(request, "census/contradictions.html", {"page": page})


@needs(DECIDE)
def contradiction(request, contradiction_id):
    """Say what is right where a file and the record differ."""
    rows = Contradiction.objects.visible_to(request.user).select_related("person", "run")
    row = get_or_404(request, rows, pk=contradiction_id)
    form = SettleForm(request.POST or None, moment=request.moment)
    if form.is_valid():
        try:
            deciding.settle(contradiction=row, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Settled.")
            return redirect("census:contradictions")
    return render(request, "census/contradiction.html", {"contradiction": row, "form": form})


@needs(READ)
def children(request):
    """Show who is in the return of a year and why, of the children whom whoever asks may see, and what is missing."""
    area, labels = area_of(request), [year.label for year in every()]
    label = request.GET.get("year") if request.GET.get("year") in labels else labels[-2]
    year = named(label)
    rows = Episode.objects.visible_to(request.user).filter(membership.belongs_to(year), area=area)
    rows = rows.select_related("person", "team").order_by("-referred_at", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, [row.person_id for row in page], Verb.LISTED)
    lines = [(row, membership.why_in(row, year), membership.missing_of(row)) for row in page]
    context = {"area": area, "page": page, "lines": lines, "label": label, "labels": labels}
    return render(request, "census/children.html", context)
