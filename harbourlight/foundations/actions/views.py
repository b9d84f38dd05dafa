"""The pages of actions: one's own and one's agency's, one action, its progress, its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways import subjects
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people import naming
from harbourlight.foundations.people.telling import render_told
from harbourlight.foundations.rooms.listed import Item
from harbourlight.foundations.ui import addresses, drafts
from harbourlight.foundations.ui.words import day

from . import reading, tracking
from .forms import DateMovedForm, DoneForm, DropForm, ProgressForm, SendBackForm
from .models import Action
from .pathway import ACTION

ON_A_PAGE = 20
REPEATS = (
    "What you wrote about what changed says little beyond the action itself. Whoever judges it will see this; "
    "say what is different for the child now."
)


def panel(request):
    """Give the first page the actions that this person has to do."""
    if not may(request.user, "actions.work", request.today):
        return []
    own, given = yield (
        reading.next_actions.bind(asker=request.user.pk), reading.given_actions.bind(asker=request.user.pk),
    )  # fmt: skip
    sources = subjects.names_of([Source(row) for row in (*own, *given) if not row.child_ids], asker=request.user.pk)
    judges = may(request.user, "actions.judge", request.today)
    return [
        *(line(row, sources, button="Report what was done", by=row.due_on) for row in own),
        *(
            line(row, sources, button="Judge", what="Judge what was done: ")
            for row in given
            if row.state == "done" and judges
        ),
        *(
            line(row, sources, part="waiting", since=row.given_at, note=row.owner_words, late=late_words(row, request))
            for row in given
            if row.state == "open"
        ),
    ]


class Source:
    """The record that an action came from, as lists name records."""

    def __init__(self, row):
        self.subject_kind, self.subject_id = row.source_kind, row.source_id


def line(row, sources, *, what="", **more):
    """Return an action as a line of the first page."""
    return Item(
        what=what + reading.short(row.what), href=addresses.address_of("actions:action", row.pk),
        children=tuple(row.child_ids), about=sources.get(row.source_id) or subjects.words_of(row.source_kind), **more,
    )  # fmt: skip


def late_words(row, request):
    """Return since when an action is late, or an empty string."""
    return f"Was due {day(row.due_on)}" if row.is_overdue(request.today) else ""


def of_child(request, person):
    """Return the unfinished actions for a child, for the child's page."""
    rows = yield reading.actions_of_people.bind(asker=request.user.pk, people=person.record_ids)
    return [(reading.short(row.what), addresses.address_of("actions:action", row.pk), row.due_on) for row in rows]


def rows_for(request, whose):
    """Return the actions of a list: one's own, one's agency's, or those one gave and that wait to be judged."""
    rows = Action.objects.visible_to(request.user).select_related("owner", "owner_agency")
    if whose == "agency":
        return rows.of_agency(request.user.agency_id).unfinished()
    if whose == "judge":
        return rows.given_by(request.user).filter(state="done").order_by("due_on")
    return rows.of_owner(request.user).unfinished()


@needs("actions.work")
def actions(request):
    """List the actions that are still to be done or judged."""
    whose = request.GET.get("whose", "mine")
    page = Paginator(rows_for(request, whose), ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, {child for row in page for child in row.child_ids}, Verb.LISTED)
    children = naming.children_of(request, page)
    sources = subjects.names_of([Source(row) for row in page if not row.child_ids], asker=request.user.pk)
    lines = [
        (
            row, children[row.pk] or sources.get(row.source_id) or subjects.words_of(row.source_kind),
            row.is_overdue(request.today),
        )
        for row in page
    ]  # fmt: skip
    return render(request, "actions/actions.html", {"page": page, "lines": lines, "whose": whose})


def find(request, action_id):
    """Return the action if this person may see it; hidden and absent look the same."""
    rows = Action.objects.visible_to(request.user)
    return get_or_404(request, rows.select_related("owner", "owner_agency", "given_by", "done_by"), pk=action_id)


def works_on(request, action):
    """Say whether this person may report on an action: its owner, its agency, whoever gave it or sees its children."""
    agency = action.owner_agency_id
    return (
        request.user.pk in (action.owner_id, action.given_by_id) or agency is None or agency == request.user.agency_id
    )


