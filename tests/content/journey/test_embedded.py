"""A form in any page: it runs there, with the page's words beside its steps, and outlives the page."""

import re
from dataclasses import replace
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle, represented
from applications.drafting.models import Application
from content import publishing, stale_guidance
from content.embedding import PageProcedure
from content.journey import guides
from content.models import ArticlePage, GuidePage
from procedures import catalogue
from tests.content.pages_of_procedures import article, body, guide
from tests.whitespace import hidden_fields, without_unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
PROCEDURE, NONE = "temporary-work", {"barriers": "none"}
MAIN = "/{}/guides/temporary-work/apply/temporary-work/"
SAID = "Write it as in your passport.\nAt least [[minimum-wage]]."


def form(**more: Any) -> tuple[str, dict[str, Any]]:
    return "action", {"procedure": PROCEDURE, "label": "Begin here", **more}


def beside(step: str, text: str = SAID) -> dict[str, Any]:
    return {"step": step, "text": text}


def in_arabic(page: Any, said: str) -> Any:
    """The same page, as its Arabic editors wrote it."""
    other = type(page)(
        title="صفحة", slug=page.slug, locale=Locale.objects.get(language_code="ar"),
        translation_key=page.translation_key, body=body(form(guidance=[beside("name", said)])),
    )  # fmt: skip
    Page.objects.get(slug="guides", locale__language_code="ar").add_child(instance=other)
    other.save_revision().publish()
    return other


@pytest.fixture
def there() -> ArticlePage:
    return article(form(guidance=[beside("name")]), slug="lost-your-job")


def begin(client: Client, page: Any) -> Application:
    answer = client.post(f"{page.address()}apply/{PROCEDURE}/", NONE)
    draft = Application.objects.order_by("-created_at").first()
    assert draft is not None
    assert answer.headers["Location"] == f"{page.address()}apply/{PROCEDURE}/{draft.pk}/"
    return draft


def test_a_form_stands_and_runs_in_an_article(signed_in: Client, there: ArticlePage) -> None:
    page = signed_in.get(there.address()).text
    assert f'href="{there.address()}apply/{PROCEDURE}/"' in page
    assert "Begin here" in page
    assert "Before you begin" in signed_in.get(f"{there.address()}apply/{PROCEDURE}/").text
    draft = begin(signed_in, there)
    assert draft.page_key == there.translation_key
    address = f"{there.address()}apply/{PROCEDURE}/{draft.pk}/name/"
    step = signed_in.get(address)
    assert f'href="{there.address()}"' in step.text
    sent = {**hidden_fields(step), "name-surname": "Kovalenko", "leave": "1"}
    assert signed_in.post(address, sent).headers["Location"] == f"{there.address()}apply/{PROCEDURE}/{draft.pk}/"
    assert 'value="Kovalenko"' in signed_in.get(address).text


def test_a_page_that_does_not_carry_it_has_no_form_under_its_address(signed_in: Client) -> None:
    page = article(("text", {"text": "<p>Prose</p>"}))
    assert (
        signed_in.get(f"{page.address()}apply/{PROCEDURE}/").headers["Location"] == f"/en/applications/new/{PROCEDURE}/"
    )


def test_the_words_of_the_page_stand_beside_their_step_and_no_other(signed_in: Client, there: ArticlePage) -> None:
    draft = begin(signed_in, there)
    start = f"{there.address()}apply/{PROCEDURE}/{draft.pk}/"
    step = without_unseen(signed_in.get(f"{start}name/").text)
    assert "<p>Write it as in your passport.</p>" in step
    assert "[[" not in step
    assert "as in your passport" not in signed_in.get(f"{start}stay/").text
    assert "as in your passport" not in signed_in.get(f"{MAIN.format('en')}{draft.pk}/name/").text


@pytest.mark.parametrize(("language", "said"), [("pl", "Wpisz jak w paszporcie."), ("ar", "اكتب كما في جواز سفرك.")])
def test_the_words_are_those_of_the_page_in_its_language(signed_in: Client, language: str, said: str) -> None:
    original = article(form(guidance=[beside("name", "Wpisz jak w paszporcie.")]), language="pl", slug="utrata-pracy")
    in_arabic(original, "اكتب كما في جواز سفرك.")
    draft = begin(signed_in, original)
    at_home = signed_in.get(f"/{language}/applications/{draft.pk}/name/")
    assert at_home.headers["Location"] == f"/{language}/guides/utrata-pracy/apply/{PROCEDURE}/{draft.pk}/name/"
    step = without_unseen(signed_in.get(at_home.headers["Location"]).text)
    assert f"<p>{said}</p>" in step
    assert f'lang="{language}"' in step


