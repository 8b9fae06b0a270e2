"""The person's consent to keep their own copy after the data entered the register (art. 225g(2)); it may be revoked."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.acting import Acting, Power
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.receipts.errors import CopyErased, NotFiled
from applications.retention import erasing
from applications.retention.errors import OldConsent
from applications.retention.models import Consent
from audit import trail

VERSION = "2026-11-22"
OFFICIAL_LANGUAGE = "pl"
OFFICIAL = (
    "Zgadzam się, aby portal przechowywał moją kopię wniosku i poświadczenia odbioru (UPO) także po tym, jak dane "
    "trafią do rejestru (art. 225g ust. 2 ustawy o cudzoziemcach), do 30 dni po zamknięciu sprawy. Zgodę mogę wycofać "
    "w każdej chwili; portal przypomina wtedy o kopii jeszcze raz i ją usuwa. Zgoda ani jej brak nie wpływają na "
    "sprawę."
)
OWN = _(
    "I agree that the portal keeps my copy of the application and of the receipt (UPO) also after the data have "
    "entered the register (art. 225g(2) of the Act on foreigners), until 30 days after the case is closed. I can "
    "withdraw this at any time; the portal then reminds me of the copy once more and erases it. Whether I agree or not "
    "does not affect the case."
)


def text(language: str) -> str:
    """In Polish word for word, in any other language as the screen has it."""
    if language == OFFICIAL_LANGUAGE:
        return OFFICIAL
    with translation.override(language):
        return str(OWN)


@transaction.atomic
def give(application: Application, *, version: str, language: str, acting: Acting) -> Consent:
    """From the filing until the copy is erased; agreeing again changes nothing."""
    application = _lock(application, acting)
    if version != VERSION:
        raise OldConsent
    if (live := of(application)) is not None:
        return live
    given = Consent.objects.create(
        application=application, version=VERSION, language=language, text=text(language), given_at=timezone.now()
    )
    facts = {"version": VERSION, "language": language}
    trail.record("copy-consent-given", subject=application.pk, acting=acting, facts=facts)
    erasing.suspend(application)
    return given


@transaction.atomic
def withdraw(application: Application, *, acting: Acting) -> None:
    """The erasure becomes due again; withdrawing what was never given changes nothing."""
    application = _lock(application, acting)
    live = of(application)
    if live is None:
        return
    live.withdrawn_at = timezone.now()
    live.save(update_fields=["withdrawn_at"])
    trail.record("copy-consent-withdrawn", subject=application.pk, acting=acting, facts={"version": live.version})
    erasing.resume(application)


def of(application: Application) -> Consent | None:
    """The one that counts now."""
    return Consent.objects.filter(application=application, withdrawn_at__isnull=True).first()


def _lock(application: Application, acting: Acting) -> Application:
    acting.require(Power.KEEP, principal=application.principal_id)
    if application.filed_at is None:
        raise NotFiled
    application = lifecycle.lock(application)
    if erasing.is_done(application):
        raise CopyErased
    return application
