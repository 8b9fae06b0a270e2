"""Pages of signing, on the way to the receipt; and the files a person may download."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.acting import Acting
from applications.annexes.errors import LinkEnded, NotSignedYet, UnknownLink
from applications.drafting import access, offered
from applications.drafting.errors import Incomplete, NotFileable, NotPossible
from applications.drafting.models import Application
from applications.filing import (
    annex_copy,
    declared,
    downloads,
    instruction,
    preparing,
    queries,
    submissions,
    who_signs,
)
from applications.filing.errors import AlreadyFiled, AnnexesNotReady, FilingError
from applications.filing.forms import OWN, SignedApplicationForm, SignForm
from applications.filing.models import Submission
from applications.receipts.errors import CopyErased
from applications.signing.errors import ServiceUnavailable, SigningError
from procedures import catalogue

GONE = {UnknownLink: 404, LinkEnded: 410, NotSignedYet: 409}
OWN_SIGNATURE = "own-signature"  # what was chosen there and not sent waits under this name


@never_cache
@require_safe
def annex_copied(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """For who signed an annex, by their link: nobody is signed in. The referrer stays within the site."""
    answer: HttpResponse
    try:
        copy = annex_copy.of(token, name)
        answer = HttpResponse(copy.content, content_type=copy.media_type, headers=copy.headers)
    except (UnknownLink, LinkEnded, NotSignedYet) as refusal:
        answer = render(request, "annexes/ended.html", {"text": refusal}, status=GONE[type(refusal)])
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


@never_cache
@login_required
def sign(request: HttpRequest, *, application_id: UUID) -> HttpResponse:
    """What is confirmed before signing, and the way to the signature."""
    application = access.get(request.user, application_id)
    if application.filed_at is not None:
        return _to_receipt(application)
    if request.method != "POST" and (hindrance := preparing.hindrance(application)):
        return _back_to_what_is_missing(request, application, hindrance)
    form = SignForm(request.POST or None, declarations=declared.of(application), of=application)
    if request.method == "POST" and form.is_valid():
        try:
            return _start(request, application, own=form.cleaned_data["way"] == OWN)
        except (ServiceUnavailable, NotFileable) as error:
            form.add_error(None, str(error))
    said = who_signs.of(application)
    context = {
        "application": application,
        "procedure": catalogue.procedure(application.procedure),
        "form": form,
        "who_signs": said,
        "hand_over_url": _to_hand_over(application) if who_signs.CAME_OF_AGE in said else "",
        "of_age_on": who_signs.birthday(application),
        "sentences": instruction.sentences(application.procedure, get_language() or "pl"),
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
    if submission is None or not application.is_editable:
        return HttpResponseRedirect(reverse("filing:sign", args=[application.pk]))
    form = SignedApplicationForm(request.POST, request.FILES) if request.method == "POST" else SignedApplicationForm()
    with offered.spared(request, subject=application.pk, page=OWN_SIGNATURE):
        if form.is_valid() and _accepted(form, submission, access.acting_in(request.user, application)):
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


def _start(request: HttpRequest, application: Application, *, own: bool) -> HttpResponse:
    """Freeze and go to sign; what is still missing leads back to where it is filled in."""
    acting = access.acting_in(request.user, application)
    instruction.confirm(application, language=get_language() or "pl", acting=acting)
    try:
        submission = preparing.prepare(application, acting=acting)
    except AlreadyFiled:
        return _to_receipt(application)
    except (Incomplete, NotPossible, AnnexesNotReady, FilingError) as error:
        return _back_to_what_is_missing(request, application, error)
    if own:
        return HttpResponseRedirect(reverse("filing:own-signature", args=[application.pk]))
    return_url = settings.PORTAL_URL.rstrip("/") + reverse("filing:return")
    return HttpResponseRedirect(submissions.start_signature(submission, return_url=return_url).url)


def _accepted(form: SignedApplicationForm, submission: Submission, acting: Acting) -> bool:
    """Whether it is filed now; why not is said at the field."""
    try:
        submissions.accept(submission, form.cleaned_data["file"].read(), acting=acting)
    except (SigningError, FilingError) as error:
        form.add_error("file", str(error))
    return not form.errors


def _back_to_what_is_missing(request: HttpRequest, application: Application, error: Exception) -> HttpResponse:
    messages.error(request, str(error))
    where = "annexes:list" if isinstance(error, AnnexesNotReady) else "applications:overview"
    return HttpResponseRedirect(reverse(where, args=[application.pk]))


def _to_hand_over(application: Application) -> str:
    return reverse("handover:offer", args=[application.pk])


def _to_receipt(application: Application) -> HttpResponse:
    return HttpResponseRedirect(reverse("retention:receipt", args=[application.pk]))


def _breadcrumbs(application: Application) -> list[dict[str, str]]:
    return [{"title": _("Your application"), "url": reverse("applications:overview", args=[application.pk])}]
