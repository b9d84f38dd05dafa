"""Section 47 enquiries: started by a discussion, followed by visits, finished with an outcome."""

from django.db import transaction
from django.db.models import Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.pathways import chains
from harbourlight.foundations.pathways.actions import Entry, record_step, take
from harbourlight.foundations.pathways.chains import fact
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.practice.childinneed.actions import open_episode_of, refer, stands_against_closing

from ..choices import ConferenceKind, DiscussionDecision, EnquiryOutcome
from ..models import ConferenceChild, Enquiry, StrategyDiscussion, Visit
from ..pathway import ENQUIRY
from ..pathway.enquiry import COMPLETION_CLOCK, CONFERENCE_CLOCK
from . import moments
from .visits import count_enquiry_visit

WRITTEN = ("agency_checks", "medical", "interviews", "analysis")
WITHIN_THE_COUNCIL = "5A"  # source of the referral of a brother or sister whom a discussion drew in


@stands_against_closing
def enquiry_runs(episode):
    """Say that an episode cannot be closed while an enquiry about its child runs, or its conference is to come."""
    runs = Enquiry.objects.running().filter(episode=episode).exists()
    return "A section 47 enquiry runs. Finish it first, and its conference where one is due." if runs else ""


def go_on_or_start(*, discussion, by, at):
    """Let the enquiries that run go on after another discussion, and start those that the discussion decided on."""
    for person_id in discussion.child_ids:
        running = Enquiry.objects.running().filter(person_id=person_id).first()
        if running:
            discuss_again(enquiry=running, discussion=discussion, by=by, at=at, checks_permission=False)
        elif discussion.starts_enquiry:
            start_enquiry(person_id, discussion, by=by, at=at)


def start_enquiry(person_id, discussion, *, by, at):
    """Start the enquiry about one child, and the clocks that count from the discussion which began it."""
    episode = open_episode_of(person_id) or refer(
        people=[person_id],
        area=discussion.area,
        team=discussion.team,
        referred_at=discussion.held_at,
        source=WITHIN_THE_COUNCIL,
        by=by,
        at=at,
    )[0]  # fmt: skip
    enquiry = Enquiry(
        child_ids=[person_id], person_id=person_id, episode=episode, area=discussion.area, team=episode.team,
        worker=episode.worker, discussion=discussion, last_discussion=discussion,
        is_joint=discussion.decision == DiscussionDecision.ENQUIRY_JOINT, recorded_at=at, recorded_by=by,
        **dates_of(discussion, discussion),
    )  # fmt: skip
    enquiry.save(force_insert=True)
    record_step(ENQUIRY.step("start"), enquiry, by=by, at=at, before="", happened_at=discussion.held_at)
    chains.work_out(ENQUIRY, enquiry, at=at, reason="The enquiry began")
    return enquiry


@fact(ENQUIRY, "finished")
def finished(enquiry):
    """Tell when an enquiry was finished with an outcome."""
    return moments.when_taken(enquiry, "substantiate", "close")


@fact(ENQUIRY, "conference_held")
def conference_held(enquiry):
    """Tell when the initial conference about the child was held."""
    rows = ConferenceChild.objects.filter(enquiry=enquiry, kind=ConferenceKind.INITIAL, held_at__isnull=False)
    return list(rows.values_list("held_at", flat=True))


def dates_of(first, last):
    """Return the dates of an enquiry that its first and its last discussion set."""
    return {
        "started_at": first.held_at,
        "started_on": moments.london(first.held_at),
        "completion_due_on": moments.due_of(COMPLETION_CLOCK, first.held_at),
        "icpc_due_on": moments.due_of(CONFERENCE_CLOCK, first.held_at),
        "icpc_due_from_last_on": moments.due_of(CONFERENCE_CLOCK, last.held_at),
    }


@does(ENQUIRY, "discuss_again")
def discuss_again(enquiry, *, discussion, by, at):
    """Keep that agencies discussed a running enquiry again: the national limit stays with the first discussion."""
    if discussion.held_at >= enquiry.last_discussion.held_at:
        enquiry.last_discussion = discussion
        enquiry.icpc_due_from_last_on = moments.due_of(CONFERENCE_CLOCK, discussion.held_at)
    enquiry.is_joint = enquiry.is_joint or discussion.decision == DiscussionDecision.ENQUIRY_JOINT
    return Entry(happened_at=discussion.held_at)


def last_discussion_of(enquiry):
    """Return the last discussion about a child between the one that began the enquiry and its conference or end."""
    until = enquiry.icpc_held_on or (enquiry.completed_on if enquiry.state == "closed" else None)
    rows = StrategyDiscussion.objects.held().filter(
        Q(pk=enquiry.discussion_id) | Q(held_at__gte=enquiry.discussion.held_at),
        child_ids__contains=[enquiry.person_id],
    )
    return [
        row for row in rows if until is None or moments.london(row.held_at) <= until or row.pk == enquiry.discussion_id
    ][-1]


def count_again(*, discussion, reason, by, at):
    """Count the limits of every enquiry anew whose discussion was given another date."""
    with as_system("a corrected date moves the limits of each child, whoever works with them"):
        touched = Enquiry.objects.filter(person_id__in=discussion.child_ids)
        touched = touched.select_related("discussion", "last_discussion")
        for enquiry in touched.filter(started_at__lte=at):
            correct_enquiry(enquiry, reason, by=by, at=at)


def correct_enquiry(enquiry, reason, *, by, at):
    """Give one enquiry the dates that its discussions now have; one that is not touched stays as it is."""
    last = last_discussion_of(enquiry)
    dates = dates_of(enquiry.discussion, last)
    before = {name: getattr(enquiry, name) for name in dates}
    if dates == before and last == enquiry.last_discussion:
        return
    put_right(enquiry=enquiry, dates=dates, last=last, reason=reason, by=by, at=at, checks_permission=False)


