"""A StreamField whose blocks stay out of migrations: changing a block is no change of the database."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
