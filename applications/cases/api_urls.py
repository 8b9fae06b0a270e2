"""Addresses of this room's API resources."""

from django.urls import path

from applications.cases.api import CaseAnswerView, CaseFileView, CasesView, CaseView

app_name = "cases-api"
urlpatterns = [
    path("cases/", CasesView.as_view(), name="list"),
    path("cases/<uuid:id>/", CaseView.as_view(), name="case"),
    path("cases/<uuid:id>/requests/<uuid:asked>/files/", CaseAnswerView.as_view(), name="answer"),
    path("cases/<uuid:id>/files/<uuid:file>/", CaseFileView.as_view(), name="file"),
]
