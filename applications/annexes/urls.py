"""Addresses of this room's pages."""

from django.urls import path

from applications.annexes import cosigner, third_party, views

app_name = "annexes"
urlpatterns = [
    path("applications/<uuid:application_id>/annexes/", views.listing, name="list"),
    path("annex/return/", third_party.returned, name="return"),
    path("annex/return/signer/", cosigner.returned, name="signer-return"),
    path("annex/<str:token>/signer/", cosigner.page, name="signer"),
    path("annex/<str:token>/signer/sign/", cosigner.sign, name="signer-sign"),
    path("annex/<str:token>/signer/document/", cosigner.download, name="signer-document"),
    path("annex/<str:token>/signer/upload/", cosigner.upload, name="signer-upload"),
    path("annex/<str:token>/signers/", third_party.name_signers, name="signers"),
    path("annex/<str:token>/", third_party.first_page, name="open"),
    path("annex/<str:token>/check/", third_party.check, name="check"),
    path("annex/<str:token>/sign/", third_party.sign, name="sign"),
    path("annex/<str:token>/document/", third_party.download, name="document"),
    path("annex/<str:token>/upload/", third_party.upload, name="upload"),
    path("annex/<str:token>/steps/<slug:step>/", third_party.step, name="step"),
]
