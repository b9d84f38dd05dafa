"""The page of a strategy discussion, and what its steps offer."""

from django.urls import reverse
from django.utils.html import format_html

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.meetings.models import Attendance, Invitation
from harbourlight.foundations.pathways import works
from harbourlight.foundations.pathways.pages import find, offers
from harbourlight.foundations.people.models import Person
from harbourlight.foundations.people.telling import render_told

from ..models import Enquiry
from ..pathway import DISCUSSION
from .people import choices_of, family_of, history_of


@needs("childprotection.read")
def discussion(request, strategydiscussion_id):
    """Show a strategy discussion: who took part, what each knew, the decision and the plan."""
    record = find(request, DISCUSSION, strategydiscussion_id)
    user = request.user
    rows = Attendance.objects.visible_to(user).filter(meeting=record.meeting_id)
    enquiries = Enquiry.objects.visible_to(user).filter(discussion=record).select_related("person")
    context = {
        "discussion": record,
        "pathway": DISCUSSION,
        "arranges": works.may_take(DISCUSSION, DISCUSSION.step("move"), record, user, request.moment),
        "children": Person.objects.visible_to(user).filter(pk__in=record.child_ids).order_by("born_on"),
        "invited": Invitation.objects.visible_to(user).filter(meeting=record.meeting_id, left_out_reason="")
        .select_related("agency", "professional", "person", "meeting").order_by("number"),
        "attendances": rows.select_related("invitation__agency", "invitation__professional", "invitation__meeting")
        .order_by("invitation__number"),
        "enquiries": list(enquiries),
        "history": history_of(request, record, DISCUSSION),
    }  # fmt: skip
    return render_told(request, "childprotection/discussion.html", context, person_ids=record.child_ids)


@offers(DISCUSSION, "plan")
def children_at_risk(request, child):
    """Offer the child, and brothers and sisters where they are at risk too."""
    return {
        "children": choices_of(family_of(request, child.pk)),
        "initial": {"children": [str(child.pk)], "starts_at": request.moment},
    }


@offers(DISCUSSION, "hold")
def who_spoke_first(request, record):
    """Lead to the page on which it is recorded who was there and what each knew."""
    return {"initial": {"held_at": record.planned_for}, "intro": attendance_first(record, "and what each knew")}


def attendance_first(record, words):
    """Return the sentence that leads to who was at a meeting, before more is recorded of it."""
    address = reverse("meetings:attendance", args=[record.meeting_id])
    return format_html('Record first <a href="{}">who was there, {}</a>.', address, words)


@offers(DISCUSSION, "correct")
def held_as_recorded(request, record):
    """Begin with what is recorded."""
    return {"initial": {"held_at": record.held_at}}
