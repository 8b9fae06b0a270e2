"""Revisions over the API: the ETag of what was read, and the If-Match of a change that was made from it."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from applications.drafting.errors import NoRevision

LONGEST = 9  # digits
IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)


def etag(revision: int) -> dict[str, str]:
    return {"ETag": f'"{revision}"'}


def expected(request: Request) -> int:
    """The revision of If-Match; -1, which no sheet has, for an ETag that is none of ours."""
    tag = request.headers.get("If-Match")
    if not tag:
        raise NoRevision
    number = tag.strip().removeprefix("W/").strip('"')
    return int(number) if number.isascii() and number.isdigit() and len(number) <= LONGEST else -1
