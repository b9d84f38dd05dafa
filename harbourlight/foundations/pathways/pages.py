"""The pages of steps, made from their declarations: no view, no address and no template of a room's own.

``pages(CASE, at="early-help/cases", show=views.case)`` gives a room's ``urlpatterns`` the record's page, one for each
step that asks something, and one for each that begins a record about a child. A page finds the record (the read is
logged), refuses whoever does not work on it before anything is typed, asks, takes the step, and goes on.

A step on a part of a record, declared ``Step("review_plan", …, of="plan")`` with ``Part("plan", record="episode",
at="plans")``, has its page under the part: ``in-need/plans/<id>/review-plan/``. ``pages(EPISODE, at="in-need",
show=views.episode, parts={"plan": views.plan})`` gives each part a page of its own too, called by its noun; a room's
view finds it with ``find(request, EPISODE, plan_id, "plan")``. ``{% next_steps pathway episode %}`` shows the steps on
the record, ``{% next_steps pathway episode plan %}`` those on its plan.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse

from harbourlight.foundations.access.lookup import get_or_404, person_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.asker import Question, ask
from harbourlight.foundations.ui.forms import Form

from . import chains, subjects, works
from .actions import take
from .steps import Pathway, Step, StepNotAllowed
from .verbs import check_begins

KEPT_FOR_QUESTION = ("intro", "then", "done", "rows", "about", "back", "warnings", "reads", "template", "shown")


class ConfirmForm(Form):
    """Asks nothing but to send it."""


class CorrectForm(Form):
    """The true day of something recorded, and why it was recorded wrongly."""

    to = fields.DateField(label="The true day", not_future=True)
    reason = fields.LongTextField(label="Why the date is corrected", rows=3)


def offers(pathway: Pathway, *names: str) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., dict[str, Any]]]:
    """Tell the engine what the form of a step needs to know: a function of (request, record) that gives its arguments.

    ``initial`` are first answers, ``intro``, ``about``, ``back``, ``then`` and ``done`` stand in for what the page
    says and where it leads (``Question``), ``rows`` is a list of rows in the same form where the step declares none. Of
    a step on a part of a record the second argument is the part, of one that begins a record the child, or None.
    ``template`` is one of the room's that extends ``ui/ask.html``, ``shown`` what it shows.
    It may refuse (``StepNotAllowed``), and nothing is asked. ``warnings`` are words, ``reads`` (title, text) of what
    one reads before answering.
    """

    def mark(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        pathway.offers.update(dict.fromkeys(names, function))
        return function

    return mark


def pages(
    pathway: Pathway,
    *,
    at: str,
    show: Callable[..., HttpResponse],
    name: str = "",
    parts: dict[str, Callable[..., HttpResponse]] | None = None,
) -> list[URLPattern]:
    """Return the addresses of a pathway's records and of their steps, under ``at``.

    The record's own page is called by its noun (or ``name``), a part's by the part, a step's page by the step, after
    the ``prefix`` of the pathway where it declares one. ``parts`` are the views that show parts.
    """
    noun = pathway.kind.partition(".")[2]
    found = [path(f"{at}/<uuid:{noun}_id>/", show, name=name or noun)]
    for each, view in (parts or {}).items():
        found.append(path(f"{at}/{pathway.part(each).at}/<uuid:{each}_id>/", view, name=each))
    for step in pathway.steps:
        if step.has_page:
            page = begin_page if step.creates else step_page
            found.append(
                path(place_of(pathway, step, at), page_of(pathway, step, page), name=pathway.prefix + step.name)
            )  # fmt: skip
    return found


def place_of(pathway: Pathway, step: Step, at: str) -> str:
    """Return where the page of a step is."""
    where = step.name.replace("_", "-")
    if step.creates:
        return f"{at}/{where}/" + ("<uuid:person_id>/" if step.about else "")
    if step.of:
        return f"{at}/{pathway.part(step.of).at}/<uuid:{step.of}_id>/{where}/"
    return f"{at}/<uuid:{pathway.kind.partition('.')[2]}_id>/{where}/"


def page_of(pathway: Pathway, step: Step, page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view of a step's page, with the step's permission."""

    @needs(step.may)
    def view(request: HttpRequest, **ids: Any) -> HttpResponse:
        return page(request, pathway, step, *ids.values())

    view.__doc__ = step.heading
    view.__name__ = step.name
    return view


def step_page(request: Any, pathway: Pathway, step: Step, subject_id: Any) -> HttpResponse:
    """Ask what a step asks, and take it."""
    subject = find(request, pathway, subject_id, step.of)
    refusal = refused(request, pathway, step, subject)
    if refusal is not None:
        return refusal
    record, place = whose(pathway, step, subject)
    try:
        offered = pathway.offers[step.name](request, subject) if step.name in pathway.offers else {}
    except StepNotAllowed as why:
        return not_now(request, step, place, about_of(request, pathway, record), str(why), status=409)
    form = form_of(request, pathway, step, subject if hasattr(subject, "version") else record, offered)
    about, back = about_of(request, pathway, record), (place.get_absolute_url(), "Back")
    question = question_of(pathway, step, offered, about=about, back=back)
    return asked_for(request, pathway, step, form, question, offered, subject, place)


