"""What a body's own rules say on a day."""

from functools import cached_property

from harbourlight.foundations.meetings import bodies
from harbourlight.foundations.meetings.bodies import NO, YES
from harbourlight.foundations.rules.reading import read
from harbourlight.foundations.ui.words import in_london

from .. import pathway
from ..choices import GroupKind


class BodyRules:
    """The rules of one body on one day; ``numbers`` are its rows, asked for once."""

    def __init__(self, group, on, numbers):
        self.group, self.on, self.numbers = group, in_london(on), numbers

    def of(self, rule_id):
        """Return the number of a rule on the day, or None."""
        return self.numbers.number_of(rule_id, self.group.area_id, self.on, body_id=self.group.pk)

    def number(self, rule_id):
        """Return how many a rule says; none is nought."""
        found = self.of(rule_id)
        return found.number or 0 if found else 0

    def lines(self, rule_id):
        """Return the words of a rule, a line each."""
        found = self.of(rule_id)
        return found.lines if found else ()

    @property
    def named_percent(self):
        """Return at how many of a hundred meetings a named member is expected."""
        return self.number(pathway.NAMED)

    @property
    def covered_percent(self):
        """Return at how many of a hundred meetings the member or the deputy is expected."""
        return self.number(pathway.COVERED)

    @property
    def kinds_counted(self):
        """Return the kinds of meeting at which attendance counts."""
        return self.lines(pathway.COUNTS)

    @property
    def absences_until_challenge(self):
        """Return after how many absences in a row an agency is asked why; 0 for never."""
        return self.number(pathway.ABSENCES)

    @property
    def meetings_a_year(self):
        """Return how many meetings a year has."""
        return self.number(pathway.A_YEAR)

    @property
    def development_days(self):
        """Return how many development days a year has."""
        return self.number(pathway.DEVELOPMENT)

    @property
    def headings(self):
        """Return the headings of a report."""
        return list(self.lines(pathway.HEADINGS))

    @property
    def standing_items(self):
        """Return the items that stand on every agenda."""
        return list(self.lines(pathway.STANDING))

    @property
    def confidentiality(self):
        """Return the words by which members agree to confidentiality."""
        found = self.of(pathway.CONFIDENTIAL)
        return found.words if found else ""

    @property
    def chaired_by(self):
        """Return who chairs: the chair, the scrutineer, or a partner chosen for each meeting."""
        return self.of(pathway.CHAIRED_BY).words

    @cached_property
    def needs_executive(self):
        """Say whether what it decides about practice needs the executive's agreement first."""
        usual = YES if self.group.kind == GroupKind.COMMITTEE else NO
        found = self.of(pathway.EXECUTIVE_FIRST)
        return (found.words if found else usual) == YES

    def due_by(self, rule_id, started):
        """Return when something is due by a rule of the body that started then."""
        return self.numbers.due_by(rule_id, self.group.area_id, started, body_id=self.group.pk)


def read_rules(groups):
    """Ask once for the rules of some bodies, so that each answers without asking again."""
    groups = list(groups)
    if groups:
        numbers = read({group.area_id for group in groups}, RULE_IDS, body_ids=[group.pk for group in groups])
        for group in groups:
            group.own_numbers = numbers
    return groups


RULE_IDS = (*pathway.IDS, *bodies.IDS)
