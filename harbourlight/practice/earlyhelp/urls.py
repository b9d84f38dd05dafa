"""Addresses of early help."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from .pathway import CASE
from .views import assess, case, lists, quality, steps

app_name = "earlyhelp"
OF_CASE = "early-help/cases/<uuid:case_id>"

urlpatterns = [
    path("early-help/", lists.mine, name="mine"),
    path("early-help/team/", lists.team, name="team"),
    path("early-help/waiting/", lists.waiting, name="waiting"),
    path("early-help/open/<uuid:person_id>/", case.open_case, name="open_case"),
    path("early-help/step-down/<uuid:person_id>/", case.step_down, name="step_down"),
    *pages(CASE, at="early-help/cases", show=case.case),
    path(f"{OF_CASE}/assessment/", assess.assessment, name="assessment"),
    path(f"{OF_CASE}/assessment/<int:number>/", assess.read_assessment, name="read_assessment"),
    path("early-help/around/<uuid:aroundfamily_id>/agree/", steps.agree, name="agree"),
    path("early-help/around/<uuid:aroundfamily_id>/leave/", steps.leave, name="leave"),
    path("early-help/figures/", quality.figures, name="figures"),
    path("early-help/figures/<slug:ref>/", quality.behind, name="behind"),
    path("early-help/step-downs/", quality.step_downs, name="step_downs"),
    path("early-help/quality/", quality.quality, name="quality"),
    path("early-help/quality/draw/", quality.draw, name="draw"),
    path("early-help/quality/<uuid:grading_id>/", quality.grade, name="grade"),
]
