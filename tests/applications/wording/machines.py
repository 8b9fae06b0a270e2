"""A machine that is at hand, and one that is away."""

from applications.wording.machine import MachineTranslation, NotTranslated


class Echo(MachineTranslation):
    goes_to = "Echo sp. z o.o., Poland"
    sent: list[tuple[str, str]] = []

    def to_polish(self, text: str, *, language: str) -> str:
        self.sent.append((text, language))
        return "Chcę robić"


class Away(MachineTranslation):
    goes_to = "Nowhere Ltd"

    def to_polish(self, text: str, *, language: str) -> str:
        raise NotTranslated


class Silent(MachineTranslation):
    goes_to = "Silence Ltd"

    def to_polish(self, text: str, *, language: str) -> str:
        return "  "
