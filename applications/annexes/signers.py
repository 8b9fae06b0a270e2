"""Who signs an annex with who filled it in (joint representation): named by them, asked one after the other."""

from collections.abc import Sequence
from uuid import UUID

from applications.annexes.models import AnnexLink, AnnexRequest, AnnexSigner
from applications.signing import redirects
from sealing import keys

MOST = 5


def named(request: AnnexRequest) -> list[AnnexSigner]:
    """In turn."""
    found = list(request.signers.all())
    for each in found:
        each.request = request
    return found


def everybody(request: AnnexRequest) -> Sequence[AnnexRequest | AnnexSigner]:
    """The rows that hold a signature, or will: of who fills it in, unless they do not sign, then of the others."""
    return named(request) if request.is_handed_on else [request, *named(request)]


def next_of(request: AnnexRequest) -> AnnexSigner | None:
    """Whose turn it is."""
    return next((each for each in named(request) if each.signed_at is None), None)


def email_of(signer: AnnexSigner) -> str:
    return keys.unseal(signer.request.key, bytes(signer.email), context=_context(signer)).decode()


def emails_of(request: AnnexRequest) -> list[str]:
    return [email_of(each) for each in named(request)]


def replace(request: AnnexRequest, emails: Sequence[str]) -> None:
    """These, in this order, and no others. The caller holds the request's lock."""
    _discard_unfinished(request)
    request.signers.all().delete()
    for number, email in enumerate(emails, 1):
        signer = AnnexSigner(request=request, number=number)
        signer.email = keys.seal(request.key, email.encode(), context=_context(signer))
        signer.save(force_insert=True)


def reset(request: AnnexRequest) -> None:
    """What they signed does not count any more, and their links end. They stay named."""
    AnnexLink.objects.filter(request=request, signer__isnull=False).delete()
    _discard_unfinished(request)
    request.signers.update(asked_at=None, signed_at=None, signed=None, signed_sha256="", signer=None)


def forget(request: AnnexRequest) -> None:
    """The request is over: nobody signs it any more."""
    redirects.erase(*_ids(request))
    request.signers.all().delete()


def _discard_unfinished(request: AnnexRequest) -> None:
    """Whoever is away to sign signs what counts no more."""
    redirects.discard(*_ids(request))


def _ids(request: AnnexRequest) -> list[UUID]:
    return list(request.signers.values_list("pk", flat=True))


def _context(signer: AnnexSigner) -> str:
    return f"annex-signer-email:{signer.pk}"
