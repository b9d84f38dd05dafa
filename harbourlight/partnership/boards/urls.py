"""Addresses of boards."""

from django.urls import path

from .views import agreeing, deciding, groups, items, reports, rules, seats, sharing, sittings

app_name = "boards"

OF_GROUP = "boards/<uuid:group_id>/"
OF_SITTING = "boards/meetings/<uuid:sitting_id>/"

urlpatterns = [
    path("boards/", groups.groups, name="groups"),
    path("boards/new/", groups.group_new, name="group_new"),
    path("boards/calendar/", sittings.calendar, name="calendar"),
    path("boards/late/", reports.late_things, name="late"),
    path("boards/mine/", reports.mine, name="mine"),
    path("boards/returns/", sharing.returns, name="returns"),
    path("boards/returns/new/", sharing.return_new, name="return_new"),
    path("boards/returns/<uuid:return_id>/", sharing.return_page, name="return"),
    path(OF_GROUP, groups.group, name="group"),
    path(f"{OF_GROUP}change/", groups.group_change, name="group_change"),
    path(f"{OF_GROUP}end/", groups.group_end, name="group_end"),
    path(f"{OF_GROUP}rules/", rules.rules, name="rules"),
    path(f"{OF_GROUP}rules/<slug:part>/", rules.rules_change, name="rules_change"),
    path(f"{OF_GROUP}seats/new/", seats.seat_new, name="seat_new"),
    path("boards/seats/<uuid:seat_id>/change/", seats.seat_change, name="seat_change"),
    path(f"{OF_GROUP}attendance/", groups.attendance, name="attendance"),
    path(f"{OF_GROUP}year/", sittings.year, name="year"),
    path(f"{OF_GROUP}meetings/new/", sittings.sitting_new, name="sitting_new"),
    path(f"{OF_GROUP}urgent/new/", deciding.urgent_new, name="urgent_new"),
    path(f"{OF_GROUP}escalate/", deciding.matter_new, name="matter_new"),
    path(f"{OF_GROUP}learning/new/", sharing.learning_new, name="learning_new"),
    path("boards/seats/<uuid:seat_id>/fill/", seats.fill, name="fill"),
    path("boards/seats/<uuid:seat_id>/end/", seats.seat_end, name="seat_end"),
    path("boards/members/<uuid:membership_id>/", seats.membership, name="membership"),
    path("boards/members/<uuid:membership_id>/end/", seats.membership_end, name="membership_end"),
    path("boards/members/<uuid:membership_id>/accept/", seats.accept, name="accept"),
    path("boards/members/<uuid:membership_id>/induction/", seats.induction, name="induction"),
    path(OF_SITTING, sittings.sitting, name="sitting"),
    path(f"{OF_SITTING}move/", sittings.move, name="move"),
    path(f"{OF_SITTING}call-off/", sittings.call_off, name="call_off"),
    path(f"{OF_SITTING}papers-out/", sittings.papers_out, name="papers_out"),
    path(f"{OF_SITTING}pack.pdf", sittings.pack_pdf, name="pack"),
    path(f"{OF_SITTING}confidentiality/", sittings.confidentiality, name="confidentiality"),
    path(f"{OF_SITTING}interest/", sittings.interest, name="interest"),
    path(f"{OF_SITTING}items/new/", items.item_new, name="item_new"),
    path(f"{OF_SITTING}reports/new/", reports.report_ask, name="report_ask"),
    path(f"{OF_SITTING}decisions/new/", deciding.decide, name="decide"),
    path(f"{OF_SITTING}learning/<uuid:learning_id>/heard/", sharing.learning_heard, name="learning_heard"),
    path("boards/papers/<uuid:paper_id>/", sittings.paper, name="paper"),
    path("boards/items/<uuid:item_id>/answer/", items.item_answer, name="item_answer"),
    path("boards/items/<uuid:item_id>/chair/", items.item_permit, name="item_permit"),
    path("boards/reports/<uuid:report_id>/", reports.report, name="report"),
    path("boards/reports/<uuid:report_id>/changes/", reports.report_changes, name="report_changes"),
    path("boards/reports/<uuid:report_id>/withdraw/", reports.report_withdraw, name="report_withdraw"),
    path("boards/decisions/<uuid:decision_id>/escalate/", deciding.escalate, name="escalate"),
    path("boards/decisions/<uuid:decision_id>/agreement/", agreeing.agreement, name="agreement"),
    path("boards/decisions/<uuid:decision_id>/agreement/ask/", agreeing.agreement_ask, name="agreement_ask"),
    path("boards/urgent/<uuid:urgent_id>/", deciding.urgent_page, name="urgent"),
    path("boards/urgent/<uuid:urgent_id>/decide/", deciding.urgent_decide, name="urgent_decide"),
    path("boards/urgent/<uuid:urgent_id>/withdraw/", deciding.urgent_withdraw, name="urgent_withdraw"),
    path("boards/escalations/<uuid:escalation_id>/", deciding.escalation, name="escalation"),
    path("boards/absences/<uuid:absence_id>/", deciding.absence, name="absence"),
]
