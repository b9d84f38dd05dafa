"""Supervision and the directions of managers."""

from harbourlight.foundations.access.needs import needs

from .. import actions
from ..forms.episode import DirectForm, Directions, SupervisionForm
from ..models import Direction, Supervision
from .asking import answered, asked, episode_or_404


@needs("childinneed.manage")
def supervision(request, episode_id):
    """Hold supervision: first, of each earlier direction, was it followed?"""
    record = episode_or_404(request, episode_id)
    waiting = Direction.objects.visible_to(request.user).filter(episode=record, answered_at=None).order_by("given_at")
    form = asked(
        request, SupervisionForm, key="need_supervision", episode=record, directions=list(waiting),
        today=request.today, initial={"held_on": request.today},
    )  # fmt: skip
    rows = Directions(request.POST or None, prefix="directions", draft=form.draft, moment=request.moment)

    def do(form):
        actions.supervise(
            episode=record,
            by=request.user,
            at=request.moment,
            submission=form.submission,
            answers=form.followed,
            directions=[(row["what"], row["due_on"]) for row in rows.answers],
            **{name: form.cleaned_data[name] for name in ("held_on", "discussion", "child_today")},
        )

    last = Supervision.objects.visible_to(request.user).filter(episode=record).order_by("-held_on", "-recorded_at")
    return answered(
        request, form=form, rows=rows, episode=record, key="need_supervision", title="Supervision", do=do,
        button="Save the supervision", said="The supervision was recorded.", then=record, last=last.first(),
        rows_title="What you direct now", rows_add="Add another direction",
    )  # fmt: skip


@needs("childinneed.manage")
def direction(request, episode_id):
    """Give a direction at another time than in supervision."""
    record = episode_or_404(request, episode_id)
    form = asked(request, DirectForm, key="need_direction", episode=record)
    return answered(
        request, form=form, episode=record, key="need_direction", title="Give a direction", button="Save",
        said="The direction was recorded. It is asked after at the next supervision.", then=record,
        do=lambda form: actions.direct(
            episode=record, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        ),
    )  # fmt: skip
