"""Addresses of private fostering."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from . import views
from .pathway import ARRANGEMENT

app_name = "privatefostering"

urlpatterns = [
    path("private-fostering/", views.arrangements, name="arrangements"),
    path("private-fostering/telling-people/", views.tell_people, name="tell_people"),
    *pages(ARRANGEMENT, at="private-fostering", show=views.arrangement),
]
