"""A recommendation with one of those it is addressed to: its answer, actions, progress, date, and its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.meetings.sitting import quorate_sittings_of
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions, pathway
from ..actions.rights import holds_there, is_theirs
from ..actions.tracker import NONE, actions_of
from ..forms import AnswerForm, ClaimForm, GiveForm, JudgeForm, MoveForm, ProgressForm, ReasonForm
from ..models import Addressee, DateMoved, Hearing, Progress, colleagues_of, read_areas
from .asking import ask

NO_SITTING = "No quorate meeting of {} is recorded yet. Record the meeting and who came; then say what it decided."


def find(request, addressee_id):
    """Return the row if this person may read it; hidden and absent look the same."""
    rows = Addressee.objects.visible_to(request.user).whole()
    row = get_or_404(request, rows.select_related("recommendation__area", "answered_by", "claimed_by", "judged_by"),
                     pk=addressee_id)  # fmt: skip
    if row.agency_id != request.user.agency_id and not may(request.user, pathway.READ, request.today):
        raise PermissionDenied("addressed to others")
    return row


def answers_for(request, row):
    """Say whether this person may answer for an addressee."""
    return may(request.user, pathway.ANSWER, request.today) and is_theirs(row, request.user, request.today)


def find_theirs(request, addressee_id):
    """Return the row if this person answers for it; others who may read it are refused."""
    row = find(request, addressee_id)
    if not answers_for(request, row):
        raise PermissionDenied("not theirs to answer")
    return row


def steps_for(request, row):
    """Return the names of the pages that this person may go on to."""
    steps = {step.name for step in pathway.RECOMMENDATION.steps_from(row.state)}
    open_to = set()
    if answers_for(request, row):
        open_to |= {"answer"} if steps & {"accept", "vary", "reject"} else set()
        open_to |= {"done", "give"} if row.state == "agreed" else set()
        open_to |= {"date"} if row.state in ("asked", "agreed") else set()
        open_to |= {"progress"} if row.is_on_list else set()
    judges = may(request.user, pathway.JUDGE, request.today)
    if judges and holds_there(row.recommendation, request.user, pathway.JUDGE):
        names = {"accept_done": "judge", "ask_again": "again", "withdraw": "withdraw"}
        open_to |= {name for step, name in names.items() if step in steps}
    if row.claimed_by_id == request.user.pk:
        open_to.discard("judge")
    return open_to


@needs(pathway.OURS)
def addressee(request, addressee_id):
    """Read where a recommendation stands with one of those it is addressed to, and say how it goes."""
    row = find(request, addressee_id)
    steps = steps_for(request, row)
    form = ProgressForm(request.POST or None) if "progress" in steps else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("not theirs to report on")
        if form.is_valid() and noted(request, row, form):
            return redirect("improvement:addressee", row.pk)
    user = request.user
    given = Action.objects.visible_to(user).of(row).select_related("owner", "owner_agency").order_by("due_on")
    lines = [(each, each.is_overdue(request.today)) for each in given]
    context = {
        "row": row,
        "record": row.recommendation,
        "form": form,
        "steps": steps,
        "days_late": row.days_late(request.today),
        "progress": Progress.objects.visible_to(user).filter(addressee=row).select_related("by").order_by("-at"),
        "moves": DateMoved.objects.visible_to(user).filter(addressee=row).select_related("by").order_by("-at"),
        "hearings": Hearing.objects.visible_to(user).filter(addressee=row).order_by("-meeting_on"),
        "actions": lines,
        "others": actions_of([row]).get(row.pk, NONE)["number"] - len(lines),
    }
    return render(request, "improvement/addressee.html", context)


def noted(request, row, form):
    """Keep a line of progress; False where it was refused."""
    try:
        actions.note_progress(
            addressee=row, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        )
    except StepNotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Your note was kept.")
    return True


def page_of(row):
    """Return the address of an addressee's page."""
    return reverse("improvement:addressee", args=[row.pk])


