"""The groups of people who work on pages, what each may do, and where: deny unless it stands here or was granted."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User
from content import moderation
from content.models import HomePage
from content.roles import tasks, workflows

EDITORS = "Editors"  # made by Wagtail's own migration
LEGAL_REVIEWERS = "Legal reviewers"
PUBLISHERS = "Publishers"

CHOOSES = ("choose_picture", "choose_file")
KEEPS = ("add_picture", "change_picture", "add_file", "change_file", *CHOOSES)
ON_PAGES = {
    EDITORS: ("add_page", "change_page", "lock_page", "unlock_page"),
    LEGAL_REVIEWERS: (tasks.LEGAL_RIGHT,),
    PUBLISHERS: ("change_page", "publish_page", "lock_page", "unlock_page"),
}
ON_MEDIA = {EDITORS: KEEPS, LEGAL_REVIEWERS: CHOOSES, PUBLISHERS: CHOOSES}
ON_DATED_FACTS = ("add_overlay", "approve_overlay")  # never both by the same person: procedures.overlays sees to it
ON_CONTACTS = ("add_contact", "change_contact", "delete_contact", "view_contact")
# What stands on every page, and the words of the portal
ON_DATA = tuple(f"{act}_{name}" for name in ("alert", "menu") for act in ("add", "change", "delete", "view"))
ON_TERMS = ("add_concept", "change_concept", "delete_concept", "view_concept")


def permit() -> Group:
    """Idempotent; takes nothing away that somebody has granted beyond it, but the editors' right to publish."""
    moderation.connect()  # before pages that wait ask their reviewers again
    is_older_system = not Group.objects.filter(name=PUBLISHERS).exists()
    for name in ON_PAGES:
        _group(name, Page.objects.get(depth=1))
    editors = Group.objects.get(name=EDITORS)
    editors.permissions.add(*_named("submit_translation"), *of_model("procedures", ON_DATED_FACTS))
    editors.permissions.add(*of_model("content", (*ON_CONTACTS, *ON_DATA)))
    editors.permissions.add(*of_model("vocabulary", ON_TERMS))
    if is_older_system:
        _hand_on(editors)
    _permit_translators()
    workflows.make()
    return editors


def permit_section(page: Page) -> list[Group]:
    """Groups of its own for a part of the tree: their members may do nothing outside of it."""
    return [_group(f"{name}: {page.title} ({page.locale.language_code})", page, like=name) for name in ON_PAGES]


def translators_of(language: str) -> str:
    return f"Translators {language}"


def of_model(app_label: str, codenames: tuple[str, ...]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames))


def _named(*codenames: str) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=codenames))


def _group(name: str, page: Page, *, like: str = "") -> Group:
    role = like or name
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.add(*_named("access_admin"))
    if role == LEGAL_REVIEWERS:
        group.permissions.add(*of_model("content", (tasks.LAW,)))
    _permit_on(group, page, ON_PAGES[role])
    _permit_media(group, ON_MEDIA[role])
    return group


def _permit_on(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    for permission in of_model("wagtailcore", codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _permit_media(group: Group, codenames: tuple[str, ...]) -> None:
    collection = Collection.objects.get(depth=1)
    for permission in of_model("content", codenames):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _permit_translators() -> None:
    """One group a language, at the home page of that language: pages of other languages are not theirs."""
    for home in HomePage.objects.exclude(locale__language_code=settings.LANGUAGE_CODE).select_related("locale"):
        group, _created = Group.objects.get_or_create(name=translators_of(home.locale.language_code))
        group.permissions.add(*_named("access_admin"))
        _permit_on(group, Page.objects.get(pk=home.pk), ("change_page",))
        _permit_media(group, CHOOSES)


def _hand_on(editors: Group) -> None:
    """Once: whoever edits on this day has published and judged the law so far, and keeps it, but for their own text."""
    for name in (LEGAL_REVIEWERS, PUBLISHERS):
        Group.objects.get(name=name).user_set.add(*User.objects.filter(groups=editors))
    GroupPagePermission.objects.filter(group=editors, permission__codename="publish_page").delete()
