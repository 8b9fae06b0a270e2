"""Addresses of this floor's API resources."""

from django.urls import URLPattern, URLResolver, path

from procedures import api, deadline_api, law_api

app_name = "procedures-api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("procedures/", api.Procedures.as_view(), name="procedures"),
    path("procedures/<slug:key>/", api.OneProcedure.as_view(), name="procedure"),
    path("procedures/<slug:key>/form/", api.FormOfProcedure.as_view(), name="form"),
    path("procedures/<slug:key>/sentences/", api.SentencesOfProcedure.as_view(), name="sentences"),
    path("procedures/<slug:key>/codes/<slug:question>/", api.CodesOfQuestion.as_view(), name="question-codes"),
    path("procedures/<slug:key>/fee/", api.FeesOfProcedure.as_view(), name="fee"),
    path("checker/", api.Checker.as_view(), name="checker"),
    path("facts/", api.Facts.as_view(), name="facts"),
    path("codes/<slug:name>/", api.Codes.as_view(), name="codes"),
    path("deadlines/", deadline_api.Rules.as_view(), name="deadlines"),
    path("deadlines/visa-free-days/", deadline_api.VisaFreeDays.as_view(), name="visa-free-days"),
    path("deadlines/<slug:rule>/", deadline_api.CountedDeadline.as_view(), name="deadline"),
    path("law/<slug:act>/<str:unit>/", law_api.UnitOfLaw.as_view(), name="law-unit"),
    path("authorities/", api.Authorities.as_view(), name="authorities"),
    path("authorities/central/", api.CentralAuthorities.as_view(), name="central-authorities"),
    path("authorities/find/", api.AuthoritiesOfPlace.as_view(), name="authorities-of-place"),
    path("authorities/<slug:teryt>/", api.OneAuthority.as_view(), name="authority"),
]
