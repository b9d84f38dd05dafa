"""A chair's concerns about an agency's work: put to it, answered, taken a level further, settled."""

from django.db import transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.needs import roles_of
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.documents.outbox import queue_mail
from harbourlight.foundations.pathways import chains, works
from harbourlight.foundations.pathways.actions import Entry, record_step, take
from harbourlight.foundations.pathways.chains import Span, fact
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.pathways.verbs import does, takes
from harbourlight.foundations.rules import reading

from ..choices import ConcernLevel
from ..models import ChairConcern
from ..pathway import CONCERN, CONFERENCE
from ..pathway.enquiry import ADDRESSEE, CHAIR, CONCERN_CLOCK
from . import moments
from .deciding import chairs

NOTICE = (
    "A conference chair has put a concern to your agency.\n\n"
    "Sign in to Harbourlight to read and answer it. For safety this message says nothing more.\n"
)
NEXT = {ConcernLevel.TEAM: ConcernLevel.SENIOR, ConcernLevel.SENIOR: ConcernLevel.PARTNERSHIP}


@works.stands(CONCERN, CHAIR)
def chairs_its_conference(concern, by, at):
    """Say whether somebody chairs the conference about which a concern is."""
    return chairs(concern.conference, by, at)


@transaction.atomic
def raise_concern(*, conference, agency, what, wanted, by, at, level=ConcernLevel.TEAM, submission=None):
    """Put a concern about an agency's work to it; it answers within the area's limit."""
    known = ChairConcern.objects.filter(submission=submission).first() if submission else None
    if known:
        return known
    if not what.strip() or not wanted.strip():
        raise StepNotAllowed("Enter what concerns you, and what should change.")
    limit = reading.always_due_by(CONCERN_CLOCK, conference.area_id, at)
    concern = ChairConcern(
        child_ids=conference.child_ids, area=conference.area, conference=conference, agency=agency,
        level=ConcernLevel(level), what=what.strip(), wanted=wanted.strip(), raised_by=by, raised_at=at,
        due_on=limit.due, submission=submission, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    declared = CONCERN.step("raise")
    capacity = works.check(CONFERENCE, declared, conference, by, at)
    concern.save(force_insert=True)
    record_step(
        declared, concern, by=by, at=at, before="", happened_at=at, capacity=capacity,
        agency_id=works.answers_for(CONCERN, capacity, by),
    )  # fmt: skip
    chains.work_out(CONCERN, concern, at=at, reason=declared.says)
    tell_agency(concern)
    return concern


@fact(CONCERN, "put_to_the_agency")
def put_to_the_agency(concern):
    """Tell each stretch in which an agency's answer was waited for, but one that the chair ended by going further."""
    rows = StepTaken.objects.filter(subject_id=concern.pk).order_by("recorded_at", "happened_at")
    told = list(rows.values_list("step", "happened_at"))
    following = [*told[1:], ("", None)]
    return [
        Span(asked_at, then_at)
        for (step, asked_at), (then, then_at) in zip(told, following, strict=True)
        if step in ("raise", "escalate") and then != "escalate"
    ]


def tell_agency(concern):
    """Tell the agency that something waits."""
    if concern.agency.email:
        queue_mail(concern.agency.email, "A concern waits for you in Harbourlight", NOTICE, concern.pk)


@works.stands(CONCERN, ADDRESSEE)
def may_answer(concern, by, at):
    """Say whether somebody answers a concern: of its agency, or the independent chair to whom it was taken."""
    if by.agency_id == concern.agency_id:
        return True
    return concern.level == ConcernLevel.PARTNERSHIP and Role.PARTNERSHIP_CHAIR in roles_of(by, moments.london(at))


@takes(CONCERN, "answer")
def answer_concern(concern, *, answer, by, at, version=None, submission=None):
    """Answer a chair's concern for the agency it was put to."""
    if not answer.strip():
        raise StepNotAllowed("Enter your answer.")

    def fill(fresh):
        # What was answered before the chair took it further stays above it.
        fresh.answer = "\n\n".join(filter(None, (fresh.answer, answer.strip())))
        fresh.answered_by, fresh.answered_at = by, at

    with as_system("the agency answers what was put to it, also after its sight of the children has ended"):
        return take(
            pathway=CONCERN, step="answer", record=concern, by=by, at=at, change=fill, version=version,
            submission=submission,
        )  # fmt: skip


@does(CONCERN, "escalate")
def escalate_concern(concern, *, reason, by, at):
    """Take a concern one level further when the answer did not settle it or did not come, with a new limit."""
    further = NEXT.get(ConcernLevel(concern.level))
    if further is None:
        raise StepNotAllowed("There is no level above the independent chair of the partnership.")
    if not reason.strip():
        raise StepNotAllowed("Enter why it is taken further.")
    concern.answered_at = None
    concern.level, concern.due_on = further, reading.always_due_by(CONCERN_CLOCK, concern.area_id, at).due
    return Entry(note=f"{further.label}. {reason.strip()}", because="Taken further", after=tell_agency)


@does(CONCERN, "settle")
def settle_concern(concern, *, what_changed, by, at):
    """Settle a concern: say what changed."""
    if not what_changed.strip():
        raise StepNotAllowed("Enter what changed.")
    concern.settled_at, concern.settled_note = at, what_changed.strip()
