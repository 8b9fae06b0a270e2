"""Addresses of this floor's pages that are not in the page tree."""

from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("components/", views.components, name="components"),
]
