"""An annex of one's own whose form got a newer version: what it changes, and the move to it on the person's word."""

from datetime import date

from django.db import transaction

from accounts.acting import Acting
from applications.annexes import form_versions
from applications.annexes.own import filling
from applications.annexes.own.filling import Filling
from applications.drafting import changes, lifecycle
from applications.drafting.changes import LeftOver, VersionChanges
from applications.drafting.errors import NoNewerVersion
from applications.drafting.lifecycle import Saved
from audit import trail
from procedures import catalogue
from procedures.language.schema import Form, Step


def of(annex: Filling) -> Form | None:
    """The version of today, where the annex was begun under a former one."""
    if annex.row is None or not annex.application.is_editable:
        return None
    today = form_versions.to_begin(annex.key)
    return today if today.version > annex.form.version else None


def coming(annex: Filling) -> date | None:
    """The day of a version that is published ahead, for what is of today's."""
    if annex.row is None or of(annex) is not None:
        return None
    version = catalogue.successor(annex.key, annex.form.version)
    return date.fromisoformat(version) if version else None


def taken_until(annex: Filling) -> date | None:
    """The last day on which it can be filed as it is; None while no other version follows."""
    return catalogue.taken_until(annex.key, annex.form.version)


def brings(annex: Filling, newer: Form) -> VersionChanges:
    return changes.between(annex.form, newer, preset={})


def to_look_at(annex: Filling) -> list[Step]:
    """Since a move: the steps in which something changed and nobody has saved yet."""
    return changes.open_again(annex.form, annex.contents)


def left_over(annex: Filling) -> list[LeftOver]:
    return changes.not_taken(annex.form, annex.contents, published=lambda version: catalogue.form(annex.key, version))


@transaction.atomic
def move(annex: Filling, version: str, *, expected: int, acting: Acting) -> Saved:
    """Over the answers as they were looked at. An edit of its application: a signature under way counts no more.

    Raises Stale, NoNewerVersion, or NoSuchAnnex when the answers ask for it no longer.
    """
    application, discarded = lifecycle.edit(annex.application, acting=acting)
    annex = filling.get(application, annex.key)
    newer = of(annex)
    if annex.row is None or newer is None or newer.version != version:
        raise NoNewerVersion
    before = annex.form.version
    written = form_versions.move(annex.row, annex.sheet, expected=expected)
    annex.row.save(update_fields=["form_version"])
    facts = {"form": annex.key, "from": before, "to": newer.version}
    trail.record("form-version-changed", subject=application.pk, acting=acting, facts=facts)
    return Saved(application=application, written=written, discarded_signatures=discarded)
