"""What an editor may do: write and publish pages, keep pictures and files, ask for translations, confirm facts."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from content import moderation

GROUP = "Editors"  # made by Wagtail's own migration
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
ON_MEDIA = ("add_picture", "change_picture", "choose_picture", "add_file", "change_file", "choose_file")

ON_DATED_FACTS = ("add_overlay", "approve_overlay")  # never both by the same person: procedures.overlays sees to it


ON_CONTACTS = ("add_contact", "change_contact", "delete_contact", "view_contact")
# What stands on every page, and the words of the portal
ON_DATA = tuple(f"{act}_{name}" for name in ("alert", "menu") for act in ("add", "change", "delete", "view"))
ON_TERMS = ("add_concept", "change_concept", "delete_concept", "view_concept")


def permit() -> Group:
    """Idempotent; takes nothing away that somebody has granted beyond it."""
    group, _created = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(*Permission.objects.filter(codename__in=("access_admin", "submit_translation")))
    group.permissions.add(*of_model("procedures", ON_DATED_FACTS))
    group.permissions.add(*of_model("content", (*ON_CONTACTS, *ON_DATA)))
    group.permissions.add(*of_model("vocabulary", ON_TERMS))
    root = Page.objects.get(depth=1)
    for permission in of_model("wagtailcore", ON_PAGES):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    collection = Collection.objects.get(depth=1)
    for permission in of_model("content", ON_MEDIA):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    moderation.review_by(group)
    return group


def of_model(app_label: str, codenames: tuple[str, ...]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames))
