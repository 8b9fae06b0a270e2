"""Addresses of the journey under a guide, in front of the page tree: a draft outlives its guide."""

from django.urls import path

from content.journey import canonical
from content.journey.place import WORD

urlpatterns = [
    path(f"<path:guide>/{WORD}/<slug:procedure>/", canonical.under_guide),
    path(f"<path:guide>/{WORD}/<slug:procedure>/<path:rest>", canonical.under_guide),
]
