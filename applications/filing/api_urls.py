"""Addresses of this room's API resources."""

from django.urls import URLPattern, URLResolver

app_name = "filing-api"
urlpatterns: list[URLPattern | URLResolver] = []
