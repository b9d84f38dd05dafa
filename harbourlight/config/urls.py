"""The addresses of the whole product; each room keeps its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("harbourlight.foundations.people.urls")),
    path("sign-in/", include("harbourlight.config.signin_urls")),
    path("", include("harbourlight.foundations.ui.urls")),
    path("", include("harbourlight.foundations.chronology.urls")),
    path("", include("harbourlight.foundations.access.urls")),
    path("", include("harbourlight.foundations.notices.urls")),
    path("", include("harbourlight.foundations.register.urls")),
    path("", include("harbourlight.foundations.requests.urls")),
    path("", include("harbourlight.foundations.actions.urls")),
    path("", include("harbourlight.foundations.meetings.urls")),
    path("", include("harbourlight.practice.frontdoor.urls")),
    path("", include("harbourlight.practice.childinneed.urls")),
    path("", include("harbourlight.practice.childprotection.urls")),
    path("", include("harbourlight.practice.earlyhelp.urls")),
    path("", include("harbourlight.practice.privatefostering.urls")),
    path("", include("harbourlight.assurance.dataset.urls")),
    path("", include("harbourlight.assurance.improvement.urls")),
    path("", include("harbourlight.assurance.challenge.urls")),
    path("", include("harbourlight.partnership.boards.urls")),
    path("", include("harbourlight.partnership.businessplan.urls")),
    path("", include("harbourlight.partnership.scrutiny.urls")),
    path("api/", include("harbourlight.exchange.api.urls")),
    path("", include("harbourlight.exchange.census.urls")),
    path("", include("harbourlight.publishing.help.urls")),
    path("", include("harbourlight.publishing.scorecard.urls")),
]

handler400 = "harbourlight.config.unavailable.refused"
handler500 = "harbourlight.config.unavailable.failed"
