"""The applicant's page: texts in own words, what was written for them, and who was asked."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.annexes.errors import AnnexError
from applications.answers.errors import AnswersError
from applications.drafting import access, offered
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from applications.wording import asking, status, texts
from applications.wording import machine as machines
from applications.wording.errors import WordingError
from applications.wording.forms import AskForm
from applications.wording.models import WordingRequest, WordingText
from applications.wording.texts import OwnText
from procedures import catalogue

PAGE = "wording"  # what was typed there and not sent waits under this name
type Headings = list[tuple[OwnText, texts.TextQuestion]]

REFUSALS = (WordingError, DraftingError, AnswersError, AnnexError)


@never_cache
@offered.signed_in(subject="application_id", page=PAGE)
def listing(request: HttpRequest, *, application_id: UUID) -> HttpResponseBase:
    application = get_draft(request, application_id)
    if request.method != "POST":
        return _page(request, application)
    with offered.spared(request, subject=application.pk, page=PAGE):
        return offered.done(request, _answered(request, application))


def get_draft(request: HttpRequest, application_id: UUID) -> Application:
    """Not found once the answers are gone."""
    application = access.get(request.user, application_id)
    if application.draft is None:
        raise Http404
    return application


def get_request(application: Application, request_id: str | UUID) -> WordingRequest:
    """Of this application only: another one's is not found."""
    try:
        return WordingRequest.objects.live().get(application=application, pk=UUID(str(request_id)))
    except (WordingRequest.DoesNotExist, ValueError) as error:
        raise Http404 from error


def get_text(application: Application, text_id: str | UUID) -> WordingText:
    try:
        text = WordingText.objects.select_related("request").get(
            request__application=application, pk=UUID(str(text_id))
        )
    except (WordingText.DoesNotExist, ValueError) as error:
        raise Http404 from error
    text.request.application = application
    return text


def is_open(application: Application) -> bool:
    """Nobody signs it: texts can be asked for and taken over."""
    return application.is_editable and not application.is_frozen


def _answered(request: HttpRequest, application: Application) -> HttpResponse:
    if request.POST.get("action") == "ask":
        return _asked(request, application)
    try:
        link = _act(request, application)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return _home(application)
    return _page(request, application, link=link) if link else _home(application)


def _asked(request: HttpRequest, application: Application) -> HttpResponse:
    """A link to hand over is told in the answer to this request: nothing keeps it."""
    form = _form(status.headings(texts.of(application), application), request.POST)
    if not form.is_valid():
        return _page(request, application, form=form)
    sent = form.cleaned_data
    acting = access.acting_in(request.user, application)
    try:
        made = asking.ask(application, chosen=sent["texts"], email=sent["email"], name=sent["name"], acting=acting)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return _page(request, application, form=form)
    if made.link:
        return _page(request, application, link=made.link)
    messages.success(request, _("The link was sent."))
    return _home(application)


def _act(request: HttpRequest, application: Application) -> str:
    """The path of a new link, where one was made to be handed over."""
    action, acting = request.POST.get("action", ""), access.acting_in(request.user, application)
    if action == "again":
        made = asking.ask_again(get_request(application, request.POST.get("request", "")), acting=acting)
        if not made.link:
            messages.success(request, _("A new link was sent."))
        return made.link
    if action == "withdraw":
        asking.withdraw(get_request(application, request.POST.get("request", "")), acting=acting)
        messages.success(request, _("The request was taken back. Its link no longer works."))
        return ""
    text = get_text(application, request.POST.get("written", ""))
    if action == "take":
        asking.take(text, seen=request.POST.get("seen", ""), acting=acting)
        messages.success(request, _("The Polish text stands in your application now."))
    elif action == "leave":
        asking.leave(text, acting=acting)
        messages.success(request, _("Your application stays as it is."))
    else:
        raise Http404
    return ""


def _page(
    request: HttpRequest, application: Application, *, form: AskForm | None = None, link: str = ""
) -> HttpResponse:
    there = texts.of(application)
    found = status.headings(there, application)
    waiting = {} if form or link else _waiting(request, application)
    context: dict[str, Any] = frame(application) | {
        "rows": [_row(application, text, question) for text, question in found],
        "offers": status.offers(application, there),
        "people": status.people(application),
        "form": form or _form(found, initial=waiting),
        "link": settings.PORTAL_URL.rstrip("/") + link if link else "",
        "is_open": is_open(application),
        "machine": machines.service(),
        "offered": waiting.get("action") == ["ask"],
        "undone": bool(waiting) and waiting.get("action") != ["ask"],
        "offered_why": offered.why(request),
    }
    return render(request, "wording/list.html", context, status=422 if form else 200)


def _waiting(request: HttpRequest, application: Application) -> Mapping[str, list[str]]:
    """What was typed there and not sent, or a button that was pressed in vain."""
    return offered.of(request, subject=application.pk, page=PAGE) or {}


def _form(found: Headings, data: Any = None, *, initial: Mapping[str, list[str]] | None = None) -> AskForm:
    """All that lacks Polish is chosen from the start."""
    choices = [(text.key, question.heading) for text, question in found]
    lacking = [text.key for text, _question in found if text.is_lacking]
    first = {name: values[0] for name, values in (initial or {}).items() if name in {"email", "name"} and values}
    chosen = (initial or {}).get("texts", []) if (initial or {}).get("action") == ["ask"] else lacking
    return AskForm(data, initial={**first, "texts": chosen}, choices=choices)


def _row(application: Application, text: OwnText, question: texts.TextQuestion) -> dict[str, Any]:
    spot = text.spot
    step = ("own-annex", application.pk, spot.form, spot.step) if spot.form else ("step", application.pk, spot.step)
    name, *args = step
    return {
        "text": text,
        "question": question,
        "change_url": reverse(f"applications:{name}", args=args),
        "machine_url": reverse("wording:machine", args=[application.pk]) if text.own else "",
    }


def frame(application: Application) -> dict[str, Any]:
    overview = reverse("applications:overview", args=[application.pk])
    return {
        "application": application,
        "procedure": catalogue.procedure(application.procedure),
        "overview_url": overview,
        "breadcrumbs": [{"title": _("Your application"), "url": overview}],
        "last_day": application.last_lawful_day,
        "days_left": application.days_left,
        "kept_until": application.kept_until if application.is_editable else None,
    }


def _home(application: Application) -> HttpResponse:
    return HttpResponseRedirect(reverse("wording:list", args=[application.pk]))
