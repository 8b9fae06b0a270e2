"""Addresses of the exchange: its own process and host, never the public one."""

from django.urls import include, path

handler400, handler403 = "config.failures.bad_request", "config.failures.forbidden"
handler404, handler500 = "config.failures.not_found", "config.failures.server_error"
urlpatterns = [path("gov/v1/", include("applications.exchange.portal.urls"))]
