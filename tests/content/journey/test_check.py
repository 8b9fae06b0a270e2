"""The page on which a person looks at everything once more before signing."""

import re

import pytest
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language.schema import NONE
from tests.acting import own
from tests.journeys.answers import OLENA
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client: Client) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    started = lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")
    answers = {"purpose": "1", **{key: value for step in OLENA.values() for key, value in step.items()}}
    contents = Contents(answers={**answers, "travels5y": NONE})
    lifecycle.save_step(started, contents, step="journeys", expected=0, acting=own(started))
    return Application.objects.get(pk=started.pk)


def test_what_is_unusual_is_said_with_the_way_to_change_it_and_stops_nobody(client: Client, draft: Application) -> None:
    page = without_unseen(client.get(f"/en/applications/{draft.pk}/check/").text)
    part = page.partition('aria-labelledby="cautions"')[2].partition("</section>")[0]
    assert re.findall(r"<b>(.*?)</b>", part) == ["Stays outside Poland in the last five years"]
    assert "You entered Poland in the last five years" in part
    assert f'href="/en/applications/{draft.pk}/journeys/"' in part


def test_nothing_is_said_where_nothing_is_unusual(client: Client, draft: Application) -> None:
    contents = Contents(answers={"purpose": "1", "travels5y": [{"country": "DEU", "from": "2023-07-01"}]})
    lifecycle.save_step(draft, contents, step="journeys", expected=1, acting=own(draft))
    assert 'id="cautions"' not in client.get(f"/en/applications/{draft.pk}/check/").text
