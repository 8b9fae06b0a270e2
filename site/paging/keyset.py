"""Pages of rows in the order of one field and then of the key."""

import base64
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError as BadValue
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

USUAL, MOST = 20, 100
AFTER, LIMIT = "after", "limit"
LONGEST = 2_000  # characters of `after`: a title has at most 255 signs, of up to four bytes each
PARAMETERS = [
    OpenApiParameter(AFTER, str, description="Part of the address in `next`: follow that"),
    OpenApiParameter(LIMIT, {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[Row: Model]:
    rows: list[Row]
    next: str | None

    def told(self, results: Any) -> dict[str, Any]:
        return {"results": results, "next": self.next}


def of[Row: Model](rows: QuerySet[Row], request: Request, *, order: str = "-pk") -> Page[Row]:
    """From after the row that the address names; rows of one value are in the order of their keys."""
    limit, field = _limit(request), order.removeprefix("-")
    sign, then = ("-", "lt") if order.startswith("-") else ("", "gt")
    if after := _after(rows, request, field):
        value, key = after
        rows = rows.filter(Q(**{f"{field}__{then}": value}) | Q(**{field: value, f"pk__{then}": key}))
    found = list(rows.order_by(order, f"{sign}pk")[: limit + 1])
    is_more, shown = len(found) > limit, found[:limit]
    address = request.build_absolute_uri()
    return Page(rows=shown, next=replace_query_param(address, AFTER, _token(shown[-1], field)) if is_more else None)


def whole(results: Any) -> dict[str, Any]:
    """A short list that never grows, such as the voivodeships: all of it in one page."""
    return {"results": results, "next": None}


@cache
def schema(line: type[serializers.BaseSerializer[Any]]) -> Any:
    """How such a page looks, for the published schema: one name, one class."""
    fields: dict[str, Any] = {"results": line(many=True), "next": serializers.CharField(allow_null=True)}
    return inline_serializer(f"{line.__name__}Page", fields)


def _limit(request: Request) -> int:
    raw = request.query_params.get(LIMIT, str(USUAL))
    if raw not in map(str, range(1, MOST + 1)):
        raise ValidationError({LIMIT: [f"1–{MOST}"]})
    return int(raw)


def _token(row: Model, field: str) -> str:
    said = json.dumps([str(getattr(row, field)), str(row.pk)], ensure_ascii=False)
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _after(rows: QuerySet[Any], request: Request, field: str) -> tuple[Any, Any] | None:
    raw = request.query_params.get(AFTER)
    if not raw:
        return None
    key = rows.model._meta.pk
    ordered = key if field == "pk" else rows.model._meta.get_field(field)
    try:
        value, pk = map(_text, json.loads(base64.urlsafe_b64decode(raw[:LONGEST] + "=" * (-len(raw) % 4))))
        return ordered.to_python(value), key.get_prep_value(key.to_python(pk))
    except (ValueError, TypeError, RecursionError, BadValue) as error:
        raise ValidationError({AFTER: [_("Follow the address in `next`.")]}) from error


def _text(said: Any) -> str:
    """As `_token` writes it; half a sign and NUL are no text to a database."""
    if not isinstance(said, str) or "\0" in said:
        raise TypeError
    said.encode()
    return said
