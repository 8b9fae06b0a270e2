"""How far each annex of an application is. Computed from the requests and the answers as they are now, never stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.utils.translation import gettext_lazy as _

from applications.annexes import form_versions, links, needs, prefill, signers
from applications.annexes.models import AnnexRequest, AnnexSigner
from applications.badges import Badge
from applications.drafting.models import Application
from procedures.language.schema import Annex
from sealing import keys

MISSING, SENT, OPENED, PARTLY = "missing", "sent", "opened", "partly"
SIGNED, STALE, EXPIRED = "signed", "stale", "expired"
STATES = (MISSING, SENT, OPENED, PARTLY, SIGNED, STALE, EXPIRED)
BADGES: Mapping[str, Badge] = {
    MISSING: Badge(kind="act", icon="stop", text=_("Not sent")),
    SENT: Badge(kind="wait", icon="mail", text=_("Sent")),
    OPENED: Badge(kind="wait", icon="pen", text=_("Opened")),
    PARTLY: Badge(kind="wait", icon="pen", text=_("Waiting for another signature")),
    SIGNED: Badge(kind="done", icon="done", text=_("Signed")),
    STALE: Badge(kind="act", icon="swap", text=_("Out of date")),
    EXPIRED: Badge(kind="act", icon="clock", text=_("Expired")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexStatus:
    """One annex of one person: asked or to be asked."""

    key: str  # of the annex's form
    title: str  # a msgid
    state: str
    email: str = field(default="", repr=False)  # empty: nobody is named yet
    request: AnnexRequest | None = None
    may_ask_more: bool = True  # the form takes a further annex of this kind

    @property
    def is_current(self) -> bool:
        """Signed, over data that still stand."""
        return self.state == SIGNED

    @property
    def is_unasked(self) -> bool:
        return self.state == MISSING

    @property
    def is_sent(self) -> bool:
        """And not opened yet."""
        return self.state == SENT

    @property
    def is_opened(self) -> bool:
        return self.state == OPENED

    @property
    def is_partly(self) -> bool:
        """Of those who sign it together, some did."""
        return self.state == PARTLY

    @property
    def signatures(self) -> tuple[int, int]:
        """How many there are, and how many are needed."""
        if self.request is None:
            return 0, 1
        rows = signers.everybody(self.request)
        return sum(each.signed is not None for each in rows), len(rows)

    @property
    def is_stale(self) -> bool:
        """The applicant changed their data since: it has to be asked for anew."""
        return self.state == STALE

    @property
    def is_waited_for(self) -> bool:
        """The link is with its person; nothing to do but to wait, or to remind them."""
        return self.is_sent or self.is_opened or self.is_partly

    @property
    def is_over(self) -> bool:
        """The link ended, or what was filled in is out of date: only a new link helps."""
        return self.is_stale or self.state == EXPIRED

    @property
    def badge(self) -> Badge:
        return BADGES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAnnex:
    """An annex as it is filed; `again`: the same as the one before, with the signature of another person."""

    key: str
    xml: bytes = field(repr=False)
    digest: str
    again: bool = False


def of(application: Application) -> list[AnnexStatus]:
    """For every annex the application needs from others: who was asked, and who is still to be."""
    if application.draft is None:
        return []
    requests = list(_requests(application))
    return [each for annex in needs.by_others(application) for each in _of_annex(application, annex, requests)]


def signed(application: Application) -> list[SignedAnnex]:
    """What is filed with the application: signed and current annexes, in the order they were asked and signed."""
    found = (each.request for each in of(application) if each.is_current)
    return [
        SignedAnnex(key=request.form_key, xml=unsealed(request, by), digest=by.signed_sha256, again=number > 0)
        for request in found
        if request is not None
        for number, by in enumerate(signers.everybody(request))
    ]


def of_request(request: AnnexRequest) -> str:
    """Data that changed make a signed or opened annex out of date; one nobody opened simply takes the new data over."""
    if request.is_expired:
        return EXPIRED
    if not request.is_sent and not prefill.is_current(request):
        return STALE
    return str(request.state)


def _of_annex(application: Application, annex: Annex, requests: list[AnnexRequest]) -> Iterator[AnnexStatus]:
    title = form_versions.to_begin(annex.form).title
    asked = [request for request in requests if request.form_key == annex.form]
    live = [request for request in asked if not request.is_ended]
    most = needs.most(application, annex)
    row = partial(AnnexStatus, key=annex.form, title=title, may_ask_more=most is None or len(live) < most)
    for request in live:
        yield row(state=of_request(request), email=links.email_of(request), request=request)
    asked_before = {bytes(request.email_index) for request in asked}
    unasked = [
        email
        for email in needs.addresses(application, annex)
        if links.index(AnnexRequest(application=application), email) not in asked_before
    ]
    for email in unasked:
        yield row(state=MISSING, email=email)
    if not live and not unasked:
        yield row(state=MISSING)


def _requests(application: Application) -> Iterator[AnnexRequest]:
    for request in application.annex_requests.select_related("sheet__key").prefetch_related("signers").order_by("pk"):
        request.application = application
        yield request


def unsealed(request: AnnexRequest, by: AnnexRequest | AnnexSigner) -> bytes:
    """The annex with the signature of who filled it in, or of somebody who signed with them."""
    if by.signed is None:
        raise ValueError(f"{by} has no signature")
    return keys.unseal(request.key, bytes(by.signed), context=f"annex-signed:{by.pk}")
