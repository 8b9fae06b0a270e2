"""Addresses of this room's pages."""

from django.urls import path

from applications.wording import by_link, machine_page, views

app_name = "wording"
urlpatterns = [
    path("applications/<uuid:application_id>/wording/", views.listing, name="list"),
    path("applications/<uuid:application_id>/wording/machine/", machine_page.page, name="machine"),
    path("wording/<str:token>/", by_link.listing, name="texts"),
    path("wording/<str:token>/<uuid:text_id>/", by_link.text, name="text"),
]
