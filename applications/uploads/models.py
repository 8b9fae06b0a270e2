"""A file somebody handed in: whose, what for, where its sealed bytes are, what the gate said."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from applications.badges import Badge
from applications.uploads.refusals import REFUSALS, Refusal
from applications.uploads.states import BADGES, UploadState, may
from sealing import keys
from sealing.models import DataKey, new_id


class Upload(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField()  # the application or letter it belongs to
    purpose = models.CharField(max_length=60)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed_name = models.BinaryField()  # a file's name often holds its owner's
    size = models.PositiveIntegerField()  # bytes as handed in
    original = models.CharField(max_length=100, blank=True)  # name in the storage; empty once refused
    copy = models.CharField(max_length=100, blank=True)  # the clean copy, once accepted
    copy_size = models.PositiveIntegerField(default=0)
    media_type = models.CharField(max_length=40, blank=True)
    pages = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.RECEIVED)
    faults = ArrayField(models.CharField(max_length=40), default=list)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "received_at"], name="upload_of_subject"),
            models.Index(fields=["received_at"], name="upload_to_check", condition=Q(state=UploadState.RECEIVED)),
        ]
        constraints = [
            models.CheckConstraint(name="upload_state_known", condition=Q(state__in=UploadState.values)),
            models.CheckConstraint(
                name="upload_accepted_has_copy",
                condition=(Q(state=UploadState.ACCEPTED) & ~Q(copy="") & Q(copy_size__gt=0))
                | (~Q(state=UploadState.ACCEPTED) & Q(copy="")),
            ),
            models.CheckConstraint(
                name="upload_refused_says_why",
                condition=Q(state=UploadState.REFUSED, faults__len__gt=0)
                | (~Q(state=UploadState.REFUSED) & Q(faults=[])),
            ),
        ]
        ordering = [F("received_at").asc(), "id"]

    def __str__(self) -> str:
        return f"upload {self.id}"

    @property
    def name(self) -> str:
        """As the person called it; empty once its key is destroyed."""
        if self.key.destroyed_at is not None:
            return ""
        return keys.unseal(self.key, bytes(self.sealed_name), context=f"upload:{self.id}:name").decode()

    @property
    def is_being_checked(self) -> bool:
        return self.state == UploadState.RECEIVED

    @property
    def is_accepted(self) -> bool:
        return self.state == UploadState.ACCEPTED

    @property
    def is_refused(self) -> bool:
        return self.state == UploadState.REFUSED

    @property
    def badge(self) -> Badge:
        return BADGES[UploadState(self.state)]

    @property
    def refusal(self) -> str:
        """The first code of `refusals.REFUSALS`, or empty."""
        return self.faults[0] if self.faults else ""

    @property
    def refusals(self) -> list[Refusal]:
        """Everything that is wrong, in words."""
        return [REFUSALS[code] for code in self.faults]

    @property
    def extension(self) -> str:
        return {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}.get(self.media_type, "")

    def may(self, target: UploadState) -> bool:
        return may(UploadState(self.state), target)


class Leftover(models.Model):
    """Bytes to delete: written in the transaction that forgets them, so a kill leaves none behind."""

    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return f"leftover {self.pk}"
