"""What a receipt is found by: the number it bears, and the code of the page on which anybody can check it."""

import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, 1 and I: numbers are read out on the telephone
GROUPS, GROUP = 3, 4
CODE_BYTES = 16  # 128 bits: nobody finds a receipt by trying


def new_number(at: datetime) -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _place in range(GROUP)) for _group in range(GROUPS))
    return "-".join(["UPO", str(timezone.localtime(at).year), *groups])


def new_code() -> str:
    return secrets.token_urlsafe(CODE_BYTES)


def verification_url(code: str, language: str) -> str:
    """On the portal itself, in the person's language."""
    with translation.override(language):
        return settings.PORTAL_URL.rstrip("/") + reverse("receipts:verify", args=[code])
