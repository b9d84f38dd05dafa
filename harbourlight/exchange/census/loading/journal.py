"""What one loading writes of one child, so that the loading can be shown by child, and taken back."""

import json
from collections import defaultdict
from datetime import date

from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.practice.childinneed.models import Assessment, Episode, Plan
from harbourlight.practice.childprotection.models import ConferenceChild, Enquiry, LegalStage, ProtectionPlan

SHOWN = {
    Episode: ("episode", "episodes"), Assessment: ("assessment", "assessments"),
    Plan: ("child in need plan", "child in need plans"), Enquiry: ("enquiry", "enquiries"),
    ConferenceChild: ("conference", "conferences"),
    ProtectionPlan: ("child protection plan", "child protection plans"), LegalStage: ("legal stage", "legal stages"),
}  # fmt: skip
NOT_FACTS = (Deadline._meta.label, StepTaken._meta.label)


class Journal:
    """The rows added for one child, and what stood in those that were changed."""

    def __init__(self, person_id, is_new):
        """Begin for a child."""
        self.person_id, self.is_new = person_id, is_new
        self.added, self.changes = defaultdict(list), []

    def add(self, model, row):
        """Keep that a row was added, where it has a key of its own."""
        key = row.get(model._meta.pk.attname)
        if key is not None:
            self.added[model._meta.label].append(str(key))

    def change(self, model, key, values, was=None):
        """Keep that a row is changed; ``was`` is filled in before it is written, where it is not known yet."""
        self.changes.append({"model": model, "key": key, "now": dict(values), "was": was})

    def merged(self):
        """Return the changes, one for each row: what stood there first, and what stands there last."""
        found = {}
        for each in self.changes:
            label = each["model"]._meta.label
            one = found.setdefault(
                (label, each["key"]), {"model": label, "key": str(each["key"]), "was": {}, "now": {}}
            )
            one["was"] = (each["was"] or {}) | one["was"]
            one["now"] |= each["now"]
        return list(found.values())

    def row(self):
        """Return the row that is kept."""
        return {
            "person_id": self.person_id, "is_new": self.is_new, "added": as_text(self.added),
            "changed": as_text(self.merged()),
        }  # fmt: skip

    def in_words(self):
        """Return what is loaded of the child: how many of what, and how many facts change; nothing where nothing is."""
        parts = []
        for model, (one, many) in SHOWN.items():
            number = len(self.added.get(model._meta.label, ()))
            if number:
                parts.append(f"{number} {one if number == 1 else many}")
        facts = sum(len(each["now"]) for each in self.merged() if each["model"] not in NOT_FACTS)
        if facts and not self.is_new:
            parts.append(f"{facts} fact{'s' * (facts > 1)} changed")
        return ", ".join(parts)


def fill(journals):
    """Read what stands in the rows that are to be changed and were not read yet."""
    wanted = defaultdict(list)
    for journal in journals:
        for each in journal.changes:
            if each["was"] is None:
                wanted[each["model"], tuple(sorted(each["now"]))].append(each)
    for (model, names), changes in wanted.items():
        rows = model.objects.filter(pk__in=[each["key"] for each in changes]).values("pk", *names)
        found = {row.pop("pk"): row for row in rows}
        for each in changes:
            each["was"] = found[each["key"]]


def as_text(value):
    """Return what is kept as JSON: dates and moments as they are written, keys as texts."""
    return json.dumps(value, default=lambda one: one.isoformat() if isinstance(one, date) else str(one))
