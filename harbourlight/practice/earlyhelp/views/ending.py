"""Closing a case, and stepping a family up to social care."""

from harbourlight.foundations.access.needs import needs

from .. import actions
from ..forms import CloseForm, StepUpForm
from .asking import SOCIAL_WORK, case_or_404, opened, step_page, teams_of, told


@needs("earlyhelp.work")
def close(request, case_id):
    """Close a case with its outcome and the family's own view."""
    record = case_or_404(request, case_id)
    form = opened(request, CloseForm, record, "earlyhelp_close")
    return step_page(
        request, record, form, lambda form: actions.close(case=record, **form.answers, **told(request, form)),
        key="earlyhelp_close", heading="Close the case", button="Close the case", to="earlyhelp:mine",
        done="The case is closed, and closed to everybody whom it was open to.",
        intro="The record closes to you and to the team around the family.",
    )  # fmt: skip


@needs("earlyhelp.work")
def step_up(request, case_id):
    """Step a family up to social care."""
    record = case_or_404(request, case_id)
    form = opened(request, StepUpForm, record, "earlyhelp_step_up", teams=teams_of(record, request, SOCIAL_WORK))
    return step_page(
        request, record, form, lambda form: actions.step_up(case=record, **form.answers, **told(request, form)),
        key="earlyhelp_step_up", heading="Step up to social care", button="Step up", to="earlyhelp:mine",
        done="Social care takes the family on, and reads all that early help knew.",
        intro="Each child is referred for an assessment as a child in need. If a child is in danger now, ring 999.",
    )  # fmt: skip
