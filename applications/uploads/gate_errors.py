"""The one way the gate says no: a code that `refusals.py` explains to the person."""


class GateRefused(Exception):
    """The file may not pass; `code` is a key of `refusals.REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
