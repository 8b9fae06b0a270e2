"""Addresses of the editors' host: Wagtail's admin, and the public pages it previews."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls

from config.urls import urlpatterns as portal

handler400, handler403 = "config.failures.bad_request", "config.failures.forbidden"
handler404, handler500 = "config.failures.not_found", "config.failures.server_error"
urlpatterns = [path("admin/", include(admin_urls)), *portal]
