"""Addresses of this room's API resources."""

from django.urls import path

from applications.handover import api

app_name = "handover-api"
urlpatterns = [
    path("applications/<uuid:application_id>/hand-over/", api.ApplicationHandOver.as_view(), name="offer"),
    path("hand-overs/<str:token>/", api.HandOverByLink.as_view(), name="receive"),
]
