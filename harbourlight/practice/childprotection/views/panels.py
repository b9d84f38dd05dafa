"""What child protection shows elsewhere: on the child's page and in worklists."""

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.people.panels import Watched
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.words import moment as moment_in_words
from harbourlight.practice.frontdoor.choices import Outcome
from harbourlight.practice.frontdoor.models import ContactChild
from harbourlight.statute import clocks as statute
from harbourlight.statute.errors import StatuteError

from ..models import (
    ChairConcern,
    Conference,
    ConferenceChild,
    EmergencyMeasure,
    Enquiry,
    ProtectionPlan,
    StrategyDiscussion,
)
from ..pathway.enquiry import COMPLETION_CLOCK, CONCERN_CLOCK, CONFERENCE_CLOCK, EMERGENCY_CLOCKS
from ..pathway.plan import (
    EXTENSION_CLOCK,
    FIRST_CORE_GROUP_CLOCK,
    FIRST_REVIEW_CLOCK,
    NEXT_CORE_GROUP_CLOCK,
    NEXT_REVIEW_CLOCK,
    PROCEEDINGS_CLOCK,
    SEEN_CLOCK,
    TRANSFER_CLOCK,
)

MOST_SHOWN = 10
CALLED_FOR = "a strategy discussion called for"
CALLED = Watched(CALLED_FOR, ContactChild, {"outcome": Outcome.STRATEGY})
SHORT = {
    CONFERENCE_CLOCK: "Initial conference",
    COMPLETION_CLOCK: "Finish the section 47 enquiry",
    CONCERN_CLOCK: "Answer the chair's challenge",
    FIRST_CORE_GROUP_CLOCK: "First core group",
    NEXT_CORE_GROUP_CLOCK: "Core group",
    SEEN_CLOCK: "See the child",
    FIRST_REVIEW_CLOCK: "First review conference",
    NEXT_REVIEW_CLOCK: "Review conference",
    TRANSFER_CLOCK: "Transfer-in conference",
    PROCEEDINGS_CLOCK: "The proceedings are over",
    EXTENSION_CLOCK: "The extended proceedings are over",
} | dict.fromkeys(EMERGENCY_CLOCKS, "The emergency measure ends")


def in_short(deadline):
    """Return what must happen by a clock of child protection, in few words."""
    return SHORT.get(deadline.clock, deadline.title)


def clock_words(deadline):
    """Return what must happen by a clock, and whether it is a local rule."""
    try:
        is_local = statute.get(deadline.clock).force == "local"
    except StatuteError:
        is_local = True
    return f"{in_short(deadline)}{' (local rule)' if is_local else ''}"


@Prepared
def plans_of():
    """The plans of people, the newest first."""
    rows = ProtectionPlan.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    return rows.select_related("key_worker").order_by("-began_at")[:MOST_SHOWN]


@Prepared
def enquiries_of():
    """The section 47 enquiries about people, the newest first."""
    rows = Enquiry.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    return rows.order_by("-started_at")[:MOST_SHOWN]


@Prepared
def discussions_of():
    """The strategy discussions about people, the newest first."""
    rows = StrategyDiscussion.objects.visible_to(ASKER).about(Parameter("people"))
    return rows.order_by("-recorded_at")[:MOST_SHOWN]


@Prepared
def called_for():
    """The newest decision of the front door that agencies discuss people now."""
    rows = ContactChild.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"), outcome=Outcome.STRATEGY)
    rows = rows.exclude(contact__decided_at=None).order_by("-contact__decided_at")
    return rows.values_list("contact__decided_at")[:1]


def waits_for_discussion(asked, discussions):
    """Return when the front door called for a strategy discussion that nobody has planned since, or None."""
    if CALLED_FOR in asked["people"].empty:
        return None
    for (decided_at,) in called_for(**asked):
        if decided_at and not any(talk.recorded_at >= decided_at for talk in discussions):
            return decided_at
    return None


@Prepared
def conferences_of():
    """The conferences about people, the newest first."""
    rows = ConferenceChild.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    return rows.select_related("conference").order_by("-recorded_at")[:MOST_SHOWN]


@Prepared
def measures_of():
    """The emergency measures about people, the newest first."""
    rows = EmergencyMeasure.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    return rows.order_by("-began_at")[:MOST_SHOWN]


def on_the_childs_page(request, person):
    """Return the panel of a child: plan, enquiries, conferences and measures, and what can be done."""
    if not may(request.user, "childprotection.read", request.today):
        return []
    asked = {"asker": request.user.id, "people": person.record_ids}
    questions = (plans_of, enquiries_of, discussions_of, conferences_of, measures_of)
    plans, enquiries, discussions, conferences, measures = yield tuple(each.bind(**asked) for each in questions)
    context = {
        "plans": plans,
        "enquiries": enquiries,
        "discussions": discussions,
        "conferences": conferences,
        "measures": measures,
        "person_id": person.id,
        "can_discuss": person.is_child and may(request.user, "childprotection.discuss", request.today),
        "can_protect": person.is_child and may(request.user, "childprotection.emergency", request.today),
        "can_work": may(request.user, "childprotection.work", request.today),
    }
    kinds = ("plans", "enquiries", "discussions", "conferences", "measures")
    if not any(context[kind] for kind in kinds) and not (context["can_discuss"] or context["can_protect"]):
        return []
    if context["can_discuss"]:
        called_at = waits_for_discussion(asked, context["discussions"])
        context["warns"] = called_at and (
            f"The front door decided on {moment_in_words(called_at)} that agencies discuss this child now."
            " No discussion is planned yet."
        )
    return "childprotection/panel.html", context


@Prepared
def enquiries_with_names():
    """Some enquiries with the names of their children."""
    return Enquiry.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("person")


@Prepared
def measures_with_names():
    """Some emergency measures with the names of their children."""
    return EmergencyMeasure.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("person")


@Prepared
def conferences_by_id():
    """Some conferences."""
    return Conference.objects.visible_to(ASKER).filter(pk__any=Parameter("ids"))


@Prepared
def concerns_by_id():
    """Some concerns with their agencies."""
    return ChairConcern.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("agency")


def names_of_enquiries(asker, ids):
    """Return {id: the child's name} of enquiries, for lists of clocks."""
    return {row.pk: f"Section 47 enquiry: {row.person}" for row in enquiries_with_names(asker=asker, ids=ids)}


def names_of_measures(asker, ids):
    """Return {id: the child's name} of emergency measures, for lists of clocks."""
    return {row.pk: f"{row.get_kind_display()}: {row.person}" for row in measures_with_names(asker=asker, ids=ids)}


def names_of_conferences(asker, ids):
    """Return {id: the kind} of conferences, for lists of clocks."""
    return {row.pk: row.get_kind_display() for row in conferences_by_id(asker=asker, ids=ids)}


def names_of_concerns(asker, ids):
    """Return {id: the agency} of chairs' concerns, for lists of clocks."""
    return {row.pk: f"Chair's challenge to {row.agency}" for row in concerns_by_id(asker=asker, ids=ids)}
