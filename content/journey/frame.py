"""What every page of an application shows: the way here, the languages, the last lawful day, until when it is kept."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.drafting import represented
from applications.drafting.models import Application
from content.journey.place import Place, in_other_languages
from procedures import catalogue


def frame(place: Place, application: Application, name: str, *args: UUID | str) -> dict[str, Any]:
    """`name` and further arguments name the page itself, as in `applications:<name>`."""
    return {
        "application": application,
        "represented": represented.label(application),
        "procedure": catalogue.procedure(application.procedure),
        "place": place,
        "page": place.guide,
        "guidance": place.beside(name, *args),
        "last_day_url": place.address("last-day", application.pk),
        "delete_url": place.address("delete", application.pk),
        "overview_url": place.address("overview", application.pk),
        "breadcrumbs": breadcrumbs(place, application, deeper=name != "overview"),
        "language_links": in_other_languages(name, application.pk, *args),
        **deadline(application),
    }


def deadline(application: Application) -> dict[str, Any]:
    """The last lawful day and until when the draft is kept; who files late is told so."""
    late = application.days_left is not None and application.days_left < 0
    return {
        "last_day": application.last_lawful_day if application.is_editable else None,
        "days_left": application.days_left if application.is_editable and not late else None,
        "is_late": late and application.is_editable,
        "kept_until": application.kept_until if application.is_editable else None,
    }


def of_day(day: date | None) -> dict[str, Any]:
    """The same of a day somebody named before there is a draft."""
    left = (day - timezone.localdate()).days if day else None
    late = left is not None and left < 0
    return {"last_day": day, "days_left": None if late else left, "is_late": late}


def breadcrumbs(place: Place, application: Application | None, *, deeper: bool) -> list[dict[str, str]]:
    first = (
        {"title": str(place.guide.title), "url": place.guide.address}
        if place.guide
        else {"title": _("Your applications"), "url": reverse("applications:list")}
    )
    if application is None or not deeper:
        return [first]
    return [first, {"title": _("Your application"), "url": place.address("overview", application.pk)}]
