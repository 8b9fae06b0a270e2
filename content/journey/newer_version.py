"""A newer version of the form: the overview says so, a page shows what changed and asks, and after it what is left."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.annexes import versions
from applications.annexes.errors import AnnexError
from applications.annexes.versions import AnnexVersion
from applications.answers.errors import AnswersError
from applications.answers.wizard import REVISION
from applications.drafting import access, changes
from applications.drafting import versions as of_drafts
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from content.journey.frame import frame
from content.journey.place import Guide, Place
from procedures import catalogue
from writing.listing import listed

LONGEST_REVISION = 9  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionNews:
    """What the overview says of the versions of the form."""

    since: date | None  # of the newer version, today's or one to come
    until: date | None  # the last day on which the draft can be filed as it is
    is_taken: bool
    is_to_come: bool
    look_at: str  # titles of the steps
    has_left_over: bool
    url: str


def news(application: Application, place: Place) -> VersionNews | None:
    """None where there is nothing to say."""
    if application.draft is None or not application.is_editable:
        return None
    newer, key = of_drafts.newer(application), catalogue.procedure(application.procedure).form
    coming = None if newer else catalogue.successor(key, application.form_version)
    look_at, left = changes.to_look_at(application), changes.left_over(application)
    if not (newer or coming or look_at or left):
        return None
    version = newer.version if newer else coming
    return VersionNews(
        since=date.fromisoformat(version) if version else None,
        until=of_drafts.taken_until(application),
        is_taken=of_drafts.is_taken(application),
        is_to_come=coming is not None,
        look_at=listed(_(step.title) for step in look_at),
        has_left_over=bool(left),
        url=place.address("version", application.pk),
    )


def revision_of(posted: str) -> int:
    """None that there is where no number was sent."""
    is_number = posted.isascii() and posted.isdigit() and len(posted) <= LONGEST_REVISION
    return int(posted) if is_number else -1


@never_cache
@login_required
def page(request: HttpRequest, *, application_id: UUID, guide: Guide | None = None) -> HttpResponse:
    application = access.get(request.user, application_id)
    if not application.is_editable or application.sheet is None:
        raise Http404
    place = Place.of(application, guide)
    if request.method == "POST":
        return _moved(request, application, place)
    newer = of_drafts.newer(application)
    said: dict[str, Any] = {
        "newer": newer,
        "since": of_drafts.since(newer) if newer else None,
        "until": of_drafts.taken_until(application),
        "is_taken": of_drafts.is_taken(application),
        "changes": changes.of(application, newer) if newer else None,
        "annexes": versions.outlook(application, newer) if newer else [],
        "annex_versions": [
            {"said": each, "url": _address(place, application, each)} for each in versions.of_annexes(application)
        ],
        "revision": application.sheet.revision,
        "look_at": [
            {"title": _(step.title), "url": place.address("step", application.pk, step.key)}
            for step in changes.to_look_at(application)
        ],
        "left_over": [
            {"left": each, "url": place.address("step", application.pk, each.step) if each.step else ""}
            for each in changes.left_over(application)
        ],
    }
    return render(request, "applications/version.html", frame(place, application, "version") | said)


def _address(place: Place, application: Application, annex: AnnexVersion) -> str:
    if annex.is_own:
        return place.address("annex-version", application.pk, annex.key)
    return reverse("annexes:list", args=[application.pk])


def _moved(request: HttpRequest, application: Application, place: Place) -> HttpResponse:
    """In another window it may have been changed, moved or filed meanwhile: then the page shows it as it is."""
    acting = access.acting_in(request.user, application)
    version, revision = request.POST.get("version", ""), revision_of(request.POST.get(REVISION, ""))
    try:
        versions.move(application, version, expected=revision, acting=acting)
    except (AnnexError, AnswersError, DraftingError) as changed:
        messages.error(request, str(changed))
        return HttpResponseRedirect(place.address("overview", application.pk))
    messages.success(request, _("Your draft is on the newer version of the form now."))
    return HttpResponseRedirect(place.address("version", application.pk))
