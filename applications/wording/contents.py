"""What requests and their texts hold, sealed under the draft's key."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from applications.wording.models import WordingRequest, WordingText
from applications.wording.texts import Spot
from sealing import keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whom the link was mailed to (empty: handed over), and the name the applicant chose to ask by."""

    email: str = field(default="", repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedText:
    """A text as it was when it was asked for, and what was written since."""

    spot: Spot
    own: str = field(repr=False)
    language: str
    polish: str = field(repr=False)  # that stood there when it was asked for
    written: str = field(default="", repr=False)

    @property
    def so_far(self) -> str:
        """To begin from: what was written last, or what the applicant had."""
        return self.written or self.polish

    @property
    def is_confirmed(self) -> bool:
        """Nothing but what the applicant had already."""
        return bool(self.polish) and self.written == self.polish

    def with_written(self, polish: str) -> "AskedText":
        return replace(self, written=polish)


def seal_asker(request: WordingRequest, asker: Asker) -> bytes:
    return keys.seal_json(request.key, asdict(asker), context=f"wording-request:{request.pk}")


def asker_of(request: WordingRequest) -> Asker:
    """Empty once the request has ended."""
    if request.sealed is None:
        return Asker()
    return Asker(**keys.unseal_json(request.key, bytes(request.sealed), context=f"wording-request:{request.pk}"))


def seal_asked(text: WordingText, asked: AskedText) -> bytes:
    return keys.seal_json(text.request.key, asdict(asked), context=f"wording-text:{text.pk}")


def asked_of(text: WordingText) -> AskedText:
    found: dict[str, Any] = keys.unseal_json(text.request.key, bytes(text.sealed), context=f"wording-text:{text.pk}")
    return AskedText(**{**found, "spot": Spot(**found["spot"])})
