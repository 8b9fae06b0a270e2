"""Who acts, and whose case it is: handed in to every act of the domain, made once at the edge from who is signed in.

What the clock, the register or a third party brings about is nobody's act: there is no Acting then (None), and the
principal never stands in for it. No power covers the signature: that is only ever the applicant's own (art. 106d).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Power(StrEnum):
    PREPARE = "prepare"  # a draft: begin it, answer, hand in files, ask for annexes, make it ready to sign, delete it
    FILE = "file"  # hand in what the applicant signed
    WITHDRAW = "withdraw"  # duty and lawful stay are lost with it
    PAY = "pay"
    CORRESPOND = "correspond"  # letters, and papers after the filing
    HAND_OVER = "hand-over"  # to the account of whom it is for; the owner's access ends with it
    KEEP = "keep"  # whether the portal keeps the own copy longer (art. 225g(2))


ALL = frozenset(Power)


class NotEntitled(PermissionDenied):
    """Denied unless allowed: the act is not among the powers, or the case is somebody else's."""

    code = "NotEntitled"

    def __init__(self) -> None:
        super().__init__(_("You are not entitled to do this in this case."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """`person` acts for `principal`; both are the same where people act for themselves."""

    person: User
    principal: User
    powers: frozenset[Power]

    def require(self, power: Power, *, principal: int) -> None:
        """For the case of `principal`, a user's number; raises NotEntitled."""
        if power not in self.powers or self.principal.pk != principal:
            raise NotEntitled


def themselves(person: User) -> Acting:
    return Acting(person=person, principal=person, powers=ALL)
