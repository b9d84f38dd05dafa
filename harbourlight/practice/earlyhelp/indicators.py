"""What early help measures, as declarations over its own rows, and who came back after a step down."""

from dataclasses import replace

from django.db.models import Count, DateField, Q
from django.db.models.functions import TruncQuarter

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.measures.declarations import STOCK, Measure
from harbourlight.foundations.measures.querysets import select
from harbourlight.foundations.measures.rows import AT, Compare, Either, Field, Is, Known, Rows
from harbourlight.foundations.questionnaires.choices import Reader, State
from harbourlight.foundations.questionnaires.models import Answer
from harbourlight.practice.childinneed.models import Episode
from harbourlight.practice.childinneed.pathway import IN_ERROR

from .models import Case, HelpAssessment, HelpPlan, QualitySample
from .pathway import ALLOCATION

WHY = "the figures of the whole area are counts; nobody is shown a row by them"
EARLY = "Families get help early, before worries grow"
ENOUGH = "Early help is enough, or the right help follows"

STARTED = Rows("earlyhelp.helpassessment", "started_at")
COMPLETED = Rows("earlyhelp.helpassessment", "completed_at")
STEPPED_UP = Rows("earlyhelp.stepup", "happened_at")
TAKEN_ON = Rows("earlyhelp.case", "happened_at")
# Clocks that have come to an end: stopped, or run out.
ALLOCATIONS = Rows("pathways.deadline", "started_at").where(
    Is("clock", (ALLOCATION,)),
    Is("is_alarm", (True,)),
    Known("cancelled_at", never=True),
    Either((Known("met_at"), Compare("due_at", "<", AT))),
)
ALLOCATED_IN_TIME = ALLOCATIONS.where(Compare("met_at", "<=", Field("due_at")))


def plans_open(area, span):
    """Return the plans of an area that ran at any time of a span: begun, finished or still open in it."""
    start, end = span.bounds
    return HelpPlan.objects.filter(Q(ended_at=None) | Q(ended_at__gte=start), area=area, started_at__lt=end)


def waiting_for_decision(area, span):
    """Return the cases whose family refused and where nobody has decided, as they stand now."""
    return Case.objects.filter(area=area, refused_at__lt=span.bounds[1], ended_at=None)


def stepped_down(area, span):
    """Return the cases that came from social care in a span."""
    start, end = span.bounds
    return Case.objects.filter(area=area, stepped_down_on__isnull=False, happened_at__gte=start, happened_at__lt=end)


def stepped_down_and_referred_again(area, span):
    """Return those of them of whom a child was referred again within 12 months of the step down."""
    return stepped_down(area, span).filter(pk__in=[case.pk for case, _ in referred_again(stepped_down(area, span))])


def year_after(day):
    """Return the same day a year later (28 February for a leap day): the last day of 12 months."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def referred_again(cases):
    """Return (case, episode) for each new referral of a child within 12 months of the case's step down.

    The 12 months begin with the day itself and end with the same day a year later; the episodes that stepped down
    do not count.
    """
    cases = list(cases)
    children = {child for case in cases for child in case.child_ids}
    by_child = {}
    for episode in Episode.objects.filter(person_id__in=children).exclude(state=IN_ERROR).order_by("referred_at"):
        by_child.setdefault(episode.person_id, []).append(episode)
    return [
        (case, episode)
        for case in cases
        for child in case.child_ids
        for episode in by_child.get(child, ())
        if episode.pk not in case.episode_ids
        and case.stepped_down_on <= episode.referred_at.astimezone(LONDON).date() <= year_after(case.stepped_down_on)
    ]


def step_downs_watched(area):
    """Return how many step downs an area had, and how many of them came back within 12 months."""
    with as_system(WHY):
        cases = Case.objects.filter(area=area, stepped_down_on__isnull=False)
        return cases.count(), len({case.pk for case, _ in referred_again(cases)})


def cases_of(rows):
    """Return a function that gives the cases which clocks are about."""
    return lambda area, span: Case.objects.filter(pk__in=select(rows, area, span).values("subject_id"))


def cases_with(rows):
    """Return a function that gives the cases to which rows belong."""
    return lambda area, span: Case.objects.filter(pk__in=select(rows, area, span).values("case_id"))


def first_case(area):
    """Return the moment of an area's first case, or None: no month before it can be counted."""
    return Case.objects.filter(area=area).order_by("happened_at").values_list("happened_at", flat=True).first()


