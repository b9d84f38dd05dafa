"""One recommendation: made, read with all it is addressed to, published, and audited again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.pathways.pages import offers

from .. import actions, pathway
from ..actions.monitor import bodies_to_pick
from ..actions.rights import holds_there
from ..forms import FoundForm, ReAuditForm
from ..models import Addressee, ReAudit, Recommendation, agencies_at_work, areas_open_to, read_areas
from ..pathway import RECOMMENDATION
from .asking import ask


def find(request, recommendation_id):
    """Return the recommendation if this person may read it; hidden and absent look the same."""
    rows = Recommendation.objects.visible_to(request.user)
    return get_or_404(request, rows.select_related("area", "made_by", "again_of", "brought"), pk=recommendation_id)


@needs(pathway.OURS)
def recommendation(request, recommendation_id):
    """Read a recommendation: finding, evidence, and where each it is addressed to stands."""
    found = find(request, recommendation_id)
    rows = Addressee.objects.visible_to(request.user).filter(recommendation=found).whole()
    reads_all = may(request.user, pathway.READ, request.today)
    if not reads_all:
        rows = rows.of_agency(request.user.agency_id)
    context = {
        "record": found,
        "lines": [(row, row.is_late(request.today)) for row in rows.order_by("due_on", "pk")],
        "reaudits": ReAudit.objects.visible_to(request.user).filter(recommendation=found).order_by("due_on"),
        "reads_all": reads_all,
        "made_again": Recommendation.objects.visible_to(request.user).filter(again_of=found).order_by("published_on"),
    }
    return render(request, "improvement/recommendation.html", context)


def again(older, asked):
    """Return the first answers of a recommendation that makes an older one again; none where it is not to be seen."""
    try:
        before = older.filter(pk=UUID(asked)).first()
    except ValueError:
        return {}
    names = ("theme", "finding", "evidence", "text", "priority", "heading", "part")
    return {"again_of": before.pk, "area": before.area_id, "body": before.body_key} | {
        name: getattr(before, name) for name in names
    } if before else {}  # fmt: skip


@offers(RECOMMENDATION, "recommend")
def recommending(request, _):
    """Offer the areas, the agencies and the bodies of those whom one reads."""
    areas = read_areas(request.user)
    older = Recommendation.objects.visible_to(request.user)
    return {
        "initial": again(older, request.GET.get("again", "")),
        "older": older.order_by("-published_on", "text"),
        "areas": areas_open_to(request.user),
        "agencies": agencies_at_work(areas, request.today).order_by("name"),
        "bodies": bodies_to_pick(areas, request.today),
        "back": (reverse("improvement:tracker"), "Recommendations"),
    }


@require_POST
@needs(pathway.KEEP)
def publish(request, recommendation_id):
    """Publish a recommendation, or take it back."""
    found = find(request, recommendation_id)
    if not holds_there(found, request.user, pathway.KEEP):
        raise PermissionDenied("another area")
    made = actions.publish(
        recommendation=found, is_public=not found.is_public, by=request.user, at=request.moment
    )  # fmt: skip
    messages.success(request, "Everybody may read it now." if made.is_public else "It is no longer published.")
    return redirect(found)


@needs(pathway.KEEP)
def reaudit(request, recommendation_id):
    """Plan to look at the same matter again."""
    found = find(request, recommendation_id)
    form = ReAuditForm(request.POST or None, moment=request.moment)

    def act(answers):
        return actions.plan_reaudit(
            recommendation=found, by=request.user, at=request.moment, submission=form.submission, **answers
        )

    return ask(
        request, form, act, title="Plan a re-audit", button="Plan it", about=found.text, done="It was planned.",
        back=found.get_absolute_url(),
    )  # fmt: skip


@needs(pathway.KEEP)
def reaudit_found(request, reaudit_id):
    """Write down what a re-audit found."""
    rows = ReAudit.objects.visible_to(request.user).select_related("recommendation")
    planned = get_or_404(request, rows, pk=reaudit_id)
    form = FoundForm(request.POST or None, moment=request.moment)

    def act(answers):
        return actions.record_reaudit(reaudit=planned, by=request.user, at=request.moment, **answers)

    return ask(
        request, form, act, title="What the re-audit found", button="Keep it", about=planned.what,
        done="It was kept.", back=planned.recommendation.get_absolute_url(),
    )  # fmt: skip
