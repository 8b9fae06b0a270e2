"""A page that is taken off or deleted while drafts are open there: its editors are told how many, readers led on."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from applications.drafting import begun
from content import routing
from content.embedding import PageProcedure

PORTAL = "config.urls"  # editors work on another host
READING = frozenset({"GET", "HEAD"})


def tell_before(request: HttpRequest, page: Page) -> None:
    """On the page that asks whether it is meant."""
    if request.method in READING and (text := said_of([page])):
        messages.warning(request, text)


def said_of(pages: list[Page]) -> str:
    """How many open applications were begun on them and on pages below, in words; empty where there are none."""
    if not pages:
        return ""
    count = begun.open_on(_with_those_below(pages).values_list("translation_key", flat=True))
    if not count:
        return ""
    return ngettext(
        "%(count)d open application was begun here, in one language or another. Nothing is lost: it goes on"
        " at its own address, and whoever looks for this page is led there.",
        "%(count)d open applications were begun here, in one language or another. Nothing is lost: they go on"
        " at their own addresses, and whoever looks for this page is led there.",
        count,
    ) % {"count": count}


def _with_those_below(pages: list[Page]) -> QuerySet[Page]:
    inside = Q()
    for page in pages:
        inside |= Q(path__startswith=page.path)
    found: QuerySet[Page] = Page.objects.filter(inside)
    return found


@receiver(page_unpublished)
def taken_off(instance: Page, **_more: Any) -> None:
    lead_on(instance)
    PageProcedure.objects.filter(page_id=instance.pk).delete()


@receiver(pre_delete, sender=PageProcedure)
def deleted(instance: PageProcedure, origin: Any, **_more: Any) -> None:
    """With its page; a row that alone goes away leaves a page behind, which leads on by itself."""
    of_rows = isinstance(origin, PageProcedure) or getattr(origin, "model", None) is PageProcedure
    if not of_rows:
        lead_on(instance.page)


def lead_on(page: Page) -> None:
    """From its addresses, of today and before, to the canonical one, where drafts are open that began there."""
    if begun.open_on([page.translation_key]):
        canonical = _canonical(page, page.locale.language_code)
        for old in _addresses(page):
            Redirect.objects.get_or_create(
                old_path=old,
                site=None,
                defaults={"redirect_link": canonical, "is_permanent": False, "automatically_created": True},
            )


def _addresses(page: Page) -> list[str]:
    """Redirects to the page itself go when it is deleted."""
    before = Redirect.objects.filter(redirect_page_id=page.pk, automatically_created=True)
    now = Redirect.normalise_path(routing.address(page.url_path, page.locale.language_code))
    return [now, *before.values_list("old_path", flat=True)]


def _canonical(page: Page, language: str) -> str:
    """Where the one procedure begins, or where one's own applications are."""
    carried = list(PageProcedure.objects.filter(page_id=page.pk).values_list("procedure", flat=True)[:2])
    with translation.override(language):
        if len(carried) == 1:
            return reverse("applications:readiness", args=carried, urlconf=PORTAL)
        return reverse("applications:list", urlconf=PORTAL)


@receiver(page_published)
def back_again(instance: Page, **_more: Any) -> None:
    """The page itself answers there."""
    gone = Redirect.objects.filter(old_path__in=_addresses(instance), automatically_created=True, redirect_page=None)
    gone.delete()
