"""Addresses of this room's API resources."""

from django.urls import URLPattern, URLResolver

app_name = "applications-api"
urlpatterns: list[URLPattern | URLResolver] = []
