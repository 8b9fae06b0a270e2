"""Addresses of the editors' host: Wagtail's admin, its files, and the account. The portal's names lead nowhere here."""

from typing import Any, NoReturn

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, include, path
from django.urls.exceptions import Resolver404
from django.utils.translation import get_language_from_path
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as document_urls

from accounts.views import to_sign_in
from config import health
from config.failures import not_found
from config.urls import urlpatterns as portal
from content.own_settings import OwnSettings

handler400, handler403 = "config.failures.bad_request", "config.failures.forbidden"
handler404, handler500 = "config.urls_editors.not_here", "config.failures.server_error"

type Patterns = list[URLPattern | URLResolver]


class NamesOnly(URLResolver):
    """A preview links to the portal's pages by name, but none of them answers at this host."""

    def resolve(self, path: str) -> NoReturn:
        raise Resolver404({"path": path})


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """«View live» of the admin leads to the portal's pages; everything else is not found."""
    if request.method == "GET" and get_language_from_path(request.path_info):
        return HttpResponseRedirect(settings.PORTAL_URL.rstrip("/") + request.get_full_path())
    return not_found(request, exception)


def names(patterns: Patterns, *, but: set[str]) -> Patterns:
    """Those of the portal's rooms that do not answer here as well: a name leads to one place."""
    return [
        NamesOnly(each.pattern, _within(each, but), each.default_kwargs, each.app_name, each.namespace)
        for each in patterns
        if isinstance(each, URLResolver) and each.namespace not in but
    ]


def namespaces(patterns: Patterns) -> set[str]:
    rooms = [each for each in patterns if isinstance(each, URLResolver)]
    inner = (namespaces(each.urlconf_name) for each in rooms if isinstance(each.urlconf_name, list))
    return {each.namespace for each in rooms if each.namespace}.union(*inner)


def _within(room: URLResolver, but: set[str]) -> Any:
    """The rooms under a language's prefix stand in a list, all others in a module."""
    return names(room.urlconf_name, but=but) if isinstance(room.urlconf_name, list) else room.urlconf_name


here: Patterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/login/", to_sign_in),
    path("admin/account/", require_admin_access(OwnSettings.as_view())),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("media/", include("content.media_urls")),
    *i18n_patterns(  # as at every host, and under the policy for readers
        path("account/", include("allauth.urls")),
        path("account/", include("accounts.urls")),
    ),
]
urlpatterns = [*here, *names(portal, but=namespaces(here))]
