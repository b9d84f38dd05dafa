"""Addresses of the chronology engine."""

from django.urls import path

from . import views

app_name = "chronology"

urlpatterns = [
    path("people/<uuid:person_id>/chronology/", views.chronology, name="chronology"),
    path("people/<uuid:person_id>/chronology/new/", views.entry_add, name="entry_add"),
    path("people/<uuid:person_id>/chronology/analysis/", views.analyse, name="analyse"),
    path("chronology/<uuid:line_id>/", views.entry, name="entry"),
    path("chronology/<uuid:line_id>/correct/", views.correct, name="correct"),
    path("chronology/<uuid:line_id>/significance/", views.mark, name="mark"),
]
