"""Publishing: copies of agendas, minutes, the list and reports that anybody may read; they are only withdrawn."""

from django.db import transaction

from harbourlight.foundations.meetings.choices import MinutesState, State
from harbourlight.foundations.meetings.models import AgendaItem, Minutes
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.partnership.boards.models import Group
from harbourlight.statute import clocks
from harbourlight.statute.errors import NotInForce

from ..choices import CLOCK_OF_AGENDAS, EXEMPT_PART, Kind
from ..models import Part, Published, Report
from . import reporting
from .hearing import heard_at, monitored, rule_words
from .resolving import settle_waiting
from .rights import check_keeps, day_of, needed

REPLACED = "A newer copy stands in its place"
EXEMPT = "An item that is exempt from publication"


def open_by(sitting):
    """Return the last day on which the agenda of a meeting opens in time, or None where the law says nothing."""
    try:
        return clocks.due(CLOCK_OF_AGENDAS, day_of(sitting.meeting.starts_at)).due
    except NotInForce:
        return None


def put_out(sitting, kind, title, contents, *, by, at, record_id=None):
    """Put out a copy; the one that stood before is withdrawn as replaced."""
    panel = sitting.group
    if not panel.is_public:
        raise StepNotAllowed("This panel publishes nothing. Say first on its page that it is public.")
    standing = Published.objects.filter(sitting=sitting, kind=kind, record_id=record_id, withdrawn_at=None)
    standing.update(withdrawn_at=at, withdrawn_by=by, withdrawn_reason=REPLACED)
    made = Published(
        panel=panel,
        sitting=sitting,
        record_id=record_id,
        kind=kind,
        title=title[:200],
        on=day_of(sitting.meeting.held_at or sitting.meeting.starts_at),
        contents=contents,
        published_by=by,
        published_at=at,
    )
    made.save(force_insert=True)
    return made


def meeting_words(sitting):
    """Return when and where a meeting is, as a copy says it."""
    starts = sitting.meeting.starts_at
    return {"on": f"{day_of(starts):%-d %B %Y}", "at": starts.astimezone(clocks.LONDON).strftime("%H:%M"),
            "place": sitting.meeting.place, "is_called_off": sitting.meeting.state == State.NOT_HELD}  # fmt: skip


@transaction.atomic
def publish_agenda(*, sitting, by, at):
    """Publish the agenda of a meeting, and with it what everybody may read of the reports given for it."""
    check_keeps(sitting.group, by, at)
    items = list(AgendaItem.objects.filter(meeting=sitting.meeting_id, withdrawn_at=None).order_by("number"))
    if not items:
        raise StepNotAllowed("The agenda has no item yet.")
    reports = list(Report.objects.filter(sitting=sitting, state="given").order_by("given_at"))
    told = {**meeting_words(sitting), "items": [EXEMPT if item.is_exempt else item.title for item in items]}
    told["reports"] = [report.title for report in reports]
    made = put_out(sitting, Kind.AGENDA, f"Agenda: {sitting.meeting.title}", told, by=by, at=at)
    for report in reports:
        parts = list(Part.objects.filter(report=report))
        words = reporting.contents(report, parts, shows_exempt=False)
        put_out(sitting, Kind.REPORT, report.title, words, by=by, at=at, record_id=report.pk)
    return made


@transaction.atomic
def publish_minutes(*, sitting, text, by, at):
    """Publish minutes once they are agreed and every resolution is taken up.

    Exempt parts may be left out; nothing is said that the agreed minutes do not say.
    """
    check_keeps(sitting.group, by, at)
    agreed = Minutes.objects.filter(meeting=sitting.meeting_id, state=MinutesState.AGREED).first()
    if agreed is None:
        raise StepNotAllowed("The minutes are not agreed yet. Only agreed minutes are published.")
    settle_waiting(sitting)
    said = {" ".join(line.split()) for line in agreed.text.splitlines()} | {EXEMPT_PART}
    lines = [" ".join(line.split()) for line in needed(text, "Enter the minutes.").splitlines()]
    strange = next((line for line in lines if line and line not in said), None)
    if strange:
        raise StepNotAllowed(f"The agreed minutes do not say: “{strange[:80]}”. A line can be left out, not changed.")
    told = {**meeting_words(sitting), "lines": lines, "agreed_on": f"{day_of(agreed.agreed_at):%-d %B %Y}"}
    return put_out(sitting, Kind.MINUTES, f"Minutes: {sitting.meeting.title}", told, by=by, at=at)


@transaction.atomic
def publish_monitoring(*, sitting, by, at):
    """Publish the panel's list as it stands, with what the meeting made of it."""
    check_keeps(sitting.group, by, at)
    heard = {row.addressee_id: row for row in heard_at(sitting)}
    rows = [line(row, words) for row, words in monitored(sitting.group)]
    gone = [row.addressee for row in heard.values() if not row.addressee.is_on_list]
    told = {
        **meeting_words(sitting),
        "rule": rule_words(sitting.group),
        "rows": rows,
        "left": [line(row, row.what_was_done or row.reason) for row in gone],
    }
    title = f"Monitoring of recommendations: {sitting.meeting.title}"
    return put_out(sitting, Kind.MONITORING, title, told, by=by, at=at)


def line(row, words):
    """Return one recommendation of a list as a copy says it."""
    return {
        "on": f"{row.recommendation.published_on:%-d %B %Y}",
        "title": row.recommendation.source_title,
        "text": row.recommendation.text,
        "who": row.who,
        "done": words,
        "state": row.get_state_display(),
    }


@transaction.atomic
def withdraw_published(*, published, reason, by, at):
    """Withdraw a copy from the public pages, with the reason; it is kept."""
    check_keeps(published.panel, by, at)
    reason = needed(reason, "Enter why it is withdrawn.")
    fresh = Published.objects.select_for_update(of=("self",)).get(pk=published.pk)
    if fresh.withdrawn_at is None:
        fresh.withdrawn_at, fresh.withdrawn_by, fresh.withdrawn_reason = at, by, reason
        fresh.save()
    return fresh


@transaction.atomic
def open_to_everybody(*, panel, is_public, by, at):
    """Let a panel publish, or no longer: then nothing of it is shown, and the copies are kept."""
    check_keeps(panel, by, at)
    fresh = Group.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    fresh.is_public = is_public
    fresh.version += 1
    fresh.save(update_fields=("is_public", "version"))
    return fresh


def for_everybody():
    """Return what anybody may read."""
    return Published.objects.standing()
