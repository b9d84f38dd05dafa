"""Addresses of children in need."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from .pathway import EPISODE
from .views import assessment, episode, plan, supervision, team

app_name = "childinneed"

urlpatterns = [
    path("in-need/team/", team.team, name="team"),
    path("in-need/figures/<slug:ref>/", team.behind, name="behind"),
    path("in-need/<uuid:episode_id>/allocate/", episode.allocate, name="allocate"),
    path("in-need/<uuid:episode_id>/move/", episode.transfer, name="transfer"),
    path("in-need/<uuid:episode_id>/close/", episode.close, name="close"),
    path("in-need/<uuid:episode_id>/no-action/", episode.take_no_action, name="take_no_action"),
    path("in-need/<uuid:episode_id>/in-error/", episode.close_in_error, name="close_in_error"),
    path("in-need/<uuid:episode_id>/goes-on/", episode.keep_open, name="keep_open"),
    path("in-need/<uuid:episode_id>/open-again/", episode.reopen, name="reopen"),
    path("in-need/<uuid:episode_id>/visit/", episode.visit, name="visit"),
    path("in-need/<uuid:episode_id>/correct/", episode.correct, name="correct"),
    path("in-need/<uuid:episode_id>/supervision/", supervision.supervision, name="supervision"),
    path("in-need/<uuid:episode_id>/direction/", supervision.direction, name="direction"),
    path("in-need/<uuid:episode_id>/assessment/", assessment.assessment_start, name="assessment_start"),
    path("in-need/assessments/<uuid:assessment_id>/", assessment.assessment, name="assessment"),
    path("in-need/assessments/<uuid:assessment_id>/write/", assessment.assessment_write, name="assessment_write"),
    path("in-need/assessments/<uuid:assessment_id>/look/", assessment.assessment_review, name="assessment_review"),
    path(
        "in-need/assessments/<uuid:assessment_id>/authorise/",
        assessment.assessment_authorise,
        name="assessment_authorise",
    ),
    *pages(EPISODE, at="in-need", show=episode.episode, parts={"plan": plan.plan}),
    path("in-need/plans/<uuid:plan_id>/action/", plan.plan_action, name="plan_action"),
]
