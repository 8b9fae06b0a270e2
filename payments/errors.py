"""What can go wrong with a payment, each with a different reaction."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from jobs.errors import Unavailable
from payments.states import PaymentState


class PaymentsError(Exception):
    """Base of this floor's errors."""


class NotPayable(PaymentsError):
    """A person could pay, but not this, not now or not this way; the text says why and what to do."""

    code = "NotPayable"


class AlreadyPaid(NotPayable):
    code = "AlreadyPaid"

    def __init__(self) -> None:
        super().__init__(_("This is paid already. You don't need to do anything."))


class BeingConfirmed(NotPayable):
    code = "BeingConfirmed"

    def __init__(self) -> None:
        super().__init__(_("A payment is being confirmed. Wait for the result before you pay again."))


class BeingLookedInto(NotPayable):
    code = "BeingLookedInto"

    def __init__(self) -> None:
        super().__init__(
            _("A payment came on other terms than we asked for. A person is looking into it. Don't pay again.")
        )


class TooLittle(NotPayable):
    code = "TooLittle"

    def __init__(self) -> None:
        super().__init__(_("The payment service takes no amount under 2 zł. Pay the rest by bank transfer."))


class NotOwed(NotPayable):
    code = "NotOwed"

    def __init__(self) -> None:
        super().__init__(_("By your answers this fee is not owed."))


class NotDecided(NotPayable):
    """An answer that is missing decides how much it is; nobody pays before."""

    code = "NotDecided"

    def __init__(self, questions: Sequence[str]) -> None:
        text = _("How much this fee is follows from an answer that is still missing: %(questions)s")
        super().__init__(text % {"questions": ", ".join(questions)})


class NotOnline(NotPayable):
    code = "NotOnline"

    def __init__(self) -> None:
        super().__init__(_("This payee can't be paid online here. Use a bank transfer."))


class ApplicationClosed(NotPayable):
    code = "ApplicationClosed"

    def __init__(self) -> None:
        super().__init__(_("This application is closed, so nothing can be paid for it here."))


class NothingIsIssued(NotPayable):
    code = "NothingIsIssued"

    def __init__(self) -> None:
        super().__init__(_("No residence card is issued after this decision, so its fee is not due."))


class Superseded(NotPayable):
    code = "Superseded"

    def __init__(self) -> None:
        super().__init__(_("You started this payment in another window. Go on there, or start again here."))


class ServiceDown(PaymentsError, Unavailable):
    """The payment service did not answer: try again later, nothing is lost."""

    code = "ServiceDown"

    def __init__(self) -> None:
        super().__init__(_("The payment service does not answer. Try again in a few minutes, or pay by transfer."))


class ServiceRefused(PaymentsError):
    """The payment service refused the request for good: a person must look."""

    code = "ServiceRefused"

    def __init__(self, reason: str = "") -> None:
        super().__init__(_("The payment service refused the request. Try again, or pay by transfer."))
        self.reason = reason  # the word of the service for it


class SessionCannotMove(BeingLookedInto):
    """The service says of an attempt what cannot have become of it: a person must look, and nobody pays again."""

    code = "SessionCannotMove"

    def __init__(self, state: PaymentState, target: PaymentState) -> None:
        super().__init__()
        self.state, self.target = state, target


class Forged(PaymentsError):
    """An event that the payment service did not sign, or not now."""
