"""A draft moves to a newer version of its form, and its annexes with it: what becomes of each, said before and done."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from accounts.acting import Acting
from applications.annexes import asking, form_versions
from applications.annexes.models import AnnexRequest, OwnAnnex
from applications.drafting import lifecycle
from applications.drafting.lifecycle import Saved
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language.schema import Form


class Becoming(StrEnum):
    STAYS = "stays"  # with its signature, if it has one
    OVER_AGAIN = "over-again"  # its form changes too: what is filled in stays, a signature counts no more
    ENDS = "ends"  # the newer version asks for no such annex


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexOutlook:
    """What a move makes of the annexes of one kind that were begun."""

    key: str
    title: str  # a msgid
    becomes: Becoming
    is_own: bool

    @property
    def stays(self) -> bool:
        return self.becomes == Becoming.STAYS

    @property
    def ends(self) -> bool:
        return self.becomes == Becoming.ENDS


@transaction.atomic
def move(application: Application, version: str, *, expected: int, acting: Acting) -> Saved:
    """The draft and its own annexes; those of others are asked for anew where their form changed. Raises Stale."""
    saved = lifecycle.move_to_version(application, version, expected=expected, acting=acting)
    form = lifecycle.form_of(saved.application)
    for own in saved.application.own_annexes.select_related("sheet__key"):
        own.application = saved.application
        if form_versions.is_outdated(own):
            form_versions.move(own, own.sheet)
            own.save(update_fields=["form_version"])
    wanted = {annex.form for annex in form.annexes}
    for request in saved.application.annex_requests.live().exclude(form_key__in=wanted):
        asking.end(request, acting=acting)
    return saved


def outlook(application: Application, form: Form) -> list[AnnexOutlook]:
    """One line for each annex that was begun, whoever fills it in."""
    wanted, seen = {annex.form for annex in form.annexes}, dict[str, AnnexOutlook]()
    for row in _begun(application):
        found = _becoming(row, form, wanted)
        if row.form_key not in seen or seen[row.form_key].stays:
            seen[row.form_key] = AnnexOutlook(
                key=row.form_key,
                title=catalogue.form(row.form_key, row.form_version).title,
                becomes=found,
                is_own=isinstance(row, OwnAnnex),
            )
    return list(seen.values())


def _begun(application: Application) -> Iterator[AnnexRequest | OwnAnnex]:
    for rows in (application.annex_requests.live().order_by("pk"), application.own_annexes.order_by("pk")):
        for row in rows:
            row.application = application
            yield row


def _becoming(row: AnnexRequest | OwnAnnex, form: Form, wanted: set[str]) -> Becoming:
    if row.form_key not in wanted:
        return Becoming.ENDS
    return Becoming.OVER_AGAIN if form_versions.is_outdated(row, with_form=form) else Becoming.STAYS
