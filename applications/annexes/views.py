"""The applicant's page: who was asked for which annex, how far each is, and what to do about it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.annexes import asking, cautions, status
from applications.annexes.errors import AnnexError, AskedEnough, NotReady
from applications.annexes.forms import AddressForm
from applications.annexes.models import AnnexRequest
from applications.drafting import access, offered
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language import wording
from writing.listing import listed

PAGE = "annexes"  # an address typed there and not sent waits under this name
TO_ADDRESS = frozenset({"send", "replace"})

type Named = Mapping[str, str]


@never_cache
@offered.signed_in(subject="application_id", page=PAGE)
def listing(request: HttpRequest, *, application_id: UUID) -> HttpResponseBase:
    application = access.get(request.user, application_id)
    if request.method != "POST":
        return _page(request, application)
    with offered.spared(request, subject=application.pk, page=PAGE):
        return offered.done(request, _answered(request, application))


def _answered(request: HttpRequest, application: Application) -> HttpResponse:
    """A refused address stays in its field."""
    form = AddressForm(request.POST)
    if _wants_address(request) and not form.is_valid():
        return _page(request, application, form)
    try:
        said = _act(request, application, form)
    except (AnnexError, DraftingError) as refusal:
        messages.error(request, _told(refusal))
        if _wants_address(request):
            return _page(request, application, form)
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("annexes:list", args=[application.pk]))


def _act(request: HttpRequest, application: Application, form: AddressForm) -> str:
    action, acting = request.POST.get("action", ""), access.acting_in(request.user, application)
    if action == "send":
        form_key = request.POST.get("annex", "")
        asking.send(application, form_key=form_key, email=form.cleaned_data["email"], acting=acting)
        return _("The link was sent.")
    annex = get(application, request.POST.get("request", ""))
    if action == "resend":
        asking.resend(annex, acting=acting)
        return _("A new link was sent.")
    if action == "reopen":
        asking.reopen(annex, acting=acting)
        return _("A new link was sent. The former signature no longer counts.")
    if action == "replace":
        asking.replace(annex, email=form.cleaned_data["email"], acting=acting)
        return _("The link was sent to the new address. The former link no longer works.")
    if action == "end":
        asking.end(annex, acting=acting)
        return _("This person is no longer asked. Their link no longer works.")
    raise Http404


def get(application: Application, request_id: str | UUID) -> AnnexRequest:
    """Of this application only: another one's is not found."""
    try:
        return application.annex_requests.live().get(pk=UUID(str(request_id)))
    except (AnnexRequest.DoesNotExist, ValueError) as error:
        raise Http404 from error


def _wants_address(request: HttpRequest) -> bool:
    return request.POST.get("action") in TO_ADDRESS


def _told(refusal: Exception) -> str:
    if not isinstance(refusal, NotReady) or not refusal.missing:
        return str(refusal)
    return f"{refusal} " + listed(wording.of_question(field) for field in refusal.missing)


def _page(request: HttpRequest, application: Application, refused: AddressForm | None = None) -> HttpResponse:
    if application.draft is None:
        raise Http404
    waiting = _waiting(request, application)
    is_address = waiting.get("action") in TO_ADDRESS
    typed = request.POST.dict() if refused else waiting
    found = groupby(status.of(application), key=lambda each: (each.key, each.title))
    context: dict[str, Any] = {
        "application": application,
        "procedure": catalogue.procedure(application.procedure),
        "annexes": [(key, title, list(rows)) for (key, title), rows in found],
        "overview_url": reverse("applications:overview", args=[application.pk]),
        "breadcrumbs": [
            {"title": _("Your application"), "url": reverse("applications:overview", args=[application.pk])}
        ],
        "asked_enough": str(AskedEnough()),
        "cautions": cautions.of(application),
        "last_day": application.last_lawful_day,
        "days_left": application.days_left,
        "kept_until": application.kept_until if application.is_editable else None,
        "form": refused or AddressForm(initial={"email": waiting.get("email", "") if is_address else ""}),
        "typed_for": typed.get("request") if typed.get("action") == "replace" else typed.get("annex", ""),
        "offered": is_address,
        "undone": bool(waiting) and not is_address,
        "offered_why": offered.why(request),
    }
    return render(request, "annexes/list.html", context, status=422 if refused else 200)


def _waiting(request: HttpRequest, application: Application) -> Named:
    """An address that was typed and not sent, and for whom; or a button that was pressed in vain."""
    posted = offered.of(request, subject=application.pk, page=PAGE) or {}
    return {name: values[0] for name, values in posted.items() if values}
