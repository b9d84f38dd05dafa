"""Addresses of requests."""

from django.urls import path

from . import views

app_name = "requests"

urlpatterns = [
    path("requests/", views.requests, name="requests"),
    path("requests/<uuid:request_id>/", views.answer, name="answer"),
]
