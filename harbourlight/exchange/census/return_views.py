"""The return from the browser: asked for, made by the background, fetched as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .forms import ReturnForm
from .models import CheckRun
from .permissions import RETURN
from .working import checks, returns


@needs(RETURN)
def make(request):
    """Ask for the return of a year: the background makes the file and checks it."""
    form = ReturnForm(request.POST or None, moment=request.moment)
    if form.is_valid():
        asked = {"area": area_of(request), "by": request.user, "at": request.moment, "on": request.today}
        try:
            return redirect(checks.start_check(**asked, **form.cleaned_data, is_return=True))
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
    return render(request, "census/make.html", {"form": form})


@needs(RETURN)
def fetch(request, run_id):
    """Give the file of a return; it is a read of every child in it, and who fetched it is kept."""
    run = get_or_404(request, CheckRun.objects.visible_to(request.user).filter(is_own=True), pk=run_id)
    try:
        content, ids = returns.fetch(run=run, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(run)
    write_readings(request, ids, Verb.EXPORTED)
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="children-in-need-{run.year}.xml"'
    return answer
