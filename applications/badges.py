"""A state in a few words, as pages show it; each room has one table from its states to these."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The kind and the icon of the badge, and the words."""

    kind: str
    icon: str
    text: str | Promise

    @property
    def is_done(self) -> bool:
        return self.kind == "done"
