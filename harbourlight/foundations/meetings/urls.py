"""Addresses of meetings."""

from django.urls import path

from .views import meeting, mine, minutes, papers, record

app_name = "meetings"

urlpatterns = [
    path("meetings/", mine.mine, name="mine"),
    path("meetings/calendar/renew/", mine.calendar_renew, name="calendar_renew"),
    path("meetings/calendar/<str:key>.ics", mine.calendar_feed, name="calendar"),
    path("meetings/<uuid:meeting_id>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/move/", meeting.move, name="move"),
    path("meetings/<uuid:meeting_id>/call-off/", meeting.call_off, name="call_off"),
    path("meetings/<uuid:meeting_id>/invite/", meeting.invite, name="invite"),
    path("meetings/<uuid:meeting_id>/respond/", meeting.respond, name="respond"),
    path("meetings/<uuid:meeting_id>/items/new/", meeting.item_add, name="item_add"),
    path("meetings/invitations/<uuid:invitation_id>/leave-out/", meeting.leave_out, name="leave_out"),
    path("meetings/<uuid:meeting_id>/attendance/", record.attendance, name="attendance"),
    path("meetings/<uuid:meeting_id>/held/", record.hold, name="hold"),
    path("meetings/<uuid:meeting_id>/decisions/new/", record.decide, name="decide"),
    path("meetings/<uuid:meeting_id>/actions/new/", record.action_add, name="action_add"),
    path("meetings/<uuid:meeting_id>/papers/", papers.paper_add, name="paper_add"),
    path("meetings/<uuid:meeting_id>/papers/share/", papers.papers_share, name="papers_share"),
    path("meetings/papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("meetings/papers/<uuid:paper_id>/family/", papers.paper_family, name="paper_family"),
    path("meetings/<uuid:meeting_id>/minutes/", minutes.minutes_write, name="minutes_write"),
    path("meetings/minutes/<uuid:minutes_id>/", minutes.minutes, name="minutes"),
    path("meetings/minutes/<uuid:minutes_id>/dispute/", minutes.dispute, name="dispute"),
    path("meetings/minutes/<uuid:minutes_id>/agree/", minutes.agree, name="agree"),
    path("meetings/receipts/<uuid:receipt_id>/", minutes.receive, name="receive"),
    path("meetings/disputes/<uuid:dispute_id>/settle/", minutes.settle, name="settle"),
]
