"""The family's own view of a plan on paper: what was decided, who does what by when, whom to ring, in plain words.

It is for one member of the family. Nothing in it may tell a place that is withheld from that reader, or a child of
another family; where the words of the plan do, the paper is refused until they are changed.
"""

from typing import NamedTuple

from harbourlight.foundations.actions.models import Action
from harbourlight.foundations.documents.actions import LetterRefused, children_of_other_families, family_of
from harbourlight.foundations.documents.reading_age import reading_age
from harbourlight.foundations.meetings.choices import How
from harbourlight.foundations.meetings.models import Attendance, Invitation
from harbourlight.foundations.people.locations import redacted, withheld_texts
from harbourlight.foundations.people.models import Relationship
from harbourlight.foundations.people.spellings import found_in
from harbourlight.foundations.ui.words import day, moment

from ..models import ConferenceChild, CoreGroup, PlanOutcome

IN_PLAIN_WORDS = {
    "NEG": "not getting the care that every child needs",
    "PHY": "being hurt",
    "SAB": "being sexually abused",
    "EMO": "being frightened, put down or made to feel unloved",
    "MUL": "being harmed in more than one way",
}


class FamilyView(NamedTuple):
    """The paper: whom it is for, its heading, (heading, lines) of each part, and the reading age of all of it."""

    reader: object
    heading: str
    parts: list
    reading_age: object

    @property
    def text(self):
        """Return all words of the paper."""
        return words_of(self.heading, self.parts)


def words_of(heading, parts):
    """Return the words of a paper as one text, a line a sentence at least."""
    return "\n".join([heading, *(line for title, lines in parts for line in (title, *lines))])


def readers_of(plan):
    """Return who of the family is entitled to the paper, with why, by name.

    The child, whoever has parental responsibility, and whom the chair of a conference named with a reason; nobody who
    died.
    """
    pairs = relatives_of(plan.person_id).filter(has_parental_responsibility="yes")
    found = {pair.other_id: (pair.other, "Has parental responsibility") for pair in pairs}
    for row in ConferenceChild.objects.filter(plan=plan).exclude(paper_for=[]):
        for pair in relatives_of(plan.person_id).filter(other_id__in=row.paper_for):
            found.setdefault(pair.other_id, (pair.other, f"Named by the chair: {row.paper_reason}"))
    child = [] if plan.person.died_on else [(plan.person, "The child")]
    return [*child, *sorted(found.values(), key=lambda pair: str(pair[0]))]


def relatives_of(person_id):
    """Return the relations of a child to people who live."""
    rows = Relationship.objects.filter(person_id=person_id, ended_on=None, other__died_on=None)
    return rows.select_related("other")


def others_of(person_id):
    """Return (id, name and relation) of the relatives whom a chair may name: those without parental responsibility."""
    rows = relatives_of(person_id).exclude(has_parental_responsibility="yes")
    return [(str(row.other_id), f"{row.other}, {row.get_kind_display().lower()}") for row in rows]


def warnings_about(plan, reader, at):
    """Return what whoever gives the paper must think of first: harm, a protected place, another language."""
    found = []
    if reader.pk != plan.person_id:
        found.append(f"Make sure first that {reader} is not somebody who may be causing the harm.")
        if withheld_texts(family_of(plan.child_ids), reader, at):
            found.append(f"A place of this family is kept from {reader}: ask your manager before you give the paper.")
    if reader.needs_interpreter == "yes" or reader.communication_need:
        needs = ". ".join(filter(None, (reader.language, reader.communication_need)))
        found.append(
            f"{reader} cannot read it as it stands ({needs or 'interpreter'}): have it translated or read out."
        )
    return found


def was_there(plan, reader):
    """Say whether somebody was at the conference that began a plan, in the room or by video."""
    rows = ConferenceChild.objects.filter(plan=plan, decision="plan")
    if reader.pk == plan.person_id:
        return rows.filter(took_part__in=("attended", "video")).exists()
    meetings = rows.values("conference__meeting_id")
    return Attendance.objects.filter(
        invitation__person=reader, meeting_id__in=meetings, how=How.ATTENDED
    ).exists()  # fmt: skip


def is_invited(meeting_id, reader):
    """Say whether somebody is invited to a meeting."""
    return Invitation.objects.filter(meeting_id=meeting_id, person=reader).expected().exists()


