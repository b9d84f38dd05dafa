"""Addresses of the census."""

from django.urls import path

from . import load_views, matching_views, return_views, views

app_name = "census"

urlpatterns = [
    path("census/", views.home, name="home"),
    path("census/check/", views.upload, name="upload"),
    path("census/own/", views.own, name="own"),
    path("census/children/", matching_views.children, name="children"),
    path("census/rules/", views.rule_list, name="rules"),
    path("census/return/", return_views.make, name="make"),
    path("census/checks/<uuid:run_id>/file/", return_views.fetch, name="fetch"),
    path("census/checks/<uuid:run_id>/load/", load_views.begin, name="begin"),
    path("census/loads/<uuid:load_id>/", load_views.load, name="load"),
    path("census/loaded/<uuid:run_id>/", load_views.loaded, name="loaded"),
    path("census/findings/", views.mine, name="mine"),
    path("census/checks/<uuid:run_id>/", views.check, name="check"),
    path("census/checks/<uuid:run_id>/assign/", views.assign, name="assign"),
    path("census/findings/<uuid:finding_id>/", views.finding, name="finding"),
    path("census/pairs/", matching_views.pairs, name="pairs"),
    path("census/pairs/<uuid:pair_id>/", matching_views.pair, name="pair"),
    path("census/contradictions/", matching_views.contradictions, name="contradictions"),
    path("census/contradictions/<uuid:contradiction_id>/", matching_views.contradiction, name="contradiction"),
]
