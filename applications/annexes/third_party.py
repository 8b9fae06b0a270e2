"""Pages of the third party, who comes by a link and has no account: first page, steps, check, signature."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.annexes import asking, cautions, form_versions, links, prefill, progress, signature, signers
from applications.annexes.errors import AlreadySigned, AnnexCannotMove, AnnexError, LinkEnded, NotReady, UnknownLink
from applications.annexes.forms import SignedAnnexForm, SignersForm
from applications.annexes.models import AnnexRequest
from applications.annexes.wizard import AnnexWizard, known_rows
from applications.answers import sheets, summary
from applications.badges import Badge
from applications.drafting import offered
from applications.signing.errors import SigningError
from applications.signing.redirects import LIFETIME

COOKIE = "annex"  # the token, while the person is away to sign
UPLOAD = "upload"  # a signed file that was chosen there and not sent waits under this name

BADGES = {
    progress.NOT_BEGUN: Badge(kind="", icon="pen", text=gettext_lazy("Not begun")),
    progress.BEGUN: Badge(kind="info", icon="file", text=gettext_lazy("Begun")),
    progress.COMPLETE: Badge(kind="done", icon="done", text=gettext_lazy("Complete")),
    progress.KEPT: Badge(kind="info", icon="swap", text=gettext_lazy("Kept: check it again")),
}

NEWER_FORM = gettext_lazy("This form has a newer version. What is filled in is kept: check it before you go on.")
CHANGED_DATA = gettext_lazy("The applicant changed their data. Look at them again before you go on.")

type View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Gives the view the annex its token leads to. The referrer stays within the site, where nobody logs it.

    Not `no-referrer`: with it browsers post with `Origin: null`, which the protection against forged requests refuses.
    """

    @wraps(view)
    def found(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = view(request, links.find(token), token, **kwargs)
        except (AlreadySigned, AnnexCannotMove):  # in another window, or by a colleague, meanwhile
            answer = _home(token)
        except (UnknownLink, LinkEnded, NotReady) as refusal:
            answer = render(request, "annexes/ended.html", {"text": _closed(refusal)}, status=_status(refusal))
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer

    return never_cache(found)


@by_link
def first_page(request: HttpRequest, annex: AnnexRequest, token: str) -> HttpResponseBase:
    """A GET changes nothing: mail scanners follow links. The button opens the annex."""
    if request.method == "POST":
        if request.POST.get("action") == "change":
            annex = asking.take_back(annex)
        annex = asking.begin(annex)
        contents = sheets.read(links.find(token).sheet)  # type: ignore[arg-type]  # a waiting request has a sheet
        step = progress.next_step(annex, contents)
        return HttpResponseRedirect(_step_url(token, step) if step else reverse("annexes:check", args=[token]))
    if annex.is_partly:
        more = {"signatures": [*signature.all_signed_by(annex)], "others": _others(annex)}
        return render(request, "annexes/partly.html", _context(annex, token) | more)
    if annex.is_signed:
        more = {
            "signer": signature.signer_of(annex),
            "has_signed": not annex.is_handed_on,
            "is_stale": not prefill.is_current(annex),
        } | {"cautions": cautions.of_signed(annex)}
        return render(request, "annexes/done.html", _context(annex, token) | more)
    return render(request, "annexes/open.html", _context(annex, token))


@by_link
def step(request: HttpRequest, annex: AnnexRequest, token: str, step: str) -> HttpResponseBase:
    if not annex.is_opened or annex.sheet is None:
        return _home(token)
    if not prefill.is_current(annex):
        is_of_another_form = form_versions.is_outdated(annex)
        asking.begin(annex)
        messages.warning(request, NEWER_FORM if is_of_another_form else CHANGED_DATA)
        return HttpResponseRedirect(request.path)
    view = AnnexWizard.of(
        prefill.form_of(annex),
        sheet=annex.sheet,
        contents=sheets.read(annex.sheet),
        annex=annex,
        token=token,
    )
    with offered.spared(request, subject=annex.pk, page=step, start=f"{step}-"):
        return offered.rendered(view(request, step=step))


@by_link
def check(request: HttpRequest, annex: AnnexRequest, token: str) -> HttpResponseBase:
    if not annex.is_opened:
        return _home(token)
    return _checked(request, annex, token, SignedAnnexForm())


@require_POST
@by_link
def name_signers(request: HttpRequest, annex: AnnexRequest, token: str) -> HttpResponseBase:
    """Joint representation: who signs after this person."""
    if not annex.is_opened:
        return _home(token)
    form = SignersForm(request.POST)
    if not form.is_valid():
        return _checked(request, annex, token, SignedAnnexForm(), signers_form=form)
    is_handed_on = request.POST.get("action") == "hand-on"
    try:
        asking.name_signers(annex, form.cleaned_data["emails"])
        if is_handed_on:
            signature.hand_on(annex)
    except AnnexError as refusal:
        form.add_error("emails", str(refusal))
        return _checked(request, annex, token, SignedAnnexForm(), signers_form=form)
    if is_handed_on:
        return _home(token)
    messages.success(request, _("It is noted who signs with you. Each of them gets a link when it is their turn."))
    return HttpResponseRedirect(reverse("annexes:check", args=[token]))


@require_POST
@by_link
def sign(request: HttpRequest, annex: AnnexRequest, token: str) -> HttpResponseBase:
    """Off to the signature service; a cookie remembers the way back, since the service must not learn the token."""
    back = settings.PORTAL_URL + reverse("annexes:return")
    try:
        redirect = signature.start(annex, return_url=back)
    except (AnnexError, SigningError) as refusal:
        return _refused(request, refusal, token)
    return to_service(request, redirect.url, token)


@require_safe
@by_link
def download(request: HttpRequest, annex: AnnexRequest, token: str) -> HttpResponseBase:
    """The document, for those who sign it with a program of their own."""
    try:
        content = signature.to_sign(annex)
    except AnnexError as refusal:
        return _refused(request, refusal, token)
    return as_file(content, annex)


@by_link
def upload(request: HttpRequest, annex: AnnexRequest, token: str) -> HttpResponseBase:
    """The signed file; a GET is the check's page again."""
    if request.method != "POST":
        return check(request, token)
    form = SignedAnnexForm(request.POST, request.FILES)
    with offered.spared(request, subject=annex.pk, page=UPLOAD):
        if form.is_valid() and _accepted(form, annex):
            return offered.done(request, _home(token))
    return _checked(request, annex, token, form)


@never_cache
@require_safe
def returned(request: HttpRequest) -> HttpResponseBase:
    """Back from the signature service."""
    state, token = request.GET.get("state", ""), request.COOKIES.get(COOKIE, "")
    try:
        annex = signature.of_return(state)
        token = token if token and links.leads_to(token, annex) else ""
        annex = signature.returned(state=state, artifact=request.GET.get("artifact", ""))
    except (AnnexError, SigningError) as refusal:
        if token:
            return _refused(request, refusal, token)
        return render(request, "annexes/ended.html", {"text": refusal}, status=422)
    if not token:
        return render(request, "annexes/done.html", {"annex": annex, "is_partly": annex.is_partly})
    answer = _home(token)
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def to_service(request: HttpRequest, url: str, token: str) -> HttpResponse:
    """The cookie remembers the way back."""
    answer = HttpResponseRedirect(url)
    secure = request.is_secure()
    answer.set_cookie(COOKIE, token, max_age=LIFETIME, httponly=True, samesite="Lax", secure=secure)
    return answer


def as_file(document: bytes, annex: AnnexRequest) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{annex.form_key}.xml"'}
    return HttpResponse(document, content_type="application/xml", headers=headers)


def _accepted(form: SignedAnnexForm, annex: AnnexRequest) -> bool:
    """Whether the annex is signed now; why not is said at the field."""
    try:
        signature.accept(annex, form.cleaned_data["file"].read())
    except (AnnexError, SigningError) as refusal:
        form.add_error("file", str(refusal))
    return not form.errors


def _checked(
    request: HttpRequest,
    annex: AnnexRequest,
    token: str,
    form: SignedAnnexForm,
    signers_form: SignersForm | None = None,
) -> HttpResponse:
    answers = signature.answers_of(annex)
    definition = prefill.form_of(annex)
    asked = {each.key for each in progress.steps(annex, answers)}
    lost = offered.lost(request, subject=annex.pk, page=UPLOAD)
    context = (
        _context(annex, token)
        | lost
        | {
            "sections": [
                (section, _step_url(token, section.step.key) if section.step.key in asked else "")
                for section in summary.of(definition, answers, get_language() or "")
            ],
            "declarations": definition.declarations,
            "cautions": cautions.of_request(annex, answers),
            "form": form,
            "signers_form": signers_form or SignersForm(initial={"emails": "\n".join(signers.emails_of(annex))}),
            "sign_url": reverse("annexes:sign", args=[token]),
            "document_url": reverse("annexes:document", args=[token]),
            "upload_url": reverse("annexes:upload", args=[token]),
        }
    )
    is_refused = bool(form.errors or (signers_form and signers_form.errors))
    return render(request, "annexes/check.html", context, status=422 if is_refused else 200)


def _others(annex: AnnexRequest) -> list[dict[str, Any]]:
    """Who signs with who filled it in, and whether they did."""
    return [{"email": signers.email_of(each), "signed_at": each.signed_at} for each in signers.named(annex)]


def _context(annex: AnnexRequest, token: str) -> dict[str, Any]:
    contents = sheets.read(annex.sheet) if annex.sheet else sheets.Contents()
    return {
        "annex": annex,
        "token": token,
        "definition": prefill.form_of(annex),
        "known": known_rows(annex, contents),
        "asker": prefill.asker(annex, contents.answers),
        "steps": [
            {
                "step": each,
                "url": _step_url(token, each.key) if annex.is_opened else "",
                "badge": BADGES[each.state],
            }
            for each in progress.of(annex, contents)
        ],
        "is_complete": not progress.unfinished(annex, contents),
        **signature.ways(annex),
    }


def _closed(refusal: Exception) -> str:
    if isinstance(refusal, NotReady):
        return _("The applicant is changing their data just now. Open the link again a little later.")
    return str(refusal)


def _status(refusal: Exception) -> int:
    if isinstance(refusal, UnknownLink):
        return 404
    return 410 if isinstance(refusal, LinkEnded) else 409


def _refused(request: HttpRequest, refusal: Exception, token: str) -> HttpResponse:
    messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("annexes:check", args=[token]))


def _home(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("annexes:open", args=[token]))


def _step_url(token: str, step: str) -> str:
    return reverse("annexes:step", args=[token, step])
