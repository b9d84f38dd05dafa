"""Django configuration of child protection."""

from django.apps import AppConfig


class ChildProtectionConfig(AppConfig):
    """Strategy discussions, enquiries, conferences and child protection plans."""

    name = "harbourlight.practice.childprotection"
    label = "childprotection"
    verbose_name = "Child protection"
