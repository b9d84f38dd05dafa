"""Setting a number of an area or of a body, from a day on."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.access.needs import PERMISSIONS
from harbourlight.foundations.agencies.choices import Sector
from harbourlight.foundations.agencies.models import AgencyArea, Area, RoleHolding
from harbourlight.foundations.ui import refusals
from harbourlight.statute import counting

from .declared import COUNCIL, COUNTED, in_words, rule_of
from .models import LocalNumber


class Refused(refusals.Refused):
    """A number cannot be set; its text says why and what to do."""


class SetMeanwhile(Refused):
    """Somebody else set the same rule between reading and sending."""


FOLLOWING: dict = {}


def follow(rule_id, function):
    """Let a room bring its running clocks into line when a rule is set: ``function(area=, at=)``."""
    FOLLOWING[rule_id] = function


def may_set(by, rule, area_id, on):
    """Say whether somebody may change a rule in an area: by a role held there, in an agency that works there."""
    if rule.kept_by == COUNCIL and by.agency.sector != Sector.COUNCIL:
        return False
    held = RoleHolding.objects.current(on).filter(Q(area=None) | Q(area=OuterRef("area")))
    held = held.filter(professional=by.pk, role__in=PERMISSIONS[rule.may])
    works = AgencyArea.objects.current(on).filter(agency=by.agency_id, area=area_id)
    return works.filter(Exists(held)).exists()


@transaction.atomic
def set_number(*, rule_id, area, by, at, is_trial=False, submission=None, version=None, **told):
    """Set a number from a day on and return its row; what was set before stays as it was until then.

    ``told`` is what ``row_of`` takes: from_on, and number, unit, words, why, body_id as the rule needs them. ``by`` is
    None only for the product itself. ``version`` is the number of rows that the person saw. A trial is refused as the
    real one would be, and sets nothing.
    """
    rule, today = rule_of(rule_id), at.astimezone(LONDON).date()
    if by is not None and not may_set(by, rule, area.pk, today):
        raise Refused("You do not have permission to change this rule in this area.")
    # Two people who set a rule of the same area wait for each other.
    Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    row = row_of(rule, area=area, set_by=by, set_at=at, submission=submission, **told)
    held = LocalNumber.objects.of_holder(rule_id, area.pk, row.body_id)
    known = held.filter(submission=submission).first() if submission else None
    if known:
        return known
    check_number(rule, row)
    check_row(rule, row, held, today=today, version=version)
    if not is_trial:
        row.save(force_insert=True)
        FOLLOWING.get(rule_id, nothing_follows)(area=area, at=at)
    return row


def row_of(rule, *, from_on, number=None, unit="", words="", why="", **more):
    """Return an unsaved row of a rule; None as the number means that none is set: its clock does not run."""
    is_words = rule.unit == "words"
    return LocalNumber(
        rule=rule.id, from_on=from_on, number=None if is_words else number, unit=unit or rule.unit,
        words=words.strip(), why=why.strip(), **more,
    )  # fmt: skip


def nothing_follows(*, area, at):
    """Leave the clocks that run as they are: they keep the day that they were given."""


def check_number(rule, row):
    """Refuse a number that the rule does not take, and one that gives more time than the law."""
    if row.unit not in rule.choices:
        raise Refused(f"Choose one of: {', '.join(rule.choices).replace('_', ' ')}.")
    if row.unit == "words":
        check_words(rule, row)
        return
    if row.number is None:
        if not rule.may_be_none:
            raise Refused("Enter a number: this rule cannot do without one.")
        return
    if not rule.least <= row.number <= rule.most:
        raise Refused(f"Enter a whole number between {rule.least} and {rule.most}.")
    if rule.law and row.unit in COUNTED and counting.loosens(rule.law, row.number, row.unit, row.from_on):
        raise Refused(f"{in_words(row.number, row.unit)} would be less strict than the law. Enter a stricter number.")


def check_words(rule, row):
    """Refuse words that the rule does not offer, and more than one where it takes one."""
    if not rule.options:
        return
    chosen, offered = row.words.split(), {value for value, _ in rule.options}
    if not set(chosen) <= offered or (len(chosen) != 1 and not rule.several):
        raise Refused("Choose from what the rule offers.")


def check_row(rule, row, held, *, today, version):
    """Refuse a row that somebody else's came before, and one from a day that has passed.

    Such a day is right for a correction of a row from that same day, and for the first number of a rule that had none:
    the area kept it before the product knew of it. The product itself may set any day.
    """
    if version is not None and held.count() != version:
        raise SetMeanwhile("Somebody else set this rule while you were typing.")
    is_kept_before = rule.default is None and row.body_id is None and not held.exists()
    is_first = is_kept_before or row.set_by is None
    if row.from_on < today and not is_first and not held.filter(from_on=row.from_on).exists():
        raise Refused("Choose today or a later day: what held before stays as it was.")
