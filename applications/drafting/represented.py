"""For whom an application is: the account's owner, or somebody whom they represent in law (foreigners, art. 105(2))."""

import logging
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.drafting.errors import NoLabel
from applications.drafting.models import Application, ForWhom
from sealing import keys
from sealing.errors import SealBroken
from writing import cleaning

LONGEST_LABEL = 60

log = logging.getLogger(__name__)


class Choices(models.TextChoices):
    """As the begin page asks it."""

    SELF = ForWhom.SELF, _("For myself")
    CHILD = ForWhom.CHILD, _("For a child whose parent I am")
    MINOR_WARD = ForWhom.MINOR_WARD, _("For a child whose guardian I am")
    UNACCOMPANIED = ForWhom.UNACCOMPANIED, _("For a child without care whose court-appointed curator I am")
    WARD = ForWhom.WARD, _("For an adult without legal capacity whose guardian I am")


@dataclass(frozen=True, slots=True, kw_only=True)
class Represented:
    """`label` is what the owner calls that person here: it tells the drafts of two children apart."""

    kind: ForWhom
    label: str = field(default="", repr=False)

    @property
    def index(self) -> bytes:
        """One value for one person of an account, which says nothing of their name."""
        if self.kind == ForWhom.SELF:
            return b""
        return keys.index(self.label.casefold(), purpose="represented")


ONESELF = Represented(kind=ForWhom.SELF)


def of(kind: str, label: str) -> Represented:
    """As it was typed; NoLabel when nothing tells whom it is for."""
    chosen, cleaned = ForWhom(kind), cleaning.line(label)[:LONGEST_LABEL].strip()
    if chosen == ForWhom.SELF:
        return ONESELF
    if not cleaned:
        raise NoLabel
    return Represented(kind=chosen, label=cleaned)


def seal(application: Application, represented: Represented) -> None:
    """Under the key of the draft: it goes with the answers."""
    application.for_whom, application.represented = represented.kind, represented.index
    if represented.label:
        text = represented.label.encode()
        application.represented_label = keys.seal(application.draft_key, text, context=_context(application))


def label(application: Application) -> str:
    """Empty of oneself, and once the draft is erased."""
    if not application.represented_label or application.draft_key.destroyed_at:
        return ""
    sealed = bytes(application.represented_label)
    try:
        return keys.unseal(application.draft_key, sealed, context=_context(application)).decode()
    except SealBroken:  # of one application; the list of all of them goes on
        log.exception("the label of %s cannot be read", application.pk)
        return ""


def keep_born(application: Application, born: date) -> None:
    """For the case, when the answers are gone: a minor who comes of age in it may take it over."""
    sealed = keys.seal(application.case_key, born.isoformat().encode(), context=_born_context(application))
    application.represented_born = sealed
    application.save(update_fields=["represented_born"])


def born(application: Application) -> date | None:
    if not application.represented_born or application.case_key.destroyed_at:
        return None
    sealed = bytes(application.represented_born)
    try:
        return date.fromisoformat(
            keys.unseal(application.case_key, sealed, context=_born_context(application)).decode()
        )
    except SealBroken:  # as of a label: one application, not the list of them
        log.exception("the day of birth kept for %s cannot be read", application.pk)
        return None


def forget(application: Application) -> None:
    """With the draft key: even a digest of a first name could be guessed by who holds the index key."""
    if application.is_for_oneself:
        return
    application.represented = application.represented_label = b""
    application.save(update_fields=["represented", "represented_label"])


def _context(application: Application) -> str:
    return f"represented:{application.pk}"


def _born_context(application: Application) -> str:
    return f"represented-born:{application.pk}"
