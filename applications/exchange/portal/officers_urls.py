"""Addresses of the officers' board: what went wrong between MOS and the registers."""

from django.urls import URLPattern, URLResolver

app_name = "officers"
urlpatterns: list[URLPattern | URLResolver] = []