DECLARED = (
    Measure(
        "EHA-01",
        "Early help assessments started",
        EARLY,
        "assessments",
        "",
        "Assessments with a family begun in the month, by any agency's lead professional.",
        dated_by="started_at",
        numerator=STARTED,
        behind=cases_with(STARTED),
    ),
    Measure(
        "EHA-02",
        "Early help assessments completed",
        EARLY,
        "assessments",
        "",
        "Assessments that the family agreed with in the month.",
        dated_by="completed_at",
        numerator=COMPLETED,
        behind=cases_with(COMPLETED),
    ),
    Measure(
        "EHA-03",
        "Early help plans open in the month",
        EARLY,
        "plans",
        "",
        "Plans that ran at any time of the month: begun, finished or still open in it.",
        dated_by="started_at",
        numerator=plans_open,
        kind=STOCK,
        behind=lambda area, span: Case.objects.filter(pk__in=plans_open(area, span).values("case_id")),
    ),
    Measure(
        "EHA-04",
        "Children stepped up to a child in need assessment",
        ENOUGH,
        "children",
        "",
        "Children with early help for whom an assessment as a child in need began, by the day of the step up.",
        numerator=STEPPED_UP,
        behind=cases_with(STEPPED_UP),
    ),
    Measure(
        "EHA-05",
        "Lead professional named in time",
        EARLY,
        "% of allocation clocks",
        "up",
        "Allocation clocks stopped no later than due, out of those stopped or run out.",
        dated_by="started_at",
        numerator=ALLOCATED_IN_TIME,
        denominator=ALLOCATIONS,
        behind=cases_of(ALLOCATIONS),
        exclusions="Families taken on while the area had set no number, since no clock ran for them.",
    ),
    Measure(
        "EHA-06",
        "Referred again within 12 months of a step down",
        ENOUGH,
        "% of step downs",
        "down",
        "Families stepped down in the month of whom a child was referred to social care again within 12 months.",
        numerator=stepped_down_and_referred_again,
        denominator=stepped_down,
        exclusions="Step downs of less than 12 months ago may still come back.",
    ),
    Measure(
        "EHA-07",
        "Families taken on for early help",
        EARLY,
        "families",
        "",
        "Early help cases begun in the month, however they came.",
        numerator=TAKEN_ON,
    ),
)
MEASURES = tuple(
    replace(measure, since=first_case, may="earlyhelp.read", address="earlyhelp:behind") for measure in DECLARED
)
BY_REF = {measure.ref: measure for measure in MEASURES}


def stand_behind(measure, area, span):
    """Return how many cases stand behind a number."""
    with as_system(WHY):
        return measure.rows(area, span).count()


def table(area, months, at):
    """Return each measure with its figures, counted over the whole area."""
    with as_system(WHY):
        return [(measure, measure.by_month(area, months, at)) for measure in MEASURES]


def completed_by_agency(area):
    """Return rows of agency_id, agency__name, quarter (its first day) and how many assessments were completed."""
    rows = HelpAssessment.objects.filter(area=area, completed_at__isnull=False)
    in_quarters = rows.annotate(quarter=TruncQuarter("completed_at", tzinfo=LONDON, output_field=DateField()))
    with as_system(WHY):
        return list(
            in_quarters.values("agency_id", "agency__name", "quarter").order_by("quarter").annotate(made=Count("pk"))
        )


def grades_by_agency(area):
    """Return {(agency id, first day of a quarter): {grade: how many}} of the assessments drawn and graded."""
    rows = Answer.objects.filter(
        answering__set_key="early-help-assessment", answering__area=area, answering__state=State.SIGNED, key="overall"
    )
    found = {}
    with as_system(WHY):
        samples = {sample.source: sample for sample in QualitySample.objects.filter(area=area)}
        held = (
            rows.exclude(reader=Reader.SECOND).order_by("reader").values_list("answering", "answering__source", "code")
        )
        # What two readers settled stands in the place of the first grade: "settled" comes after "first".
        for source, grade in {answering: told for answering, *told in held}.values():
            counts = found.setdefault((samples[source].agency_id, samples[source].quarter), {})
            counts[grade] = counts.get(grade, 0) + 1
    return found
