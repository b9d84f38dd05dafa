"""Addresses of strategy discussions, enquiries, emergency measures, conferences and reports."""

urlpatterns: list = []
