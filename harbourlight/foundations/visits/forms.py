"""What a visit asks: once where and when, and of each child apart whether it was seen and what it said."""

from typing import Any

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from .actions import ChildSeen
from .choices import BedroomSeen

OTHER = "other"


class VisitForm(Form):
    """A visit to one child, or to several who were visited at the same time.

    ``children`` are {id: name}, whose record it is first; ``workers`` the professionals who may have visited.
    """

    happened_at = fields.DateTimeField(label="When was the visit?", not_future=True)
    place = fields.TextField(label="Where?", max_length=200, hint="At home, at school. Do not enter an address.")
    was_announced = fields.YesNoField(label="Did the family know that you were coming?", initial="yes")
    visited_by = fields.ModelSelectField(label="Who visited?", queryset=None)
    observed = fields.LongTextField(label="What you saw and did", rows=5, required=False)
    told_to = fields.LongTextField(label="Who was told what", rows=2, required=False)

    def __init__(self, *args: Any, children: dict[Any, str], workers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.children = children
        visitor: Any = self.fields["visited_by"]
        visitor.queryset = workers
        for number, name in enumerate(children.values()):
            self.ask_about(number, name)
        told = [name for name in self.fields if name[-1].isdigit()]
        self.order_fields(["happened_at", "place", *told, "observed", "told_to"])

    def ask_about(self, number: int, name: str) -> None:
        """Ask about one child; of every child after the first it may be that the visit was not to it."""
        answers = [("yes", "Yes"), ("no", "No"), *([(OTHER, "The visit was not to this child")] if number else [])]
        own: dict[str, Any] = {
            "seen": fields.RadiosField(
                label=f"Was {name} seen?", choices=answers, initial=OTHER if number else None,
                reveals={"yes": (f"alone_{number}", f"said_{number}", f"bedroom_{number}"), "no": (f"why_{number}",)},
            ),
            "alone": fields.YesNoField(
                label=f"Was {name} seen alone?", inline=False, reveals={"no": (f"not_alone_{number}",)}
            ),
            "not_alone": fields.LongTextField(label=f"Why {name} was not seen alone", rows=2),
            "said": fields.LongTextField(
                label=f"What {name} said or showed", rows=4, required=False, hint="In the child’s words."
            ),
            "bedroom": fields.RadiosField(
                label=f"Was {name}’s bedroom seen?", choices=BedroomSeen.choices, required=False
            ),
            "why": fields.LongTextField(label=f"Why {name} was not seen", rows=2),
        }  # fmt: skip
        for each, field in own.items():
            self.fields[f"{each}_{number}"] = field
            field.speak(f"{each}_{number}")

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as ``actions.record`` takes them, with ``children`` as {id: ``ChildSeen``} of those visited."""
        told = self.cleaned_data
        common = ("happened_at", "place", "visited_by", "observed", "told_to")
        found = {name: told[name] for name in common} | {"was_announced": told["was_announced"]}
        found["children"] = {
            child: self.seen(number) for number, child in enumerate(self.children) if told[f"seen_{number}"] != OTHER
        }
        return found

    def seen(self, number: int) -> ChildSeen:
        """Return what was answered about one child."""
        told = self.cleaned_data
        was_seen = told[f"seen_{number}"] == "yes"
        is_alone = was_seen and bool(told[f"alone_{number}"])
        return ChildSeen(
            was_seen=was_seen,
            was_seen_alone=is_alone,
            not_seen_reason="" if was_seen else told[f"why_{number}"],
            not_alone_reason=told[f"not_alone_{number}"] if was_seen and not is_alone else "",
            child_said=told[f"said_{number}"] if was_seen else "",
            bedroom_seen=told[f"bedroom_{number}"] if was_seen else "",
        )


class CorrectVisitForm(Form):
    """When a visit really was."""

    happened_at = fields.DateTimeField(label="When was the visit?", not_future=True)
    reason = fields.LongTextField(label="Why the date is corrected", rows=3)
