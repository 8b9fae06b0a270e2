"""Pages of those who sign with who filled an annex in: they read it, and sign it. They can change nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.annexes import cosigning, links, prefill, signature
from applications.annexes.errors import AnnexError, LinkEnded, UnknownLink
from applications.annexes.forms import SignedAnnexForm
from applications.annexes.models import AnnexSigner
from applications.annexes.third_party import COOKIE, as_file, to_service
from applications.answers import summary
from applications.drafting import offered
from applications.signing.errors import SigningError

UPLOAD = "upload"  # a signed file that was chosen there and not sent waits under this name

type View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Gives the view the signer its token leads to, as `third_party.by_link` does for who fills in."""

    @wraps(view)
    def found(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = view(request, links.find_signer(token), token, **kwargs)
        except (UnknownLink, LinkEnded) as refusal:
            status = 404 if isinstance(refusal, UnknownLink) else 410
            answer = render(request, "annexes/ended.html", {"text": refusal}, status=status)
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer

    return never_cache(found)


@by_link
@require_safe
def page(request: HttpRequest, signer: AnnexSigner, token: str) -> HttpResponseBase:
    """Reading changes nothing."""
    if signer.signed_at is None:
        return _to_read(request, signer, token, SignedAnnexForm())
    annex = signer.request
    context = {
        "annex": annex,
        "token": token,
        "signed_at": signer.signed_at,
        "has_signed": True,
        "signer": signature.signed_by(annex, signer),
        "is_stale": not prefill.is_current(annex),
        "is_partly": annex.is_partly,
    }
    return render(request, "annexes/done.html", context)


@require_POST
@by_link
def sign(request: HttpRequest, signer: AnnexSigner, token: str) -> HttpResponseBase:
    back = settings.PORTAL_URL + reverse("annexes:signer-return")
    try:
        redirect = cosigning.start(signer, return_url=back)
    except (AnnexError, SigningError) as refusal:
        return _refused(request, refusal, token)
    return to_service(request, redirect.url, token)


@require_safe
@by_link
def download(request: HttpRequest, signer: AnnexSigner, token: str) -> HttpResponseBase:
    """The document, for those who sign it with a program of their own."""
    try:
        content = cosigning.to_sign(signer)
    except AnnexError as refusal:
        return _refused(request, refusal, token)
    return as_file(content, signer.request)


@by_link
def upload(request: HttpRequest, signer: AnnexSigner, token: str) -> HttpResponseBase:
    if request.method != "POST":
        return _home(token)
    form = SignedAnnexForm(request.POST, request.FILES)
    with offered.spared(request, subject=signer.pk, page=UPLOAD):
        if form.is_valid() and _accepted(form, signer):
            return offered.done(request, _home(token))
    return _to_read(request, signer, token, form)


@never_cache
@require_safe
def returned(request: HttpRequest) -> HttpResponseBase:
    """Back from the signature service."""
    state, token = request.GET.get("state", ""), request.COOKIES.get(COOKIE, "")
    try:
        signer = cosigning.of_return(state)
        token = token if token and links.leads_to_signer(token, signer) else ""
        signer = cosigning.returned(state=state, artifact=request.GET.get("artifact", ""))
    except (AnnexError, SigningError) as refusal:
        if token:
            return _refused(request, refusal, token)
        return render(request, "annexes/ended.html", {"text": refusal}, status=422)
    if not token:
        context = {"annex": signer.request, "signed_at": signer.signed_at, "is_partly": signer.request.is_partly}
        return render(request, "annexes/done.html", context)
    answer = _home(token)
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def _accepted(form: SignedAnnexForm, signer: AnnexSigner) -> bool:
    try:
        cosigning.accept(signer, form.cleaned_data["file"].read())
    except (AnnexError, SigningError) as refusal:
        form.add_error("file", str(refusal))
    return not form.errors


def _to_read(request: HttpRequest, signer: AnnexSigner, token: str, form: SignedAnnexForm) -> HttpResponse:
    annex = signer.request
    answers, definition = signature.answers_of(annex), prefill.form_of(annex)
    context = {
        "annex": annex,
        "definition": definition,
        "asker": prefill.asker(annex, answers),
        "signatures": signature.all_signed_by(annex),
        "sections": [(section, "") for section in summary.of(definition, answers, get_language() or "")],
        "declarations": definition.declarations,
        "is_complete": True,
        "form": form,
        "sign_url": reverse("annexes:signer-sign", args=[token]),
        "document_url": reverse("annexes:signer-document", args=[token]),
        "upload_url": reverse("annexes:signer-upload", args=[token]),
        **signature.ways(annex),
        **offered.lost(request, subject=signer.pk, page=UPLOAD),
    }
    return render(request, "annexes/cosign.html", context, status=422 if form.errors else 200)


def _refused(request: HttpRequest, refusal: Exception, token: str) -> HttpResponse:
    messages.error(request, str(refusal))
    return _home(token)


def _home(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("annexes:signer", args=[token]))