def family_view(*, plan, reader, at):
    """Return the paper about a plan for one member of the family."""
    withheld = withheld_texts(family_of(plan.child_ids), reader, at)
    first = plan.person.first_name or "your child"
    parts = [
        ("What was decided", decided(plan, first, reader)),
        (f"What must change so that {first} is safe", lines_of(plan.what_must_change)),
        ("What goes well", lines_of(plan.strengths)),
        (f"What will be different for {first}", outcomes(plan)),
        ("Who does what, and by when", doings(plan, first, withheld)),
        ("If things do not get better", lines_of(plan.contingency)),
        ("When people meet next", meetings(plan, first, reader)),
        ("Whom to ring", to_ring(plan)),
        (
            "If you do not agree",
            ["Tell us. You can say so to the social worker, at each meeting, or to the person who leads the meeting."],
        ),
    ]
    kept = [(title, lines) for title, lines in parts if lines]
    heading = f"{first}’s plan"
    return FamilyView(reader, heading, kept, reading_age(words_of(heading, kept)))


def lines_of(text):
    """Return the lines of a text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def decided(plan, first, reader):
    """Return what the conference decided, in plain words."""
    if plan.state == "ended":
        return [f"The plan ended on {day(plan.ended_on)}."]
    worry = IN_PLAIN_WORDS.get(plan.latest_category, "being harmed")
    met = (
        f"you and the people who work with {first}" if was_there(plan, reader) else f"the people who work with {first}"
    )
    return [
        f"On {day(plan.started_on)} {met} met.",
        f"The meeting decided that {first} needs a child protection plan.",
        f"That is because people worry about {first} {worry}.",
        "The plan says what must change, and who helps.",
    ]


def outcomes(plan):
    """Return what will be different for the child, with how we will know and by when."""
    rows = PlanOutcome.objects.filter(plan=plan, dropped_reason="").order_by("due_on", "recorded_at")
    return [f"By {day(row.due_on)}: {closed(row.what)} We will know because: {closed(row.measure)}" for row in rows]


def closed(text):
    """Return a text that ends with a full stop."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def doings(plan, first, withheld):
    """Return who does what by when; an agency whose name would tell a withheld place is not named."""
    rows = Action.objects.filter(source_id=plan.pk, state="open").select_related("owner__agency", "owner_agency")
    found = []
    for row in rows.order_by("due_on"):
        who = row.family_member or (f"{row.owner.name}, {row.owner.agency}" if row.owner else str(row.owner_agency))
        if redacted(who, withheld) != who:
            who = f"Somebody who works with {first}"
        found.append(f"{who}: {closed(row.what)} By {day(row.due_on)}.")
    return found


def meetings(plan, first, reader):
    """Return the meetings that are planned."""
    groups = CoreGroup.objects.filter(plan_ids__contains=[plan.pk], state="planned").order_by("planned_for")
    workers = f"the people who work with {first}"
    found = [
        f"{moment(row.planned_for)}: {f'you and {workers}' if is_invited(row.meeting_id, reader) else workers}."
        for row in groups
    ]
    rows = ConferenceChild.objects.filter(person_id=plan.person_id, conference__state="planned")
    found += [
        f"{moment(row.conference.planned_for)}: the next big meeting." for row in rows.select_related("conference")
    ]
    if plan.review_due_on and not rows.exists():
        found.append(f"By {day(plan.review_due_on)} we all look at the plan again.")
    return found


def to_ring(plan):
    """Return whom the family can ring."""
    worker = plan.key_worker
    if worker is None:
        return [f"{plan.team or 'Children’s social care'}. If somebody is in danger now, ring 999."]
    phone = worker.phone or worker.agency.phone
    number = f" on {phone}" if phone else ""
    return [f"{worker.name}, the social worker{number}.", "If somebody is in danger now, ring 999."]


def check_view(view, *, plan, by, at):
    """Refuse a paper that tells its reader a withheld place, or names a child of another family."""
    strangers = children_of_other_families(AsLetter(plan.child_ids, str(view.reader)), view.text, by)
    if strangers:
        raise LetterRefused(f"The plan names a child of another family: {', '.join(strangers)}. Take the name out.")
    if found_in(view.text, withheld_texts(family_of(plan.child_ids), view.reader, at)):
        raise LetterRefused(
            "The plan tells a place that is withheld from this reader. Take the place out of the plan's words."
        )


class AsLetter(NamedTuple):
    """The two facts of a letter that the search for strangers needs."""

    child_ids: list
    to_name: str


def reader_among(plan, person_id):
    """Return a member of the family who can be given the paper, or None."""
    return next((person for person, _ in readers_of(plan) if person.pk == person_id), None)
