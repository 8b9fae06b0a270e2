"""Who may see a hand-over: the owner of the application it is of. Whom it was sent to comes by its link."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from applications.drafting import access
from applications.handover.models import HandOver, HandOverQuerySet


def for_actor(user: User | AnonymousUser) -> HandOverQuerySet:
    return HandOver.objects.filter(application__in=access.for_actor(user))
