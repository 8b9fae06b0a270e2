"""Addresses of the exchange: its own process and host, never the public one."""

from django.urls import include, path

urlpatterns = [path("gov/v1/", include("applications.exchange.portal.urls"))]
