"""Addresses in texts that leave for other origins: whole ones."""

import re

from django.conf import settings

OWN = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")/(?!/)')


def absolute(html: str) -> str:
    """Links that begin at our root lead to the portal, wherever the text is shown."""
    return OWN.sub(rf"\g<1>{settings.PORTAL_URL}/", html)
