"""A person's way through the steps, told as HTTP requests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.answers.sheets import Contents
from applications.drafting import kept, lifecycle
from applications.drafting.models import Application, KeptPost
from tests.whitespace import hidden_fields, without_unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]


def address(draft: Application, step: str, language: str = "en") -> str:
    return f"/{language}/applications/{draft.pk}/{step}/"


def save(client: Client, draft: Application, step: str, **values: Any) -> Any:
    """Open the step, fill it in and press a button."""
    sent = hidden_fields(client.get(address(draft, step)))
    return client.post(address(draft, step), {**sent, **{name.replace("__", "-"): v for name, v in values.items()}})


def contents(draft: Application) -> Contents:
    sheet = Application.objects.select_related("sheet__key").get(pk=draft.pk).sheet
    assert sheet is not None
    return sheets.read(sheet)


def test_a_person_fills_in_a_step_and_comes_to_the_next(signed_in: Client, draft: Application) -> None:
    answer = save(signed_in, draft, "person", person__surname="Kovalenko", person__pesel="92030512343")
    assert (answer.status_code, answer.headers["Location"]) == (302, address(draft, "work"))
    assert contents(draft).answers == {"purpose": "work", "surname": "Kovalenko", "pesel": "92030512343"}


def test_what_is_not_valid_is_shown_with_its_errors_and_kept_for_later(signed_in: Client, draft: Application) -> None:
    answer = save(signed_in, draft, "person", person__surname="Kovalenko", person__pesel="92030512344")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index("govuk-error-summary") < page.index("<h1")
    assert 'href="#id_person-pesel"' in page
    assert contents(draft).answers == {"purpose": "work"}
    again = signed_in.get(address(draft, "person")).content.decode()
    assert 'value="92030512344"' in again
    assert "govuk-error-summary" in again


def test_half_a_step_is_saved_without_being_judged(signed_in: Client, draft: Application) -> None:
    answer = save(signed_in, draft, "person", person__pesel="9203", leave="1")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/applications/{draft.pk}/")
    again = signed_in.get(address(draft, "person")).content.decode()
    assert 'value="9203"' in again
    assert "govuk-error-summary" not in again
    overview = signed_in.get(f"/en/applications/{draft.pk}/").content.decode()
    assert "Begun" in overview


def test_a_whole_step_that_is_left_counts_as_answered(signed_in: Client, draft: Application) -> None:
    save(signed_in, draft, "work", work__employer="Przykład Sp. z o.o.", leave="1")
    assert contents(draft).answers == {"purpose": "work", "employer": "Przykład Sp. z o.o."}


def test_a_draft_is_resumed_from_another_device(signed_in: Client, draft: Application, olena: User) -> None:
    save(signed_in, draft, "work", work__employer="Przykład")
    elsewhere = Client()
    elsewhere.force_login(olena)
    assert 'value="Przykład"' in elsewhere.get(address(draft, "work")).content.decode()


def test_the_language_is_switched_on_a_step_with_unsaved_answers(signed_in: Client, draft: Application) -> None:
    answer = save(signed_in, draft, "person", person__surname="Kovalenko", person__pesel="92", language="uk")
    assert (answer.status_code, answer.headers["Location"]) == (302, address(draft, "person", "uk"))
    page = signed_in.get(answer.headers["Location"]).content.decode()
    assert 'lang="uk"' in page
    assert 'value="Kovalenko"' in page
    assert 'value="92"' in page


def test_an_unknown_language_leads_nowhere_else(signed_in: Client, draft: Application) -> None:
    answer = save(signed_in, draft, "person", language="https://example.com")
    assert answer.headers["Location"] == address(draft, "person")


def test_rows_are_added_and_removed_by_buttons_alone(signed_in: Client, draft: Application) -> None:
    stay = {
        "stays__stays__0__from__day": "1",
        "stays__stays__0__from__month": "9",
        "stays__stays__0__from__year": "2022",
    }
    answer = save(signed_in, draft, "stays", **stay, stays__stays__add="1")
    assert answer.headers["Location"] == address(draft, "stays") + "#id_stays-stays-1"
    page = signed_in.get(address(draft, "stays")).content.decode()
    assert 'name="stays-stays-count" value="2"' in page
    assert 'value="2022"' in page
    assert "govuk-error-message" not in page
    save(signed_in, draft, "stays", stays__stays__remove="0")
    page = signed_in.get(address(draft, "stays")).content.decode()
    assert 'name="stays-stays-count" value="1"' in page
    assert 'value="2022"' not in page


def test_what_is_unusual_is_said_once_and_never_refused(signed_in: Client, draft: Application) -> None:
    days = {"from": ("1", "9", "2022"), "to": ("1", "9", "2021")}
    stay = {
        f"stays__stays__0__{key}__{part}": text
        for key, texts in days.items()
        for part, text in zip(("day", "month", "year"), texts, strict=True)
    }
    first = save(signed_in, draft, "stays", stays__stays__count="1", **stay)
    assert first.status_code == 200
    assert "mos-caution" in first.content.decode()
    assert '<a class="govuk-link" href="#id_stays-stays">Earlier stays in Poland</a>' in without_unseen(first.text)
    assert "govuk-error-summary" not in first.content.decode()
    sent = {name.replace("__", "-"): text for name, text in stay.items()}
    second = signed_in.post(address(draft, "stays"), {**hidden_fields(first), **sent})
    assert second.status_code == 302
    assert contents(draft).answers["stays"] == [{"from": "2022-09-01", "to": "2021-09-01"}]


def test_zeros_in_a_date_that_must_be_known_are_told_at_their_field_and_kept(
    signed_in: Client, draft: Application
) -> None:
    days = {"from": ("00", "00", "2022"), "to": ("0", "9", "2022")}
    stay = {
        f"stays__stays__0__{key}__{part}": text
        for key, texts in days.items()
        for part, text in zip(("day", "month", "year"), texts, strict=True)
    }
    answer = save(signed_in, draft, "stays", stays__stays__count="1", **stay)
    page = without_unseen(answer.text)
    assert answer.status_code == 200
    assert re.findall(r'<li><a href="#(.*?)">(.*?)</a></li>', page) == [
        ("id_stays-stays-0-from-day", "Earlier stays in Poland – 1. From: Enter the month as a number from 1 to 12"),
        ("id_stays-stays-0-to-day", "Earlier stays in Poland – 1. To: Enter the day as a number from 1 to 31"),
    ]
    assert re.findall(r'name="stays-stays-0-from-\w+" inputmode="numeric" value="([^"]*)"', page) == [
        "00",
        "00",
        "2022",
    ]


def test_pasted_text_is_cleaned_before_it_is_judged(signed_in: Client, draft: Application) -> None:
    typed = {"person__surname": "\ufeffNowak\u2011Ko\u00adwalska\u00a0", "person__pesel": "9203051\u200b2343\t"}
    answer = save(signed_in, draft, "person", **typed)
    assert answer.headers["Location"] == address(draft, "work")
    assert contents(draft).answers == {"purpose": "work", "surname": "Nowak-Kowalska", "pesel": "92030512343"}


def test_none_is_an_answer(signed_in: Client, draft: Application) -> None:
    answer = save(signed_in, draft, "stays", stays__stays__none="none")
    assert answer.headers["Location"] == f"/en/applications/{draft.pk}/"
    assert contents(draft).answers["stays"] == {"none": True}


def test_a_step_that_is_not_asked_leads_to_the_parts(signed_in: Client, draft: Application) -> None:
    assert signed_in.get(address(draft, "studies")).headers["Location"] == f"/en/applications/{draft.pk}/"


def test_a_step_the_form_does_not_have_is_not_found(signed_in: Client, draft: Application) -> None:
    assert signed_in.get(address(draft, "nowhere")).status_code == 404


def test_the_official_wording_is_hidden_and_shown_without_javascript(signed_in: Client, draft: Application) -> None:
    assert "Nazwisko" in signed_in.get(address(draft, "person")).content.decode()
    assert signed_in.get(address(draft, "person") + "?official=hidden").headers["Location"] == address(draft, "person")
    assert "Nazwisko" not in signed_in.get(address(draft, "person")).content.decode()
    signed_in.get(address(draft, "person") + "?official=shown")
    assert "Nazwisko" in signed_in.get(address(draft, "person")).content.decode()


def test_hiding_the_official_wording_loses_nothing_that_was_typed(signed_in: Client, draft: Application) -> None:
    page = save(signed_in, draft, "person", person__surname="Koval", person__pesel="92", official="hidden")
    assert page.headers["Location"] == address(draft, "person") + "?official=hidden"
    text = signed_in.get(page.headers["Location"], follow=True).content.decode()
    assert ("Nazwisko" in text, 'value="Koval"' in text, 'value="92"' in text) == (False, True, True)


def test_a_choice_about_the_official_wording_that_is_none_changes_nothing(
    signed_in: Client, draft: Application
) -> None:
    answer = save(signed_in, draft, "person", person__surname="Koval", official="&x=//example.org")
    assert answer.headers["Location"] == address(draft, "person") + "?official=%26x%3D%2F%2Fexample.org"
    assert "Nazwisko" in signed_in.get(answer.headers["Location"]).content.decode()


def test_a_step_without_a_guide_costs_few_statements(signed_in: Client, draft: Application) -> None:
    """Who reads may be led to a guide: the application is read once to know of what."""
    with CaptureQueriesContext(connection) as opened:
        page = signed_in.get(address(draft, "work"))
    person = ["django_session", "accounts_user", "drafting_application"]
    assert [table_of_statement(query["sql"]) for query in opened] == [
        *person,
        "content_pageprocedure",
        "drafting_application",
    ]
    with CaptureQueriesContext(connection) as saved:
        signed_in.post(address(draft, "work"), {**hidden_fields(page), "work-employer": "Przykład"})
    written = [table_of_statement(query["sql"]) for query in saved if "SAVEPOINT" not in query["sql"]]
    assert written == [*person, "drafting_application", "answers_sheet"]


def table_of_statement(sql: str) -> str:
    found = re.search(r'(?:FROM|UPDATE) "?(\w+)', sql)
    return found.group(1) if found else sql


def test_two_tabs_on_one_step_show_both_versions_and_lose_neither(signed_in: Client, draft: Application) -> None:
    one = hidden_fields(signed_in.get(address(draft, "work")))
    other = hidden_fields(signed_in.get(address(draft, "work")))
    signed_in.post(address(draft, "work"), {**one, "work-employer": "Przykład"})
    late = signed_in.post(address(draft, "work"), {**other, "work-employer": "Warta"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Przykład" in page
    assert "Warta" in page
    assert contents(draft).answers["employer"] == "Przykład"
    signed_in.post(address(draft, "work"), hidden_fields(late))
    assert contents(draft).answers["employer"] == "Warta"


def test_two_versions_are_read_in_another_language_and_nothing_is_chosen_by_that(
    signed_in: Client, draft: Application
) -> None:
    other = hidden_fields(signed_in.get(address(draft, "work")))
    save(signed_in, draft, "work", work__employer="Przykład")
    late = signed_in.post(address(draft, "work"), {**other, "work-employer": "Warta"})
    there = re.search(
        r'<button class="mos-menu__link" form="versions"[^>]*formaction="(/ar/[^"]*)"', without_unseen(late.text)
    )
    assert there is not None
    read = signed_in.post(there.group(1), {**hidden_fields(late), "language": "ar"})
    page = read.content.decode()
    assert (read.status_code, 'lang="ar" dir="rtl"' in page) == (409, True)
    assert ("Przykład" in page, "Warta" in page) == (True, True)
    assert contents(draft).answers["employer"] == "Przykład"
    signed_in.post(there.group(1), hidden_fields(read))
    assert contents(draft).answers["employer"] == "Warta"


def test_a_half_written_second_version_is_shown_and_kept_too(signed_in: Client, draft: Application) -> None:
    other = hidden_fields(signed_in.get(address(draft, "person")))
    save(signed_in, draft, "person", person__surname="Kovalenko", person__pesel__none="none")
    late = signed_in.post(address(draft, "person"), {**other, "person-surname": "Koval", "person-pesel": "92"})
    assert late.status_code == 409
    kept = signed_in.post(address(draft, "person"), hidden_fields(late))
    assert 'value="Koval"' in kept.content.decode()


PERSON = {"person-surname": "Kovalenko", "person-pesel": "92030512343"}
TWICE: dict[str, tuple[str, dict[str, str]]] = {
    "valid": ("person", PERSON),
    "not valid": ("person", PERSON | {"person-pesel": "92030512344"}),
    "left half-way": ("person", {"person-pesel": "9203", "leave": "1"}),
    "left complete": ("person", PERSON | {"leave": "1"}),
    "in another language": ("person", PERSON | {"language": "uk"}),
    "another row": ("stays", {"stays-stays-count": "1", "stays-stays-0-from-year": "2022", "stays-stays-add": "1"}),
    "a row less": ("stays", {"stays-stays-count": "2", "stays-stays-1-from-year": "2022", "stays-stays-remove": "0"}),
    "the official wording": ("person", PERSON | {"official": "hidden"}),
}


@pytest.mark.parametrize("how", TWICE)
def test_the_same_posted_twice_goes_the_same_way_twice(signed_in: Client, draft: Application, how: str) -> None:
    """A double click: the browser shows the second answer."""
    step, values = TWICE[how]
    sent = {**hidden_fields(signed_in.get(address(draft, step))), **values}
    first, saved = signed_in.post(address(draft, step), sent), contents(draft)
    second = signed_in.post(address(draft, step), sent)
    assert (second.status_code, second.headers.get("Location")) == (first.status_code, first.headers.get("Location"))
    assert contents(draft) == saved
    assert ("govuk-error-summary" in second.text) == ("govuk-error-summary" in first.text) == (how == "not valid")


def test_a_remark_is_seen_once_though_the_button_is_pressed_twice(signed_in: Client, draft: Application) -> None:
    days = {"0-from-day": "1", "0-from-month": "9", "0-from-year": "2022", "0-to-day": "1", "0-to-month": "9"}
    stay = {f"stays-stays-{name}": text for name, text in (days | {"0-to-year": "2021", "count": "1"}).items()}
    sent = {**hidden_fields(signed_in.get(address(draft, "stays"))), **stay}
    pages = [signed_in.post(address(draft, "stays"), sent) for _ in range(2)]
    assert [(page.status_code, "mos-caution" in page.text) for page in pages] == [(200, True)] * 2
    done = [signed_in.post(address(draft, "stays"), {**hidden_fields(pages[1]), **stay}) for _ in range(2)]
    assert [page.status_code for page in done] == [302, 302]
    assert contents(draft).answers["stays"] == [{"from": "2022-09-01", "to": "2021-09-01"}]


def test_a_signature_outlives_the_same_posted_late(signed_in: Client, draft: Application, olena: User) -> None:
    sent = {**hidden_fields(signed_in.get(address(draft, "work"))), "work-employer": "Przykład"}
    complete_draft(signed_in, draft)
    lifecycle.freeze(draft, acting=themselves(olena))
    assert signed_in.post(address(draft, "work"), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "signing"


def test_two_tabs_on_different_steps_do_not_get_in_each_others_way(signed_in: Client, draft: Application) -> None:
    work, stays = (
        hidden_fields(signed_in.get(address(draft, "work"))),
        hidden_fields(signed_in.get(address(draft, "stays"))),
    )
    signed_in.post(address(draft, "work"), {**work, "work-employer": "Przykład"})
    answer = signed_in.post(address(draft, "stays"), {**stays, "stays-stays-none": "none"})
    assert answer.status_code == 302
    assert contents(draft).answers == {"purpose": "work", "employer": "Przykład", "stays": {"none": True}}


def test_what_was_typed_when_the_session_had_ended_is_back_after_sign_in(
    signed_in: Client, draft: Application, olena: User
) -> None:
    sent = {**hidden_fields(signed_in.get(address(draft, "work"))), "work-employer": "Przykład"}
    signed_in.logout()
    answer = signed_in.post(address(draft, "work"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/en/account/login/?next={address(draft, 'work')}",
    )
    assert contents(draft).answers == {"purpose": "work"}
    signed_in.force_login(olena)
    page = signed_in.get(address(draft, "work")).content.decode()
    assert 'value="Przykład"' in page
    assert "Your session had ended" in page
    assert "Przykład" not in signed_in.get(address(draft, "person")).content.decode()
    save(signed_in, draft, "work", work__employer="Przykład")
    assert "Your session had ended" not in signed_in.get(address(draft, "work")).content.decode()


def test_somebody_else_who_signs_in_does_not_see_what_was_typed(signed_in: Client, draft: Application) -> None:
    signed_in.logout()
    signed_in.post(address(draft, "work"), {"work-employer": "Przykład"})
    signed_in.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert signed_in.get(address(draft, "work")).status_code == 404


@pytest.mark.parametrize("path", ["", "work/", "files/", "check/"])
def test_somebody_elses_application_is_not_found(client: Client, draft: Application, path: str) -> None:
    client.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert client.get(f"/en/applications/{draft.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "files/", "check/", "work/"])
def test_nobody_sees_an_application_before_signing_in(client: Client, draft: Application, path: str) -> None:
    address = f"/en/applications/{draft.pk}/{path}"
    assert client.get(address).headers["Location"] == f"/en/account/login/?next={address}"


def complete_draft(client: Client, draft: Application) -> None:
    save(client, draft, "person", person__surname="Kovalenko", person__pesel="92030512343")
    save(client, draft, "work", work__employer="Przykład")
    save(client, draft, "stays", stays__stays__none="none")


def test_an_edit_after_signing_has_begun_discards_the_signature_and_says_so(
    signed_in: Client, draft: Application, olena: User
) -> None:
    complete_draft(signed_in, draft)
    lifecycle.freeze(draft, acting=themselves(olena))
    assert "the signature no longer counts" in signed_in.get(address(draft, "work")).content.decode()
    answer = save(signed_in, draft, "work", work__employer="Warta")
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "Sign again" in signed_in.get(answer.headers["Location"]).content.decode()


def test_the_last_lawful_day_and_the_day_of_expiry_stand_on_every_step(signed_in: Client, draft: Application) -> None:
    draft.last_lawful_day = draft.kept_until
    draft.save()
    page = signed_in.get(address(draft, "stays")).content.decode()
    assert page.count(f'datetime="{draft.kept_until}"') == 2


def test_pages_of_a_draft_are_never_kept_by_a_cache(signed_in: Client, draft: Application) -> None:
    assert "no-store" in signed_in.get(address(draft, "work")).headers["Cache-Control"]


def test_every_language_of_the_header_is_a_button_that_saves_the_step(signed_in: Client, draft: Application) -> None:
    page = without_unseen(signed_in.get(address(draft, "person")).text)
    found = re.findall(r'<button class="mos-menu__link" form="step" formnovalidate name="language" value="(\w+)"', page)
    assert found == ["pl", "en", "uk", "ar"]
    assert 'class="mos-menu__link" href="/uk/' not in page


def test_enter_in_a_field_presses_no_language(signed_in: Client, draft: Application) -> None:
    """A browser presses the first button that belongs to the form."""
    page = without_unseen(signed_in.get(address(draft, "person")).text)
    first = re.search(r'<button[^>]* form="step"[^>]*>', page)
    assert first is not None
    assert "name=" not in first[0]


def test_who_is_signed_in_finds_account_and_sign_out(signed_in: Client, draft: Application) -> None:
    for page in (signed_in.get(address(draft, "person")), signed_in.get("/en/applications/")):
        assert re.findall(r'href="(/en/account/[^"]*)"', page.content.decode()) == [
            "/en/account/",
            "/en/account/logout/",
        ]


@contextmanager
def failing_saves(monkeypatch: pytest.MonkeyPatch, error: Exception) -> Iterator[None]:
    """Nothing can be saved meanwhile."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(lifecycle, "save_step", fail)
        yield


