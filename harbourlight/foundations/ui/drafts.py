"""Keeping what is typed: save, offer, clear and discard a person's drafts.

A sitting is one opening of a page: each keeps a draft of its own, so that opening the form anew
never writes over the work of an earlier sitting. A draft belongs to the person, not to the session.
"""

import uuid
from dataclasses import dataclass

from .models import Draft

LONGEST_NAME = 100  # characters of the name of a form, and of what it is about
LONGEST = 10  # digits of a version that a database keeps
NOT_KEPT = {"csrfmiddlewaretoken", "submission", "sitting", "version"}


@dataclass(frozen=True)
class Offer:
    """The drafts a person has of one form about one subject; true where some wait to be used."""

    key: str
    subject: str
    waiting: tuple[Draft, ...] = ()
    used: Draft | None = None

    def __bool__(self):
        return bool(self.waiting)


def offered(request, key, subject=""):
    """Return the person's drafts of a form, and the one that `?draft=` asks to use."""
    if request.method == "POST" or not request.user.is_authenticated:
        return Offer(key, str(subject))
    found = tuple(Draft.objects.owned_by(request.user).of(key, subject))
    asked = request.GET.get("draft", "")
    used = next((draft for draft in found if str(draft.sitting) == asked), None)
    return Offer(key, str(subject), tuple(draft for draft in found if draft is not used), used)


def of_this_page(request):
    """Return the person's drafts of the page that is asked for: of its address, about what the address names.

    Asked once for a page, however many forms stand on it.
    """
    found = getattr(request, "_drafts_of_this_page", None)
    if found is None:
        place = request.resolver_match
        subject = "-".join(map(str, place.kwargs.values()))
        found = request._drafts_of_this_page = offered(request, place.view_name[:LONGEST_NAME], subject[:LONGEST_NAME])
    return found


def clear_sitting(owner, sitting):
    """Delete the drafts of the form that was sent at one sitting: that one, and earlier ones of the same form."""
    try:
        draft = Draft.objects.owned_by(owner).filter(sitting=uuid.UUID(sitting)).first()
    except ValueError:
        return
    if draft is not None:
        Draft.objects.owned_by(owner).of(draft.key, draft.subject).delete()


def save(*, owner, key, subject, sitting, sent, at):
    """Keep what a form holds now; `sent` is the QueryDict of its inputs."""
    version = sent.get("version", "")
    return Draft.objects.update_or_create(
        owner=owner,
        sitting=sitting,
        defaults={
            "key": key,
            "subject": str(subject),
            "body": {name: list(map(without_nul, sent.getlist(name))) for name in sent if name not in NOT_KEPT},
            "version": int(version) if version.isascii() and version.isdigit() and len(version) < LONGEST else None,
            "saved_at": at,
        },
    )[0]


def without_nul(text):
    """Return a text without the one character that PostgreSQL keeps in no text."""
    return text.replace("\0", "")


def clear(request, key, subject=""):
    """Delete the person's drafts of a form, after what it says has been saved."""
    Draft.objects.owned_by(request.user).of(key, subject).delete()


def discard(*, owner, sitting):
    """Delete one draft of its owner."""
    Draft.objects.owned_by(owner).filter(sitting=sitting).delete()


def purge_drafts(before):
    """Delete every draft last saved before a moment; return how many."""
    return Draft.objects.filter(saved_at__lt=before).delete()[0]
