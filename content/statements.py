"""What the statements of the portal have to say: each kind with its parts, and whom a reader writes to about it.

The parts are those of the annex to Commission Implementing Decision (EU) 2018/1523 and of art. 10 of the Act of 4 April
2019 on digital accessibility, of art. 13 GDPR, and of art. 399 of the Electronic Communications Law. None of these was
compared here with its text: a lawyer reads a statement before it is published (docs/not-yet.md).
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.contacts import Purpose


class StatementKind(models.TextChoices):
    CONTACT = "contact", _("Contact")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PRIVACY = "privacy", _("Data protection")
    COOKIES = "cookies", _("Cookies")


PARTS = {
    "conformance": _("How far the portal is accessible"),
    "barriers": _("What is not accessible, and why"),
    "assessment": _("When and how it was assessed"),
    "remarks": _("Where to report a barrier"),
    "complaint": _("How to complain"),
    "building": _("How to get into the building"),
    "controller": _("Who decides about the data"),
    "officer": _("The data protection officer"),
    "purposes": _("What the data are for, and the legal basis"),
    "recipients": _("Who receives the data"),
    "abroad": _("Whether data leave the European Economic Area"),
    "period": _("How long the data are kept"),
    "rights": _("Your rights"),
    "duty": _("Whether you must give the data"),
    "automated": _("Whether a machine decides"),
    "which": _("Which cookies there are, and what for"),
    "lifetime": _("How long they stay"),
    "refusing": _("How to switch them off"),
}
ASKED: dict[str, tuple[str, ...]] = {
    StatementKind.CONTACT: (),
    StatementKind.ACCESSIBILITY: ("conformance", "barriers", "assessment", "remarks", "complaint", "building"),
    StatementKind.PRIVACY: (
        "controller", "officer", "purposes", "recipients", "abroad", "period", "rights", "complaint", "duty",
        "automated",
    ),
    StatementKind.COOKIES: ("which", "lifetime", "refusing"),
}  # fmt: skip
ANSWERED_BY: dict[str, tuple[Purpose, ...]] = {
    StatementKind.CONTACT: (Purpose.HELP, Purpose.ADVICE),
    StatementKind.ACCESSIBILITY: (Purpose.ACCESSIBILITY,),
    StatementKind.PRIVACY: (Purpose.DATA_PROTECTION,),
    StatementKind.COOKIES: (Purpose.DATA_PROTECTION,),
}


def missing(kind: str, said: Iterable[str]) -> list[str]:
    """The parts that the statement lacks, by name, in the order of the law."""
    there = set(said)
    return [str(PARTS[part]) for part in ASKED.get(kind, ()) if part not in there]
