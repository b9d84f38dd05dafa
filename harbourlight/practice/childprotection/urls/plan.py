"""Addresses of plans, core groups, visits, transfers and legal stages."""

urlpatterns: list = []
