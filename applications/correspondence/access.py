"""Which cases somebody may follow: own applications once they are filed, and no others."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import User
from applications.drafting import access
from applications.drafting.models import Application, ApplicationQuerySet


def for_actor(user: User | AnonymousUser) -> ApplicationQuerySet:
    return access.for_actor(user).filter(filed_at__isnull=False).select_related("case_key", "principal")


def get(user: User | AnonymousUser, case_id: UUID) -> Application:
    try:
        return for_actor(user).get(pk=case_id)
    except Application.DoesNotExist as error:
        raise Http404 from error
