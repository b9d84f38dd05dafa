"""Which children of a family a page offers."""

from harbourlight.foundations.access.looking import open_for_good
from harbourlight.foundations.pathways.models import StepTaken
from harbourlight.foundations.people.models import Person, Relationship

SIBLINGS = ("sibling", "half_sibling", "twin")


def family_of(request, person_id):
    """Return the child and the brothers and sisters whose whole record the asker may see, the child first."""
    links = Relationship.objects.visible_to(request.user).filter(person_id=person_id, kind__in=SIBLINGS, ended_on=None)
    ids = [person_id, *open_for_good(links.values_list("other_id", flat=True), request.user, request.moment)]
    people = Person.objects.visible_to(request.user).filter(pk__in=ids).order_by("born_on", "first_name__letters")
    return sorted(people, key=lambda person: person.pk != person_id)


def choices_of(people):
    """Return people as choices of a form."""
    return [(str(person.pk), str(person)) for person in people]


def history_of(request, record, pathway):
    """Return (step, what was done) of a record, the first first."""
    rows = StepTaken.objects.visible_to(request.user).filter(subject_id=record.pk)
    says = {step.name: step.says for step in pathway.steps}
    return [(row, says.get(row.step, row.step)) for row in rows.select_related("taken_by").order_by("recorded_at")]
