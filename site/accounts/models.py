"""Users, named by their e-mail address, and their verified identity, sealed."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from sealing.models import DataKey, new_id
from writing import mailboxes

PLAIN = r"^[!-@\[-~]+$"  # ASCII without capitals: the one form of an address


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=mailboxes.normal(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail's pictures and files have no types
    username = None  # type: ignore[assignment]  # Django's own way to take the field out
    email = models.EmailField(_("E-mail address"), unique=True, validators=[mailboxes.validate])
    language = models.CharField(max_length=10, blank=True)
    office = models.CharField(max_length=2, blank=True)  # TERYT of an officer's voivodeship

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # no username in ours

    class Meta(AbstractUser.Meta):
        constraints = [models.CheckConstraint(name="user_email_plain", condition=models.Q(email__regex=PLAIN))]

    def __str__(self) -> str:
        return f"user {self.pk}"

    def clean(self) -> None:
        super().clean()
        self.email = mailboxes.normal_or_none(self.email) or self.email


class VerifiedIdentity(models.Model):
    """Written by `identity.store` only; the facts are sealed, the index finds them by equality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="identity")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    pesel_index = models.BinaryField(max_length=32, db_index=True)
    source = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    verified_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"identity {self.pk}"
