"""A committee's decision put to its executive by correspondence: asking, answering, and the log."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs

from .. import actions
from ..actions import agreeing
from ..actions.rights import may_oversee
from ..forms import AgreementForm, ConsultForm
from ..models import BoardDecision
from .finding import ask, to_group

PAGE = "boards:agreement"


def find(request, decision_id):
    """Return a committee's decision of which this person may read what the executive says."""
    rows = BoardDecision.objects.visible_to(request.user).select_related(
        "decision", "sitting__group__area", "sitting__meeting", "asked_of__area", "asked_by"
    )
    found = get_or_404(request, rows, pk=decision_id)
    asks = found.touches_practice and agreeing.may_ask(found, request.user, request.moment)
    if not asks and agreeing.own_of(found, request.user, request.moment) is None:
        raise Http404("Nothing here, or not for you")
    return found


def members_for(request, found):
    """Return the members of the executive for whom this person may write a line of the log."""
    if found.asked_of is None or found.standing != "waits":
        return []
    if may_oversee(found.asked_of, request.user, request.moment):
        return agreeing.voting(found.asked_of, request.moment)
    own = agreeing.own_of(found, request.user, request.moment)
    return [own] if own else []


@needs("signed in")
def agreement(request, decision_id):
    """Show what the executive says to a committee's decision, and let its members answer."""
    found = find(request, decision_id)
    memberships = members_for(request, found)
    form = ConsultForm(request.POST or None, memberships=memberships)

    def act(form):
        answers = form.cleaned_data
        chosen = answers.pop("membership")
        membership = next(each for each in memberships if str(each.pk) == chosen)
        actions.answer_agreement(
            decision=found, membership=membership, by=request.user, at=request.moment, **answers
        )  # fmt: skip

    group = found.sitting.group
    return ask(
        request, form, act, title="Agreement of the executive", button="Add the answer", done="The answer was kept.",
        to=(PAGE, found.pk), back=(*to_group(group), group.name), template="boards/agreement.html", record=found,
        answers=agreeing.answers_of(found, request.moment) if found.asked_of else [],
        log=agreeing.lines_of([found]).get(found.pk, []), may_answer=bool(memberships),
        may_ask=found.standing == "waits" and agreeing.may_ask(found, request.user, request.moment),
        is_late=found.standing == "waits" and found.asked_due_at is not None and request.moment > found.asked_due_at,
    )  # fmt: skip


@needs("signed in")
def agreement_ask(request, decision_id):
    """Ask each voting member of the executive to agree to a committee's decision by a date."""
    found = find(request, decision_id)
    if not agreeing.may_ask(found, request.user, request.moment):
        raise PermissionDenied("boards.oversee")
    form = AgreementForm(request.POST or None, moment=request.moment)

    def act(form):
        actions.ask_agreement(decision=found, by=request.user, at=request.moment, **form.cleaned_data)

    return ask(
        request, form, act, title="Ask the executive by correspondence", button="Ask the members", to=(PAGE, found.pk),
        done="Members of the executive were told that a decision waits for them.",
        back=(PAGE, found.pk, "Agreement of the executive"), lines=[found.decision.what],
    )  # fmt: skip
