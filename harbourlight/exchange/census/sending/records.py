"""What the return reads: the rows of the rooms about some children, by child and by episode."""

from collections import defaultdict

from django.db.models import F, Q

from harbourlight.foundations.people.models import Identifier, Person
from harbourlight.practice.childinneed.models import Assessment, Episode, ManagerReview, Plan
from harbourlight.practice.childprotection.models import ConferenceChild, Enquiry, LegalStage, ProtectionPlan

from ..loading.identity import FORMER
from ..loading.kept import revived
from ..loading.work import issuer_of, london, noon
from ..models import CensusChild


def in_the_year(year, first="started_on", last="ended_on"):
    """Return the condition that something was going on within a year."""
    return Q(**{f"{first}__lte": year.end}) & (Q(**{last: None}) | Q(**{f"{last}__gte": year.start}))


def episodes_of(area, year):
    """Return the episodes of an area that were open on a day of a year."""
    rows = Episode.objects.filter(Q(closed_on=None) | Q(closed_on__gte=year.start), area=area)
    return rows.filter(referred_at__lt=noon(year.end).replace(hour=23, minute=59, second=59))


def children_of(area, year):
    """Return the ids of the children of the return; records made one stand under the one kept."""
    rows = episodes_of(area, year).values_list("person_id", "person__merged_into_id")
    return sorted({merged or person for person, merged in rows}, key=str)


class Records:
    """The rows about some children, asked of each table once."""

    def __init__(self, person_ids, area, year):
        """Read them."""
        self.area, self.year = area, year
        joined = dict(Person.objects.filter(merged_into__in=person_ids).values_list("pk", "merged_into_id"))
        self.kept = joined | {person_id: person_id for person_id in person_ids}
        everybody = list(self.kept)
        self.people = Person.objects.in_bulk(person_ids)
        self.told = self.told_of(person_ids)
        self.numbers = self.numbers_of(person_ids)
        self.episodes = self.by_child(episodes_of(area, year).filter(person_id__in=everybody).order_by("referred_at"))
        self.assessments = self.by_episode(Assessment, everybody, "started_on", ~Q(state="stopped"))
        self.looks = defaultdict(list)
        for assessment_id, moment in ManagerReview.objects.filter(person_id__in=everybody).values_list(
            "assessment_id", "reviewed_at"
        ):
            self.looks[assessment_id].append(london(moment))
        self.plans = self.by_episode(Plan, everybody, "started_on", in_the_year(year))
        self.enquiries = self.by_episode(Enquiry, everybody, "started_on", Q(started_on__lte=year.end))
        own = in_the_year(year) & Q(is_temporary=False)
        self.protection = self.by_episode(ProtectionPlan, everybody, "started_on", own)
        self.legal = self.by_episode(LegalStage, everybody, "started_on", in_the_year(year))
        self.reviews, self.others = defaultdict(list), defaultdict(list)
        held = ConferenceChild.objects.filter(person_id__in=everybody, held_on__lte=year.end, is_temporary=False)
        for person_id, kind, day, plan_id in held.filter(Q(kind="review") | Q(enquiry=None)).values_list(
            "person_id", "kind", "held_on", "plan_id"
        ):
            if kind == "review":
                self.reviews[plan_id].append(day)
            else:
                self.others[self.kept[person_id]].append(day)

    def by_child(self, rows):
        """Return {child: rows}."""
        found = defaultdict(list)
        for row in rows:
            found[self.kept[row.person_id]].append(row)
        return found

    def by_episode(self, model, person_ids, order, condition):
        """Return {episode: rows}, the first first."""
        found = defaultdict(list)
        for row in model.objects.filter(condition, person_id__in=person_ids).order_by(order):
            found[row.episode_id].append(row)
        return found

    def told_of(self, person_ids):
        """Return {child: what the file loaded last told}."""
        rows = CensusChild.objects.filter(area=self.area, person_id__in=person_ids).order_by("loaded_at")
        return {row.person_id: revived(row.told) for row in rows}

    def numbers_of(self, person_ids):
        """Return {child: {name of the element: number}}; the number kept last stands."""
        found = defaultdict(dict)
        rows = Identifier.objects.filter(person_id__in=person_ids).order_by(F("recorded_at"))
        issuer = issuer_of(self.area)
        for person_id, kind, value, named in rows.values_list("person_id", "kind", "value", "issuer"):
            if kind == "local" and named == issuer:
                found[person_id]["LAchildID"] = value
            elif kind == "upn":
                found[person_id]["FormerUPN" if named == FORMER else "UPN"] = value
        return found
