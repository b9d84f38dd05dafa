"""The addresses by which contacts arrive; part of the front door's own."""

from django.urls import path

from .views import guest, intake, police

urlpatterns = [
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
