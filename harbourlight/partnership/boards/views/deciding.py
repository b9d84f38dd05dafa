"""Decisions of meetings, urgent ones, what goes to the lead representatives, and absence."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings import bodies, reading, types
from harbourlight.foundations.meetings.views.record import ballots_of, check_ballots, dissents_of, on_day_of, votes_of
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .. import actions
from ..actions import deciding, escalating, members, urgent
from ..actions.rights import is_chair, may_oversee
from ..forms import ConsultForm, DecisionForm, EscalateForm, LeadAnswerForm, UrgentDecideForm, UrgentForm
from ..models import Absence, BoardDecision, Escalation, UrgentDecision
from .finding import (
    ask,
    colleague,
    do,
    find_group_to_oversee,
    find_of_sitting,
    find_sitting_to_oversee,
    to_group,
    to_sitting,
)


@needs("signed in")
def decide(request, sitting_id):
    """Record a decision of a meeting; its page then says whether it stands, and by which rule."""
    found = find_sitting_to_oversee(request, sitting_id)
    meeting, group = found.meeting, found.group
    rule = bodies.keeps_at(meeting).decision_rule
    agenda, waiting, to_ratify = reading.items_of(meeting), deciding.waiting_for(group), deciding.to_ratify(group)
    asks_practice = group.keeps(request.moment).needs_executive
    agreed = deciding.agreements_before(group, request.moment) if asks_practice else []
    form = DecisionForm(
        request.POST or None,
        items=agenda,
        waiting=waiting,
        urgent=to_ratify,
        casts=rule == types.PANEL_MAJORITY,
        agreed=agreed,
        asks_practice=asks_practice,
    )
    ballots = ballots_of(request, meeting, rule)

    def act(form):
        check_ballots(ballots)
        answers = form.cleaned_data
        settles = answers.get("settles") or ""
        actions.decide(
            sitting=found,
            what=answers["what"],
            item=next((item for item in agenda if str(item.pk) == answers["item"]), None),
            decided_at=on_day_of(meeting, answers["decided_at"]),
            votes=votes_of(meeting, ballots, answers.get("casting")),
            dissents=dissents_of(ballots),
            touches_practice=bool(answers.get("touches_practice")),
            agreed_before=next((each for each in agreed if str(each.pk) == answers.get("agreed_before")), None),
            may_wait=bool(answers["may_wait"]),
            answers=next((each for each in waiting if settles == f"decision:{each.pk}"), None),
            urgent=next((each for each in to_ratify if settles == f"urgent:{each.pk}"), None),
            agrees=answers.get("agrees") is not False,
            is_public=bool(answers["is_public"]),
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(
        request, form, act, title="Record a decision", button="Record", to=to_sitting(found),
        done="The decision was recorded. The page says whether it stands, and by which rule.",
        back=(*to_sitting(found), meeting.title), ballots=ballots,
        lines=[types.RULES[rule], *reading.quorum_lines(meeting, request.moment)],
    )  # fmt: skip


@needs("signed in")
def urgent_new(request, group_id):
    """Put an urgent matter to the members of a body."""
    group = find_group_to_oversee(request, group_id)
    form = UrgentForm(request.POST or None, moment=request.moment)

    def act(form):
        actions.raise_urgent(
            group=group, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        )

    return ask(
        request, form, act, title=f"Urgent matter for {group.name}", button="Ask the members",
        done="Members were told that something urgent waits.", to=to_group(group), back=(*to_group(group), group.name),
        lines=[f"Only what is needed in fewer than {urgent.urgent_words(group, request.moment)} is urgent."],
    )  # fmt: skip


def find_urgent(request, urgent_id):
    """Return an urgent matter of a body that this person sits in, arranges or chairs."""
    rows = UrgentDecision.objects.visible_to(request.user).select_related("group__area", "decided_by", "manager")
    found = get_or_404(request, rows, pk=urgent_id)
    if not urgent.may_read(found, request.user, request.moment):
        raise Http404("Nothing here, or not for you")
    return found


def memberships_for(request, found):
    """Return the members for whom this person may write a line of the log."""
    if may_oversee(found.group, request.user, request.moment):
        return members.members_of(found.group, request.today)
    own = urgent.own_membership(found.group, request.user, request.moment)
    return [own] if own else []


@needs("signed in")
def urgent_page(request, urgent_id):
    """Show an urgent matter with its log, and let members say their view."""
    found = find_urgent(request, urgent_id)
    memberships = memberships_for(request, found)
    form = ConsultForm(request.POST or None, memberships=memberships)

    def act(form):
        answers = form.cleaned_data
        chosen = answers.pop("membership")
        membership = next(each for each in memberships if str(each.pk) == chosen)
        actions.consult(urgent=found, membership=membership, by=request.user, at=request.moment, **answers)

    group = found.group
    return ask(
        request, form, act, title="Urgent matter", button="Add to the log", done="It was added to the log.",
        to=("boards:urgent", found.pk), back=(*to_group(group), group.name), template="boards/urgent.html",
        urgent=found, log=urgent.log_of(urgent=found), heard=urgent.heard_by(found, request.moment),
        chairs=is_chair(group, request.user, request.moment), consults=found.state == "consulting",
        oversees=may_oversee(group, request.user, request.moment),
    )  # fmt: skip


@needs("signed in")
def urgent_decide(request, urgent_id):
    """Take an urgent decision; one that breaks a rule is refused, and the page says which."""
    found = find_urgent(request, urgent_id)
    if not is_chair(found.group, request.user, request.moment):
        raise PermissionDenied("boards.chair")
    form = UrgentDecideForm(request.POST or None, initial={"version": found.version})

    def act(form):
        actions.take_urgent(
            urgent=found,
            decision=form.cleaned_data["decision"],
            manager=colleague(request, form.cleaned_data["manager"]),
            by=request.user,
            at=request.moment,
            submission=form.submission,
            version=form.version,
        )

    return ask(
        request, form, act, title="Take the urgent decision", button="Decide", to=("boards:urgent", found.pk),
        done="The decision was taken. The next meeting ratifies it, or does not.",
        back=("boards:urgent", found.pk, "Urgent matter"), lines=[found.what],
    )  # fmt: skip


@require_POST
@needs("signed in")
def urgent_withdraw(request, urgent_id):
    """Withdraw a matter that is no longer urgent."""
    found = find_urgent(request, urgent_id)
    return do(
        request,
        lambda: actions.withdraw_urgent(urgent=found, by=request.user, at=request.moment),
        done="The matter was withdrawn.",
        to=("boards:urgent", found.pk),
    )


@needs("signed in")
def escalate(request, decision_id):
    """Take a decision that does not stand to the lead representatives."""
    record = find_of_sitting(request, BoardDecision, pk=decision_id)
    found = record.sitting
    if not is_chair(found.group, request.user, request.moment):
        raise PermissionDenied("boards.chair")
    form = EscalateForm(request.POST or None, initial={"what": record.decision.what})

    def act(form):
        actions.escalate(
            group=found.group, decision=record, by=request.user, at=request.moment, submission=form.submission,
            **form.cleaned_data,
        )  # fmt: skip

    return ask(
        request, form, act, title="Take it to the lead representatives", button="Escalate", to=to_sitting(found),
        done="The lead representatives were asked. Their time to answer runs.",
        back=(*to_sitting(found), found.meeting.title), lines=[record.decision.rule_words],
    )  # fmt: skip


@needs("signed in")
def matter_new(request, group_id):
    """Take a matter that must not be deferred to the lead representatives, without a decision of a meeting."""
    group = find_group_to_oversee(request, group_id)
    if not is_chair(group, request.user, request.moment):
        raise PermissionDenied("boards.chair")
    form = EscalateForm(request.POST or None)

    def act(form):
        actions.escalate(
            group=group, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
        )

    return ask(
        request, form, act, title="Take a matter to the lead representatives", button="Escalate", to=to_group(group),
        done="The lead representatives were asked. Their time to answer runs.", back=(*to_group(group), group.name),
    )  # fmt: skip


@needs("signed in")
def escalation(request, escalation_id):
    """Show what was put to the lead representatives, and let each answer."""
    rows = Escalation.objects.visible_to(request.user).select_related("group__area", "raised_by", "decision__decision")
    found = get_or_404(request, rows, pk=escalation_id)
    answers = escalating.answers_of(found)
    pk = request.user.pk
    own = next((each for each in answers if pk in (each.membership.professional_id, each.membership.delegate_id)), None)
    if own is None and not may_oversee(found.group, request.user, request.moment):
        raise Http404("Nothing here, or not for you")
    form = LeadAnswerForm(request.POST or None)

    def act(form):
        if own is None:
            raise StepNotAllowed("This was not put to you.")
        actions.answer_escalation(
            escalation=found, membership=own.membership, by=request.user, at=request.moment, **form.cleaned_data
        )

    return ask(
        request, form, act, title="For the lead representatives", button="Answer", done="Your answer was kept.",
        to=("boards:escalation", found.pk), back=("boards:mine", None, "Asked of me"),
        template="boards/escalation.html", escalation=found, answers=answers,
        may_answer=own is not None and own.answered_at is None, is_late=found.settled_at is None
        and request.moment > found.due_at,
    )  # fmt: skip


@needs("signed in")
def absence(request, absence_id):
    """Show an absence that went on too long, and lead to the challenge that it became."""
    rows = Absence.objects.visible_to(request.user).select_related(
        "sitting__group__area",
        "sitting__meeting",
        "membership__professional",
        "membership__seat",
        "agency",
        "challenge",
    )
    found = get_or_404(request, rows, pk=absence_id)
    if not may_oversee(found.sitting.group, request.user, request.moment):
        raise Http404("Nothing here, or not for you")
    place = subjects.link_to_seen(request, "challenge.partnershipchallenge", found.challenge_id)
    return render(request, "boards/absence.html", {"absence": found, "group": found.sitting.group, "place": place})
