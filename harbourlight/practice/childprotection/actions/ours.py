"""Who writes in child protection: those who work with the child, and the key worker of a plan; others only read."""

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
