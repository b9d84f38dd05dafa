"""How one body monitors what it recommended: its list, its meetings, its rule."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings.sitting import sittings_of

from .. import actions, pathway
from ..actions.monitor import bodies_of, hearings_of
from ..actions.tracker import lines_of
from ..forms import MeetingForm, RuleForm
from ..models import Addressee, Recommendation, read_areas, rule_of
from .asking import ask


def body_of(request, body):
    """Return the latest recommendation of a body that this person reads; 404 for a body without any."""
    made = Recommendation.objects.visible_to(request.user).of_body(body).select_related("area")
    latest = made.order_by("-made_at").first()
    if latest is None:
        raise Http404("No such body, or not for you")
    return latest


@needs(pathway.READ)
def bodies(request):
    """List the bodies that made recommendations."""
    return render(request, "improvement/bodies.html", {"bodies": bodies_of(read_areas(request.user))})


@needs(pathway.READ)
def monitoring(request, body):
    """Show what stands on a body's list, and what came before its meetings."""
    made = body_of(request, body)
    rows = Addressee.objects.visible_to(request.user).of_body(body).on_list().whole()
    context = {
        "body": body,
        "name": made.body_name,
        "rule": rule_of(body),
        "lines": lines_of(rows, on=request.today),
        "meetings": hearings_of(body, request.user),
    }
    return render(request, "improvement/monitoring.html", context)


@needs(pathway.JUDGE)
def report(request, body):
    """Write down that a body's list came before one of its meetings."""
    made = body_of(request, body)
    meetings = sittings_of(body, read_areas(request.user))
    form = MeetingForm(request.POST or None, moment=request.moment, meetings=meetings)

    def act(answers):
        return actions.report_to_panel(by=request.user, at=request.moment, **answers)

    return ask(
        request, form, act, title=f"Reported to {made.body_name}", button="Write it down",
        about="Every recommendation on the list is kept as reported to that meeting. One that was rejected leaves the "
        "list by it; whatever is done and not accepted, or outstanding, stays.",
        done="The list was reported.", back=reverse("improvement:monitoring", args=[body]),
    )  # fmt: skip


@needs(pathway.KEEP)
def rule(request, body):
    """Set the rule by which a body monitors."""
    made = body_of(request, body)
    kept = rule_of(body)
    form = RuleForm(request.POST or None, initial={name: getattr(kept, name) for name in RuleForm.base_fields})

    def act(answers):
        return actions.set_rule(
            area=made.area, body_key=body, body_name=made.body_name, by=request.user, at=request.moment, **answers
        )  # fmt: skip

    return ask(
        request, form, act, title=f"How {made.body_name} monitors", button="Keep the rule", about="",
        done="The rule was kept.", back=reverse("improvement:monitoring", args=[body]),
    )  # fmt: skip
