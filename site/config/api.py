"""The API root: every room brings its own resources."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularJSONAPIView

V1: list[URLPattern | URLResolver] = [
    path("openapi.json", SpectacularJSONAPIView.as_view(permission_classes=[]), name="openapi"),
    path("", include("content.api_urls")),
    path("", include("procedures.api_urls")),
    path("", include("applications.finding.api_urls")),
    path("", include("applications.drafting.api_urls")),
    path("", include("applications.annexes.api_urls")),
    path("", include("applications.wording.api_urls")),
    path("", include("applications.handover.api_urls")),
    path("", include("applications.filing.api_urls")),
    path("", include("applications.printing.api_urls")),
    path("", include("applications.receipts.api_urls")),
    path("", include("applications.retention.api_urls")),
    path("", include("applications.cases.api_urls")),
    path("", include("applications.correspondence.api_urls")),
    path("", include("payments.api_urls")),
]
urlpatterns = [path("api/v1/", include(V1))]
