"""What we change on the pages where editors translate: nothing there puts Polish prose under another language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView
from wagtail_localize.wagtail_hooks import ConvertToAliasPageActionMenuItem

from content import translating


class UpdateForm(UpdateTranslationsForm):
    """Without "publish immediately": what is new in the Polish text is not translated yet."""

    publish_translations = forms.BooleanField(required=False, disabled=True, widget=forms.HiddenInput)


class UpdateTranslations(UpdateTranslationsView):
    def get_form(self) -> UpdateForm:
        return UpdateForm(self.request.POST) if self.request.method == "POST" else UpdateForm()


def no_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    messages.error(request, _("A page of another language never shows the Polish text. You can unpublish it instead."))
    return redirect("wagtailadmin_pages:edit", page_id)


def addresses() -> list[URLPattern]:
    """At the addresses of wagtail-localize, before it."""
    return [
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", no_alias),
    ]


def refuse_unfinished(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The button of a translation's page: told there, before anything is published."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    reason = translating.reason_against(page)
    if reason is None:
        return None
    messages.error(request, reason)
    return HttpResponseRedirect(request.path)


def refuse_unfinished_in_list(
    request: HttpRequest, action: str, objects: Iterable[Any], view: Any
) -> HttpResponse | None:
    """Publishing from a list: all or nothing, and the pages are named."""
    if action != "publish":
        return None
    wrong = [page for page in _with_descendants(objects, view) if _is_translation(page)]
    if not wrong:
        return None
    titles = ", ".join(page.get_admin_display_title() for page in wrong)
    messages.error(request, _("Publish translations on their own pages: %(titles)s.") % {"titles": titles})
    return redirect("wagtailadmin_explore", wrong[0].get_parent().pk)


def _with_descendants(pages: Iterable[Page], view: Any) -> Iterable[Page]:
    for page in pages:
        yield page
        if view.cleaned_form.cleaned_data.get("include_descendants"):
            yield from page.get_descendants().not_live().specific()


def _is_translation(page: Page) -> bool:
    return translating.of(page) is not None or translating.is_alias_of_another_language(page)


def refuse_long_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail's form of a copy knows no longest address and title; its database does."""
    longest = {
        "new_title": page._meta.get_field("title").max_length,
        "new_slug": page._meta.get_field("slug").max_length,
    }
    if request.method != "POST" or all(len(request.POST.get(name, "")) <= most for name, most in longest.items()):
        return None
    messages.error(request, _("The title and the address have 255 characters at most."))
    return HttpResponseRedirect(request.get_full_path())


def without_alias(menu_items: list[ActionMenuItem], request: HttpRequest, context: Any) -> None:
    menu_items[:] = [item for item in menu_items if not isinstance(item, ConvertToAliasPageActionMenuItem)]
