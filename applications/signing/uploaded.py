"""A signed file the person uploads: signed elsewhere, with a qualified certificate, and judged in the same way."""

from applications.signing.errors import FileTooLarge
from applications.signing.judge import Expected, Judgement, judge, judge_anybody

LIMIT_BYTES = 5_000_000  # our largest document with every answer is under one


def accept(content: bytes, *, document: bytes, expected: Expected | None) -> Judgement:
    """None means that anybody of the right kind may sign, as for an annex."""
    if len(content) > LIMIT_BYTES:
        raise FileTooLarge
    if expected is None:
        return judge_anybody(content, document=document)
    return judge(content, document=document, expected=expected)
