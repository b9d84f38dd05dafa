"""Loading a checked file from the browser: the trial with what it would change, then the loading itself."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui.forms import Form

from .forms import IntoForm, TakeBackForm
from .loading.taking_back import take_back
from .models import CheckRun, LoadNote, LoadRun
from .permissions import LOAD
from .views import LOOK_AGAIN, ON_A_PAGE
from .working import loads


@needs(LOAD)
def begin(request, run_id):
    """Choose the team that works with the children of a file, and try the file."""
    run = get_or_404(request, CheckRun.objects.visible_to(request.user).select_related("area", "team"), pk=run_id)
    question = loads.question_of(run)
    form = IntoForm(
        request.POST or None, teams=loads.teams_for(run.area, request.today), asks=bool(question),
        moment=request.moment,
    )  # fmt: skip
    if form.is_valid():
        try:
            return redirect(loads.start_trial(run=run, by=request.user, at=request.moment, **form.cleaned_data))
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"run": run, "form": form, "is_held": loads.is_held(run), "question": question}
    return render(request, "census/begin.html", context)


@needs(LOAD)
def loaded(request, run_id):
    """Show what a loading did, and take it back."""
    run = loads.loaded_in(area_of(request), run_id)
    if run is None:
        raise Http404
    form = TakeBackForm(request.POST or None, moment=request.moment)
    if form.is_valid():
        try:
            number = take_back(run=run, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The loading is taken back: {number} children are as they were before it.")
            return redirect(run)
    counts = [(words, getattr(run, name)) for name, words in loads.COUNTS.items()]
    return render(request, "census/loaded.html", {"run": run, "form": form, "counts": counts})


@needs(LOAD)
def load(request, load_id):
    """Show how far a loading is, what a trial would change, or what was loaded; a trial is loaded from here."""
    rows = LoadRun.objects.visible_to(request.user).select_related("check_run__area", "into", "area", "team")
    row = get_or_404(request, rows, pk=load_id)
    if not row.is_over:
        answer = render(request, "census/load_running.html", {"load": row})
        answer["Refresh"] = LOOK_AGAIN
        return answer
    form = Form(request.POST or None, moment=request.moment)
    if request.method == "POST":
        try:
            return redirect(loads.start_load(trial=row, by=request.user, at=request.moment))
        except StepNotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect(row)
    return render(request, "census/load.html", {"load": row, "form": form, **noted(request, row)})


def noted(request, row):
    """Return what a trial found, of the children whom whoever asks may see, and how much is about others."""
    notes = LoadNote.objects.visible_to(request.user).filter(load=row).order_by("-kind", "line", "pk")
    page = Paginator(notes, ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, sorted({pk for each in page for pk in each.child_ids}, key=str), Verb.LISTED)
    return {
        "page": page,
        "counts": [(words, row.counts.get(name, 0)) for name, words in loads.COUNTS.items()],
        "is_held": loads.is_held(row.check_run),
    }
