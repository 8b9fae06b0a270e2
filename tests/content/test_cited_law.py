"""Editors find a unit of the law, and see what they review when it changes."""

from html import unescape
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from content.models import GuidePage
from procedures.citing import index
from procedures.law import acts
from procedures.law.citations import Citation

INDEX = "/admin/cited-law/"
ACT, UNREAD = f"{INDEX}foreigners/", f"{INDEX}special/"
UNIT, POINT, UNCITED = f"{ACT}108/", f"{ACT}108(1)(2)/", f"{ACT}451/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_host")]


@pytest.fixture
def editors(editor: User) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(editor)
    return browser


def page(browser: Client, address: str) -> html.HtmlElement:
    answer = browser.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def text_of(found: html.HtmlElement) -> str:
    return " ".join(unescape(found.text_content()).split())


def elements(found: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return list(found.xpath(path))


def section(found: html.HtmlElement, anchor: str) -> str:
    (whole,) = found.xpath(f"//section[h2[@id='{anchor}']]")
    return text_of(whole)


def test_the_list_has_every_act_with_the_number_of_its_cited_units(editors: Client) -> None:
    rows = page(editors, INDEX).xpath("//main//tbody/tr")
    shown = {row.xpath(".//a/@href")[0]: int(row.xpath("td")[2].text) for row in rows}
    assert shown == {f"{INDEX}{act.key}/": count for act, count in index.cited_acts().items()}


def test_an_act_has_its_cited_units_in_order_with_counts_and_marks(editors: Client) -> None:
    rows = page(editors, ACT).xpath("//main//tbody/tr")
    cited = index.cited_units(acts.table()["foreigners"])
    assert [unquote(row.xpath(".//a/@href")[0]) for row in rows] == [f"{ACT}{each.citation.unit}/" for each in cited]
    assert [int(row.xpath("td")[1].text) for row in rows] == [len(each.places) for each in cited]
    marked = [bool(row.find_class("outline-unverified")) for row in rows]
    assert marked == [each.is_unverified for each in cited]
    assert True in marked
    assert False in marked


def test_an_act_that_only_is_cited_whole_says_by_whom(editors: Client) -> None:
    shown = text_of(page(editors, f"{INDEX}r530/"))
    assert "What cites the act as a whole" in shown
    assert "CUKR" in shown


def test_a_unit_says_what_cites_it_its_parts_and_the_whole(editors: Client) -> None:
    found = page(editors, f"{ACT}108(1)/")
    assert "art. 108(1)(2): When to apply › You can apply even when" in section(found, "parts").replace("\xa0", " ")
    assert "art. 108: as a whole" in section(found, "whole").replace("\xa0", " ")
    assert "art. 108(2)" not in section(found, "parts").replace("\xa0", " ")
    assert "Nothing." in section(page(editors, UNCITED), "own")


def test_each_place_leads_to_where_the_outline_says_it(editors: Client) -> None:
    links = page(editors, POINT).xpath("//section[h2[@id='own']]//a/@href")
    assert "/admin/outlines/procedure/short-stay/#deadline-1" in links
    for link in set(links):
        address, _hash, anchor = link.partition("#")
        assert not anchor or page(editors, address).get_element_by_id(anchor) is not None


def test_it_says_which_claims_are_not_verified_and_when_each_was_checked(editors: Client) -> None:
    found = page(editors, f"{ACT}8(2)/")
    (marked,) = [
        each for each in found.xpath("//section[h2[@id='own']]//li") if "Papers of the business" in text_of(each)
    ]
    assert "not verified" in text_of(marked)
    assert "Checked on November 26, 2026" in text_of(marked) or "26 November 2026" in text_of(marked)


def test_the_state_of_a_unit_is_said_as_far_as_it_is_known(editors: Client) -> None:
    assert "in force" in text_of(page(editors, UNIT).find_class("outline-lines")[0])
    assert "repealed" in text_of(page(editors, f"{ACT}1(7)/").find_class("outline-lines")[0])
    shown = text_of(page(editors, f"{UNREAD}100d/").find_class("outline-lines")[0])
    assert "Not known: nobody read this act." in shown


def test_it_links_the_official_text(editors: Client) -> None:
    assert acts.table()["foreigners"].source in page(editors, UNIT).xpath("//main//a/@href")


def test_the_guides_of_each_procedure_it_touches_are_listed_in_every_language(editors: Client) -> None:
    found = page(editors, UNIT)
    guides = GuidePage.objects.filter(procedure="temporary-work")
    assert guides.count() >= 4
    links = found.xpath("//section[h2[@id='guides']]//a/@href")
    assert {f"/admin/pages/{each.pk}/edit/" for each in guides} <= set(links)


def test_a_guide_that_is_not_published_is_said_to_be_so(editors: Client) -> None:
    GuidePage.objects.filter(procedure="temporary-work", locale__language_code="pl").update(live=False)
    assert "(not published)" in section(page(editors, UNIT), "guides")


@pytest.mark.parametrize(
    ("typed", "act", "found"),
    [
        ("art. 108", "foreigners", UNIT),
        ("108 ust. 1 pkt 2", "foreigners", POINT),
        ("kpa 57 § 4", "foreigners", f"{INDEX}kpa/57(4)/"),
        ("§ 3", "r553", f"{INDEX}r553/§3/"),
        ("annex 8", "r553", f"{INDEX}r553/annex 8/"),
        ("100d", "special", f"{UNREAD}100d/"),
    ],
)
def test_a_unit_is_found_as_people_say_it(editors: Client, typed: str, act: str, found: str) -> None:
    answer = editors.get(INDEX, {"q": typed, "act": act})
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == found
    assert editors.get(answer["Location"]).status_code == 200


def test_what_there_is_not_is_said_with_what_it_would_stand_in(editors: Client) -> None:
    answer = editors.get(INDEX, {"q": "108 ust. 99", "act": "foreigners"})
    shown: html.HtmlElement = html.fromstring(answer.content.decode())
    (alert,) = elements(shown, "//*[@role='alert']")
    assert "There is no such unit in this act" in text_of(alert)
    assert [link.get("href") for link in alert.iter("a")] == [UNIT]
    assert [each.get("value") for each in elements(shown, "//input[@id='q']")] == ["108 ust. 99"]


@pytest.mark.parametrize("query", [{"q": "stay"}, {"q": "art. 1", "act": "nothing"}, {"act": "nothing"}, {"q": " "}])
def test_what_names_no_unit_is_no_error(editors: Client, query: dict[str, str]) -> None:
    assert editors.get(INDEX, query).status_code == 200


@pytest.mark.parametrize(
    "address", [f"{INDEX}nothing/", f"{INDEX}nothing/1/", f"{ACT}99999/", f"{ACT}one/", f"{UNREAD}one/"]
)
def test_what_is_no_unit_of_an_act_is_not_found(editors: Client, address: str) -> None:
    assert editors.get(address).status_code == 404


@pytest.mark.parametrize("address", [INDEX, ACT, UNIT, f"{INDEX}?q=108"])
def test_only_who_may_edit_pages_reads_them(client: Client, editor: User, address: str) -> None:
    assert client.get(address).status_code == 302
    editor.groups.clear()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_the_menu_leads_to_them(editors: Client) -> None:
    assert INDEX in editors.get("/admin/").content.decode()


def test_it_is_in_polish_for_who_works_in_polish(editor: User) -> None:
    browser = Client(headers={"accept-language": "pl"})
    browser.force_login(editor)
    found = page(browser, POINT)
    assert "art. 108 ust. 1 pkt 2" in text_of(found).replace("\xa0", " ")
    assert "What cites" not in text_of(found)


def test_a_unit_that_much_cites_asks_the_database_as_much_as_one_that_nothing_cites(
    editors: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert len(index.of(Citation("foreigners", "106d")).every) > 20 * len(index.of(Citation("foreigners", "53")).every)
    for address in (f"{ACT}53/", f"{ACT}106d/", ACT, UNREAD):
        editors.get(address)
    with django_assert_num_queries(11):
        editors.get(f"{ACT}53/")
    with django_assert_num_queries(11):
        editors.get(f"{ACT}106d/")
    for address in (ACT, UNREAD):
        with django_assert_num_queries(10):
            editors.get(address)