@needs(pathway.ANSWER)
def answer(request, addressee_id):
    """Accept a recommendation, accept it in other words, or reject it."""
    row = find_theirs(request, addressee_id)
    form = AnswerForm(request.POST or None, initial={"version": row.version})

    def act(answers):
        why = answers["reason"] or answers["why_varied"] or ""
        return actions.respond(
            addressee=row, answer=answers["answer"], reason=why, varied_words=answers["varied_words"] or "",
            by=request.user, at=request.moment, submission=form.submission, version=form.version,
        )  # fmt: skip

    return ask(
        request, form, act, title="Answer a recommendation", button="Answer", about=row.recommendation.text,
        done="Your answer was kept.", back=page_of(row),
    )  # fmt: skip


@needs(pathway.ANSWER)
def give(request, addressee_id):
    """Give an action that carries out a recommendation."""
    row = find_theirs(request, addressee_id)
    form = GiveForm(request.POST or None, moment=request.moment, owners=colleagues_of(row, request.today))

    def act(answers):
        given = dict(answers)
        if row.agency is None and not given["owner"]:
            given["owner_agency"] = request.user.agency
        return actions.give(
            addressee=row, by=request.user, at=request.moment, submission=form.submission, **given
        )  # fmt: skip

    return ask(
        request, form, act, title="Give an action", button="Give it", about=row.words, done="The action was given.",
        back=page_of(row),
    )  # fmt: skip


@needs(pathway.ANSWER)
def date(request, addressee_id):
    """Move the date by which a recommendation is to be done."""
    row = find_theirs(request, addressee_id)
    form = MoveForm(request.POST or None, moment=request.moment)

    def act(answers):
        return actions.move_date(addressee=row, by=request.user, at=request.moment, **answers)

    return ask(
        request, form, act, title="Move the date", button="Move it", about=row.words, done="The date was moved.",
        back=page_of(row),
    )  # fmt: skip


@needs(pathway.ANSWER)
def done(request, addressee_id):
    """Report a recommendation done."""
    row = find_theirs(request, addressee_id)
    form = ClaimForm(request.POST or None, moment=request.moment, initial={"version": row.version})

    def act(answers):
        return actions.claim_done(
            addressee=row, by=request.user, at=request.moment, submission=form.submission, version=form.version,
            **answers,
        )  # fmt: skip

    return ask(
        request, form, act, title="Report it done", button="Report", about=row.words, done="It was reported done.",
        back=page_of(row),
    )  # fmt: skip


@needs(pathway.JUDGE)
def judge(request, addressee_id):
    """Write down whether the body accepts that a recommendation is done."""
    row = find(request, addressee_id)
    made = row.recommendation
    meetings = quorate_sittings_of(made.body_key, read_areas(request.user))
    form = JudgeForm(
        request.POST or None, moment=request.moment, initial={"version": row.version}, meetings=meetings
    )  # fmt: skip

    def act(answers):
        return actions.judge(
            addressee=row, by=request.user, at=request.moment, submission=form.submission, version=form.version,
            **answers | {"reason": answers["reason"] or ""},
        )  # fmt: skip

    about = row.what_was_done if meetings else NO_SITTING.format(made.body_name)
    return ask(
        request, form, act, title=f"What {made.body_name} decided", button="Keep it", about=about,
        done="It was kept.", back=page_of(row),
    )  # fmt: skip


@needs(pathway.JUDGE)
def again(request, addressee_id):
    """Make a rejected recommendation again."""
    return for_the_body(
        request, addressee_id, actions.ask_again, title="Make it again", button="Make it again",
        done="It waits for an answer again.",
    )  # fmt: skip


@needs(pathway.JUDGE)
def withdraw(request, addressee_id):
    """Withdraw a recommendation from one of those it is addressed to."""
    return for_the_body(
        request, addressee_id, actions.withdraw, title="Withdraw it", button="Withdraw", done="It was withdrawn."
    )  # fmt: skip


def for_the_body(request, addressee_id, step, *, title, button, done):
    """Ask why the body takes a step, and take it."""
    row = find(request, addressee_id)
    form = ReasonForm(request.POST or None)

    def act(answers):
        return step(
            addressee=row, body_key=row.recommendation.body_key, by=request.user, at=request.moment, **answers
        )  # fmt: skip

    return ask(request, form, act, title=title, button=button, about=row.words, done=done, back=page_of(row))
