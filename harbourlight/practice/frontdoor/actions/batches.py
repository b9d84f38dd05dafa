"""Files of police notifications: kept for a look, then loaded whole and once, or discarded."""

import json
import uuid
from datetime import date, datetime

from django.db import IntegrityError, transaction

from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.agencies.models import Agency
from harbourlight.foundations.pathways.steps import StepNotAllowed

from ..choices import LawfulBasis, PoliceGrade, Source, Urgency, Worry
from ..models import Contact, PoliceBatch
from .arrivals import Arrival, ReportedAdult, ReportedChild
from .receive import receive_many

POLICE = "6"
ALREADY_LOADED = "This file was loaded before. Nothing was loaded twice."
DATES = ("born_on", "expected_on")


def preview_batch(*, area, file_name, digest, rows, by, at):
    """Keep an uploaded file with what is wrong in it, and return it; nothing is loaded yet."""
    batch = PoliceBatch(
        area=area, uploaded_by=by, uploaded_at=at, file_name=file_name, digest=digest, rows=rows, row_count=len(rows)
    )
    batch.save(force_insert=True)
    return batch


@transaction.atomic
def load_batch(*, batch, by, at):
    """Receive every notification of a file, or none, and return the contacts; each file is loaded once."""
    fresh = PoliceBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if fresh.loaded_at or was_loaded(fresh):
        raise StepNotAllowed(ALREADY_LOADED)
    if fresh.discarded_at:
        raise StepNotAllowed("This file was discarded. Upload it again.")
    if any(row["errors"] for row in fresh.rows):
        raise StepNotAllowed("Some rows are wrong. Put them right in the file and upload it again.")
    known = received_before(fresh)
    arrivals = [arrival for arrival in arrivals_of(fresh, at) if arrival.external_reference not in known]
    if not arrivals:
        raise StepNotAllowed("Every notification of this file was received before. Nothing was loaded twice.")
    try:
        with transaction.atomic():
            fresh.loaded_at, fresh.rows = at, []
            fresh.save(update_fields=("loaded_at", "rows"))
    except IntegrityError:
        raise StepNotAllowed(ALREADY_LOADED) from None
    return receive_many(arrivals=arrivals, by=by, at=at)


def discard_batch(*, batch, by, at):
    """Forget the rows of a file that is not wanted; only its uploader may, and the row says when."""
    fresh = PoliceBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk, uploaded_by=by)
    if fresh.loaded_at:
        raise StepNotAllowed("This file was loaded already and cannot be discarded.")
    fresh.discarded_at, fresh.rows = at, []
    fresh.save(update_fields=("discarded_at", "rows"))


def was_loaded(batch):
    """Say whether the same file was loaded for the area, by whomever."""
    with as_system("the same file may have been loaded by a colleague"):
        return PoliceBatch.objects.filter(area=batch.area, digest=batch.digest, loaded_at__isnull=False).exists()


def received_before(batch):
    """Return the numbers of a file's notifications that the area received before, in whatever file."""
    numbers = {row["values"]["notification_number"] for row in batch.rows}
    with as_system("the same notification may have been loaded by a colleague"):
        rows = Contact.objects.filter(area=batch.area, source=Source.POLICE, external_reference__in=numbers)
        return set(rows.values_list("external_reference", flat=True))


def arrivals_of(batch, at):
    """Return the notifications of a file, each with all its children, as contacts to receive."""
    together = {}
    for row in batch.rows:
        together.setdefault(row["values"]["notification_number"], []).append(row["values"])
    agency = police_of(batch, at)
    return [arrival_of(rows, batch.area, agency, at) for rows in together.values()]


def police_of(batch, at):
    """Return the uploader's agency where that is the police, else the police of the area, or None."""
    own = batch.uploaded_by.agency
    if own.sector == Sector.POLICE:
        return own
    on = at.astimezone(LONDON).date()
    return Agency.objects.current(on).filter(sector=Sector.POLICE, areas=batch.area).first()


def arrival_of(rows, area, agency, at):
    """Return one notification as a contact to receive; the same rows again have the same submission."""
    first = rows[0]
    is_abuse = any(row["domestic_abuse"] == "yes" for row in rows)
    adults = {json.dumps(adult, sort_keys=True): adult for row in rows for adult in row["adults"]}
    return Arrival(
        area=area, source=Source.POLICE, referrer_kind=POLICE, referrer_agency=agency,
        referrer_name=first["officer"], external_reference=first["notification_number"],
        happened_at=datetime.fromisoformat(first["received_at"]) if first["received_at"] else at,
        children=[ReportedChild(**with_dates(row["child"])) for row in rows],
        adults=[ReportedAdult(**with_dates(adult)) for adult in adults.values()],
        what_happened=in_words(rows, is_abuse), lawful_basis=LawfulBasis.PUBLIC_TASK,
        police_grade=max((row["risk"] for row in rows), key=PoliceGrade.values.index),
        urgency=Urgency.TODAY if any(row["risk"] == "high" for row in rows) else Urgency.ROUTINE,
        worries=[Worry.DOMESTIC_ABUSE if is_abuse else Worry.OTHER], factors=["domestic_abuse"] if is_abuse else [],
        submission=uuid.uuid5(area.id, json.dumps(rows, sort_keys=True)),
    )  # fmt: skip


def with_dates(told):
    """Return a kept person with dates in place of their texts."""
    return {name: date.fromisoformat(value) if name in DATES else value for name, value in told.items()}


def in_words(rows, is_abuse):
    """Return what happened as one text: number, moment, risk, then each account once."""
    first = rows[0]
    happened = datetime.fromisoformat(first["occurred_at"]).astimezone(LONDON)
    head = (
        f"Police notification {first['notification_number']}. Happened on {happened.day} {happened:%B %Y at %H:%M}. "
        f"Risk: {first['risk']}. Domestic abuse: {'yes' if is_abuse else 'no'}."
    )
    return "\n\n".join([head, *dict.fromkeys(row["circumstances"] for row in rows)])


def batch_of(*, by, batch_id):
    """Return a file that this person uploaded, or None."""
    return PoliceBatch.objects.filter(pk=batch_id, uploaded_by=by).select_related("area").first()