def whose(pathway: Pathway, step: Step, subject: Any) -> tuple[Any, Any]:
    """Return the record of what a step is taken on, and whichever of the two has a page, the part before the record."""
    record = works.follow(subject, pathway.part(step.of).record) if step.of else subject
    return record, subject if hasattr(subject, "get_absolute_url") else record


def refused(request: Any, pathway: Pathway, step: Step, subject: Any) -> HttpResponse | None:
    """Return the page that says why a step cannot be taken by this person or now, or None; a room's own page asks too.

    What hinders the step is said before anything is typed; whoever typed already is told above the questions.
    """
    record, place = whose(pathway, step, subject)
    words, status = "", 409
    try:
        works.check(pathway, step, record, request.user, request.moment)
    except StepNotAllowed as refusal:
        words, status = str(refusal), 403
    else:
        if record.state not in step.frm and not was_changed(request, record):
            words = f"It is already “{pathway.states[record.state].lower()}”."
        elif request.method != "POST":
            words = chains.hindrance(pathway, step, subject)
    if not words:
        return None
    return not_now(request, step, place, about_of(request, pathway, record), words, status=status)


def was_changed(request: Any, record: Any) -> bool:
    """Say whether somebody else changed a record while this person wrote: then both texts are shown, in any state."""
    return request.method == "POST" and request.POST.get("version") not in (None, "", str(record.version))


def asked_for(
    request: Any, pathway: Pathway, step: Step, form: Any, question: Question, offered: dict[str, Any], subject: Any,
    place: Any,
) -> HttpResponse:  # fmt: skip
    """Ask, with the rows that the step declares, and take the step on what it is about."""
    rows = rows_of(request, pathway, step, form) or offered.get("rows")

    def do(form: Any) -> Any:
        more = {step.rows.name: rows.answers} if step.rows and rows else {}
        if step.creates:
            return begin_with(request, pathway, step, subject, form, more)
        return take_with(request, pathway, step, subject, form, more)

    titles = {"rows_title": step.rows.title, "rows_add": step.rows.adds} if step.rows else {}
    return ask(request, form, question, do, record=place, rows=rows, **titles, **offered.get("shown", {}))


def rows_of(request: Any, pathway: Pathway, step: Step, form: Any) -> Any:
    """Return the rows that a step asks at the end of its form, or None."""
    if step.rows is None:
        return None
    rows = form_named(pathway, step.rows.asks)
    return rows(request.POST or None, prefix=step.rows.name, draft=form.draft, moment=request.moment)


def begin_page(request: Any, pathway: Pathway, step: Step, person_id: Any = None) -> HttpResponse:
    """Ask what is needed to begin a record, and begin it."""
    person = None
    if person_id is not None:
        person_or_404(request, person_id)
        person = Person.objects.visible_to(request.user).get(pk=person_id)
        try:
            check_begins(pathway, step, person, request.user, request.moment)
        except StepNotAllowed as refusal:
            return not_now(request, step, person, str(person), str(refusal), status=403)
    offered = pathway.offers[step.name](request, person) if step.name in pathway.offers else {}
    form = form_of(request, pathway, step, None, offered)
    back = (person.get_absolute_url(), "Back to the record") if person else ("", "")
    question = question_of(pathway, step, offered, about=str(person or ""), back=back)
    return asked_for(request, pathway, step, form, question, offered, person, None)


def begin_with(request: Any, pathway: Pathway, step: Step, person: Any, form: Any, more: dict[str, Any]) -> Any:
    """Begin a record with what was answered."""
    answers = {**answers_of(form), **more}
    if person is not None and step.about not in form.fields:
        answers[step.about] = person
    verb = pathway.verbs[step.name]
    return verb(by=request.user, at=request.moment, submission=form.submission, **answers)


def find(request: Any, pathway: Pathway, subject_id: Any, part: str = "") -> Any:
    """Return the record of an id, or the part, that this person may see, and log that it was read; 404 for any other.

    What is shown with a record is fetched with its part too.
    """
    room, _, noun = pathway.kind.partition(".")
    rows = apps.get_model(f"{room}.{part or noun}")._default_manager.visible_to(request.user)  # type: ignore[attr-defined]
    if pathway.narrowed_by and not part:
        rows = getattr(rows, pathway.narrowed_by)()
    with_it: tuple[str, ...] = pathway.shown_with
    if part:
        lead = pathway.part(part).record.replace(".", "__")
        with_it = (lead, *(f"{lead}__{each}" for each in with_it))
    return get_or_404(request, rows.select_related(*with_it), pk=subject_id)


def form_of(request: Any, pathway: Pathway, step: Step, record: Any, offered: dict[str, Any]) -> Form:
    """Return the form of a step: its room's, or the engine's own to correct a date."""
    options = {name: value for name, value in offered.items() if name not in KEPT_FOR_QUESTION}
    first = {} if record is None else {"version": record.version}
    options["initial"] = first | options.get("initial", {})
    form_class = CorrectForm if step.corrects else forms_of(pathway, step)
    return form_class(request.POST or None, request.FILES or None, moment=request.moment, **options)


