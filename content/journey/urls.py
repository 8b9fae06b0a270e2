"""Canonical addresses of the journey: for mails, API links and returns; they lead on to the live guide."""

from django.urls import path

from content.journey import canonical, views

app_name = "applications"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/<slug:procedure>/", canonical.readiness, name="readiness"),
    path("<uuid:application_id>/", canonical.overview, name="overview"),
    path("<uuid:application_id>/files/", canonical.files, name="files"),
    path("<uuid:application_id>/check/", canonical.check, name="check"),
    path("<uuid:application_id>/last-day/", canonical.last_day, name="last-day"),
    path("<uuid:application_id>/delete/", canonical.delete, name="delete"),
    path("<uuid:application_id>/<slug:step>/", canonical.step, name="step"),
]
