"""The page on which a death is recorded, or an earlier record of it put right."""

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.foundations.ui.refusals import ChangedMeanwhile

from . import actions, deaths
from .forms import DeathCorrectionForm, DeathForm
from .views import find_to_change

INTRO = (
    "Plans, meetings, requests and letters that wait end, and those who work with the child are told. Record it once, "
    "as soon as it is known."
)


@needs("people.edit")
def death(request, person_id):
    """Record that somebody died, or put the record right."""
    found = find_to_change(request, person_id)
    form_class = DeathCorrectionForm if found.died_on else DeathForm
    form = form_class(request.POST or None, moment=request.moment, initial={"version": found.version})
    title = "Put the record of the death right" if found.died_on else "Record a death"
    question = Question(
        title=title, button="Save" if found.died_on else "Record the death", about=str(found),
        intro="" if found.died_on else INTRO, back=(found.get_absolute_url(), "Back to the record"), is_warning=True,
        said=lambda done: "The record was put right." if done.correction else done.words,
        then=lambda done: done.person.get_absolute_url(),
    )  # fmt: skip

    def do(form):
        told = {"person": found, "by": request.user, "at": request.moment, "version": form.version}
        answers = form.cleaned_data
        try:
            if found.died_on:
                day = answers["died_on"] if answers["lives"] == "day" else None
                done = deaths.correct_death(died_on=day, reason=answers["reason"], **told)
            else:
                done = deaths.record_death(**answers, **told)
        except actions.ChangedMeanwhile as change:
            raise ChangedMeanwhile(str(change), change.record) from change
        write_readings(request, [found.pk], Verb.CHANGED)
        return done

    return ask(request, form, question, do, record=found)
