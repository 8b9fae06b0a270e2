"""What can go wrong with a signature; each error says to the person what to do."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from writing.listing import listed


class SigningError(Exception):
    """Base of this room's errors; its text is a sentence for the person."""

    sentence: Promise | str = _("The document could not be signed. Try again.")

    def __str__(self) -> str:
        return str(self.sentence)


class SignatureRefused(SigningError):
    """The file that came back is not a signature we may accept. Nothing was filed."""

    code = "SignatureRefused"


class NotSigned(SignatureRefused):
    """No XML, no signature in it, or not a XAdES one."""

    code = "NotSigned"
    sentence = _(
        "This file carries no signature that we can read. Sign the document we gave you with a XAdES signature."
    )


class NotOneSignature(SignatureRefused):
    """More than one signature, or one in another place than at the end of the document."""

    code = "NotOneSignature"
    sentence = _("The document must carry exactly one signature. Start again and sign once.")


class OtherDocument(SignatureRefused):
    """A good signature perhaps, but not over what we sent."""

    code = "OtherDocument"
    sentence = _(
        "This is not the document we sent, or it was changed. Start again and sign it without changing anything."
    )


class BrokenSignature(SignatureRefused):
    """The signature does not fit the document or the certificate."""

    code = "BrokenSignature"
    sentence = _(
        "The signature is damaged or was made in a way we do not accept. Start again and sign the document anew."
    )


class UntrustedCertificate(SignatureRefused):
    """The certificate comes from an authority that is not on our list."""

    code = "UntrustedCertificate"
    sentence = _(
        "The certificate comes from an authority we do not know. Sign with a trusted profile or a qualified signature."
    )


class CertificateNotValid(SignatureRefused):
    """The certificate had expired, or was not valid yet, when the document was signed."""

    code = "CertificateNotValid"
    sentence = _("The certificate was not valid when the document was signed. Renew it, or sign in another way.")


class KindNotAccepted(SignatureRefused):
    """The law asks for another kind of signature here."""

    code = "KindNotAccepted"
    sentence = _("This kind of signature is not accepted here. Sign with a trusted profile or a qualified signature.")


class SomebodyElse(SignatureRefused):
    """The certificate names another person than the one who must sign; `differs` says in what, never how."""

    code = "SomebodyElse"

    def __init__(self, differs: tuple[str, ...]) -> None:
        super().__init__(differs)
        self.differs = differs

    @property
    def sentence(self) -> str:  # type: ignore[override]  # depends on what differs
        what = listed(DIFFERS[key] for key in self.differs)
        return _(
            "The signature belongs to somebody else: different from the application are: %(what)s. Sign in to the "
            "signature service as the applicant, or correct the application."
        ) % {"what": what}


class RepresentedSigned(SignatureRefused):
    """The certificate names the minor or the ward, who is represented (art. 106d(3))."""

    code = "RepresentedSigned"
    sentence = _(
        "The signature names the person whom the application is for, who cannot sign it. "
        "A parent, a guardian or the curator signs with a signature of their own."
    )


class RepresentativeNotOfAge(SignatureRefused):
    """A minor represents nobody."""

    code = "RepresentativeNotOfAge"
    sentence = _("Whoever signed is not 18 years old yet. A parent, a guardian or the curator signs.")


class ApplicantOfAge(SignatureRefused):
    """Begun for a minor who is 18 by now: they sign themselves, and nobody for them."""

    code = "ApplicantOfAge"
    sentence = _(
        "The person whom the application is for is 18 years old by now, so only they can sign it, "
        "with their own trusted profile or qualified signature."
    )


DIFFERS = {
    "pesel": pgettext_lazy("what differs", "PESEL number"),
    "birth_date": _("date of birth"),
    "sex": _("sex"),
    "surname": _("surname"),
    "given_names": _("given names"),
}


class ReturnRefused(SigningError):
    """The way back from the signature service cannot be followed."""

    code = "ReturnRefused"
    sentence = _("This signing request is not known or has expired. Go back to your application and sign again.")


class SigningCancelled(ReturnRefused):
    """The person came back without a signature."""

    code = "SigningCancelled"
    sentence = _("You came back without signing. Nothing was sent. You can sign again when you are ready.")


class AlreadySpent(ReturnRefused):
    """A signing request serves once; `subject` says whose it was, so that a page can show the result."""

    code = "AlreadySpent"
    sentence = _("This signature was already received. There is nothing more to do here.")

    def __init__(self, subject: UUID) -> None:
        super().__init__(subject)
        self.subject = subject


class ServiceUnavailable(SigningError):
    """The signature service did not answer, or answered with nonsense: try later."""

    code = "ServiceUnavailable"
    sentence = _("The signature service does not answer now. Your data are saved. Try again in a few minutes.")


class FileTooLarge(SignatureRefused):
    """An uploaded signed file that cannot be one of ours."""

    code = "FileTooLarge"
    sentence = _("The file is too large to be the signed document. Send the XML file that your signing program made.")
