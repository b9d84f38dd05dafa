"""Asking the family, and deciding when it refuses or does not take part."""

from harbourlight.foundations.access.needs import needs

from .. import actions
from ..forms import ConsentForm, NotEngagingForm, RefusalForm
from .asking import SOCIAL_WORK, by_email, case_or_404, opened, professionals_for, step_page, teams_of, told


@needs("earlyhelp.work")
def consent(request, case_id):
    """Record that the family was asked, and what it said."""
    record = case_or_404(request, case_id)
    form = opened(request, ConsentForm, record, "earlyhelp_consent")
    return step_page(
        request, record, form, lambda form: actions.record_consent(case=record, **form.answers, **told(request, form)),
        key="earlyhelp_consent", heading="What the family said", button="Record it", done="Recorded.",
        intro="Early help rests on the family's agreement. Nothing is assessed before they have agreed.",
    )  # fmt: skip


@needs("earlyhelp.work")
def not_engaging(request, case_id):
    """Record that the family does not take part."""
    record = case_or_404(request, case_id)
    form = opened(request, NotEngagingForm, record, "earlyhelp_not_engaging")
    return step_page(
        request, record, form,
        lambda form: actions.record_not_engaging(case=record, **form.answers, **told(request, form)),
        key="earlyhelp_not_engaging", heading="The family does not take part", button="Record it",
        done="Recorded. The lead professional or a manager now decides what happens.",
    )  # fmt: skip


@needs("earlyhelp.work")
def decide(request, case_id):
    """Decide what happens with a family that refused or does not take part."""
    record = case_or_404(request, case_id)
    form = opened(
        request, RefusalForm, record, "earlyhelp_decide", professionals=professionals_for(request, record),
        teams=teams_of(record, request, SOCIAL_WORK),
    )  # fmt: skip

    def act(form):
        answers = form.answers
        answers.pop("email")
        is_again = answers["way_on"] == "try_again"
        answers["another"] = form.person_in("another", by_email(request)) if is_again else None
        actions.decide_refusal(case=record, **answers, **told(request, form))

    return step_page(
        request, record, form, act, key="earlyhelp_decide", heading="Decide what happens now", button="Decide",
        done="Decided.", to="earlyhelp:mine", intro=refusal_in_words(record),
    )  # fmt: skip


def refusal_in_words(record):
    """Return what waits for a decision."""
    return f"{record.get_refusal_display()}." if record.refusal else "Nothing waits for a decision."
