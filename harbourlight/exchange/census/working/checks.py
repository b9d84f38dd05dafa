"""Checking a file in the background, and comparing what was found with the check before."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from harbourlight.exchange.cincensus.checking import check
from harbourlight.exchange.cincensus.errors import NotACensus
from harbourlight.exchange.cincensus.years import named
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import may
from harbourlight.foundations.agencies.models import Team, TeamMembership
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import CheckState, FindingState, Since
from ..models import CensusChild, CheckRun, Finding, HeldFile
from ..permissions import LOAD
from ..sending import summary_of, write_return

KEPT_FOR = timedelta(days=1)
AT_ONCE = 1000
WHY = "the background checks a file for the team that holds it"
WITHOUT_TEAM = "You belong to no team of this area, so nobody could see the findings. Ask for a team first."
FOUND_AGAIN = "It was marked as put right, and is found again."


def team_for(professional, area, on):
    """Return the team in whose name somebody works on the census of an area, or None."""
    own = TeamMembership.objects.current(on).filter(professional=professional, team__area=area)
    return Team.objects.current(on).filter(pk__in=own.values("team")).select_related("agency").order_by("name").first()


@transaction.atomic
def start_check(*, area, by, at, on, content=None, year="", authority="", is_return=False):
    """Ask for a check of a file, or without one of the return of a year; ``is_return`` keeps the file that is made.

    The background does it.
    """
    from ..tasks import check_file

    team = team_for(by, area, on)
    if team is None:
        raise StepNotAllowed(WITHOUT_TEAM)
    run = CheckRun(area=area, team=team, is_own=content is None, year=year, asked_at=at, asked_by=by)
    run.authority = authority
    run.save(force_insert=True)
    if content is not None or is_return:
        HeldFile(run=run, team=team, content=content or b"", held_at=at).save(force_insert=True)
    check_file.defer(run_id=str(run.pk))
    return run


def run_check(*, run_id, at):
    """Check what was asked for: outside any transaction, so that others see how far it is."""
    with as_system(WHY):
        rows = CheckRun.objects.select_related("area", "team", "asked_by").filter(pk=run_id)
        run = rows.filter(state__in=(CheckState.WAITING, CheckState.RUNNING)).first()
        if run is None:
            return
        CheckRun.objects.filter(pk=run.pk).update(state=CheckState.RUNNING)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "census.xml"
        try:
            lay_down(run, path, at)
            year = named(run.year) if run.year else None
            report = check(path, year, lambda children: say(run, children))
        except NotACensus as refusal:
            end(run, at, state=CheckState.REFUSED, refusal=str(refusal)[:300])
            return
    keep(run, report, at)


def lay_down(run, path, at):
    """Write the file that is to be checked where the check can read it."""
    if run.is_own:
        with path.open("w", encoding="utf-8") as stream:
            write_return(stream=stream, area=run.area, year=named(run.year), at=at, authority=run.authority)
        keep_return(run, path)
        return
    with as_system(WHY):
        path.write_bytes(bytes(HeldFile.objects.get(run=run).content))


def keep_return(run, path):
    """Keep a return that was asked for as a file, with who is in it and why."""
    with as_system(WHY):
        held = HeldFile.objects.filter(run=run).first()
        if held is None:
            return
        held.about_ids, told = summary_of(run.area, named(run.year))
        held.content = path.read_bytes()
        held.save()
        CheckRun.objects.filter(pk=run.pk).update(summary=told)


def say(run, children):
    """Say how far a check is."""
    with as_system(WHY):
        CheckRun.objects.filter(pk=run.pk).update(done_children=children)


def end(run, at, **values):
    """Keep how a check ended; the file goes, unless it is a sound one that whoever brought it may load or fetch."""
    with as_system(WHY):
        if values["state"] != CheckState.DONE or not may(run.asked_by, LOAD, at.astimezone(LONDON).date()):
            HeldFile.objects.filter(run=run).delete()
        HeldFile.objects.filter(held_at__lt=at - KEPT_FOR).delete()
        CheckRun.objects.filter(pk=run.pk).update(ended_at=at, **values)


def keep(run, report, at):
    """Keep what a check found, beside what the check before found of the same area and year."""
    label = report.year.label if report.year else run.year
    with as_system(WHY):
        before = (
            CheckRun.objects.filter(area=run.area, team=run.team, year=label, is_own=run.is_own, state=CheckState.DONE)
            .order_by("-asked_at")
            .first()
        )
        known = known_of(before)
        numbers = {found.child for found in report.findings if found.child}
        people = people_with(run, numbers, report.authority)
        rows = [finding_of(run, found, people, known) for found in report.findings]
        Finding.objects.bulk_create(rows, batch_size=AT_ONCE)
        gone = len(known) - sum(row.since == Since.STILL for row in rows)
        end(
            run, at, state=CheckState.DONE, year=label, children=report.children, findings_count=len(rows),
            before=before, gone=max(gone, 0), not_run=[entry._asdict() for entry in report.not_run],
            authority=report.authority[:3],
        )  # fmt: skip


def people_with(run, numbers, authority):
    """Return {number: child on file} for numbers of an authority that one child of the area alone has."""
    rows = CensusChild.objects.filter(area=run.area, number__in=numbers, authority__in={authority, ""})
    found = {}
    for number, person_id in rows.values_list("number", "person_id"):
        found[number] = person_id if found.get(number, person_id) == person_id else None
    return found


def key_of(rule, number, element, found):
    """Return what makes two findings the same from check to check: never the line, which moves."""
    return rule, number or "", element or "", (found or "")[:200]


def known_of(before):
    """Return {key: finding} of the check before."""
    if before is None:
        return {}
    rows = Finding.objects.filter(run=before)
    return {key_of(row.rule, row.number, row.element, row.found): row for row in rows}


def finding_of(run, found, people, known):
    """Return a finding with what was said of it last time: reasons are kept for next time."""
    earlier = known.get(key_of(found.rule, (found.child or "")[:80], found.element, found.found))
    row = Finding(
        run=run, holder=run.team, person_id=people.get(found.child), rule=found.rule, severity=found.severity,
        number=(found.child or "")[:80], line=found.line, element=(found.element or "")[:60],
        found=(found.found or "")[:200], expected=(found.expected or "")[:400], message=found.message,
    )  # fmt: skip
    if earlier is None:
        return row
    row.since, row.team = Since.STILL, earlier.team
    row.state, row.reason = earlier.state, earlier.reason
    row.answered_at, row.answered_by = earlier.answered_at, earlier.answered_by
    if earlier.state == FindingState.FIXED:
        row.state, row.reason = FindingState.OPEN, FOUND_AGAIN
    return row


def answer(*, finding, state, reason, by, at):
    """Keep what became of a finding: put right, explained or accepted; the last two with a reason."""
    if not answers_for(finding, by, at):
        raise StepNotAllowed("The team that has this finding, or somebody who works with the child, answers it.")
    if state in (FindingState.EXPLAINED, FindingState.ACCEPTED) and not reason.strip():
        raise StepNotAllowed("Enter the reason: it is kept for next time.")
    Finding.objects.filter(pk=finding.pk).update(
        state=FindingState(state), reason=reason.strip(), answered_at=at, answered_by=by
    )


def answers_for(finding, by, at):
    """Say whether somebody answers a finding: of a team that has it, or seeing the child by more than an emergency."""
    own = TeamMembership.objects.current(at.astimezone(LONDON).date()).filter(professional=by)
    if own.filter(team__in=(finding.holder_id, finding.team_id)).exists():
        return True
    return finding.person_id is not None and bool(open_for_good([finding.person_id], by, at))


def assign(*, findings, team):
    """Give findings to a team to put right; return how many."""
    return findings.update(team=team)


def teams_in(area, on):
    """Return the teams of an area to which findings can be given."""
    return Team.objects.current(on).filter(area=area).order_by("name")


def runs_in(model, area):
    """Return the newest loadings of an area; they name no child."""
    return model.objects.filter(area=area).select_related("team").order_by("-loaded_at")[:10]


def forget_files(at):
    """Delete files that were held for a day."""
    with as_system(WHY):
        HeldFile.objects.filter(held_at__lt=at - KEPT_FOR).delete()
