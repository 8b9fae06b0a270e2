"""Addresses of the officers' host."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import health

handler400, handler403 = "config.failures.bad_request", "config.failures.forbidden"
handler404, handler500 = "config.failures.not_found", "config.failures.server_error"
urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.figures),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("payments/", include("payments.officers_urls")),
        path("", include("applications.exchange.portal.officers_urls")),
    ),
]
