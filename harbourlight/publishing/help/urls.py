"""Addresses of the help pages."""

from django.urls import path

from . import views

app_name = "help"

urlpatterns = [
    path("help/", views.index, name="index"),
    path("help/glossary/", views.glossary, name="glossary"),
    path("help/time-limits/", views.time_limits, name="time_limits"),
    path("help/pathways/", views.pathways, name="pathways"),
    path("help/who-may-do-what/", views.permissions, name="permissions"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
    path("help/cookies/", views.cookies, name="cookies"),
    path("help/privacy/", views.privacy, name="privacy"),
]
