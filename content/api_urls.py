"""Addresses of this floor's API resources."""

from django.urls import URLPattern, URLResolver

app_name = "content-api"
urlpatterns: list[URLPattern | URLResolver] = []
