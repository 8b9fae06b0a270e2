"""Addresses of this floor's pages that are not in the page tree."""

from django.urls import URLPattern, URLResolver

app_name = "content"
urlpatterns: list[URLPattern | URLResolver] = []
