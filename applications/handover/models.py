"""Hand-overs: of what, from whom to whom, and whether it came about."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from applications.badges import Badge
from applications.drafting.models import Application
from applications.handover.states import BADGES, HandOverState, may
from sealing.models import new_id


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def open(self) -> Self:
        return self.filter(state=HandOverState.OPEN)


class HandOver(models.Model):
    """An offer to one address. The digest of its link and the address go when it ends."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hand_overs")
    state = models.CharField(max_length=10, choices=HandOverState, default=HandOverState.OPEN)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    token = models.BinaryField(max_length=32, unique=True)  # a keyed digest; stays, so that the link says how it ended
    sealed = models.BinaryField(null=True)  # the address, under the key of the case; empty once ended
    misses = models.PositiveSmallIntegerField(default=0)  # how often the day of birth was wrong
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = HandOverQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], condition=Q(state="open"), name="hand_over_to_expire")]
        constraints = [
            models.CheckConstraint(name="hand_over_state_known", condition=Q(state__in=HandOverState.values)),
            models.CheckConstraint(
                name="hand_over_accepted_by_somebody",
                condition=Q(state="accepted", receiver__isnull=False)
                | (~Q(state="accepted") & Q(receiver__isnull=True)),
            ),
            models.UniqueConstraint(
                name="one_open_hand_over_of_an_application", fields=["application"], condition=Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.id}"

    @property
    def is_open(self) -> bool:
        return self.state == HandOverState.OPEN

    @property
    def is_accepted(self) -> bool:
        return self.state == HandOverState.ACCEPTED

    def was_taken_by(self, user: User) -> bool:
        """And is still theirs: who follows their link again, or presses twice, is where they were."""
        return self.is_accepted and self.receiver_id == user.pk == self.application.principal_id

    @property
    def link_ends_on(self) -> date:
        return timezone.localdate(self.expires_at)

    @property
    def badge(self) -> Badge:
        return BADGES[self.state]

    def may(self, target: HandOverState) -> bool:
        return may(HandOverState(self.state), target)
