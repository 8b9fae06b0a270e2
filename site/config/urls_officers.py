"""Addresses of the officers' host."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import health

handler500 = "config.failures.server_error"
urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.figures),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("applications.exchange.portal.officers_urls")),
    ),
]
