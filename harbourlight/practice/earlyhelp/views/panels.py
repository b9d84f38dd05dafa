"""What early help shows on a child's page and on the first page."""

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.rooms.listed import Stage
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.practice.childinneed.models import Episode

from ..models import Case

MOST_SHOWN = 20


@Prepared
def cases_about():
    """The cases about people, the newest first."""
    rows = Case.objects.visible_to(ASKER).about(Parameter("people")).order_by("-happened_at")
    return rows.only("state", "happened_at", "lead", "closing", "consent", "refusal")[:MOST_SHOWN]


@Prepared
def in_need():
    """The open episode of need of people."""
    return Episode.objects.visible_to(ASKER).open().filter(person_id__any=Parameter("people")).only("id")[:1]


@Prepared
def open_cases():
    """The open cases about people."""
    rows = Case.objects.visible_to(ASKER).about(Parameter("people")).open()
    return rows.select_related("lead").only("state", "refusal", "child_ids", "lead__name", "lead__phone")


@Prepared
def cases_by_id():
    """Some cases."""
    return Case.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).only("child_ids")


@Prepared
def people_by_id():
    """Some people."""
    return Person.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).order_by("born_on", "first_name__letters")


def children_of(asker, cases):
    """Return {id of a case: the names of its children as somebody sees them}."""
    ids = {child for case in cases for child in case.child_ids}
    people = list(people_by_id(asker=asker, ids=list(ids))) if ids else []
    return {case.pk: ", ".join(str(one) for one in people if one.pk in case.child_ids) for case in cases}


def names_of_cases(asker, ids):
    """Return {id: the names of the children} of cases, for lists of clocks."""
    names = children_of(asker, cases_by_id(asker=asker, ids=ids))
    return {key: f"Early help: {children}" if children else "Early help" for key, children in names.items()}


def case_in_words(case):
    """Return how far a case is, and what waits."""
    return f"{case.get_state_display()}{f' ({case.get_refusal_display().lower()})' if case.refusal else ''}"


def for_child(request, person):
    """Return the cases of a child, and what may be begun: early help, or a step down."""
    if not may(request.user, "earlyhelp.read", request.today):
        return []
    cases = yield cases_about.bind(asker=request.user.id, people=person.record_ids)
    may_work = may(request.user, "earlyhelp.work", request.today) and person.is_child
    may_step_down = person.is_child and may(request.user, "earlyhelp.step_down", request.today)
    found = (yield in_need.bind(asker=request.user.id, people=person.record_ids)) if may_work else []
    is_in_need = bool(found)
    is_helped = any(case.is_open for case in cases)
    if not cases and not may_work:
        return []
    lines = [(case_in_words(case), case.get_absolute_url(), day_of(case)) for case in cases]
    return "earlyhelp/child_panel.html", {
        "lines": lines, "person_id": person.pk, "may_open": may_work and not is_helped and not is_in_need,
        "may_step_down": may_step_down and is_in_need,
    }  # fmt: skip


def day_of(case):
    """Return the London date on which a family was taken on."""
    return case.happened_at.astimezone(LONDON).date()


def stages(request, ids):
    """Return {child: where early help stands} of children."""
    if not may(request.user, "earlyhelp.read", request.today):
        return {}
    rows = yield open_cases.bind(asker=request.user.id, people=ids)
    return {
        child: Stage(f"Early help: {case_in_words(case).lower()}", case.get_absolute_url(), lead=case.lead)
        for case in rows
        for child in case.child_ids
    }
