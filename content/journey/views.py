"""Pages of the journey besides the steps: own applications, readiness, task list, check your answers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Unpack
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from applications.drafting import access, fileable, lifecycle, offered, versions
from applications.drafting.errors import DraftExists, NotFileable
from applications.drafting.lifecycle import Beginning
from applications.drafting.models import Application
from applications.filing import who_signs
from applications.handover import ready
from applications.wording import status as wording
from content import law
from content.journey import came, carried, deciding, early, newer_version, since, tasks
from content.journey import readiness as readiness_of
from content.journey.forms import BeginForm
from content.journey.frame import breadcrumbs, deadline, frame, of_day
from content.journey.place import Guide, Place, in_other_languages
from procedures import catalogue
from procedures.errors import Unknown
from procedures.language import walk
from procedures.language.schema import Procedure


@never_cache
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    own = access.for_actor(request.user).select_related("draft_key").order_by("-pk")
    return render(request, "applications/list.html", {"rows": [tasks.row(application) for application in own]})


@never_cache
def readiness(request: HttpRequest, *, procedure: str, guide: Guide | None = None) -> HttpResponse:
    """What is there, what is missing and by when; the POST starts the draft, or leads to the one that is there."""
    found = _procedure(procedure)
    place = Place(procedure=procedure, guide=guide)
    if hindrance := fileable.hindrance_to_begin(found, on=timezone.localdate()):
        return _elsewhere(request, found, guide, hindrance)
    if found.is_prepared:
        return _to_print(request, found, place)
    posted = request.POST if request.method == "POST" else early.typed(request, found.key)
    draft = tasks.open_draft(request.user, found.key)
    form = BeginForm.of(posted, barriers=found.barriers, came=came.of(request, found), is_of_another=draft is not None)
    if request.method == "POST" and form.is_valid() and ("anyway" in request.POST or not form.barred_by):
        return _begin(request, found, place, form)
    return render(request, "applications/readiness.html", _before(request, found, place, form, draft))


@never_cache
@login_required
def overview(request: HttpRequest, *, application_id: UUID, guide: Guide | None = None) -> HttpResponse:
    application = access.get(request.user, application_id)
    place = Place.of(application, guide)
    context = frame(place, application, "overview") | {
        "tasks": tasks.of(application, place),
        "wording_written": wording.written(application),
        "after_filing": tasks.after_filing(application),
        "not_fileable": str(versions.not_fileable(application) or ""),
        "version": newer_version.news(application, place),
        "deciding": deciding.of(application),
        "carried_from": carried.links(request, place, application),
        **since.of(application),
        **_of_age(application),
        **_hand_over(application),
    }
    return render(request, "applications/overview.html", context)


def _before(
    request: HttpRequest, procedure: Procedure, place: Place, form: BeginForm, draft: Application | None
) -> dict[str, Any]:
    others = [annex for annex in catalogue.possible_annexes(procedure.key) if annex.emails]
    form_of_today = catalogue.form_on(procedure.key, timezone.localdate())
    steps = walk.steps(form_of_today, procedure.preset)
    return (deadline(draft) if draft else of_day(form.day)) | {
        "offered": offered.why(request) == "token",
        "offered_why": offered.why(request),
        "procedure": procedure,
        "form": form,
        "barred_by": [law.barrier(each) for each in form.barred_by],
        "steps": steps,
        "effort": readiness_of.effort(steps),
        "others": others,
        "lacking": [(law.line(each), each) for each in procedure.lacking],
        "of_a_child": list(_of_a_child(procedure)),
        "ready": readiness_of.of(request.user, draft, place, procedure, others=others),
        "page": place.guide,
        "existing_url": place.address("overview", draft.pk) if draft else "",
        "breadcrumbs": breadcrumbs(place, None, deeper=False) if place.guide else [],
        "language_links": in_other_languages("readiness", procedure.key),
    }


def _of_a_child(procedure: Procedure) -> Iterator[law.LawLine]:
    """What is shown at the office in place of a child who need not come."""
    found = (law.statement(key, procedure.key) for key in who_signs.INSTEAD_OF_COMING)
    yield from (replace(each, icon="people") for each in found if each)


def _elsewhere(request: HttpRequest, procedure: Procedure, guide: Guide | None, hindrance: NotFileable) -> HttpResponse:
    """What is prepared without a form of ours, what nobody files, and what is closed today."""
    context = {"procedure": procedure, "page": guide}
    if procedure.is_prepared:
        said = {"law": law.of(procedure.key), "written_url": _written_as(procedure)}
        return render(request, "applications/prepared.html", context | said)
    closed = str(hindrance) if procedure.is_filed_here else ""
    return render(request, "applications/elsewhere.html", context | {"closed": closed})


def _written_as(procedure: Procedure) -> str:
    """Where the document is written of what has none of its own."""
    return reverse("applications:readiness", args=[procedure.written_as]) if procedure.written_as else ""


def _to_print(request: HttpRequest, procedure: Procedure, place: Place) -> HttpResponse:
    """What belongs to it; the POST starts the draft of what is printed, or leads to the one that is there."""
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(place.readiness())
        return _start(request, procedure, place)
    draft = tasks.open_draft(request.user, procedure.key)
    context = {
        "procedure": procedure,
        "page": place.guide,
        "law": law.of(procedure.key),
        "can_begin": True,
        "existing_url": place.address("overview", draft.pk) if draft else "",
        "breadcrumbs": breadcrumbs(place, None, deeper=False) if place.guide else [],
        "language_links": in_other_languages("readiness", procedure.key),
    }
    return render(request, "applications/prepared.html", context)


def _of_age(application: Application) -> dict[str, Any]:
    """An 18th birthday that comes before the filing may; nothing of what is only printed."""
    if catalogue.procedure(application.procedure).is_prepared or not application.is_editable:
        return {}
    return {"who_signs": who_signs.cannot_wait(application), "of_age_on": who_signs.birthday(application)}


def _hand_over(application: Application) -> dict[str, str]:
    """To the account of whom it is for, once they are of age."""
    address = reverse("handover:offer", args=[application.pk])
    return {"hand_over_url": address} if ready.is_ready(application) else {}


def _procedure(key: str) -> Procedure:
    try:
        return catalogue.procedure(key)
    except Unknown as error:
        raise Http404 from error


def _begin(request: HttpRequest, procedure: Procedure, place: Place, form: BeginForm) -> HttpResponse:
    if not request.user.is_authenticated:
        return early.keep(request, procedure.key, redirect_to_login(place.readiness()))
    last_day = form.cleaned_data["last_lawful_day"]
    return _start(request, procedure, place, last_lawful_day=last_day, whom=form.whom, known=form.carried)


def _start(request: HttpRequest, procedure: Procedure, place: Place, **how: Unpack[Beginning]) -> HttpResponse:
    try:
        acting = access.acting_for_oneself(request.user)
        how["page"] = place.guide.key if place.guide else None
        application = lifecycle.start(acting, procedure, language=get_language() or "", **how)
    except DraftExists as exists:
        messages.info(request, str(exists))
        return HttpResponseRedirect(place.address("overview", exists.application_id))
    return HttpResponseRedirect(place.address("overview", application.pk))
