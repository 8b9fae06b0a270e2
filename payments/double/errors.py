"""What the double refuses, in the shape of Stripe's errors."""

from typing import Any


class StripeRefusal(Exception):
    """An answer of Stripe's other than success; `code` as Stripe names it."""

    def __init__(self, status: int, code: str, message: str, *, kind: str = "invalid_request_error") -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"error": {"type": kind, "code": code, "message": message}}
