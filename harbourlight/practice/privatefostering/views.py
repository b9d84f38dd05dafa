"""Private fostering: the record of an arrangement, its lists, and what was done so that people tell of it."""

from django.core.paginator import Paginator
from django.shortcuts import render

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.pathways import pages, works
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.rooms.listed import Stage
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.foundations.visits.models import Visit

from . import actions
from .forms import AwarenessForm
from .models import Adult, Arrangement, Decision, Report, Review
from .pathway import ARRANGEMENT, READ, WORK

TEAMS = (TeamKind.SOCIAL_WORK, TeamKind.ASSESSMENT)
ON_A_PAGE = 50
SHOWN_DETAILS = (*actions.TEXTS,)


@needs(READ)
def arrangement(request, arrangement_id):
    """Show an arrangement: whether it counts, what is next, who lives there, visits, reports and decisions."""
    record = pages.find(request, ARRANGEMENT, arrangement_id)
    user, own = request.user, {"arrangement": record}

    def of(model, order):
        return list(model.objects.visible_to(user).filter(**own).order_by(order))

    running = Deadline.objects.visible_to(user).filter(subject_id=record.pk, cancelled_at=None)
    steps = StepTaken.objects.visible_to(user).filter(subject_id=record.pk).select_related("taken_by", "agency")
    context = {
        "arrangement": record,
        "pathway": ARRANGEMENT,
        "clocks": list(running.filter(met_at=None).order_by("due_at")),
        "visits": list(
            Visit.objects.visible_to(user).counting_for(record).select_related("visited_by").order_by("-happened_at")
        ),
        "adults": of(Adult, "name"),
        "reports": of(Report, "-visited_on"),
        "decisions": of(Decision, "-decided_on"),
        "reviews": of(Review, "-held_on"),
        "details": [
            (Arrangement._meta.get_field(name).verbose_name.capitalize(), getattr(record, name))
            for name in SHOWN_DETAILS
        ],
        "history": [(ARRANGEMENT.step(row.step).says, row) for row in steps.order_by("-recorded_at")],
        "reads_checks": works.may_take(ARRANGEMENT, ARRANGEMENT.step("add_adult"), record, user, request.moment),
    }
    return render_told(request, "privatefostering/arrangement.html", context, person_ids=record.child_ids)


@pages.offers(ARRANGEMENT, "notify")
def teams_that_visit(request, person):
    """Offer the teams of the child's area."""
    area = person.area or area_of(request)
    return {
        "teams": area.teams.current(request.today).filter(kind__in=TEAMS),
        "initial": {"known_on": request.today},
        "intro": "Tell it as you heard it. It is no crime to look after somebody else’s child: "
        "we want people to come forward.",
    }


@pages.offers(ARRANGEMENT, "allocate")
def workers_of(request, record):
    """Offer the people of the team."""
    return {"workers": actions.members_of(record.team, request.today), "initial": {"worker": record.worker_id}}


@pages.offers(ARRANGEMENT, "check")
def known_so_far(request, record):
    """Begin with what was told."""
    names = (
        "carer_is", "started_on", "is_meant_to_last", "lasts_until", "is_disabled", "is_in_carers_home", "exemption",
        "relation_checked",
    )  # fmt: skip
    return {
        "initial": {name: getattr(record, name) for name in names},
        "done": lambda checked: f"{checked.get_counts_display()}. The reasons stand on the record.",
    }


@pages.offers(ARRANGEMENT, "describe")
def circumstances(request, record):
    """Begin with what is written."""
    return {"initial": {name: getattr(record, name) for name in actions.TEXTS}}


