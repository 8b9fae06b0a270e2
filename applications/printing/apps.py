"""The Django app of this room."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "applications.printing"
    label = "printing"
