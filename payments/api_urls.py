"""Addresses of this floor's API resources."""

from django.urls import URLPattern, URLResolver

app_name = "payments-api"
urlpatterns: list[URLPattern | URLResolver] = []
