"""Addresses of challenges in the partnership."""

from django.urls import path

from .views import challenge, register

app_name = "challenge"

urlpatterns = [
    path("partnership/challenges/", register.register, name="register"),
    path("partnership/challenges/list.csv", register.register_csv, name="register_csv"),
    path("partnership/challenges/themes/", register.themes, name="themes"),
    path("partnership/challenges/ours/", register.ours, name="ours"),
    path("partnership/challenges/new/", challenge.raise_challenge, name="raise"),
    path("partnership/challenges/<uuid:partnershipchallenge_id>/", challenge.challenge, name="challenge"),
    path("partnership/challenges/<uuid:partnershipchallenge_id>/answer/", challenge.answer, name="answer"),
    path("partnership/challenges/<uuid:partnershipchallenge_id>/further/", challenge.take_further, name="take_further"),
    path("partnership/challenges/<uuid:partnershipchallenge_id>/settle/", challenge.settle, name="settle"),
    path("partnership/challenges/<uuid:partnershipchallenge_id>/withdraw/", challenge.withdraw, name="withdraw"),
]
