"""Addresses of this room's API resources."""

from django.urls import path

from applications.annexes import api

app_name = "annexes-api"
urlpatterns = [
    path("applications/<uuid:application_id>/annexes/", api.Annexes.as_view(), name="list"),
    path("annexes/<str:token>/", api.Annex.as_view(), name="annex"),
    path("annexes/<str:token>/steps/<slug:step>/", api.AnnexStep.as_view(), name="step"),
    path("annexes/<str:token>/signature/", api.AnnexSignature.as_view(), name="signature"),
    path("annexes/<str:token>/signature/return/", api.AnnexSignatureReturn.as_view(), name="signature-return"),
]
