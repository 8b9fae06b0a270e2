"""Addresses of this floor's pages that are not in the page tree."""

from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("fees/", views.fees, name="fees"),
    path("offices/", views.offices, name="offices"),
    path("offices/<slug:teryt>/", views.office, name="office"),
    path("components/", views.components, name="components"),
]
