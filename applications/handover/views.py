"""The owner's page: what handing over means, to whom, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.drafting import access as drafts
from applications.drafting import offered, represented
from applications.drafting.models import Application
from applications.filing import signer
from applications.handover import access, giving, ready
from applications.handover.errors import HandOverError
from applications.handover.forms import OfferForm
from applications.handover.models import HandOver
from procedures import catalogue

PAGE = "hand-over"  # what was typed there and not sent waits under this name


@never_cache
@offered.signed_in(subject="application_id", page=PAGE)
def offer(request: HttpRequest, *, application_id: UUID) -> HttpResponseBase:
    application = get(request, application_id)
    if request.method != "POST":
        return _page(request, application, _form(request, application))
    with offered.spared(request, subject=application.pk, page=PAGE):
        return offered.done(request, _answered(request, application))


def get(request: HttpRequest, application_id: UUID) -> Application:
    """Not found where nobody was ever to be represented."""
    application = drafts.get(request.user, application_id)
    if application.for_whom not in signer.MINORS:
        raise Http404
    return application


def get_hand_over(request: HttpRequest, application: Application) -> HandOver:
    """The open one."""
    found = access.for_actor(request.user).open().filter(application=application).first()
    if found is None:
        raise Http404
    return found


def _answered(request: HttpRequest, application: Application) -> HttpResponse:
    action, acting = request.POST.get("action", ""), drafts.acting_in(request.user, application)
    if action == "withdraw":
        try:
            giving.withdraw(get_hand_over(request, application), acting=acting)
            messages.success(request, _("The hand-over was taken back. Its link no longer works."))
        except HandOverError as refusal:
            messages.error(request, str(refusal))
        return _home(application)
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _page(request, application, form)
    try:
        giving.offer(application, form.cleaned_data["email"], language=get_language() or "pl", acting=acting)
    except HandOverError as refusal:
        form.add_error("email", str(refusal))
        return _page(request, application, form)
    messages.success(request, _("The link was sent."))
    return _home(application)


def _form(request: HttpRequest, application: Application) -> OfferForm:
    waiting = offered.of(request, subject=application.pk, page=PAGE) or {}
    return OfferForm(initial={"email": waiting.get("email", [""])[0]})


def _page(request: HttpRequest, application: Application, form: OfferForm) -> HttpResponse:
    is_draft = application.is_editable
    overview = reverse("applications:overview", args=[application.pk])
    case = reverse("cases:case", args=[application.pk])
    context: dict[str, Any] = {
        "application": application,
        "procedure": catalogue.procedure(application.procedure),
        "called": represented.label(application),
        "hindrance": ready.hindrance(application),
        "last": giving.last(application),
        "form": form,
        "offered_why": offered.why(request),
        "back_url": overview if is_draft else case,
        "breadcrumbs": [
            {"title": _("Your application"), "url": overview} if is_draft else {"title": _("The case"), "url": case}
        ],
    }
    return render(request, "handover/offer.html", context, status=422 if form.errors else 200)


def _home(application: Application) -> HttpResponse:
    return HttpResponseRedirect(reverse("handover:offer", args=[application.pk]))
