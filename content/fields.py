"""A StreamField whose blocks stay out of migrations: changing a block is no change of the database."""

from typing import Any

from django.core.exceptions import BadRequest
from django.forms import Field
from wagtail.blocks.base import BlockWidget
from wagtail.fields import StreamField


class BodyWidget(BlockWidget):
    """What the editor's page counts in hidden fields and nobody types: junk there is a bad request, not our fault."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, LookupError) as error:
            raise BadRequest(name) from error


class BodyField(StreamField):
    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def formfield(self, **kwargs: Any) -> Field:
        field: Field = super().formfield(**{"widget": BodyWidget(self.stream_block), **kwargs})
        return field
