"""Addresses of this room's API resources."""

from django.urls import path

from applications.correspondence.api import MessagesView

app_name = "correspondence-api"
urlpatterns = [path("cases/<uuid:id>/messages/", MessagesView.as_view(), name="messages")]
