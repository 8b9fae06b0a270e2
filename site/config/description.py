"""What the published description says besides the operations: every problem, so that its `type` leads somewhere."""

from collections.abc import Iterator
from typing import Any

from config.problems import STATUS

# Of the framework, and of what no view answers
GENERAL = {
    "invalid": 400,
    "bad_request": 400,
    "parse_error": 400,
    "not_authenticated": 401,
    "authentication_failed": 401,
    "permission_denied": 403,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "not_acceptable": 406,
    "unsupported_media_type": 415,
    "throttled": 429,
    "internal_server_error": 500,
    "service_unavailable": 503,
}


def with_problems(result: dict[str, Any], **_of_generator: Any) -> dict[str, Any]:
    found = dict(GENERAL)
    for kind, status in STATUS.items():  # the most special first
        for each in _below(kind):
            found.setdefault(each, status)
    result["components"]["x-problems"] = {code: {"status": status} for code, status in sorted(found.items())}
    return result


def _below(kind: type[Exception]) -> Iterator[str]:
    if code := vars(kind).get("code"):
        yield code
    for each in kind.__subclasses__():
        yield from _below(each)
