"""Addresses of strategy discussions, enquiries, emergency measures, conferences and reports."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from ..pathway import CONCERN, CONFERENCE, DISCUSSION, EMERGENCY, ENQUIRY
from ..views import conferences, discussions, enquiries, reports

AT = "child-protection"
OF_CONFERENCE = f"{AT}/conferences/<uuid:conference_id>"

urlpatterns = [
    path(f"{AT}/challenges/", reports.concerns_list, name="concerns"),
    path(f"{AT}/feedback/", reports.feedback, name="feedback"),
    path(f"{AT}/reports/", reports.trends, name="trends"),
    path(f"{AT}/enquiries/<uuid:enquiry_id>/conference/", conferences.conference_plan, name="conference_plan"),
    path(f"{OF_CONFERENCE}/reports/<uuid:request_id>/", reports.report_grade, name="report_grade"),
    path(f"{OF_CONFERENCE}/challenge/", reports.concern_raise, name="concern_raise"),
    *pages(DISCUSSION, at=f"{AT}/discussions", show=discussions.discussion, name="discussion"),
    *pages(ENQUIRY, at=f"{AT}/enquiries", show=enquiries.enquiry),
    *pages(EMERGENCY, at=f"{AT}/emergency", show=enquiries.emergency_page, name="emergency"),
    *pages(CONFERENCE, at=f"{AT}/conferences", show=conferences.conference),
    *pages(CONCERN, at=f"{AT}/challenges", show=reports.concern, name="concern"),
]
