"""A person has read a translation that is made string by string: its page has no field for it in that editor."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page, Revision

from accounts.models import User
from content import translating, translations
from content.coverage import recording


@transaction.atomic
def mark(page: Page, *, reviewed: bool, by: User) -> None:
    """What readers see is what was read: a draft and strings that are not published yet are refused with the reason."""
    if not page.live or page.has_unpublished_changes:
        raise ValidationError(_("Publish the translation first: what was read is what readers see."))
    page.reviewed = reviewed
    translating.require_finished(page, page.live_revision)
    translation = translating.of(page)
    if reviewed and translation is not None:
        recording.record_whole(page, translation, by=by)
    page.save_revision(user=by, log_action=True).publish(user=by)


def forget_where_changed(page: Page, revision: Revision) -> None:
    """Nobody has read the strings that are published now; the page's own row may hold them already."""
    coming = revision.as_object()
    if not coming.reviewed or translating.of(page) is None:
        return
    shown = page.live_revision and page.live_revision.as_object()
    if shown and translations.digest(shown) == translations.digest(coming):
        return
    revision.content["reviewed"] = False
    revision.save(update_fields=["content"])


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_publish() or translating.of(page) is None:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "content/editors/review.html", {"page": page, **_furniture(page)})
    try:
        mark(page, reviewed=not page.reviewed, by=request.user)  # type: ignore[arg-type]  # never anonymous in the admin
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Done. Readers are told so from now on."))
    return redirect("wagtailadmin_pages:edit", page_id)


def addresses() -> list[URLPattern]:
    return [path("reviewed/<int:page_id>/", review, name="review")]


def _label(page: Page) -> str:
    return _("Take back “reviewed”") if page.reviewed else _("Mark as reviewed")


def _furniture(page: Page) -> dict[str, object]:
    title = _label(page)
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": "", "label": title},
    ]
    return {"header_title": title, "page_title": title, "breadcrumbs_items": crumbs, "header_icon": "check"}
