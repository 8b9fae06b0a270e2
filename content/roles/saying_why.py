"""Where somebody presses a button that is not theirs: the text stays as a draft, and they are told whose it is."""

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
