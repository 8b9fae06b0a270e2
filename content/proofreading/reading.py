"""The texts of a page with their places: the part, its field, and the words for both."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

FIELDS = ("title", "summary")
type Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text; `path` is empty for a field of the page itself."""

    field: str
    path: Path
    names: tuple[str, ...]  # as the editor reads them: "2. Checklist", "Items", "1", "Title"
    text: str
    is_html: bool = False
    is_picture: bool = False


def words_of(page: Any) -> Iterator[Words]:
    for name in FIELDS:
        label = str(page._meta.get_field(name).verbose_name)
        yield Words(field=name, path=(), names=(label,), text=getattr(page, name))
    for place, part in enumerate(getattr(page, "body", None) or ()):
        label = f"{place + 1}. {part.block.label}"
        yield from _of_block(part.block, part.value, (place,), (label,))


def _of_block(block: Any, value: Any, path: Path, names: tuple[str, ...]) -> Iterator[Words]:
    if value is None:
        return
    if isinstance(block, ImageBlock):
        alt = getattr(value, "contextual_alt_text", "") or ""
        yield Words(field="body", path=path, names=names, text=alt, is_picture=True)
    elif isinstance(block, blocks.RichTextBlock):
        yield Words(field="body", path=path, names=names, text=value.source, is_html=True)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield Words(field="body", path=path, names=names, text=str(value))
    else:
        for child, each, place, name in _children(block, value):
            yield from _of_block(child, each, (*path, place), (*names, name))


def _children(block: Any, value: Any) -> Iterator[tuple[Any, Any, int | str, str]]:
    """The block, its value, its place and its name."""
    if isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield child, value.get(name), name, str(child.label)
    elif isinstance(block, blocks.ListBlock):
        for place, each in enumerate(value):
            yield block.child_block, each, place, str(place + 1)
    elif isinstance(block, blocks.BaseStreamBlock):
        for place, each in enumerate(value):
            yield each.block, each.value, place, f"{place + 1}. {each.block.label}"
