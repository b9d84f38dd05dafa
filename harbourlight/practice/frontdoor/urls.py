"""Addresses of the front door, and of what everybody finds at home."""

from django.urls import include, path

from .views import board, contact, decision, figures, work

app_name = "frontdoor"

urlpatterns = [
    path("", work.home, name="home"),
    path("front-door/", board.board, name="board"),
    path("front-door/hand-over/", board.handover, name="handover"),
    path("front-door/contacts/<uuid:contact_id>/", contact.contact, name="contact"),
    path("front-door/contacts/<uuid:contact_id>/take/", contact.take, name="take"),
    path("front-door/contacts/<uuid:contact_id>/rate/", contact.rate, name="rate"),
    path("front-door/contacts/<uuid:contact_id>/ask/", contact.ask, name="ask"),
    path("front-door/contacts/<uuid:contact_id>/decide/", decision.decide, name="decide"),
    path("front-door/contacts/<uuid:contact_id>/challenge/", decision.challenge, name="challenge"),
    path("front-door/contacts/<uuid:contact_id>/letters/<slug:kind>/", decision.letter, name="letter"),
    path("front-door/letters/<uuid:letter_id>/", decision.letter_sent, name="letter_sent"),
    path("front-door/challenges/", decision.challenges, name="challenges"),
    path("front-door/challenges/<uuid:challenge_id>/", decision.challenge_answer, name="challenge_answer"),
    path("front-door/figures/", figures.figures, name="figures"),
    path("front-door/figures/<slug:ref>/", figures.behind, name="behind"),
    path("work/team/", work.team, name="team"),
    path("work/late/<uuid:deadline_id>/", work.breach, name="breach"),
    path("", include("harbourlight.practice.frontdoor.urls_intake")),
]
