"""What is on record of the children of a part of a file, before anything of it is written."""

from collections import defaultdict
from types import SimpleNamespace

from harbourlight.foundations.people.models import Person
from harbourlight.practice.childinneed.models import Assessment, Episode, ManagerReview, Plan
from harbourlight.practice.childprotection.models import ConferenceChild, Enquiry, LegalStage, ProtectionPlan

from .work import london

ROWS = {
    "episodes": (
        Episode,
        "id person_id area_id team_id state referred_at closed_on close_reason source primary_need referral_nfa "
        "is_again_since_referral is_again_since_assessment",
    ),
    "assessments": (
        Assessment,
        "id person_id area_id episode_id state started_on completed_at factors is_first counted_from_on kind outcome",
    ),
    "looks": (ManagerReview, "id person_id assessment_id reviewed_at"),
    "plans": (Plan, "id person_id episode_id started_on ended_on end_reason"),
    "enquiries": (
        Enquiry,
        "id person_id episode_id team_id state started_on icpc_due_on icpc_held_on conference_required",
    ),
    "protection": (
        ProtectionPlan,
        "id person_id episode_id team_id started_on ended_on initial_category latest_category previous_plans "
        "is_temporary last_reviewed_on",
    ),
    "conferences": (ConferenceChild, "id person_id kind held_on enquiry_id plan_id decision is_temporary"),
    "legal": (LegalStage, "id person_id kind started_on ended_on"),
}


def nothing():
    """Return the record of a child who is new."""
    return SimpleNamespace(**{name: [] for name in ROWS})


def on_file(person_ids):
    """Return {person id: what is on record}, with what was recorded for records made one with it."""
    joined = dict(Person.objects.filter(merged_into__in=person_ids).values_list("pk", "merged_into_id"))
    joined |= {person_id: person_id for person_id in person_ids}
    found = defaultdict(nothing)
    for name, (model, columns) in ROWS.items():
        for row in model.objects.filter(person_id__in=joined).values(*columns.split()):
            getattr(found[joined[row["person_id"]]], name).append(with_days(row))
    return found


def with_days(row):
    """Give a row the days of its moments."""
    for name in ("referred_at", "completed_at", "reviewed_at"):
        if name in row:
            row[name.replace("_at", "_on")] = london(row[name])
    return row
