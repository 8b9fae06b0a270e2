"""Addresses of this room's pages."""

from django.urls import path

from applications.annexes import third_party, views

app_name = "annexes"
urlpatterns = [
    path("applications/<uuid:application_id>/annexes/", views.listing, name="list"),
    path("annex/return/", third_party.returned, name="return"),
    path("annex/<str:token>/", third_party.first_page, name="open"),
    path("annex/<str:token>/check/", third_party.check, name="check"),
    path("annex/<str:token>/sign/", third_party.sign, name="sign"),
    path("annex/<str:token>/document/", third_party.download, name="document"),
    path("annex/<str:token>/upload/", third_party.upload, name="upload"),
    path("annex/<str:token>/steps/<slug:step>/", third_party.step, name="step"),
]
