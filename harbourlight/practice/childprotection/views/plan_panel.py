"""What plans show elsewhere: moves between areas and legal stages on a child's page, and names for lists of clocks."""

from harbourlight.foundations.access.needs import may
from harbourlight.foundations.statements.prepared import ASKER, Parameter, Prepared

from ..models import AreaTransfer, CoreGroup, LegalStage, ProtectionPlan

MOST_SHOWN = 10


@Prepared
def transfers_of():
    """The moves of people between areas, the newest first."""
    rows = AreaTransfer.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    return rows.order_by("-notified_on")[:MOST_SHOWN]


@Prepared
def stages_of():
    """The legal stages about people, the newest first."""
    rows = LegalStage.objects.visible_to(ASKER).filter(person_id__any=Parameter("people"))
    return rows.order_by("-started_on")[:MOST_SHOWN]


@Prepared
def running_plan_of():
    """The plan of people that runs and is this area's own."""
    rows = ProtectionPlan.objects.visible_to(ASKER).running().filter(person_id__any=Parameter("people"))
    return rows.filter(is_temporary=False).only("id")[:1]


def moves_and_court(request, person):
    """Return the panel of a child: moves between areas, stages before and in court, and what can be recorded."""
    user, on = request.user, request.today
    if not may(user, "childprotection.read", on):
        return []
    asked = {"asker": user.id, "people": person.record_ids}
    running, transfers, stages = yield (
        running_plan_of.bind(**asked), transfers_of.bind(**asked), stages_of.bind(**asked)
    )  # fmt: skip
    has_plan = bool(running)
    context = {
        "transfers": transfers,
        "stages": stages,
        "person_id": person.id,
        "can_move": person.is_child and not has_plan and may(user, "childprotection.transfer", on),
        "can_go_to_court": person.is_child and may(user, "childprotection.legal", on),
    }
    if not any(context[name] for name in ("transfers", "stages", "can_move", "can_go_to_court")):
        return []
    return "childprotection/plan_panel.html", context


@Prepared
def plans_with_names():
    """Some plans with the names of their children."""
    return ProtectionPlan.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("person")


@Prepared
def transfers_with_names():
    """Some transfers with the names of their children."""
    return AreaTransfer.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("person")


@Prepared
def stages_with_names():
    """Some legal stages with the names of their children."""
    return LegalStage.objects.visible_to(ASKER).filter(pk__any=Parameter("ids")).select_related("person")


@Prepared
def groups_by_id():
    """Some core groups."""
    return CoreGroup.objects.visible_to(ASKER).filter(pk__any=Parameter("ids"))


def names_of_plans(asker, ids):
    """Return {id: the child's name} of plans, for lists of clocks."""
    return {row.pk: f"Child protection plan: {row.person}" for row in plans_with_names(asker=asker, ids=ids)}


def names_of_transfers(asker, ids):
    """Return {id: the child's name} of transfers, for lists of clocks."""
    return {row.pk: f"Transfer between areas: {row.person}" for row in transfers_with_names(asker=asker, ids=ids)}


def names_of_stages(asker, ids):
    """Return {id: the stage and the child's name} of legal stages, for lists of clocks."""
    return {row.pk: f"{row.get_kind_display()}: {row.person}" for row in stages_with_names(asker=asker, ids=ids)}


def names_of_groups(asker, ids):
    """Return {id: the number} of core groups."""
    return {row.pk: f"Core group {row.number}" for row in groups_by_id(asker=asker, ids=ids)}
