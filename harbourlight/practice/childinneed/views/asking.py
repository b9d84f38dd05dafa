"""What the pages that ask something have in common: find, ask, do once, show."""

from django.contrib import messages
from django.shortcuts import redirect, render

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.ui import drafts

from .. import actions
from ..models import Episode

SHOWN_WITH = ("person", "area", "team", "worker")


def episode_or_404(request, episode_id):
    """Return an episode that this person may see."""
    return get_or_404(request, Episode.objects.visible_to(request.user).select_related(*SHOWN_WITH), pk=episode_id)


def part_or_404(request, model, pk):
    """Return a part of an episode that this person may see, the episode with it."""
    rows = model.objects.visible_to(request.user).select_related(
        "episode__person", "episode__area", "episode__team", "episode__worker"
    )
    return get_or_404(request, rows, pk=pk)


def was_taken(request, episode, submission):
    """Say whether these same answers were sent before and had their effect."""
    if submission is None:
        return False
    return StepTaken.objects.visible_to(request.user).filter(subject_id=episode.pk, submission=submission).exists()


def answered(request, *, form, episode, do, said, then, title, button, key, rows=None, **more):
    """Show a form about an episode, or do what it asks and go on.

    ``do(form)`` acts; a refusal stands above the form. ``then`` is where to go, or a function of what ``do``
    returned. ``rows`` is a list of rows in the same form.
    """
    if not actions.works_with(episode, request.user, request.moment):
        return not_theirs(request, episode, title)
    meanwhile = None
    if form.is_valid() and (rows is None or rows.is_valid()):
        try:
            done = None if was_taken(request, episode, form.submission) else do(form)
        except ChangedMeanwhile as change:
            meanwhile = change.record
            form.add_error(None, "Somebody else changed this while you were writing. Nothing of yours is lost.")
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, key, episode.pk)
            messages.success(request, said)
            return redirect(where(then, done, episode))
    context = {
        "episode": episode,
        "form": form,
        "rows": rows,
        "title": title,
        "button": button,
        "meanwhile": meanwhile,
        **more,
    }
    return render(request, more.pop("template", "childinneed/ask.html"), context, status=409 if meanwhile else 200)


def not_theirs(request, episode, title):
    """Say that this is done by those who work with the child, before anything is typed."""
    return render(request, "childinneed/not_theirs.html", {"episode": episode, "title": title}, status=403)


def where(then, done, episode):
    """Return where to go: the place told, or what the function makes of what was done; else the episode."""
    if not callable(then):
        return then
    return episode if done is None else then(done)


def asked(request, form_class, *, key, episode, **options):
    """Return a form of a class, with the drafts of whoever asks and the request's moment."""
    draft = drafts.offered(request, key, episode.pk)
    return form_class(request.POST or None, draft=draft, moment=request.moment, **options)
