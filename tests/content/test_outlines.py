"""Editors read forms, procedures and trees as outlines, print them, and compare two versions."""

import shutil
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from procedures import catalogue

INDEX = "/admin/outlines/"
PROCEDURE, FORM, TREE = (
    f"{INDEX}procedure/studies/",
    f"{INDEX}form/temporary-residence/",
    f"{INDEX}tree/which-procedure/",
)
LATER = "2027-01-01"
CHANGES = f"{INDEX}form/annex4-research/2026-04-27/{LATER}/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_host")]


@pytest.fixture
def editors(editor: User) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(editor)
    return browser


@pytest.fixture
def later_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A version to come of a real form: one question reads otherwise, one is not asked any more."""
    folder = tmp_path / "forms"
    shutil.copytree(catalogue.FORMS, folder)
    text = (folder / "annex4-research" / "2026-04-27.toml").read_text()
    (folder / "annex4-research" / f"{LATER}.toml").write_text(text.replace('title = "', 'title = "New: ', 1))
    monkeypatch.setattr(catalogue, "FORMS", folder)
    yield
    catalogue.form_of.cache_clear()


def page(browser: Client, address: str) -> html.HtmlElement:
    answer = browser.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def text_of(browser: Client, address: str) -> str:
    return " ".join(unescape(page(browser, address).text_content()).split())


def test_every_form_procedure_and_tree_is_in_the_list_with_what_is_unverified(editors: Client) -> None:
    listed = page(editors, INDEX)
    addresses = [link.get("href") for link in listed.xpath("//td[@class='title']//a")]
    wanted = [f"{INDEX}form/{key}/{each}/" for key in catalogue.forms() for each in catalogue.versions(key)]
    wanted += [f"{INDEX}procedure/{each.key}/" for each in catalogue.procedures()]
    assert sorted(addresses) == sorted([*wanted, *(f"{INDEX}tree/{key}/" for key in catalogue.tree_keys())])
    rows = [list(row.iter("td")) for row in listed.xpath("//div[@class='nice-padding']//tbody/tr")]
    counts = {name.xpath(".//a/@href")[0]: count.text for name, _version, count in rows}
    marks = page(editors, PROCEDURE).find_class("outline-unverified")
    assert int(counts[PROCEDURE]) == len([mark for mark in marks if mark.getparent().tag in ("h3", "h4")]) > 0


def test_each_of_the_list_is_a_page(editors: Client) -> None:
    for link in page(editors, INDEX).xpath("//td[@class='title']//a"):
        found = page(editors, link.get("href"))
        ids = [each.get("id") for each in found.xpath("//div[@class='outline']//*[@id]")]
        assert len(ids) == len(set(ids))
        links = [each.get("href") for each in found.xpath("//div[@class='outline']//a")]
        within = [link[1:] for link in links if link.startswith("#")]
        assert set(within) <= set(ids)


def test_a_procedure_says_its_conditions_in_words_and_links_its_articles(editors: Client) -> None:
    shown = text_of(editors, PROCEDURE)
    assert "the answer to “Which document do you have?” is “A passport or another travel document”" in shown
    law = page(editors, PROCEDURE).find_class("outline-law")
    assert "/admin/cited-law/foreigners/144(1)(1)(b)/" in {link.get("href") for link in law}
    assert not [link for link in law if not link.get("href").startswith("/admin/cited-law/")]
    official = [link.get("href") for link in page(editors, PROCEDURE).xpath("//section[h2[@id='cited']]//a")]
    assert "https://eli.gov.pl/eli/DU/2013/1650/ogl" in official
    assert "art. 144(1)(1)(b)" in unescape(shown).replace("\N{NO-BREAK SPACE}", " ")


def test_a_form_has_its_official_words_marked_as_polish_and_its_payload_names(editors: Client) -> None:
    found = page(editors, FORM)
    titles = {each.text_content() for each in found.xpath("//h3/span[@lang='pl']")}
    assert {"Nazwisko", "Imię (imiona)"} <= titles
    assert {"surname", "givenNames"} <= {each.text_content() for each in found.iter("code")}


def test_headings_go_down_a_level_at_a_time(editors: Client) -> None:
    for address in (INDEX, PROCEDURE, FORM, TREE):
        headings = page(editors, address).xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
        levels = [int(each.tag[1]) for each in headings]
        assert levels[0] == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), address


def test_it_prints_without_what_is_around_it(editors: Client) -> None:
    found = page(editors, PROCEDURE)
    (sheet,) = [each for each in found.iter("link") if each.get("href").endswith("css/outline.css")]
    style = Path("site/static/css/outline.css").read_text()
    assert sheet.get("media") is None
    printed = style[style.index("@media print") :]
    assert "#wagtail-sidebar" in printed
    (head,) = found.find_class("outline-printed")
    assert str(timezone.localdate().year) in head.text_content()


def test_it_is_in_polish_for_who_works_in_polish(editor: User) -> None:
    browser = Client(headers={"accept-language": "pl"})
    browser.force_login(editor)
    shown = text_of(browser, PROCEDURE)
    assert "odpowiedź na „" in shown
    assert "the answer to" not in shown


def test_two_versions_are_compared_in_words(editors: Client, later_version: None) -> None:
    assert CHANGES.removeprefix(INDEX) in str(html.tostring(page(editors, f"{INDEX}form/annex4-research/{LATER}/")))
    found = page(editors, CHANGES)
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in found.xpath("//div[@class='nice-padding']//tbody/tr")
    ]
    assert ["said otherwise", "Version", "2026-04-27", LATER] in rows
    gone = [row for row in rows if row[0] == "gone"]  # the new version has no ready sentences yet
    assert gone
    assert {row[3] for row in gone} == {"–"}
    assert len(list(found.iter("del"))) == len(rows)
    assert len(list(found.iter("ins"))) == len(rows) - len(gone)


@pytest.mark.parametrize(
    "address",
    [
        "form/nothing/",
        "form/temporary-residence/2020-01-01/",
        "form/temporary-residence/2020-01-01/2026-04-27/",
        "procedure/nothing/",
        "procedure/studies/2026-04-27/",
        "tree/nothing/",
        "family/studies/",
    ],
)
def test_what_there_is_no_outline_of_is_not_found(editors: Client, address: str) -> None:
    assert editors.get(f"{INDEX}{address}").status_code == 404


@pytest.mark.parametrize("address", [INDEX, PROCEDURE, FORM, TREE, f"{INDEX}form/a/b/c/"])
def test_only_who_may_edit_pages_reads_them(client: Client, editor: User, address: str) -> None:
    assert client.get(address).status_code == 302
    editor.groups.clear()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert INDEX not in client.get("/admin/").content.decode()


def test_the_menu_leads_to_them(editors: Client) -> None:
    assert INDEX in editors.get("/admin/").content.decode()


def test_a_page_asks_the_database_as_much_as_a_short_one(
    editors: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (f"{INDEX}procedure/tolerated-stay/", PROCEDURE, FORM, INDEX):
        editors.get(address)
    with django_assert_num_queries(10):
        editors.get(f"{INDEX}procedure/tolerated-stay/")
    with django_assert_num_queries(10):
        editors.get(INDEX)
