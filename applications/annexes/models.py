"""Requests to third parties for an annex, their links, and the applicant's own annexes. All about people is sealed."""

from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone

from applications.annexes.states import FILLABLE, WAITING, AnnexState, may
from applications.answers.models import Sheet
from applications.drafting.models import Application
from sealing.models import DataKey, new_id


class AnnexRequestQuerySet(models.QuerySet["AnnexRequest"]):
    def live(self) -> Self:
        """All that the applicant still sees."""
        return self.exclude(state=AnnexState.ENDED)

    def waiting(self) -> Self:
        return self.filter(state__in=WAITING)


class AnnexRequest(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="annex_requests")
    form_key = models.CharField(max_length=60)
    form_version = models.CharField(max_length=20)
    email = models.BinaryField(null=True)  # sealed; empty once the draft key is destroyed
    email_index = models.BinaryField(max_length=32)
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=AnnexState, default=AnnexState.SENT)
    prefill_digest = models.CharField(max_length=64)  # of the applicant's data the sheet holds
    sent_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True)
    frozen_on = models.DateField(null=True)  # the day that the signed document bears: the others sign the same
    signed = models.BinaryField(null=True)  # the signed XML, sealed
    signed_sha256 = models.CharField(max_length=64, blank=True)
    signer = models.BinaryField(null=True)  # who signed, sealed

    objects = AnnexRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["expires_at"], condition=models.Q(state__in=sorted(WAITING)), name="annex_request_to_expire"
            ),
            models.Index(fields=["remind_at"], condition=models.Q(remind_at__isnull=False), name="annex_to_remind"),
        ]
        constraints = [
            models.CheckConstraint(name="annex_request_state_known", condition=models.Q(state__in=AnnexState.values)),
            models.UniqueConstraint(
                name="one_annex_request_of_an_address",
                fields=["application", "form_key", "email_index"],
                condition=~models.Q(state="ended"),
            ),
            models.CheckConstraint(
                name="annex_signed_means_signature",
                condition=~models.Q(state="signed") | models.Q(signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"annex request {self.id}"

    @property
    def key(self) -> DataKey:
        """Annex drafts live and end with the draft they belong to."""
        return self.application.draft_key

    @property
    def is_waiting(self) -> bool:
        """For its third party: the link works until it ends."""
        return AnnexState(self.state) in WAITING

    @property
    def is_sent(self) -> bool:
        """Asked, and not opened since."""
        return self.state == AnnexState.SENT

    @property
    def is_opened(self) -> bool:
        """Being filled in."""
        return self.state == AnnexState.OPENED

    @property
    def is_fillable(self) -> bool:
        """Nobody has signed it."""
        return AnnexState(self.state) in FILLABLE

    @property
    def is_partly(self) -> bool:
        """Frozen for those who sign: who filled it in has signed, or does not sign, and others are still to."""
        return self.state == AnnexState.PARTLY

    @property
    def is_handed_on(self) -> bool:
        """Who filled it in does not sign it: those they named do."""
        return (self.is_partly or self.is_signed) and self.frozen_on is not None and self.signed is None

    @property
    def is_next_unasked(self) -> bool:
        """Who signs next has no link yet: too many were sent today."""
        if not self.is_partly:
            return False
        asked = [each.asked_at for each in self.signers.all() if each.signed_at is None]
        return bool(asked) and asked[0] is None

    @property
    def is_signed(self) -> bool:
        return self.state == AnnexState.SIGNED

    @property
    def is_expired(self) -> bool:
        return self.state == AnnexState.EXPIRED

    @property
    def is_ended(self) -> bool:
        return self.state == AnnexState.ENDED

    @property
    def is_untouched(self) -> bool:
        """Nobody opened it, this time or before."""
        return self.is_sent and self.opened_at is None

    @property
    def is_out_of_time(self) -> bool:
        """Its links ended, whether the clock's work noticed yet or not."""
        return self.is_waiting and self.expires_at <= timezone.now()

    @property
    def link_ends_on(self) -> date:
        return timezone.localdate(self.expires_at)

    @property
    def sign_by(self) -> date:
        """The last day to file in time, where that is before the link's end and did not pass yet."""
        last = self.application.last_lawful_day
        if last is None or last < timezone.localdate():
            return self.link_ends_on
        return min(last, self.link_ends_on)

    @property
    def days_left(self) -> int:
        """To sign. Both sides count to the same day; why it is that one, the third party is not told."""
        return (self.sign_by - timezone.localdate()).days

    @property
    def is_asked_again(self) -> bool:
        """It was opened once, and asked for anew: what was filled in then is still here."""
        return self.is_sent and self.opened_at is not None

    def may(self, target: AnnexState) -> bool:
        return may(AnnexState(self.state), target)


class AnnexSigner(models.Model):
    """Somebody who signs after who filled the annex in, where the entity is represented by several together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(AnnexRequest, on_delete=models.CASCADE, related_name="signers")
    number = models.PositiveSmallIntegerField()  # in turn
    email = models.BinaryField()  # sealed
    asked_at = models.DateTimeField(null=True)  # when their latest link was sent; it waits for a day with room for it
    signed_at = models.DateTimeField(null=True)
    signed = models.BinaryField(null=True)  # the XML with this signature, sealed
    signed_sha256 = models.CharField(max_length=64, blank=True)
    signer = models.BinaryField(null=True)  # who signed, sealed

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="annex_signers_in_turn")]

    def __str__(self) -> str:
        return f"signer of annex request {self.request_id}"


class AnnexLink(models.Model):
    """One link that was mailed. Only a digest of its token is kept."""

    token = models.BinaryField(primary_key=True, max_length=32)  # a keyed digest
    request = models.ForeignKey(AnnexRequest, on_delete=models.CASCADE, related_name="links")
    signer = models.ForeignKey(AnnexSigner, on_delete=models.CASCADE, null=True, related_name="links")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "created_at"], name="annex_link_of_request")]

    def __str__(self) -> str:
        return f"link of annex request {self.request_id}"


class OwnAnnex(models.Model):
    """What the applicant fills in themselves beside the application, under the key of its draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="own_annexes")
    form_key = models.CharField(max_length=60)
    form_version = models.CharField(max_length=20)
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_own_annex_of_a_form", fields=["application", "form_key"]),
        ]

    def __str__(self) -> str:
        return f"own annex {self.id}"
