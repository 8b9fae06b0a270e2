"""Addresses of the officers' board: what went wrong between MOS and the registers."""

from django.urls import path

from applications.exchange.portal import officers_views

app_name = "officers"
urlpatterns = [
    path("", officers_views.board, name="board"),
    path("attempts/<int:attempt_id>/retry/", officers_views.retry, name="retry"),
]
