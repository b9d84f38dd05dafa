"""What becomes of the actions of a plan that has ended."""

from django.shortcuts import redirect

from harbourlight.foundations.access.needs import needs

from ..actions.left import Answer, goes_on_under, left_of, settle_left
from ..forms.plan import LeftForm
from .plan_asking import answered, asked, plan_or_404
from .plan_words import about

NO_PLAN = "No child in need plan runs. Start it first if actions are to go on in it."


@needs("childprotection.work")
def plan_left(request, protectionplan_id):
    """Say of each action that is still open what becomes of it, now that the plan has ended."""
    record = plan_or_404(request, protectionplan_id)
    rows, after = list(left_of(record)), goes_on_under(record)
    if not rows and request.method == "GET":
        return redirect(record)
    form = asked(request, LeftForm, key="plan_left", record=record, rows=rows, can_carry=after is not None)
    return answered(
        request, form=form, of=record, key="plan_left", record=record, about=about(record),
        title="What becomes of the actions", button="Save", said="Saved.", warnings=[] if after else [NO_PLAN],
        do=lambda form: settle_left(
            plan=record, by=request.user, at=request.moment, submission=form.submission,
            answers={key: Answer(**answers) for key, answers in form.told.items()},
        ),
    )  # fmt: skip
