"""The pages of legal stages about a child."""

from django.http import Http404

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.words import day
from harbourlight.practice.childinneed.models import Episode

from ..actions import legal as stages
from ..forms.plan_moves import BeginLegalForm, EndLegalForm, ExtendLegalForm
from ..models import LegalStage
from ..pathway.enquiry import THEIRS
from .asking import works_on
from .panels import in_short
from .plan_asking import answered, asked
from .plan_moves import child_or_404


def stage_or_404(request, legalstage_id):
    """Return a legal stage that this person may see."""
    rows = LegalStage.objects.visible_to(request.user).select_related("person", "area", "decided_by")
    return get_or_404(request, rows, pk=legalstage_id)


@needs("childprotection.read")
def legal(request, legalstage_id):
    """Show a legal stage, and the other stages of the child in order."""
    record = stage_or_404(request, legalstage_id)
    others = LegalStage.objects.visible_to(request.user).filter(person_id=record.person_id).order_by("started_on")
    clocks = Deadline.objects.visible_to(request.user).filter(subject_id=record.pk).order_by("started_at")
    context = {
        "stage": record,
        "is_theirs": works_on(request, record, THEIRS),
        "stages": others,
        "clocks": [(clock, in_short(clock)) for clock in clocks if not clock.cancelled_at],
        "before": [clock for clock in clocks if clock.cancelled_at],
    }
    return render_told(request, "childprotection/legal.html", context, person_ids=record.child_ids)


@needs("childprotection.legal")
def legal_begin(request, person_id):
    """Begin a legal stage about a child."""
    child = child_or_404(request, person_id)
    episode = (
        Episode.objects.visible_to(request.user).open().filter(person=child).select_related("area", "team").first()
    )
    area = episode.area if episode else child.area or area_of(request)
    form = asked(request, BeginLegalForm, key="legal_begin", record=child)
    return answered(
        request, form=form, key="legal_begin", record=child, about=str(child), title="Begin a legal stage",
        button="Begin", said="The stage was recorded.", then=lambda made: made,
        do=lambda form: stages.begin_stage(
            person=child, area=area, team=episode.team if episode else None, by=request.user, at=request.moment,
            submission=form.submission, **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.legal")
def legal_end(request, legalstage_id):
    """End a legal stage with its outcome."""
    record = stage_or_404(request, legalstage_id)
    form = asked(
        request, EndLegalForm, key="legal_end", record=record, outcomes=stages.OUTCOMES_OF[record.kind],
        initial={"version": record.version},
    )  # fmt: skip
    return answered(
        request, form=form, key="legal_end", record=record, about=f"{record.person}: {record.get_kind_display()}",
        title="End the stage", button="End", said="The stage has ended.",
        do=lambda form: stages.end_stage(
            stage=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip


@needs("childprotection.legal")
def legal_extend(request, legalstage_id):
    """Record that the court extended the time for proceedings."""
    record = stage_or_404(request, legalstage_id)
    latest = stages.latest_end(record)
    if latest is None or record.state != "open":
        raise Http404("Only proceedings under way are extended")
    form = asked(
        request, ExtendLegalForm, key="legal_extend", record=record,
        initial={"version": record.version},
    )  # fmt: skip
    return answered(
        request, form=form, key="legal_extend", record=record,
        about=f"{record.person}: to be over by {day(record.due_on)}, extended to {day(latest)} at the latest.",
        title="The court extended the time", button="Save", said="The extension was recorded.",
        do=lambda form: stages.extend_stage(
            stage=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        ),
    )  # fmt: skip
