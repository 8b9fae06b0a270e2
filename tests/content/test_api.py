"""The content API: what pages say, as JSON, in as many queries for three items as for one."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from content.media import File, Picture
from content.models import ArticlePage, GuidePage
from procedures import catalogue
from tests.content.conftest import LANGUAGES

API = "/api/v1/content/"
MOST_QUERIES = 6
FACTS_CHANGED = 1  # asked for where facts of the law are said
# Every procedure has its guide: first in the order of the purposes on the official form
PURPOSES = {int(str(each.preset["purpose"])): each.key for each in catalogue.procedures() if "purpose" in each.preset}
OTHERS = [
    "notice-job-lost",
    "notice-purpose-ended",
    "notice-blue-card",
    "notice-card-lost",
    "notice-address",
    "notice-card-data-changed",
    "notice-employer",
    "appeal",
    "reminder-of-inaction",
    "visa-free-extension",
    "eu-citizen-registration",
    "eu-family-card",
    "tolerated-stay",
    "humanitarian-stay",
    "invitation",
    "visa-extension",
    "residence-card",
    "travel-document",
    "identity-document",
    "temporary-travel-document",
    "ict",
    "mobile-ict",
    "family-abroad",
    "change-of-permit",
    "permanent-residence",
    "eu-long-term-resident",
    "cukr",
]
GUIDES = [*(key for _number, key in sorted(PURPOSES.items())), *OTHERS]


def test_every_procedure_has_its_guide() -> None:
    assert sorted(GUIDES) == sorted(each.key for each in catalogue.procedures())


def read_json(client: Client, path: str) -> Any:
    answer = client.get(API + path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        read_json(client, path)
    return len(captured)


def test_list_has_the_pages_of_a_language(client: Client, content_loaded: None) -> None:
    found = read_json(client, "pages/?locale=en&limit=100")["results"]
    assert [(each["type"], each["html_url"].removeprefix(settings.PORTAL_URL)) for each in found] == [
        ("home", "/en/"),
        ("index", "/en/guides/"),
        *(("guide", f"/en/guides/{key}/") for key in GUIDES),
        ("article", "/en/guides/pesel-and-signature/"),
        ("article", "/en/help/"),
        ("article", "/en/contact/"),
        ("article", "/en/accessibility/"),
        ("article", "/en/privacy/"),
    ]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("type=guide&locale=uk&limit=50", GUIDES),
        ("slug=help&locale=ar", ["help"]),
        ("type=nothing", []),
        ("child_of=999999", []),
        ("child_of=x&slug=none", []),
    ],
)
def test_list_is_filtered(client: Client, content_loaded: None, asked: str, slugs: list[str]) -> None:
    assert [each["slug"] for each in read_json(client, f"pages/?{asked}")["results"]] == slugs


def test_list_of_children(client: Client, guide: GuidePage) -> None:
    found = read_json(client, f"pages/?child_of={guide.get_parent().pk}&limit=50")["results"]
    assert [each["slug"] for each in found] == [*GUIDES, "pesel-and-signature"]


def test_list_is_paged_by_key(client: Client, content_loaded: None) -> None:
    first = read_json(client, "pages/?limit=3")
    second = client.get(first["next"]).json()
    ids = [each["id"] for each in first["results"] + second["results"]]
    assert ids == sorted(set(ids))
    assert len(ids) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_find_gives_the_guide_with_its_facts(client: Client, guide: GuidePage, language: str) -> None:
    page = read_json(client, f"find/?html_path=/{language}/guides/temporary-work/")
    assert (page["locale"], page["procedure"]) == (language, "temporary-work")
    assert [cost["grosze"] for cost in page["law"]["fees"]] == [44000, 10000]
    assert [each["language_code"] for each in page["versions"]] == list(LANGUAGES)
    assert [block["type"] for block in page["body"]][:3] == ["conditions", "callout", "steps"]
    expected = (
        None
        if language == "pl"
        else {
            "reviewed": language == "en",
            "older_than": None,
            "original_url": f"{settings.PORTAL_URL}/pl/guides/temporary-work/",
        }
    )
    assert page["translation"] == expected
    assert read_json(client, f"pages/{page['id']}/") == page


def test_page_without_a_procedure_has_no_law(client: Client, content_loaded: None) -> None:
    page = read_json(client, "find/?html_path=/en/guides/")
    assert (page["type"], page["law"], page["procedure"], page["body"]) == ("index", None, None, [])


@pytest.mark.parametrize(
    "path", ["find/", "find/?html_path=/xx/", "find/?html_path=/en/none/", "pages/999999/", "pages/1/"]
)
def test_what_is_not_there_is_not_found(client: Client, content_loaded: None, path: str) -> None:
    answer = client.get(API + path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_unpublished_and_restricted_pages_are_hidden(client: Client, guide: GuidePage) -> None:
    english = guide.get_translations().get(locale__language_code="en")
    english.unpublish()
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    found = read_json(client, "pages/?type=guide&slug=temporary-work")["results"]
    assert [each["locale"] for each in found] == ["uk", "ar"]
    assert [client.get(f"{API}pages/{page.pk}/").status_code for page in (guide, english)] == [404, 404]


def test_languages_with_their_direction(client: Client, content_loaded: None) -> None:
    found = {each["language_code"]: (each["name"], each["dir"]) for each in read_json(client, "locales/")}
    names = dict(settings.LANGUAGES)
    assert found == {code: (names[code], "rtl" if code == "ar" else "ltr") for code in LANGUAGES}


def test_pictures_and_files(client: Client, content_loaded: None, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = Picture.objects.create(title="Bridge", credit="A. Nowak, CC0", file=get_test_image_file())
    file = File.objects.create(
        title="Leaflet", language="uk", file=SimpleUploadedFile("leaflet.txt", b"text"), file_size=4
    )
    (shown,) = read_json(client, "images/")["results"]
    assert (shown["id"], shown["credit"], shown["width"]) == (picture.pk, "A. Nowak, CC0", 640)
    (listed,) = read_json(client, "documents/")["results"]
    assert (listed["id"], listed["language"], listed["file_size"]) == (file.pk, "uk", 4)
    assert client.get(listed["url"].removeprefix(settings.PORTAL_URL)).status_code == 200


def test_queries_do_not_grow_with_items(client: Client, guide: GuidePage) -> None:
    one, many = count_queries(client, "pages/?limit=1"), count_queries(client, "pages/?limit=20")
    assert one == many <= MOST_QUERIES
    for place in range(3):
        page = ArticlePage(title=f"Page {place}", slug=f"page-{place}", locale=guide.locale)
        guide.get_parent().add_child(instance=page)
    assert count_queries(client, "pages/?limit=20") == many
    assert count_queries(client, "find/?html_path=/en/guides/temporary-work/") <= MOST_QUERIES + FACTS_CHANGED
    assert count_queries(client, f"pages/{guide.pk}/") <= MOST_QUERIES + FACTS_CHANGED
    assert count_queries(client, "images/") <= MOST_QUERIES
    assert count_queries(client, "documents/") <= MOST_QUERIES


def test_api_answers_may_be_kept_by_shared_caches(client: Client, content_loaded: None) -> None:
    answer = client.get(f"{API}pages/")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.headers.get("Vary", "")
