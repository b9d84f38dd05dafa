"""Why a child is in the return of a year, what is missing of it, and who is who in words."""

from django.db.models import Q

from harbourlight.practice.childinneed.pathway import IN_ERROR

from ..loading.kept import revived
from ..loading.work import noon


def belongs_to(year):
    """Return the condition by which an episode belongs to the return of a year: open on a day of it."""
    last = noon(year.end).replace(hour=23, minute=59, second=59)
    counts = ~Q(state=IN_ERROR)  # what was opened in error was no referral
    return counts & Q(referred_at__lte=last) & (Q(closed_on=None) | Q(closed_on__gte=year.start))


def why_in(episode, year):
    """Return in words why an episode is in the return of a year."""
    if episode.closed_on is None or episode.closed_on > year.end:
        return "Open at the end of the year"
    if episode.referral_nfa:
        return "Referred, no further action"
    return "Referred and closed in the year" if episode.referred_on >= year.start else "Closed in the year"


def missing_of(episode):
    """Return what the return asks of a child and nobody has recorded."""
    person = episode.person
    lacks = (
        (person.born_on is None and person.expected_on is None, "date of birth"),
        (person.sex == "U" and person.born_on is not None, "sex"),
        (person.ethnicity == "NOBT", "ethnicity"),
        (not person.disabilities, "disability, or none"),
        (episode.primary_need == "N0" and not episode.referral_nfa, "primary need"),
    )
    return [words for is_missing, words in lacks if is_missing]


def day_of(value):
    """Return a day as a list shows it."""
    return f"{value.day} {value:%B %Y}" if value else "not known"


def in_words(person):
    """Return a person as a choice shows them."""
    born = person.born_on or person.expected_on
    return f"{person}, born {day_of(born)}, {person.get_sex_display().lower()}"


def told_in_words(told):
    """Return what a file tells of a child, as rows of a summary list."""
    record = revived(told)
    numbers = record.get("ChildIdentifiers", {})
    referred = [detail.get("CINreferralDate") for detail in record.get("CINdetails", ())]
    return [
        ("The authority's number", numbers.get("LAchildID", "")),
        ("Pupil number", numbers.get("UPN", "none in the file")),
        ("Born", day_of(numbers.get("PersonBirthDate") or numbers.get("ExpectedPersonBirthDate"))),
        ("Sex", numbers.get("Sex") or numbers.get("GenderCurrent") or "not known"),
        ("Referred", ", ".join(day_of(day) for day in referred if day)),
    ]