def test_a_step_shown_again_after_a_mistake_keeps_the_words_in_one_statement(
    signed_in: Client, there: ArticlePage
) -> None:
    draft = begin(signed_in, there)
    address = f"{there.address()}apply/{PROCEDURE}/{draft.pk}/name/"
    with CaptureQueriesContext(connection) as opened:
        page = signed_in.get(address)
    with CaptureQueriesContext(connection) as saved:
        again = signed_in.post(address, {**hidden_fields(page), "name-surname": "Kovalenko"})
    assert "as in your passport" in again.text
    of_the_figure = 1  # what editors changed of dated facts; without a figure there is none
    assert (len(opened), len(saved)) == (4 + of_the_figure, 8 + of_the_figure)


def test_words_without_a_figure_cost_no_statement(signed_in: Client) -> None:
    page = article(form(guidance=[beside("name", "As in your passport.")]))
    address = f"{page.address()}apply/{PROCEDURE}/{begin(signed_in, page).pk}/name/"
    with CaptureQueriesContext(connection) as opened:
        shown = signed_in.get(address)
    assert "As in your passport" in shown.text
    assert len(opened) == 4


def test_two_guides_of_one_procedure_are_told_apart(signed_in: Client, olena: User) -> None:
    second = guide(PROCEDURE, form(), slug="for-drivers")
    draft = begin(signed_in, second)
    assert signed_in.get(f"/en/applications/{draft.pk}/name/").headers["Location"] == (
        f"{second.address()}apply/{PROCEDURE}/{draft.pk}/name/"
    )
    elsewhere = signed_in.get(f"/uk/applications/{draft.pk}/name/").headers["Location"]
    assert elsewhere == f"{MAIN.format('uk')}{draft.pk}/name/"
    assert signed_in.get(f"/en/applications/new/{PROCEDURE}/").headers["Location"] == MAIN.format("en")
    Application.objects.update(page_key=None)  # began before this was remembered
    assert signed_in.get(f"/en/applications/{draft.pk}/name/").headers["Location"] == (
        f"{MAIN.format('en')}{draft.pk}/name/"
    )


def test_a_page_with_a_form_is_never_the_main_guide(there: ArticlePage) -> None:
    for page in GuidePage.objects.filter(procedure=PROCEDURE):
        page.unpublish()
    assert guides.of(PROCEDURE, "en") is None
    found = guides.of(PROCEDURE, "en", began=there.translation_key)
    assert found is not None
    assert found.address == there.address()


def test_what_a_page_carries_is_kept_when_it_is_published(there: ArticlePage) -> None:
    def kept() -> list[tuple[str, bool, dict[str, str]]]:
        rows = PageProcedure.objects.filter(page=there).order_by("procedure")
        return list(rows.values_list("procedure", "is_guide", "guidance"))

    assert kept() == [(PROCEDURE, False, {"name": SAID})]
    others = body(form(procedure="blue-card"), ("payment", {"procedure": PROCEDURE, "label": "Pay"}))
    setattr(there, "body", others)  # noqa: B010  # a field takes its stored form
    draft = there.save_revision()
    assert kept() == [(PROCEDURE, False, {"name": SAID})]
    draft.publish()
    assert kept() == [("blue-card", False, {}), (PROCEDURE, False, {})]
    setattr(there, "body", body(form(procedure="blue-card")))  # noqa: B010
    there.save_revision().publish()
    assert kept() == [("blue-card", False, {})]
    there.unpublish()
    assert kept() == []


def test_the_guides_of_the_seeds_are_kept(seeded: None) -> None:
    live = GuidePage.objects.filter(live=True)
    assert PageProcedure.objects.filter(is_guide=True).count() == live.count() > 0


def test_a_draft_finds_its_page_where_it_was_moved(signed_in: Client, there: ArticlePage) -> None:
    draft = begin(signed_in, there)
    old = f"{there.address()}apply/{PROCEDURE}/{draft.pk}/name/"
    there.move(Page.objects.get(depth=2, locale__language_code="en"), pos="last-child")
    assert signed_in.get(old).headers["Location"] == f"/en/applications/{draft.pk}/name/"
    assert signed_in.get(f"/en/applications/{draft.pk}/name/").headers["Location"] == (
        f"/en/lost-your-job/apply/{PROCEDURE}/{draft.pk}/name/"
    )