@does(ENQUIRY, "correct")
def put_right(enquiry, *, dates, last, reason, by, at):
    """Give an enquiry other dates; the limits of its conference move with them."""
    if enquiry.completed_on and enquiry.completed_on < dates["started_on"]:
        raise StepNotAllowed("The enquiry would have been finished before it began.")
    enquiry.last_discussion = last
    for name, value in dates.items():
        setattr(enquiry, name, value)
    flag_visits(enquiry)
    return Entry(note=reason, because=f"Date corrected: {reason}", after=carry_to_conference)


def flag_visits(enquiry):
    """Flag the visits of an enquiry that came before its discussion, and no others."""
    visits = Visit.objects.filter(enquiry=enquiry)
    visits.filter(happened_at__lt=enquiry.started_at).update(was_before_discussion=True)
    visits.filter(happened_at__gte=enquiry.started_at).update(was_before_discussion=False)


def carry_to_conference(enquiry):
    """Give the conference about an enquiry the limits that the enquiry now has."""
    for row in enquiry.conferences.select_related("conference"):
        row.due_on, row.due_from_last_on = enquiry.icpc_due_on, enquiry.icpc_due_from_last_on
        row.save(update_fields=("due_on", "due_from_last_on"))
        conference = row.conference
        others = conference.children.all()
        conference.due_on = min(filter(None, (each.due_on for each in others)), default=None)
        conference.due_from_last_on = min(filter(None, (each.due_from_last_on for each in others)), default=None)
        conference.save(update_fields=("due_on", "due_from_last_on"))


@does(ENQUIRY, "visit")
def record_enquiry_visit(
    enquiry, *, happened_at, by, at, was_seen, was_seen_alone=False, visited_by=None, before_discussion_reason="",
    **told,
):  # fmt: skip
    """Record a visit to a child during the enquiry; one before the discussion is flagged, with its reason.

    ``told`` are further fields of the visit: place, what the child said, why the child was not seen.
    """
    moments.not_in_future(happened_at, at, "A visit")
    is_before = happened_at < enquiry.started_at
    if is_before and not before_discussion_reason.strip():
        raise StepNotAllowed("The discussion comes before the visit. Enter why this visit came first.")
    if not was_seen and not told.get("not_seen_reason", "").strip():
        raise StepNotAllowed("Enter why the child was not seen.")
    if was_seen_alone and not was_seen:
        raise StepNotAllowed("A child who was not seen was not seen alone.")
    visit = Visit(
        child_ids=enquiry.child_ids, person_id=enquiry.person_id, area_id=enquiry.area_id, team_id=enquiry.team_id,
        enquiry=enquiry, happened_at=happened_at, visited_by=visited_by or by, was_seen=was_seen,
        was_seen_alone=was_seen_alone, was_before_discussion=is_before,
        before_discussion_reason=before_discussion_reason.strip(), recorded_at=at, recorded_by=by, **told,
    )  # fmt: skip
    visit.save(force_insert=True)
    count_enquiry_visit(visit=visit, at=at)
    return Entry(happened_at=happened_at, made=visit, says=visit.in_words)


@does(ENQUIRY, "write")
def write_enquiry(enquiry, *, by, at, **words):
    """Write what agencies hold, what the doctor and the interviews say, and what it means for the child."""
    for name in WRITTEN:
        setattr(enquiry, name, words.get(name, getattr(enquiry, name)).strip())


@takes(ENQUIRY, "substantiate")
@transaction.atomic
def complete_enquiry(
    enquiry, *, outcome, findings, completed_on, by, at, conference_required=None, conference_not_required_reason="",
    version=None, submission=None,
):  # fmt: skip
    """Finish an enquiry with its outcome: continuing risk leads to a conference, or says why to none."""
    outcome = EnquiryOutcome(outcome)
    needs_one = outcome == EnquiryOutcome.CONTINUING_RISK and conference_required is not False
    check_outcome(enquiry, outcome, findings, completed_on, needs_one, conference_not_required_reason, at)

    def fill(fresh):
        fresh.outcome, fresh.findings, fresh.completed_on = outcome, findings.strip(), completed_on
        fresh.decided_by, fresh.conference_required = by, "yes" if needs_one else "no"
        fresh.conference_not_required_reason = "" if needs_one else conference_not_required_reason.strip()
        return Entry(
            happened_at=moments.moment_of(completed_on, at), note=f"{outcome.label}. {findings.strip()}",
            because="No initial conference is needed",
        )  # fmt: skip

    return take(
        pathway=ENQUIRY, step="substantiate" if needs_one else "close", record=enquiry, by=by, at=at, change=fill,
        version=version, submission=submission,
    )  # fmt: skip


def check_outcome(enquiry, outcome, findings, completed_on, needs_one, reason, at):
    """Refuse an outcome that is not whole."""
    moments.not_in_future(completed_on, at, "The end of the enquiry")
    if completed_on < enquiry.started_on:
        raise StepNotAllowed("The enquiry cannot be finished before it began.")
    if not findings.strip():
        raise StepNotAllowed("Enter what the enquiry found.")
    if outcome == EnquiryOutcome.CONTINUING_RISK and not needs_one and not reason.strip():
        raise StepNotAllowed("Enter why a child at continuing risk needs no conference.")


@does(ENQUIRY, "drop_conference")
def drop_conference(enquiry, *, reason, by, at):
    """Close an enquiry whose conference is no longer needed, with the reason; its clock is cancelled."""
    if not reason.strip():
        raise StepNotAllowed("Enter why no conference is needed any more.")
    enquiry.conference_required, enquiry.conference_not_required_reason = "no", reason.strip()
    return reason
