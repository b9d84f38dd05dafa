"""The assessment with the family: started after consent, written by whoever leads, agreed with the family."""

from django.db import transaction
from django.db.models import Max

from harbourlight.foundations.pathways.actions import take
from harbourlight.foundations.pathways.steps import ChangedMeanwhile, StepNotAllowed

from ..choices import SECTIONS
from ..models import ChildVoice, HelpAssessment
from ..pathway import ASSESSMENT, CASE
from .clocks import start_clock
from .rights import check_consent, check_works, day_of, moment_of

TEXTS = tuple(name for name, _ in SECTIONS if name != "voices")
WORDS = dict(SECTIONS)


@transaction.atomic
def start_assessment(*, case, by, at, started_on=None, version=None, submission=None):
    """Start an assessment; never without the family's consent. The clock runs where the area set a number."""
    check_works(case, by, at)
    check_consent(case)
    happened = moment_of(started_on or day_of(at), at)
    step = "start_assessment" if case.state == "allocated" else "assess_again"

    def put(fresh):
        last = HelpAssessment.objects.filter(case=fresh).aggregate(last=Max("number"))["last"] or 0
        made = HelpAssessment(
            case=fresh, child_ids=fresh.child_ids, area=fresh.area, agency=fresh.lead.agency, lead=fresh.lead,
            number=last + 1, started_at=happened, written_by=by, written_at=at,
        )  # fmt: skip
        made.save(force_insert=True)
        ChildVoice.objects.bulk_create(ChildVoice(assessment=made, person_id=child) for child in fresh.child_ids)
        start_clock(ASSESSMENT, case=fresh, started=happened)

    return take(
        pathway=CASE, step=step, record=case, by=by, at=at, change=put, happened_at=happened, version=version,
        submission=submission,
    )  # fmt: skip


def assessment_in_hand(case):
    """Return the assessment that is being written, or None."""
    return HelpAssessment.objects.filter(case=case, completed_at=None).first()


@transaction.atomic
def write_assessment(*, assessment, answers, voices, by, at, version=None):
    """Keep what was written so far; whoever comes second is shown both texts (ChangedMeanwhile).

    ``answers`` are texts by section, ``voices`` {id of a child: what the child said or showed}.
    """
    fresh = HelpAssessment.objects.select_for_update(of=("self",)).select_related("case").get(pk=assessment.pk)
    check_works(fresh.case, by, at)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile("Somebody else changed this assessment while you were writing.", fresh)
    if fresh.completed_at:
        raise StepNotAllowed("This assessment is complete. Start another to write more.")
    for name in TEXTS:
        setattr(fresh, name, answers.get(name, getattr(fresh, name)).strip())
    fresh.version, fresh.written_by, fresh.written_at = fresh.version + 1, by, at
    fresh.save()
    for person_id, words in voices.items():
        write_voice(fresh, person_id, words.strip())
    return fresh


def write_voice(assessment, person_id, words):
    """Keep what one child said or showed; a child who joined the family later gets a row of their own."""
    if person_id not in assessment.case.child_ids:
        raise StepNotAllowed("Only a child of this family has a voice here.")
    if not ChildVoice.objects.filter(assessment=assessment, person_id=person_id).update(words=words):
        ChildVoice(assessment=assessment, person_id=person_id, words=words).save(force_insert=True)


def missing_in(assessment):
    """Return the names of the sections that are still empty."""
    missing = [WORDS[name] for name in TEXTS if not getattr(assessment, name)]
    heard = set(ChildVoice.objects.filter(assessment=assessment).exclude(words="").values_list("person_id", flat=True))
    return missing + ([WORDS["voices"]] if set(assessment.case.child_ids) - heard else [])


@transaction.atomic
def complete_assessment(*, case, agreed_on, by, at, version=None, submission=None):
    """Complete the assessment on the day the family agreed with it; the clock stops on that day."""
    check_works(case, by, at)
    check_consent(case)
    happened, written = moment_of(agreed_on, at), assessment_in_hand(case)
    if written is None:
        raise StepNotAllowed("No assessment is being written.")
    if agreed_on < day_of(written.started_at):
        raise StepNotAllowed("The family cannot have agreed before the assessment started.")
    missing = missing_in(written)
    if missing:
        raise StepNotAllowed(f"Still to be written: {', '.join(missing)}.")

    def put(fresh):
        written.child_ids, written.agreed_on, written.completed_at = fresh.child_ids, agreed_on, happened
        written.agency, written.lead, written.version = fresh.lead.agency, fresh.lead, written.version + 1
        written.save()

    return take(
        pathway=CASE, step="complete_assessment", record=case, by=by, at=at, change=put, happened_at=happened,
        version=version, submission=submission,
    )  # fmt: skip
