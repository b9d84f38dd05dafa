"""Addresses of the front door."""

from django.urls import path

from .views import board, contact, decision, figures, guest, intake, police

app_name = "frontdoor"

urlpatterns = [
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
    path("front-door/letters/<uuid:letter_id>/print/", decision.letter_print, name="letter_print"),
    path("front-door/challenges/", decision.challenges, name="challenges"),
    path("front-door/challenges/<uuid:challenge_id>/", decision.challenge_answer, name="challenge_answer"),
    path("front-door/figures/", figures.figures, name="figures"),
    path("front-door/figures/<slug:ref>/", figures.behind, name="behind"),
    path("contacts/new/", intake.contact_new, name="contact_new"),
    path("contacts/<uuid:contact_id>/received/", intake.contact_received, name="contact_received"),
    path("contacts/mine/", intake.mine, name="mine"),
    path("contacts/mine/<uuid:contact_id>/", intake.mine_contact, name="mine_contact"),
    path("front-door/phone/", intake.contact_by_phone, name="contact_by_phone"),
    path("tell-us/", guest.guest_start, name="guest_start"),
    path("tell-us/code/", guest.guest_code, name="guest_code"),
    path("tell-us/contact/", guest.guest_contact, name="guest_contact"),
    path("tell-us/received/", guest.guest_received, name="guest_received"),
    path("front-door/police/", police.police_upload, name="police_upload"),
    path("front-door/police/template.csv", police.police_template, name="police_template"),
    path("front-door/police/<uuid:batch_id>/", police.police_batch, name="police_batch"),
    path("front-door/police/<uuid:batch_id>/load/", police.police_load, name="police_load"),
    path("front-door/police/<uuid:batch_id>/discard/", police.police_discard, name="police_discard"),
]
