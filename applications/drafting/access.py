"""Who may see an application, and as whom they act in it: the same for page and API. Somebody else's is not found."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.acting import Acting, NotEntitled, themselves
from accounts.models import User
from applications.drafting.models import Application, ApplicationQuerySet


def for_actor(user: User | AnonymousUser) -> ApplicationQuerySet:
    if not user.is_authenticated:
        return Application.objects.none()
    return Application.objects.filter(principal=user.pk)


def acting_in(user: User | AnonymousUser, application: Application) -> Acting:
    """What who is signed in may do in this case: all of it in their own. Powers of attorney will be read here."""
    own = acting_for_oneself(user)
    if own.principal.pk != application.principal_id:
        raise NotEntitled
    return own


def acting_for_oneself(user: User | AnonymousUser) -> Acting:
    """Where there is no application yet."""
    return themselves(person(user))


def person(user: User | AnonymousUser) -> User:
    """Who acts; the door before it has let nobody pass who is not signed in."""
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def get(user: User | AnonymousUser, application_id: UUID) -> Application:
    """With its sheet and key, in one query."""
    try:
        found = for_actor(user).select_related("sheet__key").get(pk=application_id)
    except Application.DoesNotExist as error:
        raise Http404 from error
    if found.sheet is not None and found.sheet.key_id == found.draft_key_id:
        found.draft_key = found.sheet.key  # the same row, read once
    return found
