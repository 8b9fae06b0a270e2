"""Addresses of this room's API resources."""

from django.urls import path

from applications.annexes import api, version_api
from applications.annexes.own import api as own

OWN = "applications/<uuid:id>/annexes/own/"
OWN_STEP = f"{OWN}<slug:annex>/steps/<slug:step>/"
OWN_VERSION = f"{OWN}<slug:annex>/version/"

app_name = "annexes-api"
urlpatterns = [
    path("applications/<uuid:id>/version/", version_api.VersionView.as_view(), name="version"),
    path(OWN, own.OwnAnnexesView.as_view(), name="own"),
    path(OWN_VERSION, version_api.OwnAnnexVersionView.as_view(), name="own-version"),
    path(OWN_STEP, own.OwnAnnexStepView.as_view(), name="own-step"),
    path(f"{OWN_STEP}sentences/", own.OwnAnnexStepSentencesView.as_view(), name="own-step-sentences"),
    path(f"{OWN_STEP}schema/", own.OwnAnnexStepSchemaView.as_view(), name="own-step-schema"),
    path("applications/<uuid:application_id>/annexes/", api.Annexes.as_view(), name="list"),
    path("applications/<uuid:application_id>/annexes/cautions/", api.Cautions.as_view(), name="cautions"),
    path("annexes/<str:token>/", api.AnnexByLink.as_view(), name="annex"),
    path("annexes/<str:token>/steps/<slug:step>/", api.AnnexStep.as_view(), name="step"),
    path("annexes/<str:token>/steps/<slug:step>/sentences/", api.AnnexSentences.as_view(), name="step-sentences"),
    path("annexes/<str:token>/signers/", api.AnnexSigners.as_view(), name="signers"),
    path("annexes/<str:token>/signer/", api.AnnexToSign.as_view(), name="signer"),
    path("annexes/<str:token>/signer/signature/", api.SignerSignature.as_view(), name="signer-signature"),
    path(
        "annexes/<str:token>/signer/signature/return/",
        api.SignerSignatureReturn.as_view(),
        name="signer-signature-return",
    ),
    path("annexes/<str:token>/signature/", api.AnnexSignature.as_view(), name="signature"),
    path("annexes/<str:token>/signature/return/", api.AnnexSignatureReturn.as_view(), name="signature-return"),
]
