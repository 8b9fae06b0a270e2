"""Where somebody presses a button that is not theirs: the text stays as a draft, and they are told whose it is."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from content import translating
from content.roles import publication


def before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The button of a page: what was typed has been saved."""
    reasons = publication.reasons_against(page, page.get_latest_revision(), request.user)
    if not reasons:
        return None
    messages.warning(request, " ".join([_("Saved as a draft."), *reasons]))
    return redirect("wagtailadmin_pages:edit", page.pk)


def before_publishing_strings(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The button of a translation made of strings."""
    if request.method != "POST" or request.POST.get("action") != "publish" or translating.of(page) is None:
        return None
    reasons = publication.reasons_against(page, page.get_latest_revision(), request.user)
    if not reasons:
        return None
    messages.error(request, " ".join(reasons))
    return HttpResponseRedirect(request.path)


def before_publishing_a_list(
    request: HttpRequest, action: str, objects: Iterable[Any], view: Any
) -> HttpResponse | None:
    """Pages that are not this person's to publish are named; the others go to the readers."""
    if action != "publish":
        return None
    pages = list(dict.fromkeys(_with_drafts_below(objects, view)))
    refused = [page for page in pages if not page.permissions_for_user(request.user).can_publish()]
    if not refused:
        return None
    for page in pages:
        if page not in refused:
            (page.get_latest_revision() or page.save_revision(user=request.user)).publish(user=request.user)
    titles = ", ".join(page.get_admin_display_title() for page in refused)
    messages.error(request, _("Somebody else has to publish these pages: %(titles)s.") % {"titles": titles})
    return redirect("wagtailadmin_explore", refused[0].get_parent().pk)


def _with_drafts_below(pages: Iterable[Page], view: Any) -> Iterator[Page]:
    for page in pages:
        yield page.specific
        if view.cleaned_form.cleaned_data.get("include_descendants"):
            yield from page.get_descendants().not_live().specific()
