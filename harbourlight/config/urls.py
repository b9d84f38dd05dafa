"""The addresses of the whole product; each room keeps its own."""

from django.urls import include, path

urlpatterns = [
    path("sign-in/", include("allauth.urls")),
    path("", include("harbourlight.foundations.ui.urls")),
    path("", include("harbourlight.practice.frontdoor.urls")),
]
