"""Addresses of this room's pages."""

from django.urls import path

from applications.printing import views

app_name = "printing"
urlpatterns = [
    path("printing/<uuid:application_id>/document.pdf", views.download, name="download"),
]
