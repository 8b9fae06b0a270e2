"""Addresses of this floor's pages that are not in the page tree."""

from django.urls import path

from content import views
from content.deadlines import views as deadlines
from content.said import views as said
from content.search import views as search

app_name = "content"
urlpatterns = [
    path("fees/", views.fees, name="fees"),
    path("offices/", views.offices, name="offices"),
    path("offices/<slug:teryt>/", views.office, name="office"),
    path("glossary/", views.glossary, name="glossary"),
    path("deadlines/", deadlines.listing, name="deadlines"),
    path("deadlines/visa-free-days/", deadlines.visa_free, name="visa-free-days"),
    path("deadlines/saved/", deadlines.saved, name="saved-deadlines"),
    path("deadlines/saved/<uuid:saved_id>/remove/", deadlines.remove, name="saved-deadline"),
    path("deadlines/<slug:rule>/", deadlines.counted, name="deadline"),
    path("said/<uuid:page_key>/", said.spans, name="said"),
    path("said/<uuid:page_key>/<int:said_id>/", said.text, name="said-text"),
    path("search/", search.page, name="search"),
    path("components/", views.components, name="components"),
]
