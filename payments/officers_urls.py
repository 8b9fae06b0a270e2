"""Addresses of the officers' page of payments."""

from django.urls import path

from payments import officers_views

app_name = "payments-officers"
urlpatterns = [
    path("", officers_views.board, name="board"),
    path("<uuid:session_id>/looked/", officers_views.look, name="look"),
]
