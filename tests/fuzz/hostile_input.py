"""What no honest browser sends, and what an honest one sends seldom: values, file names, bodies, headers."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

NOBODY = str(UUID(int=7))
# Neighbours fall on neighbouring inputs: the runs of three are days, months and years
VALUES: tuple[bytes, ...] = (
    *(b"00", b"00", b"1968"), *(b"0", b"5", b"1968"), *(b"31", b"2", b"2024"), b"", b"-1", "²".encode(), "٣".encode(),
    b"a\0b", b"\xed\xa0\x80\xff", "\u202e\u200b".encode(), b"1_000", b"9" * 5_000, b"x" * 20_000,
    b"<script>'\"\\{{7*7}}%s%n", b"a@b.example\r\nBcc: c@d.example", b"//evil.example/../", b'{"none": true}',
    b"none", b"POL", b"14", NOBODY.encode(),
)  # fmt: skip
JSON_VALUES: tuple[object, ...] = (
    None, True, -1,
    10**30, 1.5e308, "", "a\0b", "\ud800", "x" * 20_000, "9" * 5_000, "²", "zażółć", [], {}, [None, [1]],
    {"none": True}, {"pl": "\0", "own": 1, "language": "\udfff"}, NOBODY, "2026-00-00",
    "a@b.example\r\nBcc: c@d.example",
)  # fmt: skip
RAW_JSON = (b"", b"[]", b"null", b'"a"', b"NaN", b'{"answers": 1e999}', b"9" * 5_000, b"[" * 100_000,
            b'{"a": 1, "a": 2}', b"\xff", b'{"answers": ' + b'{"a":' * 900 + b"1" + b"}" * 901, b"{")  # fmt: skip
FILE_NAMES = (b"a.pdf", b"", b"\0.pdf", b"..", b"../../a", b"x" * 2_000, b"\xff", b"a\r\nb", "zdjęcie😀.jpg".encode())
FILES = (b"", b"%PDF-1.7", b"\0" * 64, b"<?xml version='1.0'?><a/>", b"<" * 2_000, b"\xff\xd8\xff\xe0")
BOUNDARY = "a-boundary"
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", f"multipart/form-data; boundary={BOUNDARY}"

type Pairs = Sequence[tuple[bytes, bytes]]


def some_of[T](kinds: Sequence[T], turn: int, number: int = 1) -> Iterator[T]:
    """As many of them, another part each turn."""
    for place in range(number):
        yield kinds[(turn * number + place) % len(kinds)]


def urlencoded(pairs: Pairs) -> bytes:
    return urlencode(list(pairs)).encode()


def multipart(pairs: Pairs, files: Mapping[bytes, tuple[bytes, bytes]]) -> bytes:
    parts = [b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % pair for pair in pairs]
    parts += [
        b'Content-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: image/jpeg\r\n\r\n%s'
        % (name, *file)
        for name, file in files.items()
    ]
    mark = BOUNDARY.encode()
    return b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts) + b"--%s--\r\n" % mark


# Bodies that are no form and no JSON, whatever they say they are
BODIES: tuple[tuple[str, bytes], ...] = (
    (URLENCODED, b"%00=%00&a=%zz&%ff=%ed%a0%80&=&&===&a[]=1&a=1&a=2"),
    (URLENCODED, b"&".join(b"a%d=" % each for each in range(1_500))),
    (MULTIPART, b"--a-boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut off"),
    (MULTIPART, b"--a-boundary\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--a-boundary--\r\n"),
    (MULTIPART,
     b"--a-boundary\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n*\r\n"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=" + "b" * 400, b"--b"),
    ("application/json", b"[" * 100_000),
    ("application/json", b'{"a": "\\ud800", "a": NaN}'),
    ("application/json; charset=utf-16", b"{}"),
    (URLENCODED + "; charset=bz2_codec", b"a=b"),
    ("text/plain", b"a"), ("", b"a"), ("a/b/c;;=", b"\xff"),
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {"Accept-Language": "x" * 5_000}, {"Accept-Language": "uk\0, *;q=NaN, ar-€"}, {"Accept": "no/thing; q=,"},
    {"X-Session-Token": "\0"}, {"X-Session-Token": "ü" * 300},
    {"Cookie": 'session="\\000"; kept-post="\\377"; annex=%00'},
    {"Cookie": "session=" + "s" * 5_000 + "; messages=[[; csrftoken=ł"}, {"If-Match": '"' + "9" * 5_000 + '"'},
    {"If-Match": "²"}, {"Idempotency-Key": "\0"}, {"Idempotency-Key": "ż" * 400}, {"If-Modified-Since": "0"},
    {"If-None-Match": '",W/*'}, {"Range": "bytes=9-1"}, {"Host": "evil.example"}, {"Referer": "http://["},
    {"Stripe-Signature": "t=,v1=,²=\xff"}, {"Origin": "null"}, {"Content-Length": "-1"},
    {"X-Forwarded-For": "\xff, , ::"},
)  # fmt: skip
QUERIES = ("a=%ED%A0%80", "after=²&limit=" + "9" * 5_000, "page=" + "9" * 30, "page=%00", "next=//evil&official=%FF",
           "?&&==", "state=%FF&artifact=%FF", "digest=" + "g" * 70, "on=0000-00-00&voivodeship=%C2%B2",
           "search=%22%27&fields=(((&order=-")  # fmt: skip
SEGMENTS = ("%FF", "%ED%A0%80", "x" * 3_000, "%F0%9F%98%80", "..%2F..", "%0d%0a", NOBODY, "0" * 40, "²")
