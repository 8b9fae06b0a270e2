"""Addresses of this room's pages."""

from django.urls import path

from applications.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/requests/<uuid:request_id>/", views.answer, name="answer"),
    path("<uuid:case_id>/files/<uuid:file_id>/", views.file, name="file"),
]
