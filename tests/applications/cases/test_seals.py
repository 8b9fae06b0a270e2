"""What a case keeps opens for good: a seal is bound to words of its own, whatever a class is called today."""

import pytest

from applications.cases import seals
from applications.cases.models import CaseEvent, CaseFile, Request
from sealing import keys
from sealing.models import new_id

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("row", "word"), [(CaseEvent, "event"), (Request, "request"), (CaseFile, "file")])
def test_a_row_opens_under_the_word_it_was_sealed_with(row: type[CaseEvent], word: str) -> None:
    key, made = keys.create("case"), row(pk=new_id())
    made.sealed = keys.seal_json(key, {"number": "WSC-II"}, context=f"case-{word}:{made.pk}")
    assert seals.unseal(key, made) == {"number": "WSC-II"}
