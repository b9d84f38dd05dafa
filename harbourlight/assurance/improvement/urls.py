"""Addresses of recommendations."""

from django.urls import path

from .views import addressee, monitoring, recommendation, tracker

app_name = "improvement"

urlpatterns = [
    path("recommendations/", tracker.tracker, name="tracker"),
    path("recommendations/list.csv", tracker.tracker_csv, name="tracker_csv"),
    path("recommendations/actions/", tracker.actions, name="actions"),
    path("recommendations/actions/list.csv", tracker.actions_csv, name="actions_csv"),
    path("recommendations/ours/", tracker.ours, name="ours"),
    path("recommendations/published/", tracker.published, name="published"),
    path("recommendations/new/", recommendation.recommend, name="recommend"),
    path("recommendations/bodies/", monitoring.bodies, name="bodies"),
    path("recommendations/bodies/<slug:body>/", monitoring.monitoring, name="monitoring"),
    path("recommendations/bodies/<slug:body>/report/", monitoring.report, name="report"),
    path("recommendations/bodies/<slug:body>/rule/", monitoring.rule, name="rule"),
    path("recommendations/re-audits/<uuid:reaudit_id>/", recommendation.reaudit_found, name="reaudit_found"),
    path("recommendations/to/<uuid:addressee_id>/", addressee.addressee, name="addressee"),
    path("recommendations/to/<uuid:addressee_id>/answer/", addressee.answer, name="answer"),
    path("recommendations/to/<uuid:addressee_id>/action/", addressee.give, name="give"),
    path("recommendations/to/<uuid:addressee_id>/date/", addressee.date, name="date"),
    path("recommendations/to/<uuid:addressee_id>/done/", addressee.done, name="done"),
    path("recommendations/to/<uuid:addressee_id>/judge/", addressee.judge, name="judge"),
    path("recommendations/to/<uuid:addressee_id>/again/", addressee.again, name="again"),
    path("recommendations/to/<uuid:addressee_id>/withdraw/", addressee.withdraw, name="withdraw"),
    path("recommendations/<uuid:recommendation_id>/", recommendation.recommendation, name="recommendation"),
    path("recommendations/<uuid:recommendation_id>/publish/", recommendation.publish, name="publish"),
    path("recommendations/<uuid:recommendation_id>/re-audit/", recommendation.reaudit, name="reaudit"),
]
