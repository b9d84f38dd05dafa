"""Addresses of the interface; its description is for those who are signed in."""

from django.http import JsonResponse
from django.urls import path

from harbourlight.foundations.access.needs import needs

from .contacts import api


@needs("signed in")
def description(request):
    """Describe the interface as OpenAPI."""
    return JsonResponse(api.get_openapi_schema())


addresses, _, namespace = api.urls
for address in addresses:
    # A key opens these, not a person's permission; the walk of all addresses knows them as open.
    address.callback.permission = "everyone"

urlpatterns = [path("v1/docs", description, name="api_docs"), path("v1/", (addresses, "ninja", namespace))]