def forms_of(pathway: Pathway, step: Step) -> type[Form]:
    """Return the class of the form that a step names, of its room."""
    if step.asks == "confirm":
        return ConfirmForm
    found: type[Form] = form_named(pathway, step.asks)
    return found


def form_named(pathway: Pathway, word: str) -> Any:
    """Return a form, or rows, of the room of a pathway."""
    room = apps.get_app_config(pathway.kind.partition(".")[0]).name
    return getattr(import_module(f"{room}.forms"), word)


def question_of(
    pathway: Pathway, step: Step, offered: dict[str, Any], *, about: str, back: tuple[str, str]
) -> Question:  # fmt: skip
    """Return what the page of a step says."""
    said = offered.get("done") or step.done or "Saved."
    then = partial(page_after, pathway, step) if step.then else None
    return Question(
        title=step.heading, button=step.sends or step.button or "Save", said=said, about=offered.get("about", about),
        intro=offered.get("intro", step.intro), back=offered.get("back", back), then=offered.get("then", then),
        is_warning=step.is_warning, warnings=offered.get("warnings", ()), reads=offered.get("reads", ()),
        template=offered.get("template", "ui/ask.html"),
    )  # fmt: skip


def page_after(pathway: Pathway, step: Step, done: Any) -> str:
    """Return the address of the page to which a step leads on: one without an id, or of what was done."""
    name = f"{pathway.kind.partition('.')[0]}:{step.then}"
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[done.pk])


def answers_of(form: Any) -> dict[str, Any]:
    """Return the answers of a form by the names that the room's part of the step takes."""
    return dict(form.answers if hasattr(form, "answers") else form.cleaned_data)


def take_with(
    request: Any, pathway: Pathway, step: Step, subject: Any, form: Any, more: dict[str, Any]
) -> Any:  # fmt: skip
    """Take a step with what was answered."""
    told = {"by": request.user, "at": request.moment, "version": form.version, "submission": form.submission}
    if step.corrects:
        return correct(pathway, step, subject, **form.cleaned_data, **told)
    verb = pathway.verbs[step.name]
    return verb(**{verb.noun: subject}, **answers_of(form), **more, **told)


def correct(pathway: Pathway, step: Step, record: Any, *, to: Any, reason: str, **told: Any) -> Any:
    """Put a date of a record right: the old one is kept in words, and its clocks are worked out again."""
    was = getattr(record, step.corrects)
    if to > works.day_of(told["at"]):
        raise StepNotAllowed("The true day cannot be in the future.")

    def put(fresh: Any) -> None:
        if step.name in pathway.verbs:
            pathway.verbs[step.name](fresh, to=to)
        setattr(fresh, step.corrects, to if not hasattr(was, "hour") else chains.as_moment(to))

    note = f"{step.says}: it was recorded as {was:%d/%m/%Y}. {reason.strip()}" if was else reason.strip()
    return take(pathway=pathway, step=step.name, record=record, change=put, note=note, **told)


def not_now(request: Any, step: Step, record: Any, about: str, words: str, *, status: int) -> HttpResponse:
    """Say that a step cannot be taken, by this person or now, before anything is typed."""
    shown = {"title": step.heading, "about": about, "words": words, "record": record}
    return render(request, "pathways/not_now.html", shown, status=status)


def about_of(request: Any, pathway: Pathway, record: Any) -> str:
    """Return whom or what a record is about, within what the reader may see: its children by name, or its own words."""
    children = getattr(record, "child_ids", ())
    if not children:
        return str(record)
    people = Person.objects.visible_to(request.user).filter(pk__in=list(children))
    names = [str(person) for person in people.order_by("first_name__letters", "last_name__letters")]
    return f"{subjects.words_of(pathway.kind) or pathway.name.capitalize()}: {', '.join(names)}" if names else ""


class Button(NamedTuple):
    """A step that a person may take now: where its page is, and its words."""

    address: str
    text: str
    is_warning: bool


def buttons_of(request: Any, pathway: Pathway, record: Any, part: Any = None) -> Iterator[Button]:
    """Yield the steps that this person may take on a record, or on a part of it, in the order declared."""
    subject, noun = (record, "") if part is None else (part, part._meta.model_name)
    standing: dict[tuple[str, ...], bool] = {}
    for step in pathway.steps_from(record.state):
        if step.of != noun or not step.has_page or not step.button or not may(request.user, step.may, request.today):
            continue
        if chains.hindrance(pathway, step, subject):
            continue
        wanted = step.works or (pathway.works.ways if pathway.works else ())
        if wanted not in standing:
            standing[wanted] = pathway.works is None or bool(
                works.capacity(pathway, step, record, request.user, request.moment)
            )  # fmt: skip
        if standing[wanted]:
            address = reverse(f"{pathway.kind.partition('.')[0]}:{pathway.prefix}{step.name}", args=[subject.pk])
            yield Button(address, step.button, step.is_warning)
