"""A last day as an entry of a calendar (RFC 5545): one whole day, with alarms before it, and nothing of the person."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.deadlines.engine import Deadline
from procedures.law import citations

LONGEST_LINE = 75  # octets, without the line break
ALARM_DAYS = (60, 30, 7)


def answer(deadline: Deadline) -> HttpResponse:
    made = HttpResponse(calendar(deadline, at=timezone.now()), content_type="text/calendar; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{deadline.rule.key}.ics"'
    return made


def calendar(deadline: Deadline, *, at: datetime) -> bytes:
    """Of the day on which nobody can call it late."""
    rule, day = deadline.rule, deadline.counted.careful or deadline.day
    lines = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//MOS//Deadlines//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", f"{uuid5(NAMESPACE_URL, f'{rule.key}:{day.isoformat()}')}@mos"),
        ("DTSTAMP", at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")),
        ("DTSTART;VALUE=DATE", _date(day)),
        ("DTEND;VALUE=DATE", _date(day + timedelta(days=1))),
        ("SUMMARY", _text(_(rule.title))),
        ("DESCRIPTION", _text(citations.said(rule.law))),
        ("TRANSP", "TRANSPARENT"),
        *_alarms(day, _(rule.title), at.date()),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]
    return b"".join(_folded(f"{name}:{value}") for name, value in lines)


def _alarms(day: date, title: str, today: date) -> Iterable[tuple[str, str]]:
    """Those that are still to come."""
    for days in ALARM_DAYS:
        if day - timedelta(days=days) > today:
            yield ("BEGIN", "VALARM")
            yield ("ACTION", "DISPLAY")
            yield ("TRIGGER", f"-P{days}D")
            yield ("DESCRIPTION", _text(title))
            yield ("END", "VALARM")


def _date(day: date) -> str:
    return day.strftime("%Y%m%d")


def _text(value: str) -> str:
    """As a value of text is written: what would end it is escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """At most 75 octets a line, never in the middle of a letter; what goes on begins with a space."""
    parts, part = list[bytes](), b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LONGEST_LINE - bool(parts):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
