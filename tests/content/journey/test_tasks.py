"""The task list says what is true of each part now."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from applications.annexes import status
from content.journey import tasks

PK = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([status.SIGNED], ""),
        ([status.SIGNED, status.SIGNED], ""),
        ([status.SIGNED, status.SENT], "You cannot sign before it is signed"),
        ([status.STALE], "You cannot sign before it is signed"),
        ([status.MISSING], "You cannot sign before it is signed"),
    ],
)
def test_annexes_hinder_only_while_one_is_not_signed(
    monkeypatch: pytest.MonkeyPatch, states: list[str], said: str
) -> None:
    asked = [status.AnnexStatus(key="a", title="Annex", state=state) for state in states]
    monkeypatch.setattr(status, "of", lambda application: asked)
    with translation.override("en"):
        [task] = tasks._annexes(SimpleNamespace(pk=PK))  # type: ignore[arg-type]  # only its id is asked
    assert task.hint == said
