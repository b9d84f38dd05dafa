"""Showing a form about a recommendation and acting on a good answer: the same for every step."""

from django.contrib import messages
from django.shortcuts import redirect, render

from harbourlight.foundations.pathways.steps import StepNotAllowed


def ask(request, form, act, *, title, button, done, about, back, to=None):
    """Show a form; a good answer is acted on, and leads to what was made or back to where it came from.

    ``about`` is a text that the page shows above the form, ``to`` a function that gives the address from what
    the action returned.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            if getattr(made, "only_repeats", False) and getattr(made, "state", "") == "done":
                messages.warning(request, REPEATS)
            messages.success(request, done)
            return redirect(to(made) if to else back)
    context = {"form": form, "title": title, "button": button, "about": about, "back": back}
    return render(request, "improvement/form.html", context)


REPEATS = (
    "What you wrote about what changed only repeats the recommendation or an action. The body that judges it will see "
    "this: say what is different for children now."
)
