"""The work with the family: it is asked, assessed, planned for and reviewed, and those around it belong to a team."""

from django.db import transaction
from django.db.models import Max

from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.actions import tracking as doing
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.actions import Entry, take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed
from harbourlight.foundations.pathways.verbs import does
from harbourlight.foundations.pathways.works import day_of

from ..choices import SECTIONS, Answer, Refusal, WayOn
from ..models import (
    AroundFamily,
    ChildVoice,
    ConsentAsked,
    HelpAssessment,
    HelpOutcome,
    HelpPlan,
    HelpReview,
    Progress,
)
from ..pathway import CASE, TEAM_AROUND_CHILD
from .begin import close_to, open_to
from .ending import decided
from .facts import moment_of, next_review_after

TEXTS = tuple(name for name, _ in SECTIONS if name != "voices")
WORDS = dict(SECTIONS)
REFUSALS = {Answer.REFUSED: Refusal.REFUSED, Answer.WITHDRAWN: Refusal.WITHDRAWN}


def part(model, about, **told):
    """Keep a part of a case, or of its plan, about its children."""
    made = model(child_ids=about.child_ids, **told)
    made.save(force_insert=True)
    return made


@does(CASE, "record_consent")
def record_consent(case, *, asked_on, answer, who, how, by, at, limits=""):
    """Record that the family was asked, and what it said; a refusal or withdrawal then waits for a decision."""
    answer, happened = Answer(answer), moment_of(asked_on, at)
    if not who.strip():
        raise StepNotAllowed("Enter who was asked.")
    if answer == Answer.WITHDRAWN and case.consent != Answer.GIVEN:
        raise StepNotAllowed("Only a family that agreed can withdraw. Select “Refused”.")
    case.consent = answer
    part(
        ConsentAsked, case, case=case, asked_on=asked_on, answer=answer, who=who.strip(), how=how,
        limits=limits.strip(), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    if answer in REFUSALS:
        mark_refusal(case, REFUSALS[answer], happened)
    elif answer == Answer.GIVEN and case.refused_at:
        decided(case, WayOn.AGREED, by, happened)
    return Entry(happened_at=happened, note=f"{answer.label}: {who.strip()}")


@does(CASE, "record_refusal")
def record_not_engaging(case, *, since_on, note, by, at):
    """Record that the family does not take part, with what was tried; it then waits for a decision."""
    if not note.strip():
        raise StepNotAllowed("Enter what was tried.")
    happened = moment_of(since_on, at)
    mark_refusal(case, Refusal.NOT_ENGAGING, happened)
    return Entry(happened_at=happened, note=note.strip())


def mark_refusal(case, refusal, happened):
    """Let a case wait for a decision; one that waits already goes on from its first day."""
    if case.refused_at is None:
        case.refusal, case.refused_at = refusal, happened


@does(CASE, "start_assessment", "assess_again")
def start_assessment(case, *, by, at, started_on=None):
    """Start an assessment; never without the family's consent."""
    happened = moment_of(started_on or day_of(at), at)
    last = HelpAssessment.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    made = part(
        HelpAssessment, case, case=case, area=case.area, agency=case.lead.agency, lead=case.lead, number=last + 1,
        started_at=happened, written_by=by, written_at=at,
    )  # fmt: skip
    ChildVoice.objects.bulk_create(ChildVoice(assessment=made, person_id=child) for child in case.child_ids)
    return Entry(happened_at=happened)


def assessment_in_hand(case):
    """Return the assessment that is being written, or None."""
    return HelpAssessment.objects.filter(case=case, completed_at=None).first()


@transaction.atomic
def write_assessment(*, assessment, answers, voices, by, at, version=None):
    """Keep what was written so far; whoever comes second is shown both texts (ChangedMeanwhile).

    ``answers`` are texts by section, ``voices`` {id of a child: what the child said or showed}.
    """
    fresh = HelpAssessment.objects.select_for_update(of=("self",)).select_related("case").get(pk=assessment.pk)
    works.check(CASE, CASE.step("start_assessment"), fresh.case, by, at)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this assessment while you were writing.", fresh.with_voices())
    if fresh.completed_at:
        raise StepNotAllowed("This assessment is complete. Start another to write more.")
    if set(voices) - set(fresh.case.child_ids):
        raise StepNotAllowed("Only a child of this family has a voice here.")
    for name in TEXTS:
        setattr(fresh, name, answers.get(name, getattr(fresh, name)).strip())
    fresh.version, fresh.written_by, fresh.written_at = fresh.version + 1, by, at
    fresh.save()
    for person_id, words in voices.items():
        # A child who joined the family later gets a row of their own.
        if not ChildVoice.objects.filter(assessment=fresh, person_id=person_id).update(words=words.strip()):
            ChildVoice(assessment=fresh, person_id=person_id, words=words.strip()).save(force_insert=True)
    return fresh


def missing_in(assessment):
    """Return the names of the sections that are still empty."""
    missing = [WORDS[name] for name in TEXTS if not getattr(assessment, name)]
    heard = set(ChildVoice.objects.filter(assessment=assessment).exclude(words="").values_list("person_id", flat=True))
    return missing + ([WORDS["voices"]] if set(assessment.case.child_ids) - heard else [])


@does(CASE, "complete_assessment")
def complete_assessment(case, *, agreed_on, by, at):
    """Complete the assessment on the day the family agreed with it; the clock stops on that day."""
    happened, written = moment_of(agreed_on, at), assessment_in_hand(case)
    if written is None:
        raise StepNotAllowed("No assessment is being written.")
    if agreed_on < day_of(written.started_at):
        raise StepNotAllowed("The family cannot have agreed before the assessment started.")
    missing = missing_in(written)
    if missing:
        raise StepNotAllowed(f"Still to be written: {', '.join(missing)}.")
    written.child_ids, written.agreed_on, written.completed_at = case.child_ids, agreed_on, happened
    written.agency, written.lead, written.version = case.lead.agency, case.lead, written.version + 1
    written.save()
    return Entry(happened_at=happened)


def plan_of(case):
    """Return the plan that runs; refuse a case without one."""
    plan = HelpPlan.objects.filter(case=case, ended_at=None).first()
    if plan is None:
        raise StepNotAllowed("No plan runs.")
    return plan


@does(CASE, "start_plan")
def start_plan(case, *, outcomes, by, at, started_on=None, next_review_on=None, contingency=""):
    """Start a plan from an agreed assessment; a plan that ran before ends.

    ``outcomes`` are dicts of ``what`` and ``measure``. Without a day for the review the area's interval gives
    one; where there is neither, no clock runs.
    """
    outcomes = [outcome for outcome in outcomes if outcome["what"].strip()]
    if not outcomes:
        raise StepNotAllowed("Enter at least one outcome.")
    happened = moment_of(started_on or day_of(at), at)
    HelpPlan.objects.filter(case=case, ended_at=None).update(ended_at=happened)
    plan = part(
        HelpPlan, case, case=case, area=case.area, started_at=happened, contingency=contingency.strip(),
        next_review_on=next_review_on or next_review_after(case.area_id, day_of(happened)),
    )  # fmt: skip
    write_outcomes(plan, outcomes)
    return Entry(happened_at=happened)


def write_outcomes(plan, outcomes):
    """Write the outcomes of a plan after those it has; each says how everybody will know."""
    last = HelpOutcome.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    for number, outcome in enumerate(outcomes, last + 1):
        what, measure = outcome["what"].strip(), outcome["measure"].strip()
        if not (what and measure):
            raise StepNotAllowed("Enter for each outcome how everybody will know.")
        part(HelpOutcome, plan, plan=plan, number=number, what=what, measure=measure)


@does(CASE, "add_outcome")
def add_outcome(case, *, what, measure, by, at):
    """Add an outcome to the plan that runs."""
    write_outcomes(plan_of(case), [{"what": what, "measure": measure}])


@does(CASE, "give_action")
def give_action(case, *, what, due_on, by, at, owner_agency=None, owner=None, family_member="", measure=""):
    """Give an action of the plan to somebody of any agency, to an agency, or to a member of the family."""
    if not (owner or owner_agency or family_member.strip()):
        raise StepNotAllowed("Select who does it.")
    doing.give_action(
        source=case, what=what, due_on=due_on, by=by, at=at, owner_agency=owner_agency, owner=owner,
        family_member=family_member.strip(), measure=measure, children=case.child_ids,
    )  # fmt: skip


@does(CASE, "review")
def review(case, *, held_on, who, summary, family_view, progress, by, at, next_review_on=None):
    """Review the plan with the family; ``progress`` is {id of an outcome: (how far, note)}, for every outcome."""
    plan, happened = plan_of(case), moment_of(held_on, at)
    outcomes = {outcome.pk: outcome for outcome in HelpOutcome.objects.filter(plan=plan)}
    if set(progress) != set(outcomes):
        raise StepNotAllowed("Say of every outcome how far it is.")
    if not (who.strip() and summary.strip() and family_view.strip()):
        raise StepNotAllowed("Enter who took part, what was said, and the family's own view.")
    due_on = next_review_on or next_review_after(case.area_id, held_on)
    if due_on and due_on <= held_on:
        raise StepNotAllowed("The next review comes after this one.")
    held = part(
        HelpReview, case, plan=plan, held_on=held_on, who=who.strip(), summary=summary.strip(),
        family_view=family_view.strip(), next_review_on=due_on, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    for pk, (scale, note) in progress.items():
        part(Progress, case, review=held, outcome=outcomes[pk], scale=scale, note=note.strip())
    return Entry(happened_at=happened)


@does(CASE, "join")
def join(case, *, part, joined_on, by, at, professional=None, name="", agency_name="", reach=""):
    """Add somebody to the team around the family; a professional with an account sees the case until it ends."""
    moment_of(joined_on, at)
    if not (professional or name.strip()):
        raise StepNotAllowed("Select somebody, or enter a name.")
    if professional and AroundFamily.objects.filter(case=case, professional=professional, left_on=None).exists():
        raise StepNotAllowed(f"{professional} belongs to the team already.")
    member = AroundFamily(
        case=case, child_ids=case.child_ids, professional=professional, joined_on=joined_on, part=part.strip(),
        name=professional.name if professional else name.strip(), reach=reach.strip(),
        agency_name=professional.agency.name if professional else agency_name.strip(),
    )  # fmt: skip
    member.save(force_insert=True)
    if professional:
        open_to(
            case, basis=Basis.NETWORK, reason="Team around the family", by=by, at=at, professional=professional
        )  # fmt: skip
    return f"{member.name}, {member.agency_name}"


def agree(*, member, agreed_on, by, at):
    """Record that a member agreed to take part: the member says so, or whoever works on the case heard it."""
    return change_member("agree", member, by=by, at=at, agreed_on=agreed_on)


@transaction.atomic
def leave(*, member, left_on, by, at):
    """Let a member leave the team; the case is closed to them from now on."""
    case = change_member("leave", member, by=by, at=at, left_on=left_on)
    if member.professional_id and member.professional_id != case.lead_id:
        close_to(case, member.professional_id, by=by, at=at)
    return case


def change_member(step, member, *, by, at, **told):
    """Take a step on the case of a member: others than the member themselves must work on it."""
    (on,) = told.values()
    moment_of(on, at)
    if member.professional_id != by.pk:
        works.check(CASE, CASE.step("join"), member.case, by, at)
    rows = AroundFamily.objects.filter(pk=member.pk)
    return take(
        pathway=CASE, step=step, record=member.case, by=by, at=at, note=member.name,
        change=lambda fresh: rows.update(**told),
    )  # fmt: skip


@does(CASE, "plan_meeting")
def plan_meeting(case, *, starts_at, place, by, at):
    """Plan a meeting that the lead professional chairs, and invite everybody in the team.

    The family is invited on the meeting's own page, each with what they need to take part.
    """
    made = meetings.plan(
        type=TEAM_AROUND_CHILD.name, area=case.area, starts_at=starts_at, by=by, at=at, children=case.child_ids,
        subject=case, team=case.team, place=place, chair=case.lead,
    )  # fmt: skip
    members = AroundFamily.objects.filter(case=case, left_on=None).exclude(professional=case.lead)
    invited = [
        meetings.Invitee("member", professional=each.professional, name=each.name)
        for each in members.select_related("professional__agency")
    ]
    if invited:
        meetings.invite(meeting=made, invitees=invited, by=by, at=at)
