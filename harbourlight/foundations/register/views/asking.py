"""How the pages of the register ask: one form, one action, one place to go afterwards."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from harbourlight.foundations.ui import drafts

from .. import actions, leaving, looking
from ..forms import NOW, EndForm, LeaveForm


def ask(request, form_class, act, *, title, back, key, row=None, initial=None, button="Save", note="", said="", **more):
    """Ask a form and do what it says; a refusal is shown on the form.

    ``act`` takes the answers as keywords and returns where to go; ``row`` is what is changed, whose
    version travels with the form; ``back`` is the address that the page leads back to.
    """
    first = dict(initial or {})
    if row is not None:
        first["version"] = looking.version_of(row)
    draft = drafts.offered(request, key, row.pk if row is not None else "")
    form = form_class(
        request.POST or None, request.FILES or None, initial=first, moment=request.moment, draft=draft, **more
    )
    status = 200
    if form.is_valid():
        answers = dict(form.cleaned_data)
        if row is not None:
            answers["version"] = form.version
        try:
            place = act(**answers)
        except actions.ChangedMeanwhile as refusal:
            status = 409
            form.add_error(None, f"{refusal} Nothing is saved yet. Look at what it says now, then save again.")
            form.data = form.data.copy()
            form.data["version"] = first["version"]
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.clear(request, key, row.pk if row is not None else "")
            if said:
                messages.success(request, said)
            return redirect(place)
    shown = {"form": form, "title": title, "back": back, "button": button, "note": note, "is_newer": status == 409}
    return render(request, "register/form.html", shown, status=status)


def ask_end(request, end, *, title, back, key, note="", said="Ended."):
    """Ask when something ends, and end it: ``end`` takes its last day."""

    def act(when, last_day):
        end(actions.last_day_before(request.today) if when == NOW else last_day)
        return back

    return ask(request, EndForm, act, title=title, back=back, key=key, button="End", note=note, said=said)


def ask_leave(request, professional, end, *, title, back, note="", team=None):
    """Ask when somebody leaves and who takes over what they leave behind; it is handed over at once."""
    left = leaving.left_by(professional, request.moment, team)

    def act(when, last_day, **takers):
        day = actions.last_day_before(request.today) if when == NOW else last_day
        with transaction.atomic():
            leaving.hand_over(left=left, takers=list(takers.values()), by=request.user, at=request.moment)
            end(day)
        return back

    if left:
        note = f"{note} What they leave behind goes to whoever you select as soon as you save."
    return ask(
        request, LeaveForm, act, title=title, back=back, key="register_leave", button="End",
        note=f"{note}{leaving.drafts_of(professional)}", said="Ended.", left=left,
        colleagues=leaving.who_may_take(professional, request.today, team),
    )  # fmt: skip


def first_answers(row, *names):
    """Return what a row holds, as the first answers of its form."""
    return {name: getattr(row, name) for name in names}
