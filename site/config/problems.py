"""DRF's one exception handler: every error leaves the API as RFC 9457 problem details."""

from typing import Any

from django.http import Http404
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """A problem for what we know, None (a 500) for what we don't."""
    if isinstance(error, Http404):
        error = NotFound()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    problem: dict[str, Any] = {"status": response.status_code, "title": str(error.default_detail)}
    if isinstance(error, ValidationError):
        problem["errors"] = response.data
    else:
        problem["detail"] = str(error.detail)
    response.data = problem
    response.content_type = CONTENT_TYPE
    return response
