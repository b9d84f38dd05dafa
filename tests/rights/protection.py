"""What the stories of child protection share: the people around the child, and the room's own stories told of them."""

from harbourlight.foundations.access import actions as access
from harbourlight.foundations.access.choices import Basis
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.agencies.choices import Role
from harbourlight.foundations.meetings import actions as meetings
from harbourlight.practice.childprotection.tests import stories

from .people import around_a_child, roles_asked_for, somebody

BY_DESIGN = (
    "Open by design to whoever may see the child and holds the role, in an emergency too: what protects a child at "
    "once waits for nobody."
)


def people_for(pathway, *, lead=frozenset({Role.SOCIAL_WORKER}), manager=frozenset({Role.TEAM_MANAGER})):
    """Return the function that puts the people around a child in child protection on file.

    The room's own stories are told of them: whoever is named on the record is their worker.
    """

    def people(cast):
        who = around_a_child(
            cast, team="assessment", lead=lead, member=lead, manager=manager, every=roles_asked_for(pathway)
        )
        who.chair = somebody("chair", "Chandra Jib", cast.council, {Role.CONFERENCE_CHAIR}, team=cast.conferencing)
        cast.worker, cast.team_manager, cast.conference_chair = who.lead, who.manager, who.chair
        return who

    return people


def now(told, record, kind="lead"):
    """Return a record as somebody sees it now."""
    with told.as_user(getattr(told.who, kind)):
        return type(record).objects.get(pk=record.pk)


def child(told):
    """Refer a boy of nine to the assessment team; the recorder works with him as well."""
    boy = stories.child(told.cast.area, told.moment)
    stories.referred(told.cast, told.as_user, told.moment, boy)
    known(told, boy)
    return boy


def known(told, boy):
    """Open a child's record to the recorder."""
    with as_system("the story lets the recorder see the child"):
        access.give(
            person_ids=[boy.pk], professional=told.who.recorder, basis=Basis.ALLOCATED, reason="Raised it", by=None,
            at=told.moment,
        )  # fmt: skip


def were_there(told, meeting):
    """Record that every agency came and what it knew."""
    with as_system("the story records who was there"):
        rows = stories.were_there(meeting)
        meetings.record_attendance(meeting=meeting, rows=rows, by=None, at=told.moment)
