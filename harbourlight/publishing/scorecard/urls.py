"""Addresses of the published scorecard."""

from django.urls import path

from . import views

app_name = "scorecard"

urlpatterns = [
    path("published/", views.publications, name="publications"),
    path("published/packs/<uuid:publication_id>/<str:name>/", views.pack, name="pack"),
    path("published/all-areas/<str:month>/", views.joint, name="joint"),
    path("published/<str:code>/<str:month>/", views.publication, name="publication"),
    path("published/<str:code>/<str:month>/<str:name>", views.public_file, name="file"),
]
