"""Loading a checked file from the browser: tried first, then in earnest, both by the background."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.db import IntegrityError, connections, transaction

from harbourlight.exchange.cincensus.errors import NotACensus
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.choices import TeamKind
from harbourlight.foundations.agencies.models import Team
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.foundations.people.models import Person

from ..choices import CheckState, LoadState, NoteKind
from ..loading import load_file
from ..loading.whose import AuthorityAsked, authority_for, question_about
from ..models import HeldFile, ImportRun, LoadNote, LoadRun
from .checks import KEPT_FOR

WHY = "the background loads a file for the team that holds it"
TAKES_CHILDREN = (TeamKind.SOCIAL_WORK, TeamKind.ASSESSMENT)
COUNTS = {
    "children": "in the file",
    "added": "new on file",
    "changed": "on file, with something new",
    "unchanged": "as loaded before",
    "pairs": "may be on file already: somebody decides each",
    "contradictions": "facts against the record, which stays as it is",
    "unread": "parts that cannot be read",
}
AT_ONCE = 1000


def teams_for(area, on):
    """Return the teams of an area to which the children of a file can be given."""
    return Team.objects.current(on).filter(area=area, kind__in=TAKES_CHILDREN).order_by("-kind", "name")


def is_held(run):
    """Say whether the file of a check is still there to be loaded."""
    return run.state == CheckState.DONE and not run.is_own and HeldFile.objects.filter(run=run).exists()


def last_of(run):
    """Return the last loading, tried or in earnest, of the file of a check, or None."""
    return LoadRun.objects.filter(check_run=run).order_by("-asked_at").first()


def question_of(run):
    """Return why somebody has to say whose numbers the file of a check has; empty where it is plain."""
    return question_about(run.area, run.authority, named(run.year)) if run.year else ""


def start_trial(*, run, into, by, at, authority=""):
    """Ask what a loading would do; it changes nothing. ``authority`` answers the question of the file, if any."""
    try:
        whose = authority_for(run.area, run.authority, named(run.year), authority)
    except AuthorityAsked as why:
        raise StepNotAllowed(str(why)) from None
    return start(run=run, into=into, by=by, at=at, is_trial=True, authority=whose)


def start_load(*, trial, by, at):
    """Ask for the loading that was tried."""
    if not trial.is_trial or trial.state != LoadState.DONE:
        raise StepNotAllowed("Try the file first: it was not read to its end.")
    return start(run=trial.check_run, into=trial.into, by=by, at=at, is_trial=False, authority=trial.authority)


def start(*, run, into, by, at, is_trial, authority):
    """Put a loading into the queue; one at a time in an area."""
    from ..tasks import load_file as task

    if not is_held(run):
        raise StepNotAllowed("The file is no longer held. Check it again.")
    load = LoadRun(
        check_run=run, area=run.area, team=run.team, into=into, is_trial=is_trial, asked_at=at, asked_by=by,
        authority=authority,
    )  # fmt: skip
    try:
        with transaction.atomic():
            load.save(force_insert=True)
    except IntegrityError:
        raise StepNotAllowed("Another file is being loaded in this area. Wait until it is done.") from None
    task.defer(load_id=str(load.pk))
    return load


def run_load(*, load_id, at):
    """Do what was asked for; a worker that died in the middle left nothing behind, so that it can begin again."""
    with as_system(WHY):
        rows = LoadRun.objects.select_related("area", "into__agency", "asked_by", "check_run")
        load = rows.filter(pk=load_id, state__in=(LoadState.WAITING, LoadState.RUNNING)).first()
        held = load and HeldFile.objects.filter(run=load.check_run).first()
        if load is None:
            return
        LoadRun.objects.filter(pk=load.pk).update(state=LoadState.RUNNING)
    if held is None:
        end(load, at, state=LoadState.REFUSED, refusal="the file is no longer held")
        return
    with tempfile.TemporaryDirectory() as folder, telling(load) as said:
        path = Path(folder) / "census.xml"
        path.write_bytes(bytes(held.content))
        try:
            done = load_file(
                path=path, area=load.area, team=load.into, at=at, by=load.asked_by, is_dry=load.is_trial, said=said,
                authority=load.authority,
            )  # fmt: skip
        except (NotACensus, AuthorityAsked) as refusal:
            end(load, at, state=LoadState.REFUSED, refusal=str(refusal)[:300])
            return
    keep(load, done, at)


@contextmanager
def telling(load):
    """Give what is told how far a loading is: it writes beside the loading's own transaction, so that others see it."""
    with ThreadPoolExecutor(1) as teller:

        def write(children):
            try:
                with as_system(WHY):
                    LoadRun.objects.filter(pk=load.pk).update(done_children=children)
            finally:
                connections.close_all()

        yield lambda children: teller.submit(write, children)


def keep(load, done, at):
    """Keep what came of a loading; when it was in earnest, the file goes."""
    with as_system(WHY):
        if load.is_trial:
            LoadNote.objects.bulk_create(notes_of(load, done), batch_size=AT_ONCE)
        else:
            HeldFile.objects.filter(run=load.check_run).delete()
            LoadNote.objects.filter(load__check_run=load.check_run).delete()
        end(load, at, state=LoadState.DONE, counts={name: getattr(done.run, name) for name in COUNTS})


def loaded_in(area, run_id):
    """Return a loading of an area, or None; it names no child."""
    return ImportRun.objects.filter(area=area, pk=run_id).select_related("team", "taken_back_by").first()


def end(load, at, **values):
    """Keep how a loading ended."""
    with as_system(WHY):
        LoadRun.objects.filter(pk=load.pk).update(ended_at=at, **values)


def forget(at):
    """After a day, delete what trials found, and give up loadings that did not come to their end."""
    with as_system(WHY):
        old = LoadRun.objects.filter(asked_at__lt=at - KEPT_FOR)
        LoadNote.objects.filter(load__in=old).delete()
        stuck = old.filter(state__in=(LoadState.WAITING, LoadState.RUNNING))
        stuck.update(state=LoadState.REFUSED, ended_at=at, refusal="it did not come to its end; check the file again")


def notes_of(load, done):
    """Return what a loading would do, child by child, and what somebody will have to look at."""
    about = {row.person_id for row in done.contradictions}
    known = set(Person.objects.filter(pk__in=about).values_list("pk", flat=True))
    for child in done.children:
        yield LoadNote(
            load=load, team=load.team, kind=NoteKind.KNOWN if child.person_id else NoteKind.NEW, line=child.line,
            child_ids=[child.person_id] if child.person_id else [], said=child.number, why=child.what[:200],
        )  # fmt: skip
    for row in done.pairs:
        yield LoadNote(
            load=load, team=load.team, kind=NoteKind.PAIR, child_ids=row.child_ids, line=row.line, said=row.number,
            why=row.why,
        )  # fmt: skip
    for row in done.contradictions:
        yield LoadNote(
            load=load, team=load.team, kind=NoteKind.FACT, line=row.line, element=row.element, said=row.said,
            on_record=row.on_record, why=row.why, child_ids=[row.person_id] if row.person_id in known else [],
        )  # fmt: skip
