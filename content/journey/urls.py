"""Canonical addresses of the journey: for mails, API links and returns; they lead on to the live guide."""

from django.urls import path

from content.journey import plain, views
from content.journey.pages import PAGES

app_name = "applications"
urlpatterns = [
    path("", views.listing, name="list"),
    *(path(page.canonical, plain.leading_on(page), name=page.name) for page in PAGES),
]
