"""Addresses of this room's pages: a person was sent to them before this room was, so they stand under filing."""

from django.urls import path

from applications.retention import views

app_name = "retention"
urlpatterns = [
    path("filing/<uuid:application_id>/receipt/", views.receipt, name="receipt"),
    path("filing/<uuid:application_id>/confirmed/", views.confirmed, name="confirmed"),
    path("filing/<uuid:application_id>/files/", views.follow, name="follow"),
    path("filing/<uuid:application_id>/consent/", views.agree, name="consent"),
]
