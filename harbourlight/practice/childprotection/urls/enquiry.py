"""Addresses of strategy discussions, enquiries, emergency measures, conferences and reports."""

from django.urls import path

from ..views import conferences, discussions, enquiries, reports

AT = "child-protection"

urlpatterns = [
    path(f"{AT}/people/<uuid:person_id>/discuss/", discussions.discussion_new, name="discussion_new"),
    path(f"{AT}/discussions/<uuid:discussion_id>/", discussions.discussion, name="discussion"),
    path(f"{AT}/discussions/<uuid:discussion_id>/record/", discussions.discussion_hold, name="discussion_hold"),
    path(f"{AT}/discussions/<uuid:discussion_id>/move/", discussions.discussion_move, name="discussion_move"),
    path(
        f"{AT}/discussions/<uuid:discussion_id>/call-off/", discussions.discussion_call_off, name="discussion_call_off"
    ),
    path(f"{AT}/discussions/<uuid:discussion_id>/correct/", discussions.discussion_correct, name="discussion_correct"),
    path(f"{AT}/enquiries/<uuid:enquiry_id>/", enquiries.enquiry, name="enquiry"),
    path(f"{AT}/enquiries/<uuid:enquiry_id>/visit/", enquiries.enquiry_visit, name="enquiry_visit"),
    path(f"{AT}/enquiries/<uuid:enquiry_id>/finish/", enquiries.enquiry_finish, name="enquiry_finish"),
    path(
        f"{AT}/enquiries/<uuid:enquiry_id>/no-conference/",
        enquiries.enquiry_drop_conference,
        name="enquiry_drop_conference",
    ),
    path(f"{AT}/enquiries/<uuid:enquiry_id>/conference/", conferences.conference_new, name="conference_new"),
    path(f"{AT}/people/<uuid:person_id>/emergency/", enquiries.emergency_new, name="emergency_new"),
    path(f"{AT}/emergency/<uuid:measure_id>/", enquiries.emergency_page, name="emergency"),
    path(f"{AT}/emergency/<uuid:measure_id>/end/", enquiries.emergency_end, name="emergency_end"),
    path(f"{AT}/conferences/<uuid:conference_id>/", conferences.conference, name="conference"),
    path(f"{AT}/conferences/<uuid:conference_id>/ask/", conferences.conference_ask, name="conference_ask"),
    path(f"{AT}/conferences/<uuid:conference_id>/share/", conferences.conference_share, name="conference_share"),
    path(f"{AT}/conferences/<uuid:conference_id>/move/", conferences.conference_move, name="conference_move"),
    path(
        f"{AT}/conferences/<uuid:conference_id>/call-off/", conferences.conference_call_off, name="conference_call_off"
    ),
    path(f"{AT}/conferences/<uuid:conference_id>/check/", conferences.conference_quality, name="conference_quality"),
    path(f"{AT}/conferences/<uuid:conference_id>/record/", conferences.conference_hold, name="conference_hold"),
    path(f"{AT}/conferences/<uuid:conference_id>/decide/", conferences.conference_decide, name="conference_decide"),
    path(
        f"{AT}/conferences/<uuid:conference_id>/reports/<uuid:request_id>/", reports.report_grade, name="report_grade"
    ),
    path(f"{AT}/conferences/<uuid:conference_id>/challenge/", reports.concern_new, name="concern_new"),
    path(f"{AT}/challenges/", reports.concerns_list, name="concerns"),
    path(f"{AT}/challenges/<uuid:concern_id>/", reports.concern, name="concern"),
    path(f"{AT}/feedback/", reports.feedback, name="feedback"),
    path(f"{AT}/reports/", reports.trends, name="trends"),
]
