"""Who writes in child protection: those who work with the child, and the key worker of a plan; others only read.

Whoever opened a record in an emergency may record what protects the child at once, a strategy discussion or an
emergency measure, which are reviewed with the opening; everything that lasts is left to those who work with the child.
"""

from harbourlight.foundations.access.looking import only_in_emergency
from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.childinneed.actions import check_works, works_with

from ..models import ProtectionPlan


def is_ours(record, by, at):
    """Say whether an enquiry or a plan is somebody's own work."""
    return works_with(record.episode, by, at) or by.pk == getattr(record, "key_worker_id", None)


def check_ours(record, by, at):
    """Refuse whoever may look at the child of an enquiry or a plan and does not work with it."""
    check_works(record.episode, by, at, also=getattr(record, "key_worker_id", None))


def check_group(group, by, at):
    """Refuse whoever works with none of the children of a core group: one worker may keep it for a whole family."""
    plans = list(ProtectionPlan.objects.filter(pk__in=group.plan_ids).select_related("episode"))
    if plans and not any(is_ours(plan, by, at) for plan in plans):
        check_ours(plans[0], by, at)


def check_not_in_emergency(child_ids, by, at):
    """Refuse whoever sees a child only because they opened the record in an emergency."""
    if by is not None and only_in_emergency(child_ids, by, at):
        raise StepNotAllowed(
            "You opened this record in an emergency: you can read it, and record a strategy discussion or an emergency "
            "measure. Ask the team that leads for the child to do this."
        )
