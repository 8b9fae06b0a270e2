"""A state in a few words, as the journey's pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The kind and the icon of the badge, and the words."""

    kind: str
    icon: str
    text: str

    @property
    def is_done(self) -> bool:
        return self.kind == "done"
