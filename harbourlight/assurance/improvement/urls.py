"""Addresses of recommendations."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from .pathway import BROUGHT, RECOMMENDATION
from .views import addressee, lists, monitoring, recommendation, tracker

app_name = "improvement"

urlpatterns = [
    path("recommendations/", tracker.tracker, name="tracker"),
    path("recommendations/list.csv", tracker.tracker_csv, name="tracker_csv"),
    path("recommendations/actions/", tracker.actions, name="actions"),
    path("recommendations/actions/list.csv", tracker.actions_csv, name="actions_csv"),
    path("recommendations/ours/", tracker.ours, name="ours"),
    path("recommendations/published/", tracker.published, name="published"),
    path("recommendations/bodies/", monitoring.bodies, name="bodies"),
    path("recommendations/bodies/<slug:body>/", monitoring.monitoring, name="monitoring"),
    path("recommendations/bodies/<slug:body>/report/", monitoring.report, name="report"),
    path("recommendations/bodies/<slug:body>/rule/", monitoring.rule, name="rule"),
    path("recommendations/re-audits/<uuid:reaudit_id>/", recommendation.reaudit_found, name="reaudit_found"),
    path("recommendations/lists/", lists.lists, name="lists"),
    *pages(BROUGHT, at="recommendations/lists", show=lists.broughtlist),
    *pages(RECOMMENDATION, at="recommendations/to", show=addressee.addressee),
    path("recommendations/<uuid:recommendation_id>/", recommendation.recommendation, name="recommendation"),
    path("recommendations/<uuid:recommendation_id>/publish/", recommendation.publish, name="publish"),
    path("recommendations/<uuid:recommendation_id>/re-audit/", recommendation.reaudit, name="reaudit"),
]
