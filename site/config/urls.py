"""Addresses of the public portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.documents import urls as document_urls

from accounts.views import SignOut
from config import failures, health, well_known
from content import sitemaps
from content.views import page

PAGE = "wagtail_serve"  # a page of the tree, by our own way to it
handler400, handler403 = "config.failures.bad_request", "config.failures.forbidden"
handler404, handler500 = "config.failures.not_found", "config.failures.server_error"
urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path(".well-known/security.txt", well_known.security),
    path("robots.txt", well_known.robots),
    path("favicon.ico", well_known.favicon),
    path("sitemap.xml", sitemaps.index),
    *(path(f"sitemap-{code}.xml", sitemaps.of_language, {"language": code}) for code, _name in settings.LANGUAGES),
    path("", include("config.api")),
    path("_allauth/app/v1/account/phone", failures.nowhere),  # there are no telephones in accounts
    path("_allauth/", include("allauth.headless.urls")),
    path("documents/", include(document_urls)),
    path("media/", include("content.media_urls")),
    *i18n_patterns(
        path("account/logout/", SignOut.as_view()),
        path("account/", include("allauth.urls")),
        path("account/", include("accounts.urls")),
        path("applications/", include("payments.urls")),
        path("", include("applications.annexes.urls")),
        path("", include("applications.wording.urls")),
        path("", include("applications.handover.urls")),
        path("", include("applications.filing.urls")),
        path("", include("applications.printing.urls")),
        path("", include("applications.receipts.urls")),
        path("", include("applications.retention.urls")),
        path("applications/", include("content.journey.urls")),  # last of these: any word after an id is a step
        path("cases/", include("applications.cases.urls")),
        path("cases/", include("applications.correspondence.urls")),
        path("checker/", include("content.checker.urls")),
        path("", include("content.urls")),
        path("", include("content.journey.guide_urls")),
        path("_util/login/", RedirectView.as_view(pattern_name="account_login")),  # Wagtail's asks for no second step
        path("", include([each for each in wagtail_urls.urlpatterns if each.name != PAGE])),
        re_path(wagtail_urls.serve_pattern, page, name=PAGE),
    ),
]
