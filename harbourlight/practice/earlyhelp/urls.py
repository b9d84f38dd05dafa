"""Addresses of early help."""

from django.urls import path

from .views import around, assess, case, consent, ending, lists, plan, quality

app_name = "earlyhelp"

urlpatterns = [
    path("early-help/", lists.mine, name="mine"),
    path("early-help/team/", lists.team, name="team"),
    path("early-help/waiting/", lists.waiting, name="waiting"),
    path("early-help/open/<uuid:person_id>/", case.open_case, name="open_case"),
    path("early-help/step-down/<uuid:person_id>/", case.step_down, name="step_down"),
    path("early-help/cases/<uuid:case_id>/", case.case, name="case"),
    path("early-help/cases/<uuid:case_id>/lead/", case.allocate, name="allocate"),
    path("early-help/cases/<uuid:case_id>/consent/", consent.consent, name="consent"),
    path("early-help/cases/<uuid:case_id>/not-engaging/", consent.not_engaging, name="not_engaging"),
    path("early-help/cases/<uuid:case_id>/decide/", consent.decide, name="decide"),
    path("early-help/cases/<uuid:case_id>/assessment/start/", assess.start_assessment, name="start_assessment"),
    path("early-help/cases/<uuid:case_id>/assessment/", assess.assessment, name="assessment"),
    path("early-help/cases/<uuid:case_id>/assessment/complete/", assess.complete_assessment, name="complete"),
    path("early-help/cases/<uuid:case_id>/assessment/<int:number>/", assess.read_assessment, name="read_assessment"),
    path("early-help/cases/<uuid:case_id>/plan/", plan.start_plan, name="start_plan"),
    path("early-help/cases/<uuid:case_id>/plan/outcome/", plan.add_outcome, name="add_outcome"),
    path("early-help/cases/<uuid:case_id>/plan/action/", plan.give_action, name="give_action"),
    path("early-help/cases/<uuid:case_id>/review/", plan.review, name="review"),
    path("early-help/cases/<uuid:case_id>/around/", around.join, name="join"),
    path("early-help/cases/<uuid:case_id>/meeting/", around.plan_meeting, name="plan_meeting"),
    path("early-help/around/<uuid:aroundfamily_id>/agree/", around.agree, name="agree"),
    path("early-help/around/<uuid:aroundfamily_id>/leave/", around.leave, name="leave"),
    path("early-help/cases/<uuid:case_id>/close/", ending.close, name="close"),
    path("early-help/cases/<uuid:case_id>/step-up/", ending.step_up, name="step_up"),
    path("early-help/figures/", quality.figures, name="figures"),
    path("early-help/figures/<slug:ref>/", quality.behind, name="behind"),
    path("early-help/step-downs/", quality.step_downs, name="step_downs"),
    path("early-help/quality/", quality.quality, name="quality"),
    path("early-help/quality/draw/", quality.draw, name="draw"),
    path("early-help/quality/<uuid:grading_id>/", quality.grade, name="grade"),
    path("early-help/numbers/", quality.numbers, name="numbers"),
]
