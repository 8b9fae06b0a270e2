"""Addresses of this room's pages."""

from django.urls import path

from applications.handover import by_link, views

app_name = "handover"
urlpatterns = [
    path("applications/<uuid:application_id>/hand-over/", views.offer, name="offer"),
    path("hand-over/<str:token>/", by_link.receive, name="receive"),
]