@pages.offers(ARRANGEMENT, "visit")
def children_there(request, record):
    """Offer the child and other children who live with the same carer, as far as the asker works with them."""
    others = Arrangement.objects.visible_to(request.user).running().filter(
        carer_name=record.carer_name, team=record.team
    )  # fmt: skip
    step = ARRANGEMENT.step("visit")
    there = [record, *(row for row in others.exclude(pk=record.pk).select_related("person")
                       if works.may_take(ARRANGEMENT, step, row, request.user, request.moment))]  # fmt: skip
    return {
        "children": {row.person_id: str(row.person) for row in there},
        "workers": actions.members_of(record.team, request.today),
        "initial": {"visited_by": request.user.pk},
    }


@needs(READ)
def arrangements(request):
    """List the running arrangements that I may see, the next date first."""
    rows = Arrangement.objects.visible_to(request.user).running().select_related("person", "worker", "team")
    page = Paginator(rows.order_by("known_on", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    running = Deadline.objects.visible_to(request.user).running().filter(subject_id__in=[row.pk for row in page])
    clocks = {clock.subject_id: clock for clock in running.order_by("-due_at")}
    write_readings(request, [row.person_id for row in page], Verb.LISTED)
    lines = sorted(((row, clocks.get(row.pk)) for row in page), key=due_first)
    return render(request, "privatefostering/arrangements.html", {"lines": lines, "page": page})


def due_first(line):
    """Return the order of a line: what is due soonest first, what has no clock last."""
    row, clock = line
    return (clock is None, clock.due_at if clock else row.recorded_at)


@needs(WORK)
def tell_people(request):
    """Show and add to what was done so that people tell of private fostering."""
    area = area_of(request)
    form = AwarenessForm(request.POST or None, moment=request.moment)
    question = Question(
        title="Telling people about private fostering", button="Add it", said="Added.", about=area.name,
        then="privatefostering:tell_people", template="privatefostering/tell_people.html",
    )  # fmt: skip
    return ask(
        request, form, question, rows_told=area.private_fostering_told.select_related("recorded_by"),
        do=lambda form: actions.tell_people(area=area, by=request.user, at=request.moment, **form.cleaned_data),
    )  # fmt: skip


@Prepared
def arrangements_about():
    """The arrangements about people, the newest first."""
    rows = Arrangement.objects.visible_to(ASKER).filter(person_id__any=Parameter("people")).order_by("-known_on")
    return rows.only("state", "known_on", "worker", "team")[:5]


@Prepared
def arrangements_by_id():
    """Some arrangements with the names of their children."""
    return Arrangement.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).values_list(
        "pk", "person__first_name", "person__last_name"
    )  # fmt: skip


def names_of_arrangements(asker, ids):
    """Return {id: the name of the child} of arrangements, for lists of clocks."""
    rows = arrangements_by_id(asker=asker, ids=ids)
    return {pk: f"Private fostering: {first} {last}".strip() for pk, first, last in rows}


def for_child(request, person):
    """Return what a child's page says of private fostering: to those around the child only that it is known."""
    if not may(request.user, "privatefostering.know", request.today):
        return []
    rows = yield arrangements_about.bind(asker=request.user.id, people=person.record_ids)
    reads = may(request.user, READ, request.today)
    may_notify = person.is_child and may(request.user, "privatefostering.notify", request.today)
    if not rows and not may_notify:
        return []
    return "privatefostering/child_panel.html", {
        "rows": rows, "reads": reads, "person_id": person.pk,
        "may_notify": may_notify and not any(row.state not in ARRANGEMENT.ended for row in rows),
    }  # fmt: skip


@Prepared
def running_arrangements():
    """The arrangements of some children that run."""
    rows = Arrangement.objects.visible_to(ASKER).running().filter(person_id__any=Parameter("people"))
    return rows.only("person", "state")


def stages(request, ids):
    """Return {child: how the arrangement stands} of children who live with somebody else."""
    if not may(request.user, READ, request.today):
        return {}
    rows = yield running_arrangements.bind(asker=request.user.id, people=ids)
    return {
        row.person_id: Stage(f"Private fostering: {row.get_state_display().lower()}", row.get_absolute_url())
        for row in rows
    }
