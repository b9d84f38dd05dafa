"""Addresses of the front door."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from .pathway import CONTACT
from .views import board, challenges, contact, figures, guest, intake, letters, police, triage

app_name = "frontdoor"

urlpatterns = [
    path("front-door/", board.board, name="board"),
    path("front-door/hand-over/", board.handover, name="handover"),
    *pages(CONTACT, at="front-door/contacts", show=contact.contact),
    path("front-door/contacts/<uuid:contact_id>/challenge/", challenges.challenge, name="challenge"),
    path("front-door/contacts/<uuid:contact_id>/letters/<slug:kind>/", letters.letter, name="letter"),
    path("front-door/letters/<uuid:letter_id>/", letters.letter_sent, name="letter_sent"),
    path("front-door/letters/<uuid:letter_id>/print/", letters.letter_print, name="letter_print"),
    path("front-door/challenges/", challenges.challenges, name="challenges"),
    path("front-door/challenges/<uuid:challenge_id>/", challenges.challenge_answer, name="challenge_answer"),
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
    path("front-door/triage/", triage.triage, name="triage"),
    path("front-door/police/template.csv", police.police_template, name="police_template"),
    path("front-door/police/<uuid:batch_id>/", police.police_batch, name="police_batch"),
    path("front-door/police/<uuid:batch_id>/load/", police.police_load, name="police_load"),
    path("front-door/police/<uuid:batch_id>/discard/", police.police_discard, name="police_discard"),
]
