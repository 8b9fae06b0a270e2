"""A draft moves to a newer version of its form, and its annexes with it: what becomes of each, said before and done.

And which of its annexes have a newer version of their own form: `own.newer` moves those of the applicant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction

from accounts.acting import Acting
from applications.annexes import asking, form_versions, status
from applications.annexes.models import AnnexRequest, OwnAnnex
from applications.annexes.own import filling
from applications.drafting import lifecycle
from applications.drafting.lifecycle import Saved
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language.schema import Form

IN_WORK = frozenset({status.OPENED, status.PARTLY, status.SIGNED, status.STALE})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexVersion:
    """Annexes of one kind, begun under a version of their form that is not that of today."""

    key: str
    title: str  # a msgid
    is_own: bool
    version: str
    newer: str
    until: date | None  # the last day on which what is filled in can be filed as it is
    is_taken: bool

    @property
    def since(self) -> date:
        return date.fromisoformat(self.newer)


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


def of_annexes(application: Application) -> list[AnnexVersion]:
    """Each kind once, by its oldest. What nobody opened yet begins under the version of today by itself."""
    if not application.is_editable:
        return []
    found: dict[str, AnnexVersion] = {}
    for row, title in _in_work(application):
        today = form_versions.to_begin(row.form_key).version
        known = found.get(row.form_key)
        if today <= row.form_version or (known and known.version <= row.form_version):
            continue
        found[row.form_key] = AnnexVersion(
            key=row.form_key,
            title=title,
            is_own=isinstance(row, OwnAnnex),
            version=row.form_version,
            newer=today,
            until=catalogue.taken_until(row.form_key, row.form_version),
            is_taken=not form_versions.is_outdated(row),
        )
    return list(found.values())


def _in_work(application: Application) -> Iterator[tuple[AnnexRequest | OwnAnnex, str]]:
    for own in filling.of(application):
        if own.row is not None:
            yield own.row, own.form.title
    for other in status.of(application):
        if other.request is not None and other.state in IN_WORK:
            yield other.request, other.title


def _begun(application: Application) -> Iterator[AnnexRequest | OwnAnnex]:
    for rows in (application.annex_requests.live().order_by("pk"), application.own_annexes.order_by("pk")):
        for row in rows:
            row.application = application
            yield row


def _becoming(row: AnnexRequest | OwnAnnex, form: Form, wanted: set[str]) -> Becoming:
    if row.form_key not in wanted:
        return Becoming.ENDS
    return Becoming.OVER_AGAIN if form_versions.is_outdated(row, with_form=form) else Becoming.STAYS
