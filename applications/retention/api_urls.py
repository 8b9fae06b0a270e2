"""Addresses of this room's API resources."""

from django.urls import path

from applications.retention import api

app_name = "retention-api"
urlpatterns = [
    path("applications/<uuid:id>/signature/return/", api.SignatureReturnView.as_view(), name="return"),
    path("applications/<uuid:id>/file/", api.FileView.as_view(), name="file"),
    path("applications/<uuid:id>/receipt/", api.ReceiptView.as_view(), name="receipt"),
    path("applications/<uuid:id>/copy-consent/", api.ConsentView.as_view(), name="consent"),
]
