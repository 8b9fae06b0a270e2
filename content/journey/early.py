"""What a stranger typed on the readiness page: kept sealed for half an hour, and there again after signing in."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict

from applications.drafting import kept, offered

PAGE = "readiness"
PREFIXES = ("last_lawful_day", "barriers", "carry", "for_whom", "label")


def keep(request: HttpRequest, procedure: str, answer: HttpResponse) -> HttpResponse:
    """The answer, which remembers what was posted, if anything was."""
    posted = offered.posted_fields(request, PREFIXES)
    token = kept.keep(posted, subject=_subject(procedure), step=PAGE) if any(map(any, posted.values())) else None
    if token:
        offered.remember(answer, token)
    return answer


def typed(request: HttpRequest, procedure: str) -> MultiValueDict[str, str] | None:
    """As it was posted; None when nothing was."""
    posted = offered.of(request, subject=_subject(procedure), page=PAGE)
    return MultiValueDict(posted) if posted else None


def _subject(procedure: str) -> UUID:
    """No draft is there yet: the page itself."""
    return uuid5(NAMESPACE_URL, f"{PAGE}:{procedure}")
