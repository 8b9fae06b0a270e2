"""The offices' pages: every one of the sixteen, what is known and how sure, and finding one by a typed place."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from content import office_page
from procedures.tables import offices
from procedures.tables.reach import Evidence, Hours
from tests.content.conftest import LANGUAGES

pytestmark = pytest.mark.django_db


def html(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def asked(client: Client, place: str) -> Any:
    return client.post("/en/offices/", {"place": place})


def linked(answer: Any) -> list[str]:
    """The offices that are suggested."""
    above = answer.content.decode().partition("mos-finder")[0]
    return re.findall(r'href="/en/offices/(\d\d)/"', above)


def suggested(answer: Any) -> list[str]:
    """How they are told."""
    above = answer.content.decode().partition("mos-finder")[0]
    links = re.findall(r'href="/en/offices/\d\d/">(.*?)</a>', above, re.S)
    return [
        " ".join(re.sub(r"<[^>]+>", "", unescape(each)).replace("\n", " ").split()).replace(" :", ":") for each in links
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_office_has_a_page_and_the_list_leads_to_it(client: Client, language: str) -> None:
    listed = re.findall(rf'href="/{language}/offices/(\d\d)/"', html(client, f"/{language}/offices/"))
    assert listed == [each.teryt for each in offices.all()]
    for each in offices.all():
        page = html(client, f"/{language}/offices/{each.teryt}/")
        assert [line for line in (each.name, *each.address, *each.phones) if line not in page] == []
        assert "<form" not in page.partition("<main")[2]
    html(client, f"/{language}/offices/99/", status=404)


def test_what_nobody_found_is_said_to_be_unknown(client: Client) -> None:
    page = html(client, "/en/offices/04/")
    told = dict(re.findall(r'__key">(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>', page, re.S))
    unknown = re.findall(r"<li>(.*?)</li>", told["Not known"])
    assert unknown == ["Address for letters", "Telephone", "Opening hours", "Booking a visit", "Accessibility"]
    address = " ".join(told["Address"].split())
    assert "May be wrong: make sure before you rely on it. No source was found." in address


def test_a_branch_is_told_with_its_telephone(client: Client) -> None:
    page = html(client, "/en/offices/32/")
    assert page.index("Koszalin") < page.index('href="tel:+48943428338"')


def test_hours_and_a_source_are_told_where_they_are_known() -> None:
    facts = (
        Evidence(field="hours", confidence="high", source="https://example.org/hours"),
        Evidence(field="booking", confidence="low"),
    )
    branch = offices.Branch(
        place="Elbląg",
        hours=(Hours(day="monday", opens="08:00", closes="16:00"),),
        booking="https://example.org/book",
        facts=facts,
    )
    told = {each.key: each for each in office_page.of(branch).fields}
    (monday,) = told["hours"].hours
    assert (monday.opens, monday.closes, told["hours"].source_url) == ("08:00", "16:00", "https://example.org/hours")
    assert told["booking"].links == ("https://example.org/book",)
    assert "phones" not in told
    with translation.override("en"):
        assert "Telephone" in office_page.of(branch).unknown


def test_a_typed_place_suggests_offices_and_never_stands_in_the_address(client: Client) -> None:
    assert linked(asked(client, "bielsko")) == ["24"]
    one = asked(client, "34-300")
    assert linked(one) == ["24"]
    assert suggested(one) == ["Żywiec: śląskie (Katowice)"]
    assert "A postal code is only a hint" in one.content.decode()
    both = asked(client, "34")
    assert linked(both) == ["12", "24"]
    assert "A postal code is only a hint" in both.content.decode()
    assert linked(client.get("/en/offices/?place=bielsko")) == []


def test_towns_of_one_name_say_their_voivodeships(client: Client) -> None:
    found = asked(client, "leszno")
    assert suggested(found)[:2] == ["Leszno: wielkopolskie (Poznań)", "Leszno: mazowieckie (Warszawa)"]
    assert linked(found)[:2] == ["30", "14"]
    assert "A postal code is only a hint" not in found.content.decode()


def test_a_branch_in_the_town_itself_is_told(client: Client) -> None:
    told = "There is a branch in this town."
    assert [asked(client, each).content.decode().count(told) for each in ("Koszalin", "75-001", "Szczecin")] == [
        1,
        1,
        0,
    ]


def test_a_card_says_which_of_its_facts_has_no_source(client: Client) -> None:
    cards = html(client, "/en/offices/").partition("mos-finder")[2].split('class="mos-office"')[1:17]
    told = [
        office for card, office in zip(cards, offices.all(), strict=True) if "Website: No source was found." in card
    ]
    assert [each.teryt for each in told] == [each.teryt for each in offices.all() if "sites" in each.unsourced] != []
    assert "Telephone: No source was found." not in "".join(cards)


def test_of_many_places_the_likeliest_are_shown_and_it_says_so(client: Client) -> None:
    many = asked(client, "no")
    assert len(linked(many)) == 10
    assert re.search(r"Found: [0-9]{2,3}. Only the likeliest are shown", many.content.decode())
    assert "Only the likeliest" not in asked(client, "Kraków").content.decode()


def test_a_name_that_is_spelled_otherwise_is_told_from_a_certain_one(client: Client) -> None:
    page = asked(client, "Czenstochowa")
    assert suggested(page) == ["Częstochowa: śląskie (Katowice)"]
    assert "Nothing is called so. You may mean" in page.content.decode()
    assert "Your office may be" not in page.content.decode()


def test_where_towns_and_codes_are_from_is_told(client: Client) -> None:
    page = html(client, "/en/offices/")
    assert 'href="https://opendatacommons.org/licenses/odbl/1-0/"' in page
    assert "Countries States Cities Database" in page


def test_a_place_that_is_not_known_says_so_and_an_empty_one_is_an_error(client: Client) -> None:
    unknown = asked(client, "Atlantis")
    assert (linked(unknown), unknown.status_code) == ([], 200)
    assert "We do not know this place" in unknown.content.decode()
    empty = asked(client, " ")
    assert empty.status_code == 422
    assert "Enter a postal code, a town or a voivodeship" in empty.content.decode()


def test_central_offices_are_told_with_what_they_are_for(client: Client) -> None:
    page = html(client, "/en/offices/")
    assert "Refugee Board" in page
    assert "Hears appeals about international protection." in page
