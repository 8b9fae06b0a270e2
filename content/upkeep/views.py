"""The editors' pages of upkeep: the list of what has to be done, and one page's keeper and day."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.outlines import for_who_edits_pages
from content.second_persons import furniture
from content.upkeep import report
from content.upkeep.forms import UpkeepForm
from content.upkeep.models import Upkeep

ICON, CHANGED = "date", "content.upkeep"


@require_safe
@for_who_edits_pages
def index(request: HttpRequest) -> HttpResponse:
    editable = page_permission_policy.instances_user_has_permission_for(request.user, "change")
    found = report.of(editable)
    context = furniture(_("Upkeep of pages"), icon=ICON) | {"report": found}
    return render(request, "content/editors/upkeep.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_who_edits_pages
def keep(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    known = Upkeep.objects.filter(page=page).first() or Upkeep(page=page)
    form = UpkeepForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        _save(request, page, form)
        return redirect("upkeep:index")
    above = (reverse("upkeep:index"), _("Upkeep of pages"))
    context = furniture(page.get_admin_display_title(), above=above, icon=ICON) | {"form": form, "page": page}
    return render(request, "content/editors/upkeep_of_page.html", context, status=422 if form.errors else 200)


def addresses() -> list[URLPattern]:
    return [path("", index, name="index"), path("<int:page_id>/", keep, name="keep")]


def _save(request: HttpRequest, page: Page, form: UpkeepForm) -> None:
    form.instance.reminded_at = None  # a new day: who keeps it is reminded again
    saved = form.save()
    log(instance=page, action=CHANGED, user=request.user, data={"by": saved.review_by.isoformat()})
    messages.success(request, _("Saved. Who keeps the page is reminded 14 days before."))
