"""Addresses of the chronology engine."""

from django.urls import path

from . import views

app_name = "chronology"

urlpatterns = [path("people/<uuid:person_id>/chronology/", views.chronology, name="chronology")]
