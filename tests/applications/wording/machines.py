"""A machine that is at hand, and others that are away, slow or broken."""

from threading import Event

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


class Broken(MachineTranslation):
    """Its client knows nothing of NotTranslated, and says the text in its error."""

    goes_to = "Broken Ltd"

    def to_polish(self, text: str, *, language: str) -> str:
        raise ConnectionError(text)


class Odd(MachineTranslation):
    goes_to = "Odd Ltd"

    def to_polish(self, text: str, *, language: str) -> str:
        return {"translation": text}  # type: ignore[return-value]


class Slow(MachineTranslation):
    """Answers when it is let."""

    goes_to = "Slow Ltd"
    let, done = Event(), Event()
    asked = 0

    def to_polish(self, text: str, *, language: str) -> str:
        Slow.asked += 1
        self.let.wait(30)
        self.done.set()
        return "Chcę robić"
