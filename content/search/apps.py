"""The Django app of this room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "content.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
