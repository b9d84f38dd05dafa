"""Items for an agenda: proposed, answered by the executive, taken or not by the chair."""

from django.core.exceptions import PermissionDenied

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs

from .. import actions
from ..actions import items
from ..actions.rights import is_chair
from ..forms import ItemAnswerForm, ItemForm, PermitForm
from ..models import ItemProposed
from .finding import ask, find_of_sitting, find_sitting, to_sitting


@needs("signed in")
def item_new(request, sitting_id):
    """Propose an item for an agenda."""
    found = find_sitting(request, sitting_id)
    form = ItemForm(request.POST or None)

    def act(form):
        actions.propose_item(
            sitting=found, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        )

    return ask(
        request, form, act, title="Propose an item", button="Propose", to=to_sitting(found),
        done="The item was proposed. Its page says who decides on it.", back=(*to_sitting(found), found.meeting.title),
    )  # fmt: skip


@needs("signed in")
def item_answer(request, item_id):
    """Say, as a member of the executive or in the name of one, whether an item should be on the agenda.

    The executive decides on the items of bodies in which not all of its members sit.
    """
    rows = ItemProposed.objects.visible_to(request.user).select_related(
        "sitting__group__area", "sitting__meeting", "proposed_by", "agency"
    )
    proposed = get_or_404(request, rows.prefetch_related("answers"), pk=item_id)
    memberships = items.own_answers(proposed, request.user, request.moment)
    if not memberships:
        find_sitting(request, proposed.sitting_id)
        raise PermissionDenied("boards.consent")
    form = ItemAnswerForm(request.POST or None, memberships=memberships)

    def act(form):
        answers = form.cleaned_data
        actions.answer_item(
            proposed=proposed,
            membership=next(each for each in memberships if str(each.pk) == answers["membership"]),
            agrees=answers["agrees"],
            reason=answers["reason"] or "",
            by=request.user,
            at=request.moment,
        )

    return ask(
        request, form, act, title=proposed.title, button="Answer", done="The answer was kept.", to=("boards:mine",),
        back=("boards:mine", None, "Asked of me"),
        lines=[
            f"Proposed for {proposed.sitting.group.name} by {proposed.proposed_by.name}, {proposed.agency}.",
            proposed.why,
        ],
    )  # fmt: skip


@needs("signed in")
def item_permit(request, item_id):
    """Take an item, or not, as the chair."""
    proposed = find_of_sitting(request, ItemProposed, pk=item_id)
    found = proposed.sitting
    if not is_chair(found.group, request.user, request.moment):
        raise PermissionDenied("boards.chair")
    form = PermitForm(request.POST or None)

    def act(form):
        answers = form.cleaned_data
        actions.permit_item(
            proposed=proposed,
            is_taken=answers["is_taken"],
            reason=answers["reason"] or "",
            by=request.user,
            at=request.moment,
        )

    return ask(
        request, form, act, title=proposed.title, button="Decide", done="Your decision was kept.",
        to=to_sitting(found), back=(*to_sitting(found), found.meeting.title), lines=[proposed.why],
    )  # fmt: skip
