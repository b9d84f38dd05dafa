"""Addresses of actions."""

from django.urls import path

from . import views

app_name = "actions"

urlpatterns = [
    path("actions/", views.actions, name="actions"),
    path("actions/<uuid:action_id>/", views.action, name="action"),
    path("actions/<uuid:action_id>/done/", views.done, name="done"),
    path("actions/<uuid:action_id>/accept/", views.accept, name="accept"),
    path("actions/<uuid:action_id>/send-back/", views.send_back, name="send_back"),
    path("actions/<uuid:action_id>/drop/", views.drop, name="drop"),
    path("actions/<uuid:action_id>/date/", views.date, name="date"),
]
