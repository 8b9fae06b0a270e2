"""The kinds of pages editors make. Facts of law are not in them: a guide names its procedure and shows what it says."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content import (
    hubs,
    joined,
    law,
    law_pages,
    office_page,
    previewing,
    publishing,
    reviewing,
    routing,
    stale_guidance,
    statements,
    translating,
    translations,
)
from content.alerts import Alert
from content.blocks import GUIDE, PROSE, STATEMENT
from content.contacts import Contact, Group, groups
from content.embedding import PageProcedure
from content.fields import BodyField
from content.forms import PageForm, StatementForm
from content.media import File, Picture, Rendition
from content.menus import Menu
from content.planted import Planted
from content.proofreading.panel import FindingsPanel
from content.roles.pages import SecondPersonTester, WithSecondPersons
from content.roles.tasks import LegalReview, Publication
from content.statements import StatementKind
from freshness import SHARED_SECONDS

__all__ = [
    "Alert",
    "ArticlePage",
    "Contact",
    "File",
    "GuidePage",
    "HomePage",
    "IndexPage",
    "LawPage",
    "LegalReview",
    "Menu",
    "NewsPage",
    "OfficePage",
    "PageProcedure",
    "Picture",
    "Planted",
    "Publication",
    "QuestionPage",
    "Rendition",
    "StatementPage",
]


class BasePage(WithSecondPersons, Page):
    """What every page of ours has: one sentence for its head, blocks, and the mark of a reviewer.

    It stands under the home page or a topic, and has none below it, unless its kind says otherwise.
    """

    summary = models.TextField(_("One sentence for the head"), max_length=300, blank=True)
    reviewed = models.BooleanField(
        _("Reviewed by a person"), default=False, help_text=_("Readers of an unreviewed translation are told so.")
    )
    body = BodyField(PROSE, blank=True)
    says = models.CharField(max_length=64, blank=True, editable=False)  # the Polish text, see translations.digest
    live: bool  # Wagtail gives no type
    trail: list[Page]  # pages from home down, when routing found them on the way

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.IndexPage"]
    subpage_types: ClassVar[list[str]] = []
    head_panels: ClassVar[list[Any]] = [
        FindingsPanel(heading=_("To mend, in what was saved last")),
        *Page.content_panels,
        FieldPanel("summary"),
    ]
    content_panels: ClassVar[list[Any]] = [*head_panels, FieldPanel("body")]
    settings_panels: ClassVar[list[Any]] = [*Page.settings_panels, FieldPanel("reviewed"), FieldPanel("follows")]
    base_form_class = PageForm
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("summary"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("says", overridable=False),  # of the text that was given to the translators
        TranslatableField("body"),
    ]

    private_page_options: ClassVar[list[str]] = []  # a page of law is for everybody, and shared caches keep it

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        top = self.get_parent() if self.path else None
        taken = routing.RESERVED if top is not None and top.depth == routing.HOME_DEPTH else frozenset()
        if self.slug in {routing.APPLY, *taken}:
            raise ValidationError({"slug": _("This address is taken by the portal; choose another.")})

        if wrong := translating.broken_figures(self):
            raise ValidationError(wrong)
        if lacking := joined.without_procedure(self):
            raise ValidationError({"body": _("Choose a procedure in: %(blocks)s.") % {"blocks": ", ".join(lacking)}})
        if steps := stale_guidance.strange(self):
            raise ValidationError({"body": _("The form has no such step: %(steps)s.") % {"steps": ", ".join(steps)}})

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        only = kwargs.get("update_fields")
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        if only is None and self.locale.language_code == settings.LANGUAGE_CODE:
            self.says = translations.digest(self)
        if self.live and translating.is_alias_of_another_language(self):
            self.live = False
            kwargs |= {} if only is None else {"update_fields": [*only, "live"]}
        super().save(clean=clean, **kwargs)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Every way to publish passes here: an editor's, the clock's, a list's."""
        translating.require_finished(self, revision)
        reviewing.forget_where_changed(self, revision)
        return super().publish(revision, *args, **kwargs)

    def copy_for_translation(self, *args: Any, **kwargs: Any) -> Any:
        """Nobody has read the copy yet."""
        copied = super().copy_for_translation(*args, **kwargs)
        copied.reviewed = False
        copied.save(clean=False, update_fields=["reviewed"])
        return copied

    def get_view_restrictions(self) -> Any:
        """Wagtail's answer without its query for the ancestors, which routing has already read."""
        trail = [*getattr(self, "trail", []), self]
        if len(trail) < self.depth - 1 or any(page.alias_of_id for page in trail):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.filter(page_id__in=[page.pk for page in trail])

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        return previewing.in_its_language(self, request, super().serve_preview, mode_name)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return public(response, request, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        among = translations.versions(self)
        language, on = self.locale.language_code, previewing.day_of(request)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "on": on,
            "law": joined.facts(None, self, on, language).law,
            "versions": among,
            "portal_url": settings.PORTAL_URL,
            "language_links": [{"code": version.language, "url": version.url} for version in among],
            "translation": translations.state(language=language, reviewed=self.reviewed, among=among),
            "breadcrumbs": self.breadcrumbs(),
        }

    def breadcrumbs(self) -> list[dict[str, str]]:
        trail = getattr(self, "trail", None)
        if trail is None:
            trail = list(self.get_ancestors().filter(depth__gte=routing.HOME_DEPTH))
        language = self.locale.language_code
        return [{"title": page.title, "url": routing.address(page.url_path, language)} for page in trail[1:]]

    def address(self) -> str:
        return routing.address(self.url_path, self.locale.language_code)


