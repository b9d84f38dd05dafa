"""What the return reads: the rows of the rooms about some children, by child and by episode; no more than it tells."""

from collections import defaultdict

from django.db.models import Q
from django.db.models.functions import TruncDate

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.people.models import Identifier, Person
from harbourlight.practice.childinneed.models import Assessment, Episode, ManagerReview, Plan
from harbourlight.practice.childprotection.models import ConferenceChild, Enquiry, LegalStage, ProtectionPlan
from harbourlight.statute import authorities

from ..loading.identity import FORMER
from ..loading.work import issuer_of
from ..models import CensusChild
from .membership import belongs_to

PEOPLE = ("id", "born_on", "expected_on", "died_on", "sex", "ethnicity", "disabilities")
EPISODES = (
    "id", "person_id", "referred_on", "source", "primary_need", "closed_on", "close_reason", "referral_nfa",
)  # fmt: skip
ASSESSMENTS = ("id", "episode_id", "started_on", "completed_on", "factors")
PLANS = ("episode_id", "started_on", "ended_on")
ENQUIRIES = ("episode_id", "started_on", "icpc_due_on", "icpc_held_on", "conference_required", "state")
PROTECTION = (
    "id", "episode_id", "started_on", "ended_on", "initial_category", "latest_category", "previous_plans",
)  # fmt: skip
LEGAL = ("episode_id", "kind", "started_on", "ended_on")


def day(field):
    """Return the London date of a moment, worked out by the database."""
    return TruncDate(field, tzinfo=LONDON)


def of_people(model, person_ids):
    """Return the rows of a model about some people; one array is quicker than thousands of parameters."""
    column = f'"{model._meta.db_table}"."person_id"'
    return model.objects.extra(where=[f"{column} = ANY (%s)"], params=[list(person_ids)])  # noqa: S610 - our own column


def in_the_year(year, first="started_on", last="ended_on"):
    """Return the condition that something was going on within a year."""
    return Q(**{f"{first}__lte": year.end}) & (Q(**{last: None}) | Q(**{f"{last}__gte": year.start}))


def children_of(area, year):
    """Return the ids of the children of the return; records made one stand under the one kept."""
    rows = Episode.objects.filter(belongs_to(year), area=area).values_list("person_id", "person__merged_into_id")
    return sorted({merged or person for person, merged in rows}, key=lambda pk: pk.int)


class Records:
    """The rows about some children, asked of each table once."""

    def __init__(self, person_ids, area, year, authority=""):
        """Read them; ``authority`` is whose return it is."""
        self.area, self.year, self.authority = area, year, authority
        joined = Person.objects.extra(where=["merged_into_id = ANY (%s)"], params=[list(person_ids)])
        self.kept = dict(joined.values_list("pk", "merged_into_id")) | {pk: pk for pk in person_ids}
        self.everybody = list(self.kept)
        people = Person.objects.extra(where=["people_person.id = ANY (%s)"], params=[list(person_ids)])
        self.people = {row.id: row for row in people.values_list(*PEOPLE, named=True)}
        self.told = dict(
            of_people(CensusChild, person_ids).filter(area=area).order_by("loaded_at").values_list("person_id", "told")
        )
        self.numbers = self.numbers_of(person_ids)
        self.read_need(year)
        self.read_protection(year)

    def read_need(self, year):
        """Read episodes, assessments and plans."""
        rows = of_people(Episode, self.everybody).filter(belongs_to(year), area=self.area)
        self.episodes = defaultdict(list)
        dated = rows.annotate(referred_on=day("referred_at")).order_by("referred_at")
        for row in dated.values_list(*EPISODES, named=True):
            self.episodes[self.kept[row.person_id]].append(row)
        rows = of_people(Assessment, self.everybody).exclude(state="stopped")
        self.assessments = by_episode(rows.annotate(completed_on=day("completed_at")), ASSESSMENTS)
        self.looks = defaultdict(list)
        looks = of_people(ManagerReview, self.everybody).annotate(on=day("reviewed_at"))
        for assessment_id, looked_on in looks.values_list("assessment_id", "on"):
            self.looks[assessment_id].append(looked_on)
        self.plans = by_episode(of_people(Plan, self.everybody).filter(in_the_year(year)), PLANS)

    def read_protection(self, year):
        """Read enquiries, conferences, child protection plans and legal stages."""
        self.enquiries = by_episode(of_people(Enquiry, self.everybody).filter(started_on__lte=year.end), ENQUIRIES)
        rows = of_people(ProtectionPlan, self.everybody).filter(in_the_year(year), is_temporary=False)
        self.protection = by_episode(rows, PROTECTION)
        self.legal = by_episode(of_people(LegalStage, self.everybody).filter(in_the_year(year)), LEGAL)
        self.reviews, self.others = defaultdict(list), defaultdict(list)
        held = of_people(ConferenceChild, self.everybody).filter(held_on__lte=year.end, is_temporary=False)
        for person_id, kind, held_on, plan_id in held.filter(Q(kind="review") | Q(enquiry=None)).values_list(
            "person_id", "kind", "held_on", "plan_id"
        ):
            if kind == "review":
                self.reviews[plan_id].append(held_on)
            else:
                self.others[self.kept[person_id]].append(held_on)

    def numbers_of(self, person_ids):
        """Return {child: {name of the element: number}}; the number kept last stands.

        The number of the authority goes before one that names the area alone, that before one of its forerunners.
        """
        found, ranks = defaultdict(dict), {}
        rows = of_people(Identifier, person_ids).order_by("recorded_at")
        before = [each.code for each in authorities.every() if authorities.follows(self.authority, each.code)]
        rank = {issuer_of(self.area, code): 1 for code in before} | {issuer_of(self.area): 2}
        rank[issuer_of(self.area, self.authority)] = 3
        for person_id, kind, value, named in rows.values_list("person_id", "kind", "value", "issuer"):
            if kind == "local" and rank.get(named, 0) >= ranks.get(person_id, 1):
                found[person_id]["LAchildID"], ranks[person_id] = value, rank[named]
            elif kind == "upn":
                found[person_id]["FormerUPN" if named == FORMER else "UPN"] = value
        return found


def by_episode(rows, columns):
    """Return {episode: rows}, the first first."""
    found = defaultdict(list)
    for row in rows.order_by("started_on").values_list(*columns, named=True):
        found[row.episode_id].append(row)
    return found
