"""Addresses of this room's API resources."""

from django.urls import path

from applications.receipts import api

app_name = "receipts-api"
urlpatterns = [
    path("receipts/verify/<str:code>/", api.VerifyView.as_view(), name="verify"),
]
