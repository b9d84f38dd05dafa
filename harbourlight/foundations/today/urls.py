"""Addresses of the first page and of worklists."""

from django.urls import path

from . import views

app_name = "today"

urlpatterns = [
    path("", views.today, name="today"),
    path("team/", views.team, name="team"),
    path("late/<uuid:deadline_id>/", views.breach, name="breach"),
]
