"""What a page shows on a day, in a language, to somebody: for editors, before readers get it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.widgets import Button
from wagtail.models import Page, Revision

from accounts.models import User
from content.second_persons import furniture

ANONYMOUS, APPLICANT = "anonymous", "applicant"
DRAFT, PUBLISHED = "draft", "published"


class SeenForm(forms.Form):
    """Everything may be left out: then it is the draft of today, of this page, for who is not signed in."""

    on = forms.DateField(label=gettext_lazy("On the day"), widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label=gettext_lazy("In the language"), choices=settings.LANGUAGES)
    role = forms.ChoiceField(
        label=gettext_lazy("Seen by"),
        choices=[(ANONYMOUS, gettext_lazy("who is not signed in")), (APPLICANT, gettext_lazy("a signed-in applicant"))],
    )
    text = forms.ChoiceField(
        label=gettext_lazy("Which text"),
        choices=[
            (DRAFT, gettext_lazy("the newest draft")),
            (PUBLISHED, gettext_lazy("what is published then")),
        ],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """`page` is None where readers find nothing, and `why` says the reason."""

    page: Any
    why: str = ""


def day_of(request: HttpRequest) -> date:
    """Today, but for an editor who looks at another day."""
    on: date = getattr(request, "seen_on", None) or timezone.localdate()
    return on


@require_safe
def choose(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _for_who_may_look(request, page_id)
    form = _form(request, page)
    seen = _seen(page, form.cleaned_data) if form.is_valid() else Seen(page=None)
    crumb = (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.get_admin_display_title())
    shown = f"{reverse('previewing:shown', args=[page.pk])}?{form.data.urlencode()}" if seen.page else ""
    context = furniture(_("What a page shows"), above=crumb, icon="view")
    return render(request, "content/editors/previewing.html", context | {"form": form, "seen": seen, "shown": shown})


@require_safe
def shown(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page alone, as its reader gets it, in the frame of the page above."""
    page = _for_who_may_look(request, page_id)
    form = _form(request, page)
    seen = _seen(page, form.cleaned_data) if form.is_valid() else Seen(page=None)
    if seen.page is None:
        return HttpResponse(seen.why, content_type="text/plain", status=404)
    reader = User(pk=0, is_active=True) if form.cleaned_data["role"] == APPLICANT else AnonymousUser()
    attributes = {"seen_on": form.cleaned_data["on"], "seen_by": reader}
    answer: HttpResponse = seen.page.make_preview_request(request, "", attributes)
    return answer


def in_its_language(page: Any, request: HttpRequest, serve: Callable[..., Any], mode: str) -> HttpResponseBase:
    """The middlewares have put the editor there, and the language of the editor."""
    if reader := getattr(request, "seen_by", None):
        request.user = reader
    request.LANGUAGE_CODE = page.locale.language_code
    with translation.override(page.locale.language_code):
        response: HttpResponseBase = serve(request, mode)
        return response.render() if hasattr(response, "render") else response


def header_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu beside the title of the page in the editor."""
    if page.depth > 1:
        yield Button(
            _("What it shows: day, language, reader"), reverse("previewing:choose", args=[page.pk]), icon_name="view"
        )


def addresses() -> list[URLPattern]:
    return [path("<int:page_id>/", choose, name="choose"), path("<int:page_id>/shown/", shown, name="shown")]


def _for_who_may_look(request: HttpRequest, page_id: int) -> Any:
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=page_id).specific
    may = page.permissions_for_user(request.user)
    if not (may.can_edit() or may.can_lock()):
        raise PermissionDenied
    return page


def _form(request: HttpRequest, page: Any) -> Any:
    asked = request.GET.copy()
    defaults = {
        "on": timezone.localdate().isoformat(),
        "language": page.locale.language_code,
        "role": ANONYMOUS,
        "text": DRAFT,
    }
    for name, value in defaults.items():
        asked.setdefault(name, value)
    return SeenForm(asked)


def _seen(page: Any, chosen: dict[str, Any]) -> Seen:
    version = (
        type(page)
        .objects.filter(translation_key=page.translation_key, locale__language_code=chosen["language"])
        .first()
    )
    if version is None:
        return Seen(page=None, why=_("The page is not translated into this language."))
    if chosen["text"] == DRAFT:
        return Seen(page=version.get_latest_revision_as_object())
    return _published_on(version, chosen["on"])


def _published_on(page: Any, on: date) -> Seen:
    """At the end of that day, as the clock will have it by then."""
    at = timezone.make_aware(datetime.combine(on, time.max))
    coming = Revision.page_revisions.filter(object_id=str(page.pk), approved_go_live_at__lte=at).first()
    then = coming.as_object() if coming else page
    if not (page.live or coming):
        return Seen(page=None, why=_("Readers find no such page on that day: it is not published."))
    if then.expire_at and then.expire_at <= at:
        return Seen(page=None, why=_("Readers find no such page on that day: it has expired."))
    return Seen(page=then)
