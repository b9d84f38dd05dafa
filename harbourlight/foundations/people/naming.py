"""Whom the rows of a list are about: no list names a paper without its child."""

from .models import Person


def children_of(request, rows):
    """Return {id of a row: the names of its children, as far as the asker may see them} of rows with ``child_ids``."""
    ids = {child for row in rows for child in row.child_ids}
    people = (
        Person.objects.visible_to(request.user).filter(pk__in=ids).order_by("born_on", "first_name__letters")
        if ids
        else ()
    )
    return {row.pk: ", ".join(str(person) for person in people if person.pk in row.child_ids) for row in rows}
