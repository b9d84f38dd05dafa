"""What the front door measures, as declarations over its own rows."""

from dataclasses import replace

from django.db.models import Count, Exists, F, Func, OuterRef, Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.measures.declarations import Measure, Span
from harbourlight.foundations.pathways.models import Deadline
from harbourlight.foundations.requests.models import Request

from .choices import CONVERTING, Outcome, Source
from .models import Contact
from .pathway import DECISION_CLOCKS

MONTHS_SHOWN = 13
WHY = "the figures of the whole area are counts; nobody is shown a row by them"
HEARD = "Children are heard and helped early"
SAFE = "Children are safe because decisions are made on time"
RIGHT_HELP = "Children get the right help the first time"


class YearBefore(Func):
    """The moment twelve months before another."""

    template = "(%(expressions)s - interval '12 months')"
    arity = 1


def contacts(area, span):
    """Return the contacts received in a span."""
    start, end = span.bounds
    return Contact.objects.filter(area=area, happened_at__gte=start, happened_at__lt=end)


def decided(area, span):
    """Return the contacts received in a span that have been decided."""
    return contacts(area, span).exclude(outcome="")


def referrals(area, span):
    """Return the contacts received in a span that became referrals."""
    return contacts(area, span).filter(outcome__in=CONVERTING)


def referrals_again(area, span):
    """Return the referrals of a child who had been referred in the twelve months before."""
    earlier = Contact.objects.filter(
        area=area,
        outcome__in=CONVERTING,
        child_ids__overlap=OuterRef("child_ids"),
        happened_at__lt=OuterRef("happened_at"),
        happened_at__gte=YearBefore(OuterRef("happened_at")),
    )
    return referrals(area, span).filter(Exists(earlier))


def decision_clocks(area, span):
    """Return the decision clocks started in a span that have come to an end: stopped, or run out."""
    start, end = span.bounds
    rows = Deadline.objects.filter(
        area=area,
        clock__in=DECISION_CLOCKS,
        is_alarm=True,
        cancelled_at=None,
        started_at__gte=start,
        started_at__lt=end,
    )
    return rows.filter(Q(met_at__isnull=False) | Q(due_at__lt=span.at))


def decided_in_time(area, span):
    """Return the decision clocks started in a span that were stopped no later than due."""
    return decision_clocks(area, span).met_in_time()


def referral_clocks(area, span):
    """Return the decision clocks of contacts that became referrals."""
    referred = Contact.objects.filter(area=area, outcome__in=CONVERTING)
    return decision_clocks(area, span).filter(subject_id__in=referred.values("pk"))


def referrals_in_time(area, span):
    """Return the decision clocks of referrals that were stopped no later than due."""
    return referral_clocks(area, span).met_in_time()


def referrals_decided(area, span):
    """Return the referrals whose decision clocks started in a span."""
    return Contact.objects.filter(pk__in=referral_clocks(area, span).values("subject_id"))


def contacts_decided_late(area, span):
    """Return the contacts whose decision was late, or is."""
    late = decision_clocks(area, span).filter(Q(met_at__gt=F("due_at")) | Q(met_at=None))
    return Contact.objects.filter(pk__in=late.values("subject_id"))


def requests_made(area, span):
    """Return the requests made in a span that were not withdrawn and whose time is over or answered."""
    start, end = span.bounds
    rows = Request.objects.filter(area=area, asked_at__gte=start, asked_at__lt=end).exclude(state="withdrawn")
    return rows.filter(Q(answered_at__isnull=False) | Q(due_at__lt=span.at))


def requests_answered(area, span):
    """Return the requests made in a span that were answered."""
    return requests_made(area, span).filter(answered_at__isnull=False)


def requests_late(area, span):
    """Return the requests made in a span that were answered late, or are late."""
    return requests_made(area, span).filter(Q(answered_at__gt=F("due_at")) | Q(answered_at=None))


def contacts_of(requests):
    """Return a function that gives the contacts behind requests."""
    return lambda area, span: Contact.objects.filter(pk__in=requests(area, span).values("subject_id"))


def first_contact(area):
    """Return the moment of an area's first contact, or None: no month before it can be counted."""
    earliest = Contact.objects.filter(area=area).order_by("happened_at")
    return earliest.values_list("happened_at", flat=True).first()


def by(field, value):
    """Return a function that counts the contacts with one value of a field."""
    return lambda area, span: contacts(area, span).filter(**{field: value})


