"""Addresses of private fostering."""

from django.urls import path

from harbourlight.foundations.figures.pages import pages as figure_pages
from harbourlight.foundations.pathways.pages import pages

from .pathway import ARRANGEMENT
from .views import arrangement, lists
from .views.figures import FIGURES

app_name = "privatefostering"

urlpatterns = [
    path("private-fostering/", lists.arrangements, name="arrangements"),
    path("private-fostering/telling-people/", lists.tell_people, name="tell_people"),
    path("private-fostering/letters/<uuid:letter_id>/", arrangement.letter, name="letter"),
    *figure_pages(FIGURES, at="private-fostering"),
    *pages(ARRANGEMENT, at="private-fostering", show=arrangement.arrangement),
]
