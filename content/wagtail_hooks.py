"""What we add to the editors' pages."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry, Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import User
from content import (
    axe,
    carrying,
    cited_law,
    commenting,
    dated_facts,
    editors,
    failed_searches,
    leaving,
    moderation,
    office_accounts,
    outlines,
    previewing,
    publishing,
    reviewing,
    second_persons,
    stale_guidance,
    translation_pages,
)
from content.alerts import Alert
from content.contacts import Contact
from content.coverage import views as languages
from content.menus import Menu
from content.roles import publication, saying_why
from content.upkeep import views as upkeep
from vocabulary.models import Concept


class NotPublishedFormatter(LogFormatter):
    label = gettext_lazy("Not published at its hour")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        return _("Not published at its hour: %(reason)s") % {"reason": log_entry.data["reason"]}


class UpkeepFormatter(LogFormatter):
    label = gettext_lazy("Upkeep changed")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        return _("To be read again by %(day)s") % {"day": log_entry.data["by"]}


class SecondPersonsItem(MenuItem):
    """For those only who may do something there."""

    def is_shown(self, request: object) -> bool:
        user = request.user  # type: ignore[attr-defined]  # Wagtail gives no type
        return any(user.has_perm(permission) for permission in (second_persons.ENTER, second_persons.APPROVE))


class PageEditorsItem(MenuItem):
    """For whoever may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


class ContactViewSet(SnippetViewSet):
    """The record of contacts: readers see what holds today, editors everything that ever did."""

    model = Contact
    icon = "mail"
    menu_label = gettext_lazy("Contacts")
    menu_order = 910
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["purpose", "name", "email", "phones", "valid_from", "valid_to", "checked_on"]
    list_filter: ClassVar[list[str]] = ["purpose"]
    ordering: ClassVar[list[str]] = ["purpose", "-valid_from"]


class AlertViewSet(SnippetViewSet):
    """With every version in its history."""

    model = Alert
    icon = "warning"
    menu_label = gettext_lazy("Alerts")
    menu_order = 908
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["title", "kind", "topic", "from_at", "until_at", "locale"]
    list_filter: ClassVar[list[str]] = ["kind"]
    ordering: ClassVar[list[str]] = ["-from_at"]


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = gettext_lazy("Menus of the portal")
    menu_order = 909
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["place", "title", "locale"]
    ordering: ClassVar[list[str]] = ["place"]


class TermViewSet(SnippetViewSet):
    """The termbase; readers find the words that we say in the glossary."""

    model = Concept
    icon = "list-ul"
    menu_label = gettext_lazy("Terms")
    menu_order = 911
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["key", "valid_from", "valid_to", "checked_on"]
    ordering: ClassVar[list[str]] = ["key"]


def office_account_urls() -> list[URLResolver]:
    pages = [
        path("", office_accounts.index, name="index"),
        path("<str:teryt>/<str:payee>/", office_accounts.account, name="account"),
        path("<str:teryt>/<str:payee>/enter/", office_accounts.enter, name="enter"),
        path("<str:teryt>/<str:payee>/<uuid:entry>/approve/", office_accounts.approve, name="approve"),
        path("<str:teryt>/<str:payee>/<uuid:entry>/withdraw/", office_accounts.withdraw, name="withdraw"),
    ]
    return [path("office-accounts/", include((pages, "office_accounts")))]


def review_urls() -> list[URLResolver]:
    return [path("", include((reviewing.addresses(), "reviewing")))]


def previewing_urls() -> list[URLResolver]:
    return [path("seen/", include((previewing.addresses(), "previewing")))]


def office_account_menu_item() -> MenuItem:
    return SecondPersonsItem(_("Office accounts"), reverse("office_accounts:index"), icon_name="lock", order=900)


def dated_fact_urls() -> list[URLResolver]:
    return [path("dated-facts/", include((dated_facts.addresses(), "dated_facts")))]


def dated_fact_menu_item() -> MenuItem:
    return SecondPersonsItem(_("Dated facts"), reverse("dated_facts:index"), icon_name="calendar-alt", order=905)


def outline_urls() -> list[URLResolver]:
    return [path("outlines/", include((outlines.addresses(), "outlines")))]


def outline_menu_item() -> MenuItem:
    return PageEditorsItem(_("Outlines for lawyers"), reverse("outlines:index"), icon_name="list-ul", order=906)


def cited_law_urls() -> list[URLResolver]:
    return [path("cited-law/", include((cited_law.addresses(), "cited_law")))]


def cited_law_menu_item() -> MenuItem:
    return PageEditorsItem(_("Cited law"), reverse("cited_law:index"), icon_name="list-ul", order=907)


def upkeep_urls() -> list[URLResolver]:
    return [path("upkeep/", include((upkeep.addresses(), "upkeep")))]


