"""Answers that are the same for everybody are made once: kept in the process until something published changes.

Nothing has to be dropped by name. What is kept belongs to a state of what is published (`freshness.hearing`) and to a
day in Warsaw, whose fees and terms it says; at any later state it is not found. None is kept longer than it allows any
other cache to keep it, so one that missed a change would be as late as they are.
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, get_max_age, patch_vary_headers

from freshness import hearing

type Answer = Callable[[HttpRequest], HttpResponseBase]
type Moment = tuple[int, date]
READING = frozenset({"GET", "HEAD"})
OF_NO_PERSON = frozenset({"accept", "accept-encoding", "accept-language", "origin"})  # an answer may vary by these
NOT_KEPT = frozenset({"private", "no-store", "no-cache"})
WORTH_PACKING = 500  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    moment: Moment
    varies: tuple[str, ...]
    wanted: tuple[str | None, ...]  # those headers of the request it was made for
    made: float
    seconds: int
    headers: dict[str, str]
    body: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """Headers too: there may be endless addresses with next to nothing in their answers."""
        return len(self.body) + len(self.packed) + sum(len(name) + len(value) for name, value in self.headers.items())

    def fits(self, request: HttpRequest, moment: Moment) -> bool:
        return (
            self.moment == moment
            and time.monotonic() - self.made < self.seconds
            and self.wanted == tuple(request.headers.get(name) for name in self.varies)
        )


class KeptPages:
    """The first of the middleware: what it finds goes through no other."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._kept: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._lock, self._size = Lock(), 0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING:
            return self.get_response(request)
        heard = hearing.state()
        if heard is None:
            return self.get_response(request)
        moment, address = (heard, timezone.localdate()), _address(request)
        kept = self._found(address)
        if kept is not None and kept.fits(request, moment):
            return _shown(request, kept)
        response = self.get_response(request)
        made = _kept(request, response, moment) if request.method == "GET" else None
        if made is None:
            return response
        self._keep(address, made)
        return _shown(request, made)

    def _found(self, address: str) -> KeptAnswer | None:
        with self._lock:
            if address in self._kept:
                self._kept.move_to_end(address)
            return self._kept.get(address)

    def _keep(self, address: str, made: KeptAnswer) -> None:
        """The longest unasked go first."""
        with self._lock:
            former = self._kept.pop(address, None)
            self._kept[address] = made
            self._size += made.size - (former.size if former else 0)
            while self._size > settings.KEPT_PAGES_BYTES:
                _oldest, dropped = self._kept.popitem(last=False)
                self._size -= dropped.size


def _address(request: HttpRequest) -> str:
    """The host as it was sent: whoever sends a wrong one finds nothing, and what answers it is not kept."""
    return f"{request.scheme}://{request.META.get('HTTP_HOST', '')}{request.get_full_path()}"


def _kept(request: HttpRequest, response: HttpResponseBase, moment: Moment) -> KeptAnswer | None:
    """Only what says itself that it is for everybody, and sets nobody a cookie."""
    said = {each.strip().split("=")[0] for each in response.get("Cache-Control", "").split(",")}
    varies = tuple(sorted(each.strip().lower() for each in response.get("Vary", "").split(",") if each.strip()))
    seconds = get_max_age(response) or 0
    if not isinstance(response, HttpResponse) or response.status_code != HTTPStatus.OK or response.cookies:
        return None
    if "public" not in said or said & NOT_KEPT or set(varies) - OF_NO_PERSON or "Content-Encoding" in response:
        return None
    return KeptAnswer(
        moment=moment,
        varies=tuple(each for each in varies if each != "accept-encoding"),
        wanted=tuple(request.headers.get(name) for name in varies if name != "accept-encoding"),
        made=time.monotonic(),
        seconds=seconds,
        headers={name: value for name, value in response.items() if name != "Content-Length"},
        body=response.content,
        packed=gzip.compress(response.content, mtime=0) if len(response.content) > WORTH_PACKING else b"",
    )


def _shown(request: HttpRequest, kept: KeptAnswer) -> HttpResponseBase:
    """With its age, so that a cache behind us keeps it no longer than we say; packed for who can unpack it.

    Packing tells nothing to who listens: no secret of anybody stands in an answer for everybody.
    """
    packs = kept.packed and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.packed if packs else kept.body, headers=kept.headers)
    patch_vary_headers(response, ("Accept-Encoding",))
    response["Age"] = str(int(time.monotonic() - kept.made))
    if packs:
        response["Content-Encoding"] = "gzip"
        response["ETag"] = f"W/{response.get('ETag', '').removeprefix('W/')}"
    response["Content-Length"] = str(len(response.content))
    return get_conditional_response(request, etag=response.get("ETag"), response=response) or response
