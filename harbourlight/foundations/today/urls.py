"""Addresses of the first page and of worklists."""

from django.urls import path

from . import views

app_name = "today"

urlpatterns = [
    path("", views.today, name="today"),
    path("children/mine/", views.my_children, name="children"),
    path("children/unborn/", views.unborn_children, name="unborn"),
    path("find/", views.find, name="find"),
    path("team/", views.team, name="team"),
    path("late/<uuid:deadline_id>/", views.breach, name="breach"),
]
