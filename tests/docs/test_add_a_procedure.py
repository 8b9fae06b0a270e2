"""docs/add-a-procedure.md, done: one new file, and the procedure is read about, checked, begun and filled in."""

import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from procedures import catalogue, checks
from tests.journeys.answers import OLENA

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "add-a-procedure.md"
AREA, COPIED, NEW = "temporary-residence", "temporary-work.toml", "work-in-the-harbour"
TITLE = "Work in the harbour"


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The folder of definitions with one more file, made as the document says: a copy that is changed."""
    folder = tmp_path / "definitions"
    shutil.copytree(catalogue.DEFINITIONS, folder)
    text = (folder / AREA / COPIED).read_text(encoding="utf-8")
    changed = text.replace('title = "Temporary residence and work"', f'title = "{TITLE}"', 1)
    (folder / AREA / f"{NEW}.toml").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(catalogue, "DEFINITIONS", folder)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def test_one_file_is_enough(added: None, client: Client) -> None:
    assert f"Copy `{COPIED}`" in GUIDE.read_text(encoding="utf-8")
    assert [each for each in checks.definitions(None) if each.is_serious()] == []
    out = StringIO()
    call_command("procedures", stdout=out)
    assert f"{NEW} (mos)" in out.getvalue()

    told = client.get(f"/api/v1/procedures/{NEW}/", headers={"Accept-Language": "en"}).json()
    assert (told["procedure"]["title"], [fee["key"] for fee in told["fees"]]) == (
        TITLE,
        ["duty-temporary-work", "card"],
    )
    assert client.get(f"/api/v1/procedures/{NEW}/form/").status_code == 200
    assert TITLE in client.get(f"/en/applications/new/{NEW}/").content.decode()

    olena = User.objects.create_user("olena@example.test", "lipowa-brama-2026")
    draft = lifecycle.start(themselves(olena), catalogue.procedure(NEW), language="en")
    client.force_login(olena)
    headers = {"If-Match": '"0"'}
    saved = client.put(
        f"/api/v1/applications/{draft.pk}/steps/name/",
        {"answers": OLENA["name"]},
        content_type="application/json",
        headers=headers,
    )
    assert saved.status_code == 200, saved.content
    assert TITLE in client.get(f"/en/applications/{draft.pk}/").content.decode()


def test_a_forgotten_half_stops_the_start(added: None) -> None:
    """The fee of the card is left out, and the family's relief from it is not."""
    path = catalogue.DEFINITIONS / AREA / f"{NEW}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(', "card"]', "]", 1), encoding="utf-8")
    _forget()
    said = [str(each.msg) for each in checks.definitions(None)]
    assert said == [f"{NEW}.toml, field 'under-16': relieves of 'card', which is no fee of this procedure"]


def _forget() -> None:
    catalogue._procedures.cache_clear()
    catalogue.form_of.cache_clear()
