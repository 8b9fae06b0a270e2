"""The kinds of messages in each direction, and the shape of the bodies that come from the register."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema

from applications.exchange.protocol.errors import Malformed

SUBMISSION, ATTACHMENT, QUERY, PAYMENT, WITHDRAWAL = "submission", "attachment", "query", "payment", "withdrawal"
OUTBOUND = (SUBMISSION, ATTACHMENT, QUERY, PAYMENT, WITHDRAWAL)
RECEIPT = "receipt"  # the one message back that is about a message, not about a case
TYPE_PREFIX = "pl.gov.pobyt."
MAJOR = "v1"

type Schema = dict[str, Any]

# What a pattern lets through: 31 February, the offset +99:99, a moment whose UTC is in year 10,000
FORMATS = jsonschema.FormatChecker(formats=())
FORMATS.checks("date", raises=ValueError)(lambda value: _is_read(date.fromisoformat, value))
FORMATS.checks("date-time", raises=(ValueError, OverflowError))(lambda value: _is_read(_in_utc, value))

TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 20_000}
SHORT: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
LINE: Schema = {"type": "string", "maxLength": 200}
MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
UUID: Schema = {"type": "string", "pattern": r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(**properties: Schema) -> Schema:
    """Every named key is required; unknown ones are let through, so that a minor version may add some."""
    return {"type": "object", "required": sorted(properties), "properties": properties}


ITEM = _object(key=SHORT, text=TEXT, means={"enum": ["document", "appearance"]})
SHAPES: dict[str, Schema] = {
    "text": TEXT,
    "short": SHORT,
    "moment": MOMENT,
    "day": DAY,
    "items": {"type": "array", "minItems": 1, "maxItems": 50, "items": ITEM},
}


def _news() -> dict[str, Schema]:
    """What the register tells of a case; a shape that is not known stops the start."""
    told = tomllib.loads(Path(__file__).with_name("news.toml").read_text())
    return {
        kind: _object(**{name: _shape(shape, f"{kind}.{name}") for name, shape in body.items()})
        for kind, body in told.items()
    }


def outcomes(kind: str) -> tuple[str, ...]:
    """The words of which the body says one, and on which the meaning of this kind depends; none for most kinds."""
    return _decisive(kind)[1]


def outcome(kind: str, body: Mapping[str, Any]) -> str:
    """Which of its `outcomes` the body says; empty where there are none."""
    name, _words = _decisive(kind)
    return str(body.get(name, "")) if name else ""


def _decisive(kind: str) -> tuple[str, tuple[str, ...]]:
    found = ((name, tuple(shape["enum"])) for name, shape in INBOUND[kind]["properties"].items() if "enum" in shape)
    return next(found, ("", ()))


def _shape(said: str | list[str], place: str) -> Schema:
    if isinstance(said, list):
        return {"enum": said}
    if (name := said.removesuffix("?")) not in SHAPES:
        raise ValueError(f"news.toml, {place}: a shape is one of {', '.join(SHAPES)}, not {name}")
    return _maybe(SHAPES[name]) if said.endswith("?") else SHAPES[name]


INBOUND: dict[str, Schema] = {
    RECEIPT: _object(
        message_id=UUID,
        verdict={"enum": ["applied", "quarantined", "rejected"]},
        register_ref=_maybe(SHORT),
        reason=_maybe(SHORT),
        at=MOMENT,
    ),
    "message": _object(text=TEXT, author=SHORT, in_reply_to=_maybe(UUID), at=MOMENT),
    **_news(),
}
# The JSON parts of what the portal sends. `official` is the Polish name of what a file is
NOTE_BODY = _object(outcome={"enum": ["confirm", "represents", "unproven"]}, declaration=_maybe(TEXT))
ATTACHMENT_BODY = _object(purpose=SHORT, official=TEXT, answers=_maybe(_object(summons=UUID, key=SHORT)))
QUERY_BODY = _object(text=TEXT, asked_at=MOMENT, language=SHORT)
GROSZE: Schema = {"type": "integer", "minimum": 0}
# `amount` is what the payee keeps; a later message about the same fee of an order replaces the one before
PAYMENT_BODY = _object(
    order=SHORT,
    fee=SHORT,
    payee=LINE,
    amount=GROSZE,
    due=GROSZE,
    received=GROSZE,
    refunded=GROSZE,
    owed=GROSZE,
    currency=SHORT,
    paid_at=_maybe(MOMENT),
    means=SHORT,
    reference=LINE,
)
WITHDRAWAL_BODY = _object(at=MOMENT, reason=_maybe(TEXT))


def check_body(kind: str, body: Any) -> None:
    """Whether a body from the register has the shape its kind promises."""
    check(body, INBOUND[kind])


def check(value: Any, schema: Schema) -> None:
    try:
        jsonschema.validate(value, schema, cls=jsonschema.Draft202012Validator, format_checker=FORMATS)
    except jsonschema.ValidationError as error:
        # The path only: the value may be somebody's name
        raise Malformed(f"body does not match its schema at /{'/'.join(map(str, error.absolute_path))}") from None


def _in_utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _is_read(read: Callable[[str], object], value: object) -> bool:
    """Another type than text is the schema's to refuse."""
    return not isinstance(value, str) or bool(read(value))


def type_of(kind: str) -> str:
    return f"{TYPE_PREFIX}{kind}.{MAJOR}"


def kind_of(type_name: str) -> str:
    """`submission` for `pl.gov.pobyt.submission.v1`; another major version is not understood."""
    kind = type_name.removeprefix(TYPE_PREFIX).removesuffix(f".{MAJOR}")
    if kind not in (*OUTBOUND, *INBOUND) or type_name != type_of(kind):
        raise Malformed("unknown type or major version")
    return kind
