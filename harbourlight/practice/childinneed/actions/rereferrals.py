"""Re-referrals within 12 months, by both definitions, kept with each episode."""

from datetime import timedelta

from harbourlight.foundations.people.models import Person

from ..models import Assessment, Episode
from ..pathway import IN_ERROR


def year_before(day):
    """Return the same day a year earlier (28 February for a leap day)."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year - 1)


def is_within_a_year(earlier, later):
    """Say whether a day came before another, by no more than 12 months."""
    return year_before(later) <= earlier < later


def records_of(person_id):
    """Return the ids of all records of one child that were made one, the one that stands first."""
    first = Person.objects.filter(pk=person_id).values_list("merged_into_id", flat=True).first() or person_id
    return [first, *Person.objects.filter(merged_into=first).values_list("pk", flat=True)]


def remember_rereferrals(person_id):
    """Write on each episode of a child whether it is a re-referral, as all its dates now stand.

    Since the last referral: an earlier referral in the 12 months before this one (the national definition).
    Since the last assessment: an assessment of an earlier episode finished in the 12 months before this one.
    Only referrals and assessments of the same area count, and no episode that was opened in error.
    """
    ids = records_of(person_id)
    episodes = list(Episode.objects.filter(person_id__in=ids).exclude(state=IN_ERROR).order_by("referred_at"))
    finished = Assessment.objects.filter(person_id__in=ids, completed_at__isnull=False)
    ends = [(row.episode_id, row.area_id, row.completed_on) for row in finished]
    for episode in episodes:
        on = episode.referred_on
        referrals = [other.referred_on for other in episodes if other.area_id == episode.area_id]
        earlier = [day for other, area, day in ends if other != episode.pk and area == episode.area_id]
        since_referral = any(is_within_a_year(day, on) for day in referrals)
        since_assessment = any(is_within_a_year(day, on) for day in earlier)
        if (since_referral, since_assessment) != (episode.is_again_since_referral, episode.is_again_since_assessment):
            Episode.objects.filter(pk=episode.pk).update(
                is_again_since_referral=since_referral, is_again_since_assessment=since_assessment
            )
            episode.is_again_since_referral = since_referral
            episode.is_again_since_assessment = since_assessment
    return episodes
