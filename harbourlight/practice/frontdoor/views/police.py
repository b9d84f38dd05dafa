"""Police notifications: upload a file, look at what is wrong in it, load it whole or discard it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui.uploads import say_what_is_left

from .. import actions
from ..forms.police import COLUMNS, PoliceUploadForm, template_csv

MOST_SHOWN = 200


@needs("frontdoor.load")
def police_upload(request):
    """Upload a file of police notifications."""
    areas = actions.areas_that_receive(request.today, request.user.agency)
    form = PoliceUploadForm(request.POST or None, request.FILES or None, areas=areas, moment=request.moment)
    if form.is_valid():
        batch = actions.preview_batch(
            area=form.cleaned_data["area"], by=request.user, at=request.moment, **form.cleaned_data["file"]
        )
        say_what_is_left(request, form.left)
        return redirect("frontdoor:police_batch", batch.id)
    columns = [(name, words, "yes" if required else "no") for name, (words, required) in COLUMNS.items()]
    return render(request, "frontdoor/police_upload.html", {"form": form, "columns": columns})


@needs("frontdoor.load")
def police_template(request):
    """Give an empty file with the right columns."""
    answer = HttpResponse(template_csv(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="police-notifications.csv"'
    return answer


def own_batch(request, batch_id):
    """Return a file that this person uploaded, or 404."""
    batch = actions.batch_of(by=request.user, batch_id=batch_id)
    if batch is None:
        raise Http404("Nothing here, or not for you")
    return batch


@needs("frontdoor.load")
def police_batch(request, batch_id):
    """Show what is in an uploaded file, and what is wrong, before it is loaded."""
    batch = own_batch(request, batch_id)
    wrong = [row for row in batch.rows if row["errors"]]
    numbers = {row["values"]["notification_number"] for row in batch.rows}
    return render(
        request,
        "frontdoor/police_batch.html",
        {
            "batch": batch, "wrong": wrong[:MOST_SHOWN], "wrong_count": len(wrong), "rows": batch.rows[:MOST_SHOWN],
            "notification_count": len(numbers), "before": sorted(actions.received_before(batch)) if batch.rows else [],
            "may_load": not (wrong or batch.loaded_at or batch.discarded_at),
        },
    )  # fmt: skip


@needs("frontdoor.load")
@require_POST
def police_load(request, batch_id):
    """Load the whole file."""
    batch = own_batch(request, batch_id)
    try:
        contacts = actions.load_batch(batch=batch, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{len(contacts)} notifications were received.")
    return redirect("frontdoor:police_batch", batch.id)


@needs("frontdoor.load")
@require_POST
def police_discard(request, batch_id):
    """Forget the file."""
    batch = own_batch(request, batch_id)
    try:
        actions.discard_batch(batch=batch, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("frontdoor:police_batch", batch.id)
    messages.success(request, "The file was discarded. Nothing was loaded.")
    return redirect("frontdoor:police_upload")
