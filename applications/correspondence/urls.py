"""Addresses of this room's pages."""

from django.urls import path

from applications.correspondence import views

app_name = "correspondence"
urlpatterns = [path("<uuid:case_id>/messages/", views.thread, name="thread")]
