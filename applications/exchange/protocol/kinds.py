"""The kinds of messages in each direction, and the shape of the bodies that come from the register."""

from typing import Any

import jsonschema

from applications.exchange.protocol.errors import Malformed

SUBMISSION, ATTACHMENT, QUERY, PAYMENT, WITHDRAWAL = "submission", "attachment", "query", "payment", "withdrawal"
OUTBOUND = (SUBMISSION, ATTACHMENT, QUERY, PAYMENT, WITHDRAWAL)
RECEIPT = "receipt"  # the one message back that is about a message, not about a case
TYPE_PREFIX = "pl.gov.pobyt."
MAJOR = "v1"

type Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 20_000}
SHORT: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
LINE: Schema = {"type": "string", "maxLength": 200}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
UUID: Schema = {"type": "string", "pattern": r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(**properties: Schema) -> Schema:
    """Every named key is required; unknown ones are let through, so that a minor version may add some."""
    return {"type": "object", "required": sorted(properties), "properties": properties}


ITEM = _object(key=SHORT, text=TEXT, means={"enum": ["document", "appearance"]})
REASONED = _object(at=MOMENT, reason=_maybe(TEXT))
INBOUND: dict[str, Schema] = {
    RECEIPT: _object(
        message_id=UUID,
        verdict={"enum": ["applied", "quarantined", "rejected"]},
        register_ref=_maybe(SHORT),
        reason=_maybe(SHORT),
        at=MOMENT,
    ),
    "preliminary-received": _object(register_ref=SHORT, at=MOMENT),
    "case-number": _object(number=SHORT, at=MOMENT),
    "officer": _object(name=SHORT, phone=SHORT, at=MOMENT),
    "summoned": _object(
        items={"type": "array", "minItems": 1, "maxItems": 50, "items": ITEM},
        due=DAY,
        legal_basis=SHORT,
        place=_maybe(SHORT),
        at=MOMENT,
    ),
    "certificate-issued": _object(number=SHORT, issued_on=DAY, at=MOMENT),
    "decision": _object(
        outcome={"enum": ["granted", "refused", "discontinued"]},
        number=SHORT,
        issued_on=DAY,
        served_on=_maybe(DAY),
        valid_until=_maybe(DAY),
        at=MOMENT,
    ),
    "message": _object(text=TEXT, author=SHORT, in_reply_to=_maybe(UUID), at=MOMENT),
    "left-unexamined": REASONED,
    "refusal-to-open": REASONED,
    "returned": REASONED,
    "final": REASONED,
    "closed": REASONED,
}
# The JSON parts of what the portal sends. `official` is the Polish name of what a file is
NOTE_BODY = _object(outcome={"enum": ["confirm", "unproven"]}, declaration=_maybe(TEXT))
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
        jsonschema.validate(value, schema, cls=jsonschema.Draft202012Validator)
    except jsonschema.ValidationError as error:
        # The path only: the value may be somebody's name
        raise Malformed(f"body does not match its schema at /{'/'.join(map(str, error.absolute_path))}") from None


def type_of(kind: str) -> str:
    return f"{TYPE_PREFIX}{kind}.{MAJOR}"


def kind_of(type_name: str) -> str:
    """`submission` for `pl.gov.pobyt.submission.v1`; another major version is not understood."""
    kind = type_name.removeprefix(TYPE_PREFIX).removesuffix(f".{MAJOR}")
    if kind not in (*OUTBOUND, *INBOUND) or type_name != type_of(kind):
        raise Malformed("unknown type or major version")
    return kind
