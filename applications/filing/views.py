"""Pages from signing to the receipt."""

from functools import partial
from uuid import UUID

from django.conf import settings
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

from applications.drafting import access, offered
from applications.drafting.errors import Incomplete, NotPossible
from applications.drafting.models import Application
from applications.filing import (
    consent,
    declared,
    downloads,
    following,
    instruction,
    keeping,
    preparing,
    queries,
    submissions,
)
from applications.filing.errors import AlreadyFiled, AnnexesNotReady, FilingError, OldConsent
from applications.filing.forms import OWN, FollowingForm, SignedFileForm, SignForm
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.receipts.errors import CopyErased, NotFiled
from applications.receipts.models import Receipt
from applications.signing.errors import ServiceUnavailable, SigningError
from applications.uploads.fields import take_in
from procedures import catalogue

OWN_SIGNATURE, FOLLOW = "own-signature", "follow"  # what was chosen there and not sent waits under these names


@never_cache
@login_required
def sign(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    """What is confirmed before signing, and the way to the signature."""
    application = access.get(request.user, application_id)
    if application.filed_at is not None:
        return _to_receipt(application)
    if request.method != "POST" and (hindrance := preparing.hindrance(application)):
        return _back_to_what_is_missing(request, application, hindrance)
    form = SignForm(request.POST or None, declarations=declared.of(application))
    if request.method == "POST" and form.is_valid():
        try:
            return _start(request, application, own=form.cleaned_data["way"] == OWN)
        except ServiceUnavailable as error:
            form.add_error(None, str(error))
    context = {
        "application": application,
        "procedure": catalogue.procedure(application.procedure),
        "form": form,
        "sentences": instruction.sentences(get_language() or "pl"),
        "breadcrumbs": _breadcrumbs(application),
    }
    return render(request, "filing/sign.html", context)


@never_cache
@offered.signed_in(subject="application_id", page=OWN_SIGNATURE)
def own_signature(request: HttpRequest, *, application_id: UUID) -> HttpResponseBase:
    """The document to sign with a qualified signature elsewhere, and the place to hand in the signed file."""
    application = access.get(request.user, application_id)
    if application.filed_at is not None:
        return _to_receipt(application)
    submission = queries.submission_of(application)
    if submission is None:
        return HttpResponseRedirect(reverse("filing:sign", args=[application.pk]))
    form = SignedFileForm(request.POST, request.FILES) if request.method == "POST" else SignedFileForm()
    with offered.spared(request, subject=application.pk, page=OWN_SIGNATURE):
        if form.is_valid() and _accepted(form, submission):
            return offered.done(request, _to_receipt(application))
    context = {"application": application, "form": form, "breadcrumbs": _breadcrumbs(application)}
    lost = offered.lost(request, subject=application.pk, page=OWN_SIGNATURE)
    return render(request, "filing/own_signature.html", context | lost)


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Where the signature service sends the person. The signed state suffices: a session that ended stops no filing."""
    state, artifact = request.GET.get("state", ""), request.GET.get("artifact", "")
    try:
        application = submissions.of_return(state).application
    except SigningError as error:
        return render(request, "filing/refused.html", {"reason": str(error)}, status=400)
    try:
        submissions.returned(state=state, artifact=artifact)
    except (SigningError, FilingError) as error:
        context = {"reason": str(error), "application": application}
        return render(request, "filing/refused.html", context, status=409)
    return _to_receipt(application)


@never_cache
@login_required
@require_safe
def receipt(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    application = access.get(request.user, application_id)
    found = _receipt(application)
    return _receipt_page(request, application, found, FollowingForm(purposes=_purposes(application)))


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
        if form.is_valid() and _followed(form, application):
            return offered.done(request, _to_receipt(application))
    return _receipt_page(request, application, found, form)


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, *, application_id: UUID, name: str) -> HttpResponse:
    """One file of the own copy; before the filing, the document to sign elsewhere."""
    application = access.get(request.user, application_id)
    try:
        content = downloads.content(application, name)
    except CopyErased as gone:
        messages.error(request, str(gone))
        return _to_receipt(application)
    if content is None:
        raise Http404
    headers = downloads.headers(application, name)
    return HttpResponse(content, content_type=downloads.media_type(name), headers=headers)


@never_cache
@login_required
def agree(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    """Give or withdraw the consent to keep the own copy; then back to the page that asked for it.

    A GET comes from the sign-in that stood between, and does nothing.
    """
    application = access.get(request.user, application_id)
    copy = reverse("filing:receipt", args=[application.pk]) + "#copy"
    if request.method != "POST":
        messages.warning(request, str(offered.NOT_DONE))
        return HttpResponseRedirect(copy)
    try:
        if "withdraw" in request.POST:
            consent.withdraw(application, by=application.owner)
        else:
            version, language = request.POST.get("version", ""), get_language() or "pl"
            consent.give(application, version=version, language=language, by=application.owner)
    except (CopyErased, OldConsent) as error:
        messages.error(request, str(error))
    except NotFiled as error:
        raise Http404 from error
    return HttpResponseRedirect(_back(request) or copy)


def _start(request: HttpRequest, application: Application, *, own: bool) -> HttpResponse:
    """Freeze and go to sign; what is still missing leads back to where it is filled in."""
    if not request.user.is_authenticated:
        raise Http404
    instruction.confirm(application, language=get_language() or "pl")
    try:
        submission = preparing.prepare(application, by=request.user)
    except AlreadyFiled:
        return _to_receipt(application)
    except (Incomplete, NotPossible, AnnexesNotReady, FilingError) as error:
        return _back_to_what_is_missing(request, application, error)
    if own:
        return HttpResponseRedirect(reverse("filing:own-signature", args=[application.pk]))
    return_url = settings.PORTAL_URL.rstrip("/") + reverse("filing:return")
    return HttpResponseRedirect(submissions.start_signature(submission, return_url=return_url).url)


def _accepted(form: SignedFileForm, submission: Submission) -> bool:
    """Whether it is filed now; why not is said at the field."""
    try:
        submissions.accept(submission, form.cleaned_data["file"].read())
    except (SigningError, FilingError) as error:
        form.add_error("file", str(error))
    return not form.errors


def _followed(form: FollowingForm, application: Application) -> bool:
    """Whether every chosen file was taken in; what was refused is said at the field."""
    take_in(form, partial(following.receive, application, purpose=form.cleaned_data["purpose"]))
    return not form.errors


def _back_to_what_is_missing(request: HttpRequest, application: Application, error: Exception) -> HttpResponse:
    messages.error(request, str(error))
    where = "annexes:list" if isinstance(error, AnnexesNotReady) else "applications:overview"
    return HttpResponseRedirect(reverse(where, args=[application.pk]))


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
        "breadcrumbs": _breadcrumbs(application),
    }
    lost = offered.lost(request, subject=application.pk, page=FOLLOW)
    return render(request, "filing/receipt.html", context | lost)


def _receipt(application: Application) -> Receipt:
    try:
        return own_copy.filed(application)
    except NotFiled as error:
        raise Http404 from error


def _purposes(application: Application) -> list[tuple[str, str]]:
    documents = catalogue.procedure(application.procedure).documents
    return [(each.purpose, _(each.label)) for each in documents if each.purpose]


def _to_receipt(application: Application) -> HttpResponse:
    return HttpResponseRedirect(reverse("filing:receipt", args=[application.pk]))


def _back(request: HttpRequest) -> str:
    """A path of this site that the form named, or nothing."""
    path = request.POST.get("next", "")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def _breadcrumbs(application: Application) -> list[dict[str, str]]:
    return [{"title": _("Your application"), "url": reverse("applications:overview", args=[application.pk])}]