def steps_for(request, action):
    """Return the steps that this person may take on an action now."""
    open_steps = {step.name for step in ACTION.steps_from(action.state) if may(request.user, step.may, request.today)}
    if not works_on(request, action):
        open_steps.discard("report_done")
    if action.done_by_id == request.user.pk:
        open_steps -= {"accept", "send_back"}
    if not tracking.settles(action, request.user, request.moment):
        open_steps -= {"accept", "send_back", "drop"}
    return open_steps


def check(request, action, step):
    """Refuse a step that this person may not take."""
    if step not in steps_for(request, action) and step in {each.name for each in ACTION.steps_from(action.state)}:
        raise PermissionDenied(step)


@needs("actions.work")
def action(request, action_id):
    """Read one action with its progress, and add to it."""
    found = find(request, action_id)
    notes = tracking.notes(found, request.user, request.moment)
    form = ProgressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tracking.note_progress(
                action=found, by=request.user, at=request.moment, submission=form.submission, **form.cleaned_data
            )
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your note was kept.")
            return redirect("actions:action", found.pk)
    context = {
        "action": found,
        "form": form if found.state in ("open", "done") and notes else None,
        "notes": reading.notes_of(found),
        "children": reading.children_of(found, request.user),
        "is_overdue": found.is_overdue(request.today),
        "steps": steps_for(request, found),
        "may_move": tracking.may_move(found, request.user, request.moment),
        "source": subjects.link_to_seen(request, found.source_kind, found.source_id),
        "source_words": subjects.words_of(found.source_kind),
    }
    return render_told(request, "actions/action.html", context, person_ids=found.child_ids)


def ask(request, found, form, act, *, title, button, done):
    """Show a form about an action; a good answer is acted on and leads back to the action."""
    if request.method == "POST" and form.is_valid():
        try:
            result = act(form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            if result.state == "done" and result.only_repeats:
                messages.warning(request, REPEATS)
            messages.success(request, done)
            return redirect("actions:action", found.pk)
    return render(request, "actions/form.html", {"action": found, "form": form, "title": title, "button": button})


@needs("actions.work")
def done(request, action_id):
    """Report an action done."""
    found = find(request, action_id)
    check(request, found, "report_done")
    draft = drafts.offered(request, "action_done", found.pk)
    form = DoneForm(request.POST or None, draft=draft, moment=request.moment, initial={"version": found.version})

    def act(answers):
        reported = tracking.report_done(
            action=found,
            by=request.user,
            at=request.moment,
            submission=form.submission,
            version=form.version,
            **answers,
        )
        drafts.clear(request, "action_done", found.pk)
        return reported

    return ask(request, found, form, act, title="Report this action done", button="Report", done="It was reported.")


@require_POST
@needs("actions.judge")
def accept(request, action_id):
    """Accept that an action is done."""
    found = find(request, action_id)
    check(request, found, "accept")
    try:
        tracking.accept(action=found, by=request.user, at=request.moment)
    except StepNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The action is accepted as done.")
    return redirect("actions:action", found.pk)


@needs("actions.judge")
def send_back(request, action_id):
    """Send an action back."""
    found = find(request, action_id)
    check(request, found, "send_back")
    form = SendBackForm(request.POST or None, moment=request.moment)

    def act(answers):
        return tracking.send_back(
            action=found, by=request.user, at=request.moment, submission=form.submission, **answers
        )

    return ask(request, found, form, act, title="Send this action back", button="Send back", done="It was sent back.")


@needs("actions.judge")
def drop(request, action_id):
    """Drop an action."""
    found = find(request, action_id)
    check(request, found, "drop")
    form = DropForm(request.POST or None)

    def act(answers):
        return tracking.drop(action=found, by=request.user, at=request.moment, submission=form.submission, **answers)

    return ask(request, found, form, act, title="Drop this action", button="Drop", done="The action was dropped.")


@needs("actions.judge")
def date(request, action_id):
    """Move the date of an action."""
    found = find(request, action_id)
    if not tracking.may_move(found, request.user, request.moment):
        raise PermissionDenied("move its date")
    form = DateMovedForm(request.POST or None, moment=request.moment)

    def act(answers):
        return tracking.change_date(action=found, by=request.user, at=request.moment, **answers)

    return ask(request, found, form, act, title="Move the date", button="Move", done="The date was moved.")
