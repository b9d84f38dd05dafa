"""Addresses of drafts."""

from django.urls import path

from . import views

app_name = "ui"

urlpatterns = [
    path("drafts/<uuid:sitting>/discard", views.discard, name="draft_discard"),
    path("drafts/<str:key>/<str:subject>/<uuid:sitting>", views.draft, name="draft"),
]
