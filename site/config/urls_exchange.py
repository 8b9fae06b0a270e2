"""Addresses of the exchange: its own process and host, never the public one."""

from django.urls import include, path

handler500 = "config.failures.server_error"
urlpatterns = [path("gov/v1/", include("applications.exchange.portal.urls"))]
