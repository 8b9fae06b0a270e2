"""Addresses of this room's API resources."""

from django.urls import path

from applications.drafting import api

app_name = "applications-api"
urlpatterns = [
    path("applications/", api.ApplicationsView.as_view(), name="applications"),
    path("applications/<uuid:id>/", api.ApplicationView.as_view(), name="application"),
    path("applications/<uuid:id>/steps/<slug:step>/", api.ApplicationStep.as_view(), name="step"),
    path("applications/<uuid:id>/steps/<slug:step>/schema/", api.StepSchemaView.as_view(), name="step-schema"),
    path("applications/<uuid:id>/steps/<slug:step>/sentences/", api.StepSentencesView.as_view(), name="step-sentences"),
    path("applications/<uuid:id>/steps/<slug:step>/zone/", api.StepZoneView.as_view(), name="step-zone"),
    path("applications/<uuid:id>/carried/<uuid:source>/", api.CarriedView.as_view(), name="carried"),
    path("applications/<uuid:id>/documents/", api.ChecklistView.as_view(), name="documents"),
    path("applications/<uuid:id>/attachments/", api.AttachmentsView.as_view(), name="attachments"),
    path("applications/<uuid:id>/attachments/<uuid:attachment>/", api.AttachmentView.as_view(), name="attachment"),
]
