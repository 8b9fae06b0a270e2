"""Addresses of pictures where their files lie on this machine; in production object storage has its own."""

from django.urls import path

from content import pictures

app_name = "media"
urlpatterns = [path("<path:name>", pictures.file, name="file")]
