"""Addresses of this room's pages."""

from django.urls import path

from applications.receipts import views

app_name = "receipts"
urlpatterns = [
    path("receipts/<str:code>/", views.verify, name="verify"),
]
