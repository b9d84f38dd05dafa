"""What the pages of actions show."""

from harbourlight.foundations.people.models import Person
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from .models import Action, ActionNote

MOST_AT_HOME = 8
MOST_OF_A_CHILD = 12
SHORT = 80  # characters of an action in a list


def short(text):
    """Return the beginning of a text, cut at a word."""
    return text if len(text) <= SHORT else f"{text[:SHORT].rpartition(' ')[0]} …"


@Prepared
def next_actions():
    """The actions that somebody has to do, the soonest due first."""
    rows = Action.objects.visible_to(ASKER).filter(owner=ASKER.id, state="open")
    return rows.order_by("due_on", "given_at")[:MOST_AT_HOME]


@Prepared
def given_actions():
    """The actions that somebody gave to others and that are still to be done or judged, the soonest due first."""
    rows = Action.objects.visible_to(ASKER).filter(given_by=ASKER.id).exclude(owner=ASKER.id).unfinished()
    return rows.select_related("owner", "owner_agency")[:MOST_AT_HOME]


@Prepared
def actions_of_people():
    """The actions for people that are still to be done or judged, the soonest due first."""
    rows = Action.objects.visible_to(ASKER).about(Parameter("people")).unfinished()
    return rows[:MOST_OF_A_CHILD]


def names_of_actions(asker, ids):
    """Return {id: beginning of the action} of those that somebody may see."""
    rows = Action.objects.extra(where=["(SELECT access_actor()) = %s::uuid"], params=[str(asker)])
    return {action.pk: short(action.what) for action in rows.filter(pk__in=ids)}


def notes_of(action):
    """Return the progress of an action, the newest first."""
    return list(ActionNote.objects.filter(action=action).select_related("by").order_by("-at"))


def children_of(action, user):
    """Return the children of an action whom somebody may see."""
    return list(
        Person.objects.visible_to(user).filter(pk__in=action.child_ids).order_by("born_on", "first_name__letters")
    )
