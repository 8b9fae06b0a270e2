"""The report of a change on the command line, for whoever has no browser at hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from content.models import GuidePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_loaded")]


def printed(unit: str) -> str:
    out = StringIO()
    call_command("law_impact", unit, stdout=out)
    return out.getvalue().replace("\xa0", " ")


def test_it_lists_places_and_the_guides_of_every_language() -> None:
    text = printed("foreigners:108(1)")
    assert text.startswith("foreigners:108(1): art. 108(1)")
    assert "foreigners:108(1)(2) When to apply › You can apply even when your stay is no longer lawful" in text
    guide = GuidePage.objects.get(procedure="temporary-work", locale__language_code="pl")
    assert f"pl {guide.address()}" in text
    assert "uk /uk/" in text


def test_an_unverified_claim_is_marked() -> None:
    lines = printed("foreigners:8(2)").splitlines()
    assert [each for each in lines if "Papers of the business" in each and "(not verified, checked on" in each]


def test_an_act_as_a_whole_is_asked_for_by_its_key() -> None:
    assert printed("r530").startswith("r530: Regulation on the application for a CUKR card")


def test_it_reads_a_unit_as_people_say_it() -> None:
    assert printed("art. 57 § 4 KPA").startswith("kpa:57(4): ")


@pytest.mark.parametrize("unit", ["nothing", "foreigners:9999", "nothing:1x"])
def test_what_is_no_unit_is_said(unit: str) -> None:
    with pytest.raises(CommandError, match="no unit of the law is called"):
        printed(unit)
