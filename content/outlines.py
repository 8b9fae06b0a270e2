"""Editors' pages for lawyers: every form, procedure and tree as an outline to read and print, and two versions beside
each other."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_has_any_page_permission, user_passes_test

from content.second_persons import View, furniture
from procedures import catalogue
from procedures.errors import Unknown
from procedures.outlining import difference, forms, trees
from procedures.outlining import procedures as procedures_outlined
from procedures.outlining.difference import LineChange
from procedures.outlining.outline import FORM, PROCEDURE, TREE, Outline

CHANGES = {
    LineChange.ADDED: gettext_lazy("new"),
    LineChange.REMOVED: gettext_lazy("gone"),
    LineChange.CHANGED: gettext_lazy("said otherwise"),
}


def for_who_edits_pages(view: View) -> View:
    """Wagtail's answer for everybody else."""
    decorated: View = user_passes_test(user_has_any_page_permission)(view)
    return decorated


@require_safe
@for_who_edits_pages
def index(request: HttpRequest) -> HttpResponse:
    context = _of_list(_("Outlines for lawyers")) | {
        "groups": [
            (_("Forms"), list(_forms())),
            (_("Procedures"), [_found(PROCEDURE, each.key) for each in catalogue.procedures()]),
            (_("Trees"), [_found(TREE, key) for key in catalogue.tree_keys()]),
        ],
    }
    return render(request, "content/editors/outlines.html", context)


@require_safe
@for_who_edits_pages
def outline(request: HttpRequest, kind: str, key: str, version: str | None = None) -> HttpResponse:
    """Of a form the newest version, when none is named."""
    found = _found(kind, key, version)
    context = _of_list(found.title, is_below=True) | {"outline": found, "others": _other_versions(found)}
    return render(request, "content/editors/outline.html", context)


@require_safe
@for_who_edits_pages
def changes(request: HttpRequest, key: str, earlier: str, later: str) -> HttpResponse:
    """From one version of a form to another."""
    before, after = _found(FORM, key, earlier), _found(FORM, key, later)
    found = difference.between(before, after)
    context = _of_list(_("Changes: %(title)s") % {"title": after.title}, is_below=True) | {
        "before": before,
        "after": after,
        "rows": [(CHANGES[each.change], each) for each in found],
    }
    return render(request, "content/editors/outline_changes.html", context)


def addresses() -> list[URLPattern]:
    return [
        path("", index, name="index"),
        path("form/<str:key>/<str:earlier>/<str:later>/", changes, name="changes"),
        path("<str:kind>/<str:key>/", outline, name="outline"),
        path("<str:kind>/<str:key>/<str:version>/", outline, name="version"),
    ]


def _forms() -> Iterator[Outline]:
    for key in catalogue.forms():
        for version in reversed(catalogue.versions(key)):
            yield _found(FORM, key, version)


def _found(kind: str, key: str, version: str | None = None) -> Outline:
    """As it stands today, Warsaw time; only forms have versions."""
    if version is not None and kind != FORM:
        raise Http404
    try:
        return _made(kind, key, version)
    except Unknown as error:
        raise Http404 from error


def _made(kind: str, key: str, version: str | None) -> Outline:
    if kind == FORM:
        return forms.of(catalogue.form(key, version))
    if kind == PROCEDURE:
        return procedures_outlined.of(catalogue.procedure(key), on=timezone.localdate())
    if kind == TREE:
        return trees.of(catalogue.tree(key))
    raise Http404


def _other_versions(found: Outline) -> list[str]:
    return [each for each in catalogue.versions(found.key) if each != found.version] if found.kind == FORM else []


def _of_list(title: str, *, is_below: bool = False) -> dict[str, object]:
    above = (reverse("outlines:index"), _("Outlines for lawyers")) if is_below else None
    return furniture(title, above=above, icon="list-ul")