class KeptPage(SecondPersonTester):
    """All addresses of a language begin at its home page: without it there is no portal."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False


# Of pages that stand under the home page and under any topic
WITHOUT_PROCEDURE = (
    "content.ArticlePage", "content.LawPage", "content.OfficePage", "content.NewsPage", "content.QuestionPage",
    "content.StatementPage",
)  # fmt: skip


class HomePage(BasePage):
    template = "content/home.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["content.IndexPage", *WITHOUT_PROCEDURE]

    def permissions_for_user(self, user: Any) -> KeptPage:
        return KeptPage(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"guides": routing.answering(GuidePage.objects.descendant_of(self)).order_by("path")}


class IndexPage(BasePage):
    """A topic hub: what editors say of a topic, and all pages of it by kind."""

    template = "content/index.html"
    page_description = _("A topic: an introduction and all its pages. Pages of the topic are made under it.")
    subpage_types: ClassVar[list[str]] = ["content.IndexPage", "content.GuidePage", *WITHOUT_PROCEDURE]

    class Meta:
        verbose_name = _("topic hub")
        verbose_name_plural = _("topic hubs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"groups": hubs.groups(self)}


class ArticlePage(BasePage):
    """Prose without a procedure: help, statements, how to get a signature."""

    template = "content/article.html"


class LateSelect(forms.Select):
    """What there is to choose from is read when an editor opens the page, not when the models load."""

    def __init__(self, read: Callable[[], list[tuple[str, str]]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.read = read

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        self.choices = self.read()
        return super().optgroups(name, value, attrs)


class GuidePage(BasePage):
    """One procedure, told to a reader; the application is filled in under its address."""

    procedure = models.CharField(_("Procedure"), max_length=60)
    body = BodyField(GUIDE, blank=True)

    template = "content/guide.html"
    parent_page_types: ClassVar[list[str]] = ["content.IndexPage"]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.head_panels,
        FieldPanel("procedure", widget=LateSelect(law.procedure_choices)),
        FieldPanel("body"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("procedure", overridable=False),
    ]

    def clean(self) -> None:
        super().clean()
        if not law.is_procedure(self.procedure):
            raise ValidationError({"procedure": _("Choose a procedure of the catalogue.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "apply_url": routing.apply_address(self.address(), self.procedure),
        }


class LawPage(BasePage):
    """An act or one unit of it, explained; what it is called, where its text is and what rests on it is looked up."""

    act = models.CharField(_("Act"), max_length=40, help_text=_("Of the acts that the portal cites."))
    unit = models.CharField(
        _("Unit"), max_length=40, blank=True, help_text=_("As in 114(1)(2). Empty: the act as a whole.")
    )

    template = "content/law_page.html"
    page_description = _("An act or an article in plain words, with what rests on it.")
    content_panels: ClassVar[list[Any]] = [
        *BasePage.head_panels,
        FieldPanel("act", widget=LateSelect(law_pages.act_choices)),
        FieldPanel("unit"),
        FieldPanel("body"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("act", overridable=False),
        SynchronizedField("unit", overridable=False),
    ]

    class Meta:
        verbose_name = _("law page")
        verbose_name_plural = _("law pages")

    def clean(self) -> None:
        super().clean()
        if wrong := law_pages.fault(self.act, self.unit):
            raise ValidationError(wrong)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"shown": law_pages.shown(self.act, self.unit)}


class OfficePage(BasePage):
    """What editors say of an office or a branch, around what the dated table knows of it."""

    office = models.CharField(_("Office"), max_length=80, help_text=_("An office or one of its branches."))

    template = "content/office_of_tree.html"
    page_description = _("An office or a branch: addresses, telephones and hours come from the table of offices.")
    content_panels: ClassVar[list[Any]] = [
        *BasePage.head_panels,
        FieldPanel("office", widget=LateSelect(office_page.choices)),
        FieldPanel("body"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("office", overridable=False),
    ]

    class Meta:
        verbose_name = _("office page")
        verbose_name_plural = _("office pages")

    def clean(self) -> None:
        super().clean()
        if office_page.named(self.office) is None:
            raise ValidationError({"office": _("Choose an office of the table.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"place": office_page.named(self.office)}


class NewsPage(BasePage):
    """What changed, and when; the day is the editor's, not that of the last edit."""

    day = models.DateField(_("Day"), default=timezone.localdate, help_text=_("The day readers see above the news."))

    template = "content/news.html"
    page_description = _("What changed, with its day. A topic shows the newest first.")
    content_panels: ClassVar[list[Any]] = [*BasePage.head_panels, FieldPanel("day"), FieldPanel("body")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("day", overridable=False),
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


class QuestionPage(BasePage):
    """The title is the question, the summary the short answer; the rest stands in the body."""

    template = "content/question.html"
    page_description = _("One question: the title asks it, the summary answers it in a sentence, the body explains.")

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")


class StatementPage(BasePage):
    """Contact, accessibility, data protection, cookies: what the law asks them to say, and a real address below."""

    kind = models.CharField(
        _("Kind"), max_length=20, choices=StatementKind.choices, help_text=_("Decides what it has to say.")
    )
    body = BodyField(STATEMENT, blank=True)

    template = "content/statement.html"
    page_description = _("Contact, accessibility, data protection or cookies. Whom to write to stands below by itself.")
    base_form_class = StatementForm
    content_panels: ClassVar[list[Any]] = [*BasePage.head_panels, FieldPanel("kind"), FieldPanel("body")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("kind", overridable=False),
    ]

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"contacts": self.answered_by()}

    def answered_by(self) -> list[Group]:
        return groups(statements.ANSWERED_BY.get(self.kind, ()), timezone.localdate())


def public[Response: HttpResponseBase](response: Response, request: HttpRequest, page: Page) -> Response:
    """Lets shared caches keep the page; Wagtail takes it back where a page is restricted to some readers."""
    if not getattr(request, "is_preview", False):
        patch_cache_control(response, public=True, max_age=publishing.seconds_to_keep(page, SHARED_SECONDS))
    return response
