"""Addresses of the checker: a question by its number on the way, never by what was answered."""

from django.urls import path

from content.checker import views

app_name = "checker"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:number>/", views.question, name="question"),
    path("outcome/", views.outcome, name="outcome"),
    path("anew/", views.anew, name="anew"),
    path("save/", views.save, name="save"),
    path("kept/", views.listing, name="listing"),
    path("kept/<uuid:outcome_id>/", views.kept, name="kept"),
    path("kept/<uuid:outcome_id>/delete/", views.delete, name="delete"),
]
