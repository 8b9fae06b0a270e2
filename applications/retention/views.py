"""The page of the receipt: what was passed on and what is owed, files handed in later, the own copy and its consent."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.acting import Acting
from applications.drafting import access, attachments, offered
from applications.drafting.models import Application
from applications.filing import confirmed as confirmed_words
from applications.filing import following, queries
from applications.filing.forms import FollowingForm
from applications.receipts import own_copy
from applications.receipts.errors import CopyErased, NotFiled
from applications.receipts.models import Receipt
from applications.retention import consent, keeping
from applications.retention.errors import OldConsent
from applications.uploads.fields import take_in
from procedures import catalogue

FOLLOW = "follow"  # what was chosen there and not sent waits under this name


@never_cache
@login_required
@require_safe
def receipt(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    application = access.get(request.user, application_id)
    found = _receipt(application)
    return _receipt_page(request, application, found, FollowingForm(purposes=_purposes(application)))


@never_cache
@login_required
@require_safe
def confirmed(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    """The instruction and the declarations in the words of then."""
    application = access.get(request.user, application_id)
    found = confirmed_words.read(_receipt(application))
    if found is None:
        raise Http404
    context = {
        "confirmed": found,
        "procedure": catalogue.procedure(application.procedure),
        "breadcrumbs": [
            *_breadcrumbs(application),
            {"title": _("Your receipt"), "url": reverse("retention:receipt", args=[application.pk])},
        ],
    }
    return render(request, "retention/confirmed.html", context)


@never_cache
@offered.signed_in(subject="application_id", page=FOLLOW)
def follow(request: HttpRequest, *, application_id: UUID) -> HttpResponseBase:
    """Files handed in after the filing; a GET comes from the sign-in that stood between."""
    application = access.get(request.user, application_id)
    found = _receipt(application)
    if not following.is_possible(application):
        return _to_receipt(application)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FollowingForm(*posted, purposes=_purposes(application))
    with offered.spared(request, subject=application.pk, page=FOLLOW):
        if form.is_valid() and _followed(form, application, access.acting_in(request.user, application)):
            return offered.done(request, _to_receipt(application))
    return _receipt_page(request, application, found, form)


@never_cache
@login_required
def agree(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    """Give or withdraw the consent to keep the own copy; then back to the page that asked for it.

    A GET comes from the sign-in that stood between, and does nothing.
    """
    application = access.get(request.user, application_id)
    copy = reverse("retention:receipt", args=[application.pk]) + "#copy"
    if request.method != "POST":
        messages.warning(request, str(offered.NOT_DONE))
        return HttpResponseRedirect(copy)
    acting = access.acting_in(request.user, application)
    try:
        if "withdraw" in request.POST:
            consent.withdraw(application, acting=acting)
        else:
            version, language = request.POST.get("version", ""), get_language() or "pl"
            consent.give(application, version=version, language=language, acting=acting)
    except (CopyErased, OldConsent) as error:
        messages.error(request, str(error))
    except NotFiled as error:
        raise Http404 from error
    return HttpResponseRedirect(_back(request) or copy)


def _followed(form: FollowingForm, application: Application, acting: Acting) -> bool:
    """Whether every chosen file was taken in; what was refused is said at the field."""
    take_in(form, partial(following.receive, application, purpose=form.cleaned_data["purpose"], acting=acting))
    return not form.errors


def _receipt_page(request: HttpRequest, application: Application, found: Receipt, form: FollowingForm) -> HttpResponse:
    context = {
        "application": application,
        "receipt": found,
        "applicant": own_copy.applicant(found),
        "procedure": catalogue.procedure(application.procedure),
        "verdict": queries.verdict(found),
        "owed": queries.owed(application),
        "followed": (followed := queries.follow(application)),
        "is_checking": any(each.is_waiting for each in followed),
        "keeping": keeping.of(application),
        "form": form if following.is_possible(application) else None,
        "own_annexes": own_copy.annexes(found),
        "has_confirmed": own_copy.CONFIRMED in own_copy.names(found),
        "breadcrumbs": _breadcrumbs(application),
    }
    lost = offered.lost(request, subject=application.pk, page=FOLLOW)
    return render(request, "retention/receipt.html", context | lost)


def _receipt(application: Application) -> Receipt:
    try:
        return own_copy.filed(application)
    except NotFiled as error:
        raise Http404 from error


def _purposes(application: Application) -> list[tuple[str, str]]:
    return [(each.purpose, _(each.label)) for each in attachments.asked(application)]


def _to_receipt(application: Application) -> HttpResponse:
    return HttpResponseRedirect(reverse("retention:receipt", args=[application.pk]))


def _back(request: HttpRequest) -> str:
    """A path of this site that the form named, or nothing."""
    path = request.POST.get("next", "")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def _breadcrumbs(application: Application) -> list[dict[str, str]]:
    return [{"title": _("Your application"), "url": reverse("applications:overview", args=[application.pk])}]
