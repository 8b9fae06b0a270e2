"""The record of contacts: dated, with a source, kept by editors, shown where somebody has to be reached."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from content import contacts, first_contacts
from content.contacts import Contact, Purpose
from tests.content.conftest import LANGUAGES

today = timezone.localdate
ROW = {"name": "Urząd", "source": "list z 1.02.2026", "email": "pomoc@example.test", "purpose": "security"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["contact", "help", "accessibility", "privacy", "cookies"])
def test_every_statement_says_whom_to_write_to(client: Client, content_loaded: None, language: str, path: str) -> None:
    page = client.get(f"/{language}/{path}/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert re.search(r'href="(?:mailto:|tel:\+)|ul\. Taborowa', main)


def test_what_nobody_has_checked_says_so_and_what_was_checked_names_the_day(
    client: Client, content_loaded: None
) -> None:
    page = client.get("/en/contact/").content.decode()
    assert page.count("Not checked yet") == sum(len(contacts.group(purpose, today()).contacts) for purpose in Purpose)
    Contact.objects.update(checked_on=date(2026, 11, 20))
    page = client.get("/en/contact/").content.decode()
    assert "Not checked yet" not in page
    assert 'datetime="2026-11-20"' in page


def test_a_purpose_without_an_address_names_who_helps_and_says_that_it_has_none(
    client: Client, content_loaded: None
) -> None:
    group = contacts.group(Purpose.SECURITY, today())
    assert (group.is_own, [each.purpose for each in group.contacts]) == (False, ["help"])
    assert "No address of its own is known" in client.get("/en/contact/").content.decode()
    Contact.objects.create(**ROW)
    assert [each.email for each in contacts.group(Purpose.SECURITY, today()).contacts] == ["pomoc@example.test"]


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "found"), [("2026-01-31", 0), ("2026-02-01", 1), ("2026-02-28", 1), ("2026-03-01", 0)])
def test_a_row_holds_from_its_first_day_to_its_last(day: str, found: int) -> None:
    Contact.objects.create(**ROW, valid_from=date(2026, 2, 1), valid_to=date(2026, 2, 28))
    assert len(contacts.on(date.fromisoformat(day), "security")) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"email": ""}, {"valid_from": date(2026, 2, 2), "valid_to": date(2026, 2, 1)}, {"checked_on": date(2999, 1, 1)}],
)
def test_a_row_that_reaches_nobody_or_is_dated_wrongly_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Contact(**ROW | wrong).full_clean()


def test_the_record_is_made_once_and_then_left_to_its_editors(content_loaded: None) -> None:
    assert first_contacts.load() == []
    Contact.objects.filter(purpose="advice").delete()
    assert first_contacts.load() == []


@pytest.mark.urls("config.urls_editors")
def test_an_editor_adds_a_row(client: Client, editor: User) -> None:
    client.force_login(editor)
    listed = client.get("/admin/snippets/content/contact/")
    assert listed.status_code == 200
    row = ROW | {
        "phones": "+48 22 000 00 00",
        "valid_from": today().isoformat(),
        "valid_to": "",
        "checked_on": "",
    }
    answer = client.post("/admin/snippets/content/contact/add/", row)
    assert answer.status_code == 302
    assert Contact.objects.get(purpose="security").numbers == ["+48 22 000 00 00"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_telephone_number_is_a_link(client: Client, content_loaded: None, language: str) -> None:
    for path in ("contact", "offices", "guides/temporary-work"):
        page = client.get(f"/{language}/{path}/").content.decode()
        page = re.sub(r"<(script|svg).*?</\1>", "", page, flags=re.S)
        linked = re.findall(r'<a href="tel:\+48\d{9}"><bdi class="mos-code">([^<]+)</bdi></a>', page)
        assert linked
        rest = re.sub(r'<a href="tel:.*?</a>', "", page)
        assert re.findall(r">\s*(?:\+48 )?\d{2,3} \d{2,3} \d{2,3}(?: \d{2,3})?\s*<", rest) == []
