"""What the front door measures, as declarations over its own rows."""

from dataclasses import replace

from django.db.models import Count, F, Q

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.measures.declarations import Measure, Span
from harbourlight.foundations.measures.querysets import select
from harbourlight.foundations.measures.rows import AT, Again, Among, Compare, Either, Field, Is, Known, Rows

from .choices import CONVERTING, Outcome, Source
from .models import Contact
from .pathway import DECISION_CLOCKS

MONTHS_SHOWN = 13
WHY = "the figures of the whole area are counts; nobody is shown a row by them"
HEARD = "Children are heard and helped early"
SAFE = "Children are safe because decisions are made on time"
RIGHT_HELP = "Children get the right help the first time"


CONTACTS = Rows("frontdoor.contact", "happened_at")
DECIDED = CONTACTS.where(Is("outcome", ("",), never=True))
# Two contacts about one event are one referral.
REFERRALS = CONTACTS.where(Is("outcome", CONVERTING), Known("same_event_as_id", never=True))
REFERRALS_AGAIN = REFERRALS.where(Again(REFERRALS, months=12))

# Clocks that have come to an end: stopped, or run out.
DECISION_CLOCKS_ENDED = Rows("pathways.deadline", "started_at").where(
    Is("clock", DECISION_CLOCKS),
    Is("is_alarm", (True,)),
    Known("cancelled_at", never=True),
    Either((Known("met_at"), Compare("due_at", "<", AT))),
)
IN_TIME = Compare("met_at", "<=", Field("due_at"))
DECIDED_IN_TIME = DECISION_CLOCKS_ENDED.where(IN_TIME)
DECIDED_LATE = DECISION_CLOCKS_ENDED.where(
    Either((Compare("met_at", ">", Field("due_at")), Known("met_at", never=True)))
)
REFERRAL_CLOCKS = DECISION_CLOCKS_ENDED.where(Among("subject_id", REFERRALS))
REFERRALS_IN_TIME = REFERRAL_CLOCKS.where(IN_TIME)

# Requests that were not withdrawn and whose time is over or answered.
REQUESTS = Rows("requests.request", "asked_at").where(
    Is("state", ("withdrawn",), never=True),
    Either((Known("answered_at"), Compare("due_at", "<", AT))),
)
REQUESTS_ANSWERED = REQUESTS.where(Known("answered_at"))
REQUESTS_LATE = REQUESTS.where(Either((Compare("answered_at", ">", Field("due_at")), Known("answered_at", never=True))))


def contacts_of(rows):
    """Return a function that gives the contacts which clocks or requests are about."""
    return lambda area, span: Contact.objects.filter(pk__in=select(rows, area, span).values("subject_id"))


def first_contact(area):
    """Return the moment of an area's first contact, or None: no month before it can be counted."""
    earliest = Contact.objects.filter(area=area).order_by("happened_at")
    return earliest.values_list("happened_at", flat=True).first()


DECLARED = (
    Measure(
        "FD-01",
        "Contacts received",
        HEARD,
        "contacts",
        "",
        "Everything that reached the front door.",
        numerator=CONTACTS,
    ),
    *(
        Measure(
            f"FD-02-{source.value}",
            f"Contacts: {source.label.lower()}",
            HEARD,
            "contacts",
            "",
            "Contacts by the way they arrived.",
            numerator=CONTACTS.where(Is("source", (source.value,))),
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
            numerator=CONTACTS.where(Is("outcome", (outcome.value,))),
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
        numerator=REFERRALS,
        denominator=DECIDED,
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
        numerator=DECIDED_IN_TIME,
        denominator=DECISION_CLOCKS_ENDED,
        behind=contacts_of(DECIDED_LATE),
        exclusions="Clocks that still run and are not due, and clocks that were cancelled. The list shows the late.",
    ),
    Measure(
        "FD-06",
        "Referred again within 12 months of the last referral",
        RIGHT_HELP,
        "% of referrals",
        "down",
        "The national definition: a referral of a child who was referred in the 12 months before it.",
        numerator=REFERRALS_AGAIN,
        denominator=REFERRALS,
    ),
    Measure(
        "FD-08",
        "Requests answered",
        HEARD,
        "% of requests",
        "up",
        "Requests that an agency answered (held, nothing held or declined), out of those answered or due.",
        dated_by="asked_at",
        numerator=REQUESTS_ANSWERED,
        denominator=REQUESTS,
        behind=contacts_of(REQUESTS_ANSWERED),
    ),
    Measure(
        "FD-09",
        "Requests answered late or not at all",
        SAFE,
        "% of requests",
        "down",
        "Requests answered after they were due, or due and not answered.",
        dated_by="asked_at",
        numerator=REQUESTS_LATE,
        denominator=REQUESTS,
        behind=contacts_of(REQUESTS_LATE),
    ),
    Measure(
        "FD-10",
        "Referrals",
        RIGHT_HELP,
        "contacts",
        "",
        "Contacts with the outcome of an assessment or a strategy discussion, in the month they were received.",
        numerator=REFERRALS,
        exclusions="Contacts that still wait for a decision.",
    ),
    Measure(
        "FD-12",
        "Contacts received that became referrals",
        RIGHT_HELP,
        "% of contacts",
        "",
        "Contacts with the outcome of an assessment or a strategy discussion, out of all received in the month.",
        numerator=REFERRALS,
        denominator=CONTACTS,
    ),
    Measure(
        "FD-11",
        "Referrals decided in time",
        SAFE,
        "% of referrals",
        "up",
        "Decision clocks of referrals stopped no later than due, out of those stopped or run out.",
        dated_by="started_at",
        numerator=REFERRALS_IN_TIME,
        denominator=REFERRAL_CLOCKS,
        behind=contacts_of(REFERRAL_CLOCKS),
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
        rows = select(REQUESTS, area, span).order_by("agency__name").values("agency__name")
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
