"""Where a program finds what a block lets people begin, pay or follow."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from content import routing
from procedures import catalogue


class FormLinksSerializer(serializers.Serializer[Any]):
    """`begin` takes a POST with `procedure` and `page`; the draft then remembers this page."""

    html = serializers.URLField(help_text="The form on the page itself, for people")
    procedure = serializers.URLField()
    form = serializers.URLField(help_text="The form as a schema")
    begin = serializers.URLField()
    page = serializers.UUIDField(help_text="What `begin` takes as `page`: the same in every language")


class PaymentLinksSerializer(serializers.Serializer[Any]):
    html = serializers.URLField()
    procedure = serializers.URLField()
    fee = serializers.URLField(help_text="What is owed, by answers")
    orders = serializers.URLField(help_text="Of who is signed in")


class CaseLinksSerializer(serializers.Serializer[Any]):
    html = serializers.URLField()
    procedure = serializers.URLField()
    cases = serializers.URLField(help_text="Of who is signed in")


def form_links(procedure: str, page: Any) -> dict[str, Any] | None:
    """None where nothing is begun here, whatever the day."""
    if not procedure or not catalogue.procedure(procedure).is_begun_here:
        return None
    links = {
        **_common(procedure, page, ""),
        "form": _absolute("procedures-api:form", procedure),
        "begin": _absolute("applications-api:applications"),
        "page": page.translation_key if page else None,
    }
    return dict(FormLinksSerializer(links).data)


def payment_links(procedure: str, page: Any) -> dict[str, Any] | None:
    if not procedure or not catalogue.procedure(procedure).is_filed_here:
        return None
    links = {
        **_common(procedure, page, "payment/"),
        "fee": _absolute("procedures-api:fee", procedure),
        "orders": _absolute("payments-api:orders"),
    }
    return dict(PaymentLinksSerializer(links).data)


def case_links(procedure: str, page: Any) -> dict[str, Any] | None:
    if not procedure or not catalogue.procedure(procedure).is_filed_here:
        return None
    links = {**_common(procedure, page, "case/"), "cases": _absolute("cases-api:list")}
    return dict(CaseLinksSerializer(links).data)


def _common(procedure: str, page: Any, below: str) -> dict[str, str]:
    there = routing.apply_address(page.address(), procedure) + below if page else ""
    return {
        "html": f"{settings.PORTAL_URL}{there}" if there else "",
        "procedure": _absolute("procedures-api:procedure", procedure),
    }


def _absolute(name: str, *args: str) -> str:
    return f"{settings.PORTAL_URL}{reverse(name, args=args)}"
