"""Writing an assessment with the family: two may write, neither loses a word."""

from django.http import Http404

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways import pages
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.ui.asker import Question, ask

from .. import actions
from ..choices import SECTIONS
from ..forms import AssessmentForm
from ..models import ChildVoice, HelpAssessment
from ..pathway import CASE, READ, WORK
from .case import children_of


@needs(WORK)
def assessment(request, case_id):
    """Write the assessment; whoever comes second sees both texts and loses nothing."""
    record = pages.find(request, CASE, case_id)
    rows = HelpAssessment.objects.visible_to(request.user).filter(case=record, completed_at=None)
    written = rows.select_related("written_by").first()
    if written is None:
        raise Http404("No assessment is being written")
    children = children_of(request, record)
    form = AssessmentForm(
        request.POST or None, initial={"version": written.version, **vars(written.with_voices())}, children=children,
        moment=request.moment,
    )  # fmt: skip
    stays = "stay" in request.POST
    question = Question(
        title="Early help assessment", button="Save", about=f"With {', '.join(map(str, children))} and their family.",
        back=(record.get_absolute_url(), "Early help"), template="earlyhelp/assessment.html",
        then=request.path if stays else record.get_absolute_url(),
    )  # fmt: skip

    def write(form):
        return actions.write_assessment(
            assessment=written, version=form.version, by=request.user, at=request.moment, **form.written
        )

    return ask(request, form, question, write, record=record, written=written)


@needs(READ)
def read_assessment(request, case_id, number):
    """Read an assessment as it stands."""
    record = pages.find(request, CASE, case_id)
    rows = HelpAssessment.objects.visible_to(request.user).select_related("lead", "agency", "written_by")
    found = get_or_404(request, rows, case=record, number=number)
    voices = ChildVoice.objects.visible_to(request.user).filter(assessment=found).select_related("person")
    shown = {"case": record, "assessment": found, "voices": list(voices), "texts": in_order(found)}
    return render_told(request, "earlyhelp/assessment_read.html", shown, person_ids=record.child_ids)


def in_order(found):
    """Return (section, text) of an assessment, but for the children's voices."""
    return [(label, getattr(found, name)) for name, label in SECTIONS if name != "voices"]
