"""Addresses of this room's API resources."""

from django.urls import path

from applications.finding import api

app_name = "finding-api"
urlpatterns = [
    path("outcomes/", api.KeptOutcomes.as_view(), name="outcomes"),
    path("outcomes/<uuid:outcome_id>/", api.OneKeptOutcome.as_view(), name="outcome"),
]
