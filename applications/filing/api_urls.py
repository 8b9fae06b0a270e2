"""Addresses of this room's API resources."""

from django.urls import path

from applications.filing import api

app_name = "filing-api"
urlpatterns = [
    path("annexes/<str:token>/copy/<str:name>", api.AnnexCopyView.as_view(), name="annex-copy"),
    path("applications/<uuid:id>/signature/", api.SignatureView.as_view(), name="signature"),
    path("applications/<uuid:id>/copy/<str:name>", api.CopyView.as_view(), name="copy"),
]
