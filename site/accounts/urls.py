"""Addresses of this package's pages; sign-in itself is allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [path("", views.home, name="home")]
