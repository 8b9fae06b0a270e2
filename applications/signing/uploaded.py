"""A signed file the person uploads: signed elsewhere, with a qualified certificate, and judged in the same way."""

from applications.signing.certificates import SignatureKind
from applications.signing.errors import FileTooLarge
from applications.signing.judge import Expected, Judgement, judge, judge_anybody

LIMIT_BYTES = 5_000_000  # our largest document with every answer is under one


def accept_of_anybody(content: bytes, *, document: bytes, kinds: frozenset[SignatureKind]) -> Judgement:
    """As for an annex."""
    if len(content) > LIMIT_BYTES:
        raise FileTooLarge
    return judge_anybody(content, document=document, kinds=kinds)


def accept(content: bytes, *, document: bytes, expected: Expected) -> Judgement:
    if len(content) > LIMIT_BYTES:
        raise FileTooLarge
    return judge(content, document=document, expected=expected)
