"""Addresses of this room's pages."""

from django.urls import path

from applications.filing import views

app_name = "filing"
urlpatterns = [
    path("annex/<str:token>/copy/<str:name>", views.annex_copied, name="annex-copy"),
    path("filing/return/", views.come_back, name="return"),
    path("filing/<uuid:application_id>/sign/", views.sign, name="sign"),
    path("filing/<uuid:application_id>/own-signature/", views.own_signature, name="own-signature"),
    path("filing/<uuid:application_id>/copy/<str:name>", views.download, name="download"),
]
