"""Pages of the trusted person, who comes by a link and has no account: the texts, and one text a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.badges import Badge
from applications.drafting import offered
from applications.wording import contents, helping, links, texts
from applications.wording.contents import AskedText
from applications.wording.errors import (
    PolishRefused,
    TextsChanged,
    UnknownWordingLink,
    WordingCannotMove,
    WordingLinkEnded,
)
from applications.wording.forms import PolishForm
from applications.wording.models import WordingRequest, WordingText

PAGE = "wording"  # Polish that was typed there and not saved waits under this name

WRITTEN = Badge(kind="done", icon="done", text=gettext_lazy("Written"))  # the rest is the applicant's

type View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Gives the view the request its token leads to. The referrer stays within the site, as on pages of an annex."""

    @wraps(view)
    def found(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = view(request, links.find(token), token, **kwargs)
        except (UnknownWordingLink, WordingLinkEnded) as refusal:
            status = 404 if isinstance(refusal, UnknownWordingLink) else 410
            answer = render(request, "wording/ended.html", {"text": refusal}, status=status)
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer

    return never_cache(found)


@require_safe
@by_link
def listing(request: HttpRequest, asked: WordingRequest, token: str) -> HttpResponseBase:
    rows = _rows(asked, helping.texts_of(asked), token)
    left = next((row for row in rows if row["text"].is_asked), None)
    return render(request, "wording/texts.html", _context(asked, token) | {"rows": rows, "next": left})


@by_link
def text(request: HttpRequest, asked: WordingRequest, token: str, *, text_id: UUID) -> HttpResponseBase:
    found = get(asked, text_id)
    if found.is_decided:
        messages.info(request, _("The person has decided about this text already: nothing more is needed."))
        return HttpResponseRedirect(reverse("wording:texts", args=[token]))
    if request.method != "POST":
        return _page(request, token, found, _form(request, found))
    with offered.spared(request, subject=found.pk, page=PAGE):
        return offered.done(request, _written(request, token, found))


def get(asked: WordingRequest, text_id: UUID) -> WordingText:
    """Of this request only: another one's is not found."""
    for each in helping.texts_of(asked):
        if each.pk == text_id:
            return each
    raise Http404


def _written(request: HttpRequest, token: str, found: WordingText) -> HttpResponseBase:
    """Refused Polish stays in its field; where somebody wrote meanwhile, both stand on the page."""
    form = PolishForm(request.POST, has_lines=_question(found).has_lines)
    if not form.is_valid():
        return _page(request, token, found, form)
    try:
        helping.write(found, form.cleaned_data["polish"], seen=form.cleaned_data["seen"])
    except PolishRefused as refusal:
        form.add_error("polish", str(refusal))
        return _page(request, token, found, form)
    except TextsChanged:
        theirs = contents.asked_of(found).written
        again = PolishForm(
            initial={**form.cleaned_data, "seen": helping.version_of(found)}, has_lines=_question(found).has_lines
        )
        return _page(request, token, found, again, theirs=theirs)
    except WordingCannotMove:
        return text(request, token, text_id=found.pk)
    messages.success(request, _("Saved. The person who asked will look at it and decide."))
    return HttpResponseRedirect(reverse("wording:texts", args=[token]))


def _page(request: HttpRequest, token: str, found: WordingText, form: PolishForm, *, theirs: str = "") -> HttpResponse:
    """`theirs`: what somebody else with the link wrote meanwhile."""
    (row,) = _rows(found.request, [found], token)
    more = {"row": row, "form": form, "theirs": theirs, "offered": form.initial.get("offered")}
    context = _context(found.request, token) | more | {"offered_why": offered.why(request)}
    return render(request, "wording/text.html", context, status=422 if form.errors else 409 if theirs else 200)


def _form(request: HttpRequest, found: WordingText) -> PolishForm:
    """What was typed and could not be saved is there again, with the version it was typed over."""
    asked = contents.asked_of(found)
    initial: dict[str, Any] = {"polish": asked.so_far, "seen": helping.version_of(found)}
    if waiting := offered.of(request, subject=found.pk, page=PAGE, fits=lambda posted: "polish" in posted):
        initial |= {name: values[0] for name, values in waiting.items() if name in initial and values}
        initial["offered"] = True
    return PolishForm(initial=initial, has_lines=_question(found).has_lines)


def _context(asked: WordingRequest, token: str) -> dict[str, Any]:
    return {"wanted": asked, "token": token, "asker": contents.asker_of(asked).name}


def _rows(asked: WordingRequest, found: list[WordingText], token: str) -> list[dict[str, Any]]:
    held = [contents.asked_of(each) for each in found]
    questions = texts.questions(asked.application, [each.spot for each in held])
    return [_row(*each, token) for each in zip(found, held, questions, strict=True)]


def _row(found: WordingText, asked: AskedText, question: texts.TextQuestion, token: str) -> dict[str, Any]:
    return {
        "text": found,
        "asked": asked,
        "question": question,
        "badge": WRITTEN if found.is_written else found.badge,
        "url": "" if found.is_decided else reverse("wording:text", args=[token, found.pk]),
    }


def _question(found: WordingText) -> texts.TextQuestion:
    return texts.question(found.request.application, contents.asked_of(found).spot)
