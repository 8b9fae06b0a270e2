"""Addresses of this room's API resources."""

from django.urls import path

from applications.printing import api

app_name = "printing-api"
urlpatterns = [
    path("applications/<uuid:id>/printout/", api.PrintoutView.as_view(), name="printout"),
    path("applications/<uuid:id>/printout/document.pdf", api.PrintedDocumentView.as_view(), name="document"),
]
