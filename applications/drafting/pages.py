"""Keyset pages of rows whose key is in the order of time: the same cost at any depth, nothing skipped or doubled."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from applications.drafting.models import Application, ApplicationQuerySet

USUAL, MOST = 20, 100
PARAMETERS = [OpenApiParameter("after", UUID), OpenApiParameter("limit", int)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    rows: list[Application]
    next: str | None


def of(rows: ApplicationQuerySet, request: Request) -> Page:
    """Newest first, from after the row that the address names."""
    limit, after = _limit(request), _after(request)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: limit + 1])
    is_more = len(found) > limit
    shown = found[:limit]
    address = request.build_absolute_uri()
    return Page(rows=shown, next=replace_query_param(address, "after", str(shown[-1].pk)) if is_more else None)


def schema(line: type[serializers.Serializer[Any]]) -> Any:
    """How such a page looks, for the published schema."""
    fields: dict[str, Any] = {"results": line(many=True), "next": serializers.CharField(allow_null=True)}
    return inline_serializer(f"{line.__name__}Page", fields)


def _limit(request: Request) -> int:
    raw = request.query_params.get("limit", str(USUAL))
    if raw not in map(str, range(1, MOST + 1)):
        raise ValidationError({"limit": [f"1–{MOST}"]})
    return int(raw)


def _after(request: Request) -> UUID | None:
    raw = request.query_params.get("after")
    try:
        return UUID(raw) if raw else None
    except ValueError as error:
        raise ValidationError({"after": ["UUID"]}) from error
