"""One challenge: raised, read, answered, taken further, settled, withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

from harbourlight.assurance.improvement.models import Addressee
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs, roles_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions, pathway
from ..actions.life import is_raisers
from ..choices import Challenger, Level, Theme
from ..forms import AnswerForm, RaiseForm, ReasonForm, SettleForm
from ..models import PartnershipChallenge, agencies_in, areas_of

MOST_ABOUT = 200  # characters
PLACES = {
    Role.PARTNERSHIP_CHAIR: Challenger.CHAIR,
    Role.CONFERENCE_CHAIR: Challenger.CONFERENCE_CHAIR,
    Role.COUNCILLOR: Challenger.COUNCILLOR,
    Role.BOARD_MEMBER: Challenger.BOARD,
}


def places_of(request):
    """Return in what places this person may challenge; the business unit writes down anybody's."""
    roles = roles_of(request.user, request.today)
    if Role.BUSINESS_UNIT in roles:
        return Challenger.choices
    own = [place for role, place in PLACES.items() if role in roles]
    if roles - {Role.COUNCILLOR, Role.PARTNERSHIP_CHAIR}:
        own.append(Challenger.AGENCY)
    return [(place.value, place.label) for place in own]


def find(request, partnershipchallenge_id):
    """Return the challenge if this person may read it; hidden and absent look the same."""
    rows = PartnershipChallenge.objects.visible_to(request.user).whole().select_related("answered_by", "settled_by")
    return get_or_404(request, rows, pk=partnershipchallenge_id)


def steps_for(request, record):
    """Return the names of the steps that this person may take now."""
    names = {
        step.name
        for step in pathway.CHALLENGE.steps_from(record.state)
        if may(request.user, step.may, request.today)
    }  # fmt: skip
    if not is_raisers(record, request.user, request.moment):
        names -= {"take_further", "settle", "withdraw"}
    if record.level == Level.LEADS:
        names.discard("take_further")
    keeps = record.level == Level.LEADS and may(request.user, pathway.KEEP, request.today)
    if record.raised_by_id == request.user.pk or not (keeps or record.to_agency_id == request.user.agency_id):
        names.discard("answer")
    return names


def find_for(request, partnershipchallenge_id, step):
    """Return the challenge if this person may take a step on it; those who only read it are refused."""
    record = find(request, partnershipchallenge_id)
    declared = {each.name for each in pathway.CHALLENGE.steps_from(record.state)}
    if step in declared and step not in steps_for(request, record):
        raise PermissionDenied(step)
    return record


@needs(pathway.RAISE)
def challenge(request, partnershipchallenge_id):
    """Read a challenge with its answer and what changed."""
    record = find(request, partnershipchallenge_id)
    context = {
        "record": record,
        "is_late": record.is_late(request.today),
        "steps": steps_for(request, record),
        "source": subjects.link_to_seen(request, record.source_kind, record.source_id) if record.source_id else "",
        "source_words": subjects.words_of(record.source_kind),
    }
    return render(request, "challenge/challenge.html", context)


def ask(request, form, act, *, title, button, done, back, about=""):
    """Show a form; a good answer is acted on, and leads to the challenge."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(made if isinstance(made, PartnershipChallenge) else back)
    context = {"form": form, "title": title, "button": button, "back": back, "about": about}
    return render(request, "challenge/form.html", context)


def late_recommendation(request):
    """Return the recommendation to an agency from whose page somebody came to challenge it, or None."""
    try:
        asked = UUID(request.GET.get("about", ""))
    except ValueError:
        return None
    return Addressee.objects.visible_to(request.user).whole().filter(pk=asked, agency__isnull=False).first()


def beginning(late):
    """Return the first answers of a challenge about a late recommendation."""
    return {
        "area": late.area_id,
        "to_agency": late.agency_id,
        "theme": Theme.RECOMMENDATION,
        "about": f"Late: {late.words}"[:MOST_ABOUT],
    }


@needs(pathway.RAISE)
def raise_challenge(request):
    """Challenge an agency's part in the partnership."""
    areas = areas_of(request.user, request.today)
    late = late_recommendation(request)
    form = RaiseForm(
        request.POST or None,
        initial=beginning(late) if late else {},
        areas=areas,
        agencies=agencies_in(areas, request.today),
        challengers=places_of(request),
    )

    def act(answers):
        return actions.raise_challenge(
            by=request.user, at=request.moment, submission=form.submission, source=late, **answers
        )  # fmt: skip

    back = reverse("challenge:ours")
    return ask(request, form, act, title="Raise a challenge", button="Raise it", done="It was raised.", back=back)


@needs(pathway.ANSWER)
def answer(request, partnershipchallenge_id):
    """Answer a challenge for the agency it was put to."""
    record = find_for(request, partnershipchallenge_id, "answer")
    form = AnswerForm(request.POST or None, initial={"version": record.version})

    def act(answers):
        return actions.answer_challenge(
            challenge=record, by=request.user, at=request.moment, submission=form.submission, version=form.version,
            **answers,
        )  # fmt: skip

    return ask(
        request, form, act, title="Answer a challenge", button="Answer", done="Your answer was kept.",
        back=record.get_absolute_url(), about=record.reason,
    )  # fmt: skip


@needs(pathway.RAISE)
def settle(request, partnershipchallenge_id):
    """Settle a challenge with what changed."""
    record = find_for(request, partnershipchallenge_id, "settle")
    form = SettleForm(request.POST or None, initial={"version": record.version})

    def act(answers):
        return actions.settle(
            challenge=record, by=request.user, at=request.moment, submission=form.submission, version=form.version,
            **answers,
        )  # fmt: skip

    return ask(
        request, form, act, title="Settle a challenge", button="Settle it", done="It is settled.",
        back=record.get_absolute_url(), about=record.answer,
    )  # fmt: skip


@needs(pathway.RAISE)
def take_further(request, partnershipchallenge_id):
    """Take a challenge to the lead representatives."""
    return with_reason(
        request, partnershipchallenge_id, "take_further", actions.take_further,
        title="Take it to the lead representatives", button="Take it further", done="It was taken further.",
    )  # fmt: skip


@needs(pathway.RAISE)
def withdraw(request, partnershipchallenge_id):
    """Take a challenge back."""
    return with_reason(
        request, partnershipchallenge_id, "withdraw", actions.withdraw, title="Withdraw a challenge", button="Withdraw",
        done="It was withdrawn.",
    )  # fmt: skip


def with_reason(request, partnershipchallenge_id, name, step, *, title, button, done):
    """Ask why, and take a step."""
    record = find_for(request, partnershipchallenge_id, name)
    form = ReasonForm(request.POST or None)

    def act(answers):
        return step(challenge=record, by=request.user, at=request.moment, **answers)

    return ask(
        request, form, act, title=title, button=button, done=done, back=record.get_absolute_url(), about=record.about
    )  # fmt: skip
