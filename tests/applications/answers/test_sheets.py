"""A sheet keeps answers sealed, and never lets one save overwrite another in silence."""

import pytest

from applications.answers import sheets
from applications.answers.models import Sheet
from applications.answers.sheets import Contents, Stale
from procedures.language.schema import Form
from sealing import keys
from sealing.errors import KeyDestroyed, SealBroken

pytestmark = pytest.mark.django_db
FORM = Form(key="tiny", version="1", title="Tiny", official_title="Mały", law=())
NAME = frozenset({"surname"})


def sheet_with(answers: dict[str, str]) -> Sheet:
    return sheets.create(FORM, keys.create("draft"), answers=answers)


def test_a_new_sheet_holds_what_was_known_at_the_start() -> None:
    sheet = sheet_with({"purpose": "work"})
    assert (sheet.form_key, sheet.form_version, sheet.revision) == ("tiny", "1", 0)
    assert sheets.read(Sheet.objects.get()) == Contents(answers={"purpose": "work"})


def test_nothing_of_the_answers_is_readable_in_the_row() -> None:
    sheet = sheet_with({"surname": "Kovalenko"})
    assert b"Kovalenko" not in bytes(Sheet.objects.get(pk=sheet.pk).sealed)


def test_valid_answers_replace_what_was_typed_and_the_former_answers_of_the_step() -> None:
    before = Contents(
        answers={"purpose": "work", "surname": "Old", "name": "Old"}, typed={"person": {"person-surname": ["x"]}}
    )
    after = before.with_answers("person", {"surname": "Kovalenko"}, replacing=frozenset({"surname", "name"}))
    assert after == Contents(answers={"purpose": "work", "surname": "Kovalenko"})


def test_what_is_typed_and_not_valid_takes_the_former_answers_away() -> None:
    before = Contents(answers={"purpose": "work", "surname": "Old"})
    after = before.with_typed("person", {"person-surname": ["K0valenko"]}, replacing=NAME)
    assert after == Contents(answers={"purpose": "work"}, typed={"person": {"person-surname": ["K0valenko"]}})


def test_a_save_raises_the_revision_and_says_which_step_changed() -> None:
    sheet = sheet_with({})
    sheets.save(sheet, Contents(answers={"surname": "Kovalenko"}), expected=0, step="person")
    stored = Sheet.objects.get()
    assert stored.revision == sheet.revision == 1
    assert sheets.read(stored) == Contents(answers={"surname": "Kovalenko"}, changed={"person": 1})


def test_a_save_over_another_one_writes_nothing_and_shows_what_is_there() -> None:
    sheet, same = sheet_with({}), Sheet.objects.select_related("key").get()
    sheets.save(sheet, Contents(answers={"surname": "Kovalenko"}), expected=0, step="person")
    with pytest.raises(Stale) as refused:
        sheets.save(same, Contents(answers={"surname": "Hassan"}), expected=0, step="person")
    assert refused.value.revision == 1
    assert refused.value.contents == Contents(answers={"surname": "Kovalenko"}, changed={"person": 1})
    assert sheets.read(Sheet.objects.get()).answers == {"surname": "Kovalenko"}


def test_what_was_sealed_for_one_sheet_cannot_be_moved_to_another() -> None:
    one, other = sheet_with({"surname": "Kovalenko"}), sheet_with({})
    other.sealed, other.key = one.sealed, one.key
    with pytest.raises(SealBroken):
        sheets.read(other)


def test_a_sheet_whose_key_is_destroyed_is_gone() -> None:
    sheet = sheet_with({"surname": "Kovalenko"})
    keys.destroy(sheet.key)
    with pytest.raises(KeyDestroyed):
        sheets.read(Sheet.objects.select_related("key").get())
