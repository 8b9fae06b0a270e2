"""A POST that creates acts once per Idempotency-Key: the same request again is answered again and changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from applications.drafting import access
from applications.drafting.errors import KeyReused
from applications.drafting.models import IdempotentAnswer
from sealing import keys

HEADER = "Idempotency-Key"
PARAMETER = OpenApiParameter(HEADER, str, OpenApiParameter.HEADER)  # of the published schema
LONGEST_KEY = 200
KEPT_HOURS = 24

type Handler = Callable[..., Response]


class Repeating(Protocol):
    """A view that can answer a POST again, from the id of what the first one made (None when it named none)."""

    @property
    def again(self) -> Callable[..., Response]: ...


def idempotent(handler: Handler) -> Handler:
    """Around the `post` of a view with a method `again(request, made, **named)`: act and remember in one transaction.

    Only the status and an id are kept: answers may hold personal data, and their keys may be destroyed. An error is
    not remembered.
    """

    @wraps(handler)
    def answer(view: Repeating, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER, "")[:LONGEST_KEY]
        if not key:
            return handler(view, request, *args, **kwargs)
        digest = _digest(request)
        with transaction.atomic():
            row = _row(request, key, digest)
            if bytes(row.request) != digest:
                raise KeyReused
            if row.status is not None:
                return _repeat(row, view.again(request, row.made, *args, **kwargs))
            response = handler(view, request, *args, **kwargs)
            _remember(row, response)
            return response

    return answer


def forgotten() -> QuerySet[IdempotentAnswer]:
    return IdempotentAnswer.objects.filter(created_at__lte=timezone.now() - timedelta(hours=KEPT_HOURS))


def sweep(_first: IdempotentAnswer) -> None:
    """All at once: they are nothing but old."""
    forgotten().delete()


def _row(request: Request, key: str, digest: bytes) -> IdempotentAnswer:
    """The row of this key, locked: a second request with it waits here until the first has its answer."""
    user = access.person(request.user)
    new = IdempotentAnswer(user=user, key=key, request=digest)
    IdempotentAnswer.objects.bulk_create([new], ignore_conflicts=True)
    return IdempotentAnswer.objects.select_for_update().get(user=user, key=key)


def _repeat(row: IdempotentAnswer, response: Response) -> Response:
    response.status_code = row.status or response.status_code
    return response


def _remember(row: IdempotentAnswer, response: Response) -> None:
    data: Any = response.data
    row.status, row.made = response.status_code, data.get("id") if isinstance(data, dict) else None
    row.save(update_fields=["status", "made"])


def _digest(request: Request) -> bytes:
    body = sha256(request.body).hexdigest()
    return keys.index(f"{request.method} {request.path} {body}", purpose="idempotency")
