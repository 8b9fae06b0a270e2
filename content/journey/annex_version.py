"""A newer version of the form of an annex that the applicant fills in: what it changes, and the move to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.annexes.errors import AnnexError, NoSuchAnnex
from applications.annexes.own import filling, newer
from applications.annexes.own.filling import Filling
from applications.answers.errors import AnswersError
from applications.answers.wizard import REVISION
from applications.drafting import access, versions
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from content.journey.frame import frame
from content.journey.newer_version import revision_of
from content.journey.place import Guide, Place
from content.journey.steps import tell_discarded


@never_cache
@login_required
def page(request: HttpRequest, *, application_id: UUID, annex: str, guide: Guide | None = None) -> HttpResponse:
    application = access.get(request.user, application_id)
    if not application.is_editable or application.sheet is None:
        raise Http404
    place = Place.of(application, guide)
    if request.method == "POST":
        return _moved(request, application, annex, place)
    try:
        found = filling.get(application, annex)
    except NoSuchAnnex as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(place.address("overview", application.pk))
    said = frame(place, application, "annex-version", annex) | _said(found, place)
    return render(request, "applications/version.html", said)


def _said(annex: Filling, place: Place) -> dict[str, Any]:
    form = newer.of(annex)

    def address(step: str) -> str:
        return place.address("own-annex", annex.application.pk, annex.key, step)

    return {
        "annex": annex.form,
        "newer": form,
        "since": versions.since(form) if form else None,
        "until": newer.taken_until(annex),
        "is_taken": not annex.is_outdated,
        "changes": newer.brings(annex, form) if form else None,
        "revision": annex.sheet.revision,
        "look_at": [{"title": _(step.title), "url": address(step.key)} for step in newer.to_look_at(annex)],
        "left_over": [
            {"left": each, "url": address(each.step) if each.step else ""} for each in newer.left_over(annex)
        ],
    }


def _moved(request: HttpRequest, application: Application, key: str, place: Place) -> HttpResponse:
    """In another window it may have been changed, moved or filed meanwhile: then the page shows it as it is."""
    acting = access.acting_in(request.user, application)
    version, revision = request.POST.get("version", ""), revision_of(request.POST.get(REVISION, ""))
    try:
        saved = newer.move(filling.get(application, key), version, expected=revision, acting=acting)
    except (AnnexError, AnswersError, DraftingError) as changed:
        messages.error(request, str(changed))
        return HttpResponseRedirect(place.address("overview", application.pk))
    messages.success(request, _("Your annex is on the newer version of its form now."))
    if saved.discarded_signatures:
        tell_discarded(request)
    return HttpResponseRedirect(place.address("annex-version", application.pk, key))
