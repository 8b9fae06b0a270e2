"""Which version of its form an annex is filled in under, and whether one that was begun before still goes with it.

An annex goes with the application's form: what was begun under a version from before that form's day is out of date,
signed or not. So is what is taken no more today.
"""

from django.utils import timezone

from applications.annexes.models import AnnexRequest, OwnAnnex
from applications.answers import moving, sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Written
from applications.drafting import lifecycle, versions
from procedures import catalogue
from procedures.language.schema import Form


def to_begin(form_key: str) -> Form:
    """The version of today."""
    return catalogue.form(form_key, catalogue.in_force(form_key, timezone.localdate()))


def is_outdated(annex: AnnexRequest | OwnAnnex, *, with_form: Form | None = None) -> bool:
    """As the application stands, or as it would with another version of its own form."""
    form = with_form or lifecycle.form_of(annex.application)
    if annex.form_version < catalogue.in_force(annex.form_key, versions.since(form)):
        return True
    until = catalogue.taken_until(annex.form_key, annex.form_version)
    return until is not None and until < timezone.localdate()


def move(annex: AnnexRequest | OwnAnnex, sheet: Sheet, *, expected: int | None = None) -> Written:
    """What was filled in goes on under the version of today; the caller saves the row. Raises Stale."""
    before, after = catalogue.form(annex.form_key, annex.form_version), to_begin(annex.form_key)
    revision = sheet.revision if expected is None else expected
    contents = moving.carried(sheets.read(sheet), before=before, after=after, revision=revision + 1)
    written = sheets.move(sheet, contents, after, expected=revision)
    annex.form_version = after.version
    return written
