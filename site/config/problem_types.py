"""The shape of every problem the API answers (RFC 9457): the view's, and those that no view answers."""

from typing import Any

from django.conf import settings

CONTENT_TYPE = "application/problem+json"


def details(status: int, code: str, title: str, *, detail: str = "", **facts: Any) -> dict[str, Any]:
    """`type` leads to the description of the API; `detail` is the title where there is no more to say."""
    return {
        "type": address(code),
        "status": status,
        "title": title,
        "detail": detail or title,
        "code": code,
        **facts,
    }


def address(code: str) -> str:
    """Its place in the published description. The exchange publishes none, and its peers read the code."""
    place = f"/api/v1/openapi.json#/components/x-problems/{code}"
    return f"{settings.PORTAL_URL}{place}" if settings.ROLE == "portal" else "about:blank"
