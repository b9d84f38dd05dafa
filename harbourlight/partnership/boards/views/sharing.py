"""Learning shared upwards, and returns shared with several boards."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs

from .. import actions
from ..actions import sharing
from ..actions.pack import blocks_of
from ..forms import LearningForm, ReturnForm
from ..models import Group, Learning, SharedReturn
from .finding import ask, do, find_group_to_oversee, find_sitting_to_oversee, to_group, to_sitting, uploaded


@needs("signed in")
def learning_new(request, group_id):
    """Share what a body learned with one above it."""
    group = find_group_to_oversee(request, group_id)
    above = sharing.bodies_above(group)
    form = LearningForm(request.POST or None, groups=above)

    def act(form):
        answers = form.cleaned_data
        to = next(each for each in above if str(each.pk) == answers["to_group"])
        actions.share_learning(
            from_group=group, to_group=to, title=answers["title"], text=answers["text"], by=request.user,
            at=request.moment, submission=form.submission,
        )  # fmt: skip

    return ask(
        request, form, act, title="Share learning", button="Share", to=to_group(group),
        done="It will be heard at the next meeting of that body.", back=(*to_group(group), group.name),
    )  # fmt: skip


@require_POST
@needs("signed in")
def learning_heard(request, sitting_id, learning_id):
    """Record that a meeting heard what another body learned."""
    found = find_sitting_to_oversee(request, sitting_id)
    learning = get_or_404(
        request, Learning.objects.visible_to(request.user).filter(to_group=found.group), pk=learning_id
    )
    return do(
        request,
        lambda: actions.hear_learning(learning=learning, sitting=found, by=request.user, at=request.moment),
        done="It was recorded as heard.",
        to=to_sitting(found),
    )


def open_boards(request):
    """Return the boards of every area in which this person's agency works."""
    rows = Group.objects.visible_to(request.user).current(request.today).open_to(request.user, request.today)
    return list(
        rows.of_kind("board", "cross_area_executive")
        .select_related("area")
        .order_by("area__name__letters", "name__letters")
    )


@needs("signed in")
def returns(request):
    """List the returns of this person's agency and those given to boards that they oversee."""
    rows = SharedReturn.objects.visible_to(request.user).returns_open_to(request.user, request.today)
    rows = rows.select_related("agency", "given_by").prefetch_related("groups__area").distinct()
    readable = [each for each in rows if sharing.may_read_return(each, request.user, request.moment)]
    return render(request, "boards/returns.html", {"rows": readable, "boards": open_boards(request)})


@needs("signed in")
def return_new(request):
    """Give one return to several boards."""
    boards = open_boards(request)
    form = ReturnForm(request.POST or None, request.FILES or None, groups=boards)

    def act(form):
        answers = form.cleaned_data
        text = "\n\n".join(part for part in (answers["text"], uploaded(answers["document"])) if part)
        actions.give_return(
            title=answers["title"],
            text=text,
            groups=[each for each in boards if str(each.pk) in answers["groups"]],
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(
        request, form, act, title="Give a return to several boards", button="Give the return",
        done="The return was given to each of these boards.", to=("boards:returns",),
        back=("boards:returns", None, "Returns"),
    )  # fmt: skip


@needs("signed in")
def return_page(request, return_id):
    """Read one return."""
    rows = SharedReturn.objects.visible_to(request.user).select_related("agency", "given_by")
    found = get_or_404(request, rows.prefetch_related("groups__area"), pk=return_id)
    if not sharing.may_read_return(found, request.user, request.moment):
        raise Http404("Nothing here, or not for you")
    return render(request, "boards/return.html", {"given": found, "blocks": blocks_of(found.text)})