def upkeep_menu_item() -> MenuItem:
    return PageEditorsItem(_("Upkeep of pages"), reverse("upkeep:index"), icon_name="date", order=908)


def language_urls() -> list[URLResolver]:
    return [path("languages/", include((languages.addresses(), "languages")))]


def language_menu_item() -> MenuItem:
    label = gettext_lazy("Languages")  # the item is made once, for readers of all languages
    return PageEditorsItem(label, reverse("languages:index"), name="languages", icon_name="globe", order=904)


def upkeep_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Beside the other acts of a page, for who may edit it."""
    if page.permissions_for_user(user).can_edit():
        yield Button(_("Upkeep"), reverse("upkeep:keep", args=[page.pk]), icon_name="date", priority=80)


def failed_search_urls() -> list[URLResolver]:
    return [path("failed-searches/", include((failed_searches.addresses(), "failed_searches")))]


def failed_search_menu_item() -> MenuItem:
    return PageEditorsItem(
        _("Searches without a result"), reverse("failed_searches:index"), icon_name="search", order=908
    )


def sign_in_menu_item(request: HttpRequest) -> dict[str, str]:
    """Password, address, second step and sessions are changed where everybody does."""
    return {
        "url": reverse("accounts:home"),
        "label": _("How you sign in"),
        "help_text": _("Password, e-mail address, second step, and where you are signed in."),
    }


def rights_to_grant() -> QuerySet[Permission]:
    """So that administrators can give them to other groups than the editors."""
    return Permission.objects.filter(
        content_type__app_label="procedures", codename__in=editors.ON_DATED_FACTS
    ).select_related("content_type")


def own_mail() -> list[URLResolver]:
    """The admin's addresses are made when Wagtail has connected its signals: no earlier moment is sure to be later."""
    moderation.connect()
    commenting.connect()
    return []


def log_actions(actions: LogActionRegistry) -> None:
    """What the clock did not do, and what nobody else could, in the history of a page."""
    actions.register_action(publishing.REFUSED)(NotPublishedFormatter)
    actions.register_action(upkeep.CHANGED)(UpkeepFormatter)
    alone = gettext_lazy("Published by its author alone: nobody else could")
    actions.register_action(publication.ALONE, gettext_lazy("Published alone"), alone)


hooks.register("register_admin_urls", own_mail)
hooks.register("register_log_actions", log_actions)
# Order -1: before those of wagtail-localize
hooks.register("register_admin_urls", translation_pages.addresses, order=-1)
hooks.register("before_edit_page", translation_pages.refuse_unfinished, order=-1)
hooks.register("before_copy_page", translation_pages.refuse_long_copy)
hooks.register("before_bulk_action", translation_pages.refuse_unfinished_in_list)
hooks.register("before_edit_page", stale_guidance.tell_before_edit)
hooks.register("before_delete_page", leaving.tell_before)
hooks.register("before_delete_page", carrying.tell_before_delete)
hooks.register("after_delete_page", carrying.after_delete)
hooks.register("before_move_page", carrying.tell_before_move)
hooks.register("after_move_page", carrying.tell_after_move)
hooks.register("after_bulk_action", carrying.after_list)
hooks.register("construct_page_action_menu", translation_pages.without_alias)
hooks.register("register_admin_urls", previewing_urls)
hooks.register("register_page_header_buttons", previewing.header_button)
hooks.register("construct_wagtail_userbar", axe.with_ours)
hooks.register("before_publish_page", saying_why.before_publishing)
hooks.register("before_edit_page", saying_why.before_publishing_strings, order=-1)
hooks.register("register_admin_urls", office_account_urls)
hooks.register("register_admin_urls", dated_fact_urls)
hooks.register("register_admin_menu_item", dated_fact_menu_item)
hooks.register("register_admin_urls", outline_urls)
hooks.register("register_admin_menu_item", outline_menu_item)
hooks.register("register_admin_urls", cited_law_urls)
hooks.register("register_admin_menu_item", cited_law_menu_item)
hooks.register("register_admin_urls", upkeep_urls)
hooks.register("register_admin_menu_item", upkeep_menu_item)
hooks.register("register_page_header_buttons", upkeep_button)
hooks.register("register_admin_urls", language_urls)
hooks.register("register_admin_menu_item", language_menu_item)
hooks.register("register_admin_urls", failed_search_urls)
hooks.register("register_admin_menu_item", failed_search_menu_item)
hooks.register("register_admin_urls", review_urls)
hooks.register("register_admin_menu_item", office_account_menu_item)
hooks.register("register_account_menu_item", sign_in_menu_item)
hooks.register("register_permissions", rights_to_grant)
register_snippet(ContactViewSet)
register_snippet(AlertViewSet)
register_snippet(MenuViewSet)
register_snippet(TermViewSet)