@pytest.mark.parametrize("go", [ArticlePage.unpublish, ArticlePage.delete, publishing.expire])
def test_who_looks_for_a_page_that_is_gone_is_led_to_where_the_draft_goes_on(
    signed_in: Client, there: ArticlePage, go: Any
) -> None:
    draft = begin(signed_in, there)
    step = f"{there.address()}apply/{PROCEDURE}/{draft.pk}/name/"
    address = there.address()
    go(there)
    assert signed_in.get(step).headers["Location"] == f"/en/applications/{draft.pk}/name/"
    led = signed_in.get(address)
    assert (led.status_code, led.headers["Location"]) == (302, f"/en/applications/new/{PROCEDURE}/")
    assert f"{draft.pk}" in signed_in.get(address, follow=True).text


def test_a_page_of_several_procedures_leads_to_the_list_of_applications(signed_in: Client) -> None:
    page = article(form(), form(procedure="blue-card"), slug="both")
    begin(signed_in, page)
    page.unpublish()
    assert signed_in.get("/en/guides/both/").headers["Location"] == "/en/applications/"


def test_no_redirect_is_left_where_nobody_is_at_work(signed_in: Client, there: ArticlePage) -> None:
    there.unpublish()
    assert not Redirect.objects.exists()
    assert signed_in.get("/en/guides/lost-your-job/").status_code == 404


def test_a_page_that_is_back_answers_itself(signed_in: Client, there: ArticlePage) -> None:
    begin(signed_in, there)
    there.unpublish()
    assert Redirect.objects.count() == 1
    there.save_revision().publish()
    assert not Redirect.objects.exists()
    assert signed_in.get(there.address()).status_code == 200


def test_what_is_deleted_with_what_is_above_it_leads_on_too(signed_in: Client) -> None:
    original = GuidePage.objects.get(procedure=PROCEDURE, locale__language_code="en")
    begin(signed_in, original)
    original.get_parent().specific.delete()
    assert signed_in.get("/en/guides/temporary-work/").headers["Location"] == f"/en/applications/new/{PROCEDURE}/"


def test_a_step_that_no_version_of_the_form_has_is_refused() -> None:
    page = ArticlePage(title="Page", slug="page", body=body(form(guidance=[beside("name"), beside("nonsense")])))
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert refused.value.message_dict["body"] == ["The form has no such step: nonsense."]


