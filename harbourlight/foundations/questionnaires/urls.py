"""Addresses of question sets and of answers."""

from django.urls import path

from . import views

app_name = "questionnaires"

SET = "question-sets/<slug:key>/<str:version>"
ANSWERS = "answers/<uuid:answering_id>"

urlpatterns = [
    path("question-sets/", views.question_sets, name="sets"),
    path(f"{SET}/", views.question_set, name="set"),
    path(f"{SET}/paper/", views.paper, name="paper"),
    path(f"{SET}/sheet/", views.blank_sheet, name="sheet"),
    path(f"{SET}/key/", views.key_to_sheet, name="key"),
    path(f"{ANSWERS}/", views.answers, name="answers"),
    path(f"{ANSWERS}/sheet/", views.answers_sheet, name="answers_sheet"),
    path(f"{ANSWERS}/bring/", views.bring, name="bring"),
    path(f"{ANSWERS}/second-reader/", views.name_second, name="name_second"),
    path(f"{ANSWERS}/second/", views.second, name="second"),
    path(f"{ANSWERS}/settle/", views.settle, name="settle"),
]
