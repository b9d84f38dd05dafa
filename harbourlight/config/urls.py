"""The addresses of the whole product; each engine and room keeps its own."""

from django.apps import apps
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

urlpatterns = [
    path("sign-in/", include("harbourlight.config.signin_urls")),
    *(
        path(getattr(each, "at", ""), include(f"{each.name}.urls"))
        for each in apps.get_app_configs()
        if each.name.startswith("harbourlight.") and module_has_submodule(each.module, "urls")
    ),
]

handler400 = "harbourlight.config.unavailable.refused"
handler500 = "harbourlight.config.unavailable.failed"
