"""Addresses of this room's API resources."""

from django.urls import path

from applications.wording import api

OF = "applications/<uuid:application_id>/wording/"

app_name = "wording-api"
urlpatterns = [
    path(OF, api.Wording.as_view(), name="list"),
    path(f"{OF}machine/", api.WordingMachine.as_view(), name="machine"),
    path(f"{OF}requests/<uuid:request_id>/", api.WordingRequestView.as_view(), name="request"),
    path(f"{OF}requests/<uuid:request_id>/link/", api.WordingRequestLink.as_view(), name="link"),
    path(f"{OF}written/<uuid:text_id>/", api.WordingDecision.as_view(), name="decision"),
    path("wording/<str:token>/", api.TextsByLink.as_view(), name="texts"),
    path("wording/<str:token>/texts/<uuid:text_id>/", api.TextByLink.as_view(), name="text"),
]