DECLARED = (
    Measure(
        "FD-01",
        "Contacts received",
        HEARD,
        "contacts",
        "",
        "Everything that reached the front door.",
        numerator=contacts,
    ),
    *(
        Measure(
            f"FD-02-{source.value}",
            f"Contacts: {source.label.lower()}",
            HEARD,
            "contacts",
            "",
            "Contacts by the way they arrived.",
            numerator=by("source", source.value),
        )
        for source in Source
    ),
    *(
        Measure(
            f"FD-03-{outcome.value}",
            outcome.label,
            RIGHT_HELP,
            "contacts",
            "",
            "Contacts by outcome, in the month they were received.",
            numerator=by("outcome", outcome.value),
        )
        for outcome in Outcome
    ),
    Measure(
        "FD-04",
        "Contacts that became referrals",
        RIGHT_HELP,
        "% of contacts decided",
        "",
        "Contacts with the outcome of an assessment or a strategy discussion, out of those decided.",
        numerator=referrals,
        denominator=decided,
        exclusions="Contacts that still wait for a decision.",
    ),
    Measure(
        "FD-05",
        "Decided in time",
        SAFE,
        "% of decision clocks",
        "up",
        "Decision clocks stopped no later than due, out of those stopped or run out.",
        dated_by="started_at",
        numerator=decided_in_time,
        denominator=decision_clocks,
        behind=contacts_decided_late,
        exclusions="Clocks that still run and are not due, and clocks that were cancelled. The list shows the late.",
    ),
    Measure(
        "FD-06",
        "Referred again within 12 months of the last referral",
        RIGHT_HELP,
        "% of referrals",
        "down",
        "The national definition: a referral of a child who was referred in the 12 months before it.",
        numerator=referrals_again,
        denominator=referrals,
    ),
    Measure(
        "FD-07",
        "Referred again within 12 months of a closed assessment",
        RIGHT_HELP,
        "% of referrals",
        "down",
        "A local definition: the 12 months run from the end of the last assessment.",
        exclusions="Cannot be counted yet: assessments are not recorded here so far.",
    ),
    Measure(
        "FD-08",
        "Requests answered",
        HEARD,
        "% of requests",
        "up",
        "Requests that an agency answered (held, nothing held or declined), out of those answered or due.",
        dated_by="asked_at",
        numerator=requests_answered,
        denominator=requests_made,
        behind=contacts_of(requests_answered),
    ),
    Measure(
        "FD-09",
        "Requests answered late or not at all",
        SAFE,
        "% of requests",
        "down",
        "Requests answered after they were due, or due and not answered.",
        dated_by="asked_at",
        numerator=requests_late,
        denominator=requests_made,
        behind=contacts_of(requests_late),
    ),
    Measure(
        "FD-10",
        "Referrals",
        RIGHT_HELP,
        "contacts",
        "",
        "Contacts with the outcome of an assessment or a strategy discussion, in the month they were received.",
        numerator=referrals,
        exclusions="Contacts that still wait for a decision.",
    ),
    Measure(
        "FD-11",
        "Referrals decided in time",
        SAFE,
        "% of referrals",
        "up",
        "Decision clocks of referrals stopped no later than due, out of those stopped or run out.",
        dated_by="started_at",
        numerator=referrals_in_time,
        denominator=referral_clocks,
        behind=referrals_decided,
        exclusions="Contacts that did not become referrals, and clocks that were cancelled. The list shows them all.",
    ),
)
MEASURES = tuple(
    replace(measure, since=first_contact, may="frontdoor.read", address="frontdoor:behind") for measure in DECLARED
)
BY_REF = {measure.ref: measure for measure in MEASURES}


def months_to(last):
    """Return the thirteen months that end with this one."""
    return [last.back(number) for number in range(MONTHS_SHOWN - 1, -1, -1)]


def table(area, last, at):
    """Return each measure with its thirteen figures, counted over the whole area."""
    months = months_to(last)
    with as_system(WHY):
        return months, [(measure, measure.by_month(area, months, at)) for measure in MEASURES]


def agencies(area, month, at):
    """Return each agency asked in a month: how many requests, answered, late."""
    span = Span(month, month, at)
    late = Q(answered_at__gt=F("due_at")) | Q(answered_at=None, due_at__lt=at)
    with as_system(WHY):
        rows = requests_made(area, span).order_by("agency__name").values("agency__name")
        return list(
            rows.annotate(
                made=Count("pk"),
                answered=Count("pk", filter=Q(answered_at__isnull=False)),
                late=Count("pk", filter=late),
            )
        )


def stand_behind(measure, area, month, at):
    """Return how many records stand behind a number."""
    with as_system(WHY):
        return measure.rows(area, Span(month, month, at)).count()
