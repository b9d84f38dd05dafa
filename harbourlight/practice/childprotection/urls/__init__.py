"""Addresses of child protection."""

from .enquiry import urlpatterns as enquiry
from .plan import urlpatterns as plan

app_name = "childprotection"
urlpatterns = [*enquiry, *plan]
