"""The one form of an address of mail: what looks the same is the same, and what only looks like Latin is refused.

«kadır», «ſara» and «KADIR» with a Kelvin sign pass Django's validator, since it compares without case, and a mail
server may read them as another person's address. So an address is plain ASCII, lower-case, wherever it is typed.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from writing import cleaning

LATIN = _("Write the address in Latin letters, as your mail provider shows it")
SHAPE = _("Write an e-mail address like name@example.com")


def normal(text: str) -> str:
    """As it is stored, compared and written to; ValidationError when it can be no address of ours."""
    address = cleaning.code(text)
    if not address.isascii():
        raise ValidationError(LATIN, code="not_latin")
    validate_email(address)
    return address.lower()


def normal_or_none(text: str) -> str | None:
    """For looking up: whoever types no address of ours means nobody."""
    try:
        return normal(text)
    except ValidationError:
        return None


def validate(address: str) -> None:
    """For the fields of others; two sentences, one for what looks like Latin letters, one for all else."""
    try:
        normal(address)
    except ValidationError as error:
        raise ValidationError(LATIN if error.code == "not_latin" else SHAPE, code=error.code) from None


class MailboxField(forms.EmailField):
    """A form's field: it gives the one form."""

    default_validators = [validate]

    def to_python(self, value: Any) -> str | None:
        typed = super().to_python(cleaning.code(value) if isinstance(value, str) else value)
        return normal_or_none(typed or "") or typed
