"""Addresses of children in need."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from .pathway import EPISODE
from .views import assessment, episode, plan, team

app_name = "childinneed"

urlpatterns = [
    path("in-need/team/", team.team, name="team"),
    path("in-need/figures/<slug:ref>/", team.behind, name="behind"),
    path("in-need/assessments/<uuid:assessment_id>/write/", assessment.assessment_write, name="assessment_write"),
    *pages(EPISODE, at="in-need", show=episode.episode, parts={"assessment": assessment.assessment, "plan": plan.plan}),
]
