"""Groups of people who work here, and which host each may enter."""

from accounts.models import User

EDITORS = "Editors"  # Wagtail's own migration makes this one
OFFICERS = "Officers"
ADMIN = "wagtailadmin.access_admin"


def is_officer(user: User) -> bool:
    return user.is_superuser or user.groups.filter(name=OFFICERS).exists()


def may_enter(user: User, role: str) -> bool:
    """The officers' host is for officers, the editors' for those who may open its admin; the portal is for all."""
    if role == "editors":
        return user.has_perm(ADMIN)
    return role != "officers" or is_officer(user)
