"""Setting a number of an area or of a body, from a day on."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.agencies.models import AgencyArea, Area, RoleHolding
from harbourlight.statute import counting

from .declared import COUNCIL, COUNTED, in_words, rule_of
from .models import LocalNumber


class Refused(Exception):
    """A number cannot be set; its text says why and what to do."""


def may_set(by, rule, area_id, on):
    """Say whether somebody may change a rule in an area: by a role held there, in an agency that works there."""
    if rule.kept_by == COUNCIL and by.agency.sector != Sector.COUNCIL:
        return False
    held = RoleHolding.objects.current(on).filter(Q(area=None) | Q(area=OuterRef("area")))
    held = held.filter(professional=by.pk, role__in=PERMISSIONS[rule.may])
    works = AgencyArea.objects.current(on).filter(agency=by.agency_id, area=area_id)
    return works.filter(Exists(held)).exists()


@transaction.atomic
def set_number(*, rule_id, area_id, number, from_on, by, at, why="", unit="", words="", body_id=None):
    """Set a number from a day on and return its row; what was set before stays as it was until then.

    None as the number means that none is set: the rule's clock does not run. ``by`` is None only for the product
    itself. A row from a day that has passed is taken only as the correction of a row from that same day.
    """
    rule, today = rule_of(rule_id), at.astimezone(LONDON).date()
    if by is not None and not may_set(by, rule, area_id, today):
        raise Refused("You do not have permission to change this rule in this area.")
    row = LocalNumber(
        area_id=area_id, body_id=body_id, rule=rule.id, number=None if rule.unit == "words" else number,
        unit=unit or rule.unit, words=words.strip(), from_on=from_on, set_by=by, set_at=at, why=why.strip(),
    )  # fmt: skip
    check_number(rule, row)
    # Two people who set the same rule wait for each other: the later row counts.
    Area.objects.select_for_update(of=("self",)).filter(pk=area_id).first()
    if by is not None:
        check_day(row, today)
    row.save(force_insert=True)
    return row


def check_number(rule, row):
    """Refuse a number that the rule does not take, and one that gives more time than the law."""
    if row.unit not in rule.choices:
        raise Refused(f"Choose one of: {', '.join(rule.choices).replace('_', ' ')}.")
    if row.unit == "words":
        return
    if row.number is None:
        if not rule.may_be_none:
            raise Refused("Enter a number: this rule cannot do without one.")
        return
    if not rule.least <= row.number <= rule.most:
        raise Refused(f"Enter a whole number between {rule.least} and {rule.most}.")
    if rule.law and row.unit in COUNTED and counting.loosens(rule.law, row.number, row.unit, row.from_on):
        raise Refused(f"{in_words(row.number, row.unit)} would be less strict than the law. Enter a stricter number.")


def check_day(row, today):
    """Refuse a day that has passed, unless the row corrects one from that same day."""
    same = LocalNumber.objects.filter(area_id=row.area_id, body_id=row.body_id, rule=row.rule, from_on=row.from_on)
    if row.from_on < today and not same.exists():
        raise Refused("Choose today or a later day: what held before stays as it was.")
