"""Addresses of notices."""

from django.urls import path

from . import views

app_name = "notices"

urlpatterns = [
    path("notices/", views.mine, name="mine"),
    path("notices/<uuid:notice_id>/", views.notice, name="notice"),
    path("notices/<uuid:notice_id>/open/", views.open_it, name="open"),
]
