"""The receipt, and the files of the person's own copy sealed under the case key."""

from django.db import models

from applications.drafting.models import Application
from sealing.models import new_id


def digest_groups(digest: str) -> list[str]:
    """The digest in pieces of eight, between which a narrow page may break it."""
    return [digest[start : start + 8] for start in range(0, len(digest), 8)]


class Document(models.Model):
    """One file of the person's own copy, sealed under the case key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message_id = models.UUIDField()  # of what was, or is to be, filed
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="document_name_once", fields=["message_id", "name"])]

    def __str__(self) -> str:
        return f"document {self.id}"


class Receipt(models.Model):
    """That it was filed, and when; the number and the digest stay when the case key is gone."""

    message_id = models.UUIDField(primary_key=True, editable=False)  # in which it went to the register
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="receipt")
    number = models.CharField(max_length=30, unique=True)
    code = models.CharField(max_length=30, unique=True)  # 128 bits: whoever has it may check the receipt
    filed_at = models.DateTimeField()
    signed_sha256 = models.CharField(max_length=64)  # of the signed XML, the same as in the register's receipt
    language = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"receipt {self.number}"

    @property
    def digest_groups(self) -> list[str]:
        return digest_groups(self.signed_sha256)
