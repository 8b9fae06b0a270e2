"""All that the rules say of a page, at its part and field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from content.proofreading import rules
from content.proofreading.reading import Path, Words, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend."""

    words: Words
    says: str
    is_refused: bool

    @property
    def where(self) -> str:
        return " › ".join(self.words.names)

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


def of(page: Any) -> list[Finding]:
    """What stops the page comes first."""
    texts = list(words_of(page))
    whole = " ".join(each.text for each in texts)
    found = [
        Finding(words=words, says=says, is_refused=is_refused)
        for is_refused, some in ((True, rules.REFUSED), (False, rules.ADVISED))
        for words in texts
        for rule in some
        for says in rule(words, whole)
    ]
    advised = {each.says: each for each in reversed(found) if not each.is_refused}  # told once, where it is first
    return [each for each in found if each.is_refused or advised[each.says] is each]


def refused(page: Any) -> list[Finding]:
    return [each for each in of(page) if each.is_refused]


def errors(page: Any, found: Sequence[Finding]) -> dict[str, list[Exception]]:
    """By field of the form; those of the body stand at their part and field."""
    told: dict[str, list[Exception]] = {}
    for each in found:
        if not each.words.path:
            told.setdefault(each.words.field, []).append(ValidationError(each.says))
    at = {each.words.path: ValidationError(each.says) for each in found if each.words.path}
    if at:
        told["body"] = [_in_stream(page.body.stream_block, page.body, at)]
    return told


def _in_stream(block: Any, value: Any, at: dict[Path, ValidationError]) -> Any:
    parts = {place: _below(place, at) for place in {path[0] for path in at}}
    wrong = {place: _in_block(value[place].block, value[place].value, below) for place, below in parts.items()}
    return StreamBlockValidationError(block_errors=wrong)


def _in_block(block: Any, value: Any, at: dict[Path, ValidationError]) -> Any:
    if () in at:
        return at[()]
    if isinstance(block, blocks.BaseStreamBlock):
        return _in_stream(block, value, at)
    parts = {place: _below(place, at) for place in {path[0] for path in at}}
    if isinstance(block, blocks.ListBlock):
        wrong = {place: _in_block(block.child_block, value[place], below) for place, below in parts.items()}
        return ListBlockValidationError(block_errors=wrong)
    named = {name: _in_block(block.child_blocks[name], value.get(name), below) for name, below in parts.items()}
    return StructBlockValidationError(block_errors=named)


def _below(place: int | str, at: dict[Path, ValidationError]) -> dict[Path, ValidationError]:
    return {path[1:]: error for path, error in at.items() if path[0] == place}
