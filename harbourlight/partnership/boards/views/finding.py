"""Finding bodies and their meetings that somebody may open, and asking one form about them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render

from harbourlight.foundations.access.actions import professionals_at
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.ui.uploads import document_text

from ..actions.rights import may_arrange, may_oversee
from ..models import Group, Sitting
from ..pathway import OVERSEE, READ


def open_groups(request):
    """Return the bodies that this person may know of: those of their areas by their role, else those they sit in."""
    rows = Group.objects.visible_to(request.user).current(request.today).select_related("area", "parent", "team")
    if may(request.user, READ, request.today):
        return rows.open_to(request.user, request.today)
    return rows.seating(request.user, request.today)


def find_group(request, group_id):
    """Return a body that this person may know of; hidden and absent look the same."""
    return get_or_404(request, open_groups(request), pk=group_id)


def find_group_to_arrange(request, group_id):
    """Return a body whose meetings this person arranges."""
    group = find_group(request, group_id)
    if not may_arrange(group, request.user, request.moment):
        raise PermissionDenied("boards.arrange")
    return group


def find_group_to_oversee(request, group_id):
    """Return a body that this person arranges or chairs."""
    group = find_group(request, group_id)
    if not may_oversee(group, request.user, request.moment):
        raise PermissionDenied("boards.oversee")
    return group


def open_sittings(request):
    """Return the meetings that this person may open: where they take part, or that they oversee."""
    oversees = may(request.user, OVERSEE, request.today)
    rows = Sitting.objects.visible_to(request.user).whole()
    return rows.readable_by(request.user, request.today, oversees=oversees)


def find_sitting(request, sitting_id):
    """Return a meeting that this person may open."""
    return get_or_404(request, open_sittings(request), pk=sitting_id)


def find_sitting_to_oversee(request, sitting_id):
    """Return a meeting of a body that this person arranges or chairs."""
    sitting = find_sitting(request, sitting_id)
    if not may_oversee(sitting.group, request.user, request.moment):
        raise PermissionDenied("boards.oversee")
    return sitting


def find_of_sitting(request, model, **lookup):
    """Return something that belongs to a meeting which this person may open."""
    found = get_or_404(request, model.objects.visible_to(request.user), **lookup)
    found.sitting = find_sitting(request, found.sitting_id)
    return found


def find_of_group(request, model, **lookup):
    """Return something that belongs to a body which this person may know of."""
    found = get_or_404(request, model.objects.visible_to(request.user), **lookup)
    found.group = find_group(request, found.group_id)
    return found


def colleague(request, address):
    """Return the professional with a work address, or None for no address; refuse one that nobody has."""
    if not address:
        return None
    found, _ = professionals_at([address.lower()], request.today)
    if not found:
        raise StepNotAllowed(f"Nobody signs in with the address {address}.")
    return found[0]


def uploaded(document):
    """Return the text of an uploaded document, or an empty text; one that cannot be read is refused in words."""
    if not document:
        return ""
    try:
        return document_text(document.read())
    except ValidationError as refusal:
        raise StepNotAllowed(refusal.messages[0]) from None


def ask(request, form, act, *, title, button, done, to, back, template="boards/form.html", **context):
    """Show a form; a good answer is acted on and leads on. ``to`` and ``back`` are (address name, id or None, text)."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(to[0], *to[1:])
    context |= {"form": form, "title": title, "button": button, "back": back}
    return render(request, template, context)


def do(request, act, *, done, to):
    """Act on a button and lead on."""
    try:
        act()
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(*to)


def to_sitting(sitting):
    """Return where a meeting is, as ``ask`` and ``do`` want it."""
    return ("boards:sitting", sitting.pk)


def to_group(group):
    """Return where a body is, as ``ask`` and ``do`` want it."""
    return ("boards:group", group.pk)
