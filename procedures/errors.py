"""What can be wrong with definitions, tables and look-ups in them."""


class ProceduresError(Exception):
    """The base of this floor's errors."""


class DefinitionError(ProceduresError):
    """A definition is wrong: it says in which file, step and field, and what."""

    def __init__(self, message: str, *, file: str, step: str = "", field: str = "") -> None:
        place = ", ".join(part for part in (file, step and f"step {step!r}", field and f"field {field!r}") if part)
        super().__init__(f"{place}: {message}")
        self.file, self.step, self.field = file, step, field


class Unknown(ProceduresError, KeyError):
    """No form, version, procedure, office, fee or parameter has this name (on this date)."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class OverlayError(ProceduresError):
    """An approved change of a dated fact can't be made so."""


class NotAnAccount(OverlayError):
    """Not 26 digits with a right checksum."""


class LaterOneApproved(OverlayError):
    """One that holds from a later day on is approved already."""


class UnknownFact(OverlayError):
    """Nothing that can be changed so: no such fact, or no row of it on that day."""


class NotAValue(OverlayError):
    """What the table's row can't hold."""


class SaidAlready(OverlayError):
    """The row that holds on that day says so already."""


class WrongDays(OverlayError):
    """It ends before it begins, ends though it may not, or was checked on a day to come."""


class AlreadyWaiting(OverlayError):
    """An entry for this fact waits for its second person; approve or withdraw it first."""


class SamePerson(OverlayError):
    """Who entered it can't approve it."""


class Different(OverlayError):
    """What the second person typed is not what the first one entered."""


class NotWaiting(OverlayError):
    """It was approved or withdrawn meanwhile."""