def test_what_was_typed_when_we_failed_is_back_on_the_step(
    signed_in: Client, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in.raise_request_exception = False
    sent = {**hidden_fields(signed_in.get(address(draft, "work"))), "work-employer": "Przykład"}
    with failing_saves(monkeypatch, LookupError("planted")):
        failed = signed_in.post(address(draft, "work"), sent)
    assert (failed.status_code, "kept, sealed, for half an hour" in failed.text) == (500, True)
    assert "Przykład" not in failed.text
    assert b"Przyk" not in bytes(KeptPost.objects.get().sealed)
    page = signed_in.get(address(draft, "work")).text
    assert ('value="Przykład"' in page, "The portal failed while you were saving" in page) == (True, True)
    assert "The portal failed" not in signed_in.get(address(draft, "person")).text
    assert contents(draft).answers == {"purpose": "work"}
    save(signed_in, draft, "work", work__employer="Przykład")
    assert contents(draft).answers["employer"] == "Przykład"
    assert "The portal failed" not in signed_in.get(address(draft, "work")).text
    assert not KeptPost.objects.exists()


def test_what_cannot_even_be_kept_is_not_promised(
    signed_in: Client, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is away: the page says where the text still stands."""
    signed_in.raise_request_exception = False
    away = OperationalError("connection lost")

    def fail(*args: Any, **kwargs: Any) -> None:
        raise away

    monkeypatch.setattr(kept, "keep", fail)
    with failing_saves(monkeypatch, away):
        failed = signed_in.post(address(draft, "work"), {"work-employer": "Przykład", "revision": "0"})
    assert (failed.status_code, failed["Retry-After"]) == (503, "5")
    assert ("kept, sealed" in failed.text, "could not be kept" in failed.text) == (False, True)
    assert "kept-post" not in failed.cookies
