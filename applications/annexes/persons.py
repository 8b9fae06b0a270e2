"""Whether two signatures under one annex are of two people, as far as their certificates say who that is."""

from collections.abc import Iterable

from applications.annexes.errors import MaybeTheSamePerson, SignedByThemAlready
from applications.annexes.signature import SignedBy
from applications.signing import names


def require_another(signer: SignedBy, before: Iterable[SignedBy]) -> None:
    """The register takes one signature of each person, and says so only after the filing."""
    for other in before:
        if signer.person and signer.person == other.person:
            raise SignedByThemAlready
        if _are_numbered_apart(signer, other):
            continue
        if _may_share_a_name(signer, other):
            raise MaybeTheSamePerson


def _are_numbered_apart(one: SignedBy, other: SignedBy) -> bool:
    """Two numbers of one register are two people; a passport and a PESEL may be one person's."""
    return bool(one.person and other.person and one.register) and one.register == other.register


def _may_share_a_name(one: SignedBy, other: SignedBy) -> bool:
    """Whoever issued the certificates: one person may have several. Who is not named at all may be anybody."""
    return not one.name or not other.name or names.overlap(one.name, other.name)
