"""What machines ask a portal for by a fixed name: how to report a weakness, what to crawl, the small icon."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content import contacts
from content.contacts import Contact, Purpose

GOOD_FOR = timedelta(days=90)  # RFC 9116, 2.5.5: less than a year; the record is read anew on every request
PRIVATE = (
    "/api/",
    "/_allauth/",
    "/*/account/",
    "/*/applications/",
    "/*/cases/",
    "/*/annex/",
    "/*/wording/",
    "/*/receipts/",
    "/*/filing/",
    "/*/printing/",
    "/*/search/",
)
DAY = 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), "Disallow: /*/apply/"]
    lines += ["", f"Sitemap: {settings.PORTAL_URL}/sitemap.xml"]
    return _text(lines)


@require_safe
@cache_control(public=True, max_age=DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """For who asks without reading a page; pages name the icon themselves."""
    return HttpResponseRedirect(static("img/favicon.ico"))


@require_safe
@cache_control(public=True, max_age=60)
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116; the contacts are the editors' record, and the page that shows it comes last."""
    group = contacts.group(Purpose.SECURITY, timezone.localdate())
    page = f"{settings.PORTAL_URL}/en/contact/"
    ways = [way for contact in group.contacts for way in _ways(contact)]
    midnight = datetime.combine(timezone.now().astimezone(UTC).date() + GOOD_FOR, time.min, UTC)
    lines = [
        *(f"Contact: {way}" for way in (*ways, page)),
        f"Expires: {midnight:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: pl, en",
        f"Canonical: {settings.PORTAL_URL}/.well-known/security.txt",
    ]
    return _text(lines)


def _ways(contact: Contact) -> list[str]:
    """As URIs, the best way first."""
    mails = [f"mailto:{contact.email}"] if contact.email else []
    numbers = [f"tel:{number.replace(' ', '-')}" for number in contact.numbers if number.startswith("+")]
    return [*mails, *([contact.url] if contact.url.startswith("https://") else []), *numbers]


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
