"""Addresses of the journey under a guide, in front of the page tree: a draft outlives its guide."""

from django.urls import path

from content.journey import plain
from content.journey.pages import PAGES
from content.routing import APPLY

UNDER = f"<path:guide>/{APPLY}/<slug:procedure>/"

app_name = "guided"
urlpatterns = [path(f"{UNDER}{page.guided}", plain.under_guide(page), name=page.name) for page in PAGES]
