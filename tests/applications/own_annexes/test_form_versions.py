"""An annex of one's own moves with its application: what is filled in goes on, and what changed is looked at again."""

from pathlib import Path

import pytest

from accounts.acting import themselves
from applications.annexes import versions
from applications.annexes.models import OwnAnnex
from applications.annexes.own import filling
from applications.annexes.versions import Becoming
from applications.drafting.models import Application
from procedures import catalogue
from tests.applications.filing.conftest import reloaded
from tests.applications.own_annexes.conftest import ANNEX, DIRECTORY, STEPS, fill_in
from tests.newer_forms import FIRST, NEWER, NewerForms

pytestmark = pytest.mark.django_db
TOPIC = ('label = "Topic"', 'label = "What you study"')


@pytest.fixture
def newer(application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewerForms:
    return NewerForms(DIRECTORY, tmp_path, monkeypatch)


def move(application: Application) -> None:
    current = reloaded(application)
    assert current.sheet is not None
    acting = themselves(application.principal)
    versions.move(current, NEWER, expected=current.sheet.revision, acting=acting)


def outlook(application: Application) -> list[tuple[Becoming, bool]]:
    form = catalogue.form_of("plain", NEWER)
    return [(each.becomes, each.is_own) for each in versions.outlook(reloaded(application), form)]


def test_an_own_annex_moves_with_its_application(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    newer.publish("plain")
    newer.publish(ANNEX, TOPIC)
    assert outlook(application) == [(Becoming.OVER_AGAIN, True)]
    move(application)
    found = filling.get(reloaded(application), ANNEX)
    assert (OwnAnnex.objects.get().form_version, found.form.version) == (NEWER, NEWER)
    assert [step.key for step in found.unfinished] == ["topic"]
    assert found.contents.answers["r.topic"] == STEPS["topic"]["r.topic"]
    assert not found.is_complete


def test_an_own_annex_whose_form_stays_as_it_is_stays_complete(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    newer.publish("plain")
    assert outlook(application) == [(Becoming.STAYS, True)]
    move(application)
    assert OwnAnnex.objects.get().form_version == FIRST
    assert filling.get(reloaded(application), ANNEX).is_complete


def test_an_own_annex_is_begun_on_the_version_of_the_day(application: Application, newer: NewerForms) -> None:
    newer.publish(ANNEX, TOPIC)
    newer.publish(ANNEX, version="2999-01-01")
    assert filling.get(reloaded(application), ANNEX).form.version == NEWER