def test_guidance_of_a_step_that_is_asked_no_more_is_named(there: ArticlePage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(stale_guidance.everywhere()) == []
    today = catalogue.form_on(PROCEDURE, there.last_published_at.date())
    shorter = replace(today, steps=tuple(step for step in today.steps if step.key != "name"))
    monkeypatch.setattr(catalogue, "form_on", lambda key, on: shorter)
    (found,) = stale_guidance.everywhere()
    assert (found.page.pk, found.procedure, found.steps) == (there.pk, PROCEDURE, ["name"])
    told = StringIO()
    call_command("stale_guidance", stdout=told)
    assert told.getvalue() == f"en Worth knowing: {PROCEDURE}: name\n"
    there.full_clean()  # drafts of the former version still have it


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_draft_begun_by_a_program_remembers_its_page(signed_in: Client, there: ArticlePage, language: str) -> None:
    sent = {"procedure": PROCEDURE, "page": str(there.translation_key)}
    answer = signed_in.post("/api/v1/applications/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["page"]) == (201, str(there.translation_key))
    draft = Application.objects.get()
    assert signed_in.get(f"/en/applications/{draft.pk}/").headers["Location"] == (
        f"{there.address()}apply/{PROCEDURE}/{draft.pk}/"
    )


@pytest.mark.parametrize("wrong", ["unknown", "unpublished", "another"])
def test_a_page_that_does_not_carry_the_procedure_is_refused(signed_in: Client, there: ArticlePage, wrong: str) -> None:
    if wrong == "unpublished":
        there.unpublish()
    sent = {
        "procedure": "blue-card" if wrong == "another" else PROCEDURE,
        "page": str(uuid4() if wrong == "unknown" else there.translation_key),
    }
    answer = signed_in.post("/api/v1/applications/", sent, content_type="application/json")
    assert answer.status_code == 400
    assert "page" in str(answer.json())
    assert not Application.objects.exists()


def test_a_draft_begun_without_a_page_remembers_none(signed_in: Client, olena: User) -> None:
    lifecycle.start(themselves(olena), catalogue.procedure(PROCEDURE), language="en")
    assert Application.objects.get().page_key is None


@pytest.mark.parametrize(("page", "there"), [("payment", "/en/applications/{}/payment/"), ("case", "/en/cases/{}/")])
def test_a_payment_and_a_case_are_found_from_the_page(signed_in: Client, olena: User, page: str, there: str) -> None:
    stands = article((page, {"procedure": PROCEDURE, "label": "Go"}), slug="paying")
    way_in = f"{stands.address()}apply/{PROCEDURE}/{page}/"
    assert f'href="{way_in}"' in signed_in.get(stands.address()).text
    assert "No applications yet" in signed_in.get(way_in).text
    draft = lifecycle.start(themselves(olena), catalogue.procedure(PROCEDURE), language="en")
    Application.objects.update(state="transferred", filed_at=draft.changed_at)
    led = signed_in.get(way_in)
    assert (led.status_code, led.headers["Location"]) == (302, there.format(draft.pk))
    assert Client().get(way_in).headers["Location"] == f"/en/account/login/?next={way_in}"


def test_what_is_filed_elsewhere_has_no_payment_here(signed_in: Client) -> None:
    assert signed_in.get("/en/applications/new/appeal/payment/", follow=True).status_code == 404
    assert signed_in.get("/en/applications/new/nothing/case/").status_code == 404


def test_of_several_applications_one_chooses(signed_in: Client, olena: User) -> None:
    stands = article(("payment", {"procedure": PROCEDURE, "label": "Pay"}), slug="paying")
    procedure = catalogue.procedure(PROCEDURE)
    mine = lifecycle.start(themselves(olena), procedure, language="en")
    theirs = lifecycle.start(themselves(olena), procedure, language="en", whom=represented.of("child", "Ola"))
    page = signed_in.get(f"{stands.address()}apply/{PROCEDURE}/payment/").text
    assert [f'href="/en/applications/{each.pk}/payment/"' in page for each in (mine, theirs)] == [True, True]


def test_editors_are_told_how_many_are_at_work_there(
    client: Client, signed_in: Client, there: ArticlePage, settings: Settings
) -> None:
    begin(signed_in, there)
    admin = User.objects.create_superuser("admin@example.com", "a long password")
    settings.ROOT_URLCONF, settings.ROLE = "config.urls_editors", "editors"
    client.force_login(admin)
    for address in (
        f"/admin/pages/{there.pk}/unpublish/",
        f"/admin/pages/{there.pk}/delete/",
        f"/admin/pages/{there.get_parent().pk}/delete/",
        f"/admin/bulk/wagtailcore/page/unpublish/?id={there.pk}",
        f"/admin/bulk/wagtailcore/page/delete/?id={there.pk}",
    ):
        asked = client.get(address)
        assert asked.status_code == 200
        assert len(re.findall("1 (?:open application|otwarty wniosek)", asked.text)) == 1, address
    Application.objects.all().update(state="expired")
    assert "wniosek" not in client.get(f"/admin/pages/{there.pk}/unpublish/").text
    deleted = client.post(f"/admin/pages/{there.pk}/delete/")
    assert deleted.status_code == 302
    assert not Redirect.objects.exists()


def test_editors_are_told_of_guidance_that_nobody_reads(
    client: Client, there: ArticlePage, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF, settings.ROLE = "config.urls_editors", "editors"
    client.force_login(User.objects.create_superuser("admin@example.com", "a long password"))
    address = f"/admin/pages/{there.pk}/edit/"
    assert not list(client.get(address).context["messages"])
    today = catalogue.form_on(PROCEDURE, there.last_published_at.date())
    shorter = replace(today, steps=tuple(step for step in today.steps if step.key != "name"))
    monkeypatch.setattr(catalogue, "form_on", lambda key, on: shorter)
    (said,) = client.get(address).context["messages"]
    assert "name" in str(said)


def test_every_address_that_a_deleted_page_had_leads_to_where_drafts_go_on(
    signed_in: Client, there: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    begin(signed_in, there)
    addresses = [there.address()]
    for slug in ("renamed", "renamed-again"):
        there.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            there.save_revision().publish()
        there.refresh_from_db()
        addresses.append(there.address())
    there.unpublish()
    off = [signed_in.get(address) for address in addresses]
    there.save_revision().publish()
    back = [signed_in.get(address) for address in addresses]
    ArticlePage.objects.get(pk=there.pk).delete()
    gone = [signed_in.get(address) for address in addresses]
    canonical = (302, f"/en/applications/new/{PROCEDURE}/")
    assert [[(each.status_code, each.headers.get("Location")) for each in told] for told in (off, back, gone)] == [
        [canonical] * 3,
        [(301, addresses[2]), (301, addresses[2]), (200, None)],
        [canonical] * 3,
    ]
