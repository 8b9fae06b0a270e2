"""Addresses of this room's pages."""

from django.urls import URLPattern, URLResolver

app_name = "applications"
urlpatterns: list[URLPattern | URLResolver] = []
