"""Addresses of this floor's API resources."""

from django.urls import URLPattern, URLResolver

app_name = "procedures-api"
urlpatterns: list[URLPattern | URLResolver] = []
