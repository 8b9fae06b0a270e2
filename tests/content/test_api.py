"""The content API: what pages say, as JSON, in as many queries for three items as for one."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

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
        ("article", "/en/help/"),
        ("article", "/en/contact/"),
        ("statement", "/en/accessibility/"),
        ("statement", "/en/privacy/"),
        ("statement", "/en/cookies/"),
        *(("guide", f"/en/guides/{key}/") for key in GUIDES),
        ("article", "/en/guides/pesel-and-signature/"),
    ]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("type=guide&locale=uk&limit=50", GUIDES),
        ("slug=help&locale=ar", ["help"]),
        ("type=content.GuidePage&locale=uk&limit=50", GUIDES),
        ("type=home,index&locale=uk", ["home-uk", "guides"]),
        ("procedure=cukr&order=-id&limit=1", ["cukr"]),
        ("child_of=root&locale=pl&order=slug&limit=3", ["accessibility", "contact", "cookies"]),
        ("descendant_of=root&title=none", []),
    ],
)
def test_list_is_filtered(client: Client, content_loaded: None, asked: str, slugs: list[str]) -> None:
    assert [each["slug"] for each in read_json(client, f"pages/?{asked}")["results"]] == slugs


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("colour=red", "colour"),
        ("search=x", "search"),
        ("offset=20", "offset"),
        ("cursor=x", "cursor"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("after=x", "after"),
        ("after=WyJhIiwgImIiXQ", "after"),
        ("type=nothing", "type"),
        ("locale=xx", "locale"),
        ("child_of=999999", "child_of"),
        ("child_of=x", "child_of"),
        ("descendant_of=-1", "descendant_of"),
        ("translation_of=", "translation_of"),
        ("order=colour", "order"),
        ("order=random", "order"),
        ("fields=colour", "fields"),
        ("fields=title(x)", "fields"),
        ("fields=body", "fields"),
        ("fields=,", "fields"),
        ("slug=a&slug=b", "slug"),
    ],
)
def test_what_is_not_known_is_refused_by_name(client: Client, content_loaded: None, asked: str, name: str) -> None:
    answer = client.get(f"{API}pages/?{asked}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


def test_what_is_refused_while_it_is_restricted_is_not_known(client: Client, guide: GuidePage) -> None:
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"{API}pages/?translation_of={guide.pk}").status_code == 400


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("_,title", {"title"}),
        ("_,title,procedure,summary", {"title", "procedure", "summary"}),
        ("-title,-slug", None),
        ("*", None),
    ],
)
def test_only_the_fields_asked_for_are_told(client: Client, guide: GuidePage, fields: str, told: set[str]) -> None:
    usual = set(read_json(client, "pages/?procedure=cukr&locale=pl")["results"][0])
    [page] = read_json(client, f"pages/?procedure=cukr&locale=pl&fields={fields}")["results"]
    if fields == "*":
        told = usual | {"summary", "procedure"}
    assert set(page) == (usual - {"title", "slug"} if told is None else told)


def test_one_page_tells_the_fields_asked_for(client: Client, guide: GuidePage) -> None:
    assert set(read_json(client, f"pages/{guide.pk}/?fields=_,title,body")) == {"title", "body"}
    assert set(read_json(client, "find/?html_path=/pl/guides/cukr/&fields=_,procedure")) == {"procedure"}
    for path in (f"pages/{guide.pk}/?fields=colour", f"pages/{guide.pk}/?colour=red", "find/?html_path=/pl/&x=1"):
        assert client.get(API + path).status_code == 400


def test_the_same_page_in_other_languages(client: Client, guide: GuidePage) -> None:
    found = read_json(client, f"pages/?translation_of={guide.pk}")["results"]
    assert [each["locale"] for each in found] == ["en", "uk", "ar"]


@pytest.mark.parametrize("order", ["title", "-title", "last_published_at", "-id"])
def test_every_order_is_read_page_by_page_without_a_gap(client: Client, content_loaded: None, order: str) -> None:
    answer, ids = read_json(client, f"pages/?locale=pl&order={order}&limit=7"), []
    while True:
        ids += [each["id"] for each in answer["results"]]
        if answer["next"] is None:
            break
        answer = client.get(answer["next"]).json()
    named = Page.objects.live().filter(locale__language_code="pl", depth__gte=2)
    sign = "-" if order.startswith("-") else ""
    assert ids == list(named.order_by(order, f"{sign}pk").values_list("pk", flat=True))


def test_links_in_texts_are_those_that_readers_follow(client: Client, guide: GuidePage) -> None:
    english = guide.get_translations().get(locale__language_code="en")
    file = File.objects.create(title="Leaflet", file=SimpleUploadedFile("leaflet.txt", b"text"), file_size=4)
    text = (
        f'<p><a linktype="page" id="{english.pk}">guide</a> [[minimum-wage]] '
        f'<a linktype="document" id="{file.pk}">leaflet</a> <a href="https://example.org/">there</a></p>'
    )
    page = ArticlePage(title="Links", slug="links", locale=guide.locale, body=[("text", {"heading": "", "text": text})])
    guide.get_parent().add_child(instance=page)
    [block] = read_json(client, f"pages/{page.pk}/")["body"]
    said = block["value"]["text"]
    assert f'href="{settings.PORTAL_URL}/pl/guides/temporary-work/"' in said  # in the language of the page
    assert f'href="{settings.PORTAL_URL}/documents/{file.pk}/' in said
    assert 'href="https://example.org/"' in said
    assert not any(raw in said for raw in ("linktype", "[[", "]]"))


def test_no_page_says_a_token_or_a_raw_link(client: Client, content_loaded: None) -> None:
    for row in read_json(client, "pages/?fields=_,id&limit=100")["results"]:
        said = client.get(f"{API}pages/{row['id']}/").text
        assert [raw for raw in ("linktype", "[[", "embedtype") if raw in said] == []


def test_an_old_address_leads_to_the_page_of_today(client: Client, guide: GuidePage) -> None:
    Redirect.add_redirect("/pl/old/", redirect_to=guide, is_permanent=True)
    Redirect.add_redirect("/pl/away/", redirect_to="https://example.org/", is_permanent=False)
    found = read_json(client, "redirects/find/?html_path=/pl/old/")
    here = f"{settings.PORTAL_URL}/pl/guides/temporary-work/"
    assert found == {"old_path": "/pl/old", "location": here, "is_permanent": True}
    assert read_json(client, "redirects/find/?html_path=/pl/away")["location"] == "https://example.org/"
    assert client.get(f"{API}redirects/find/?html_path=/pl/none/").status_code == 404
    assert client.get(f"{API}redirects/find/").status_code == 400


def test_an_unchanged_answer_is_not_sent_again(client: Client, guide: GuidePage) -> None:
    for path in ("pages/", f"pages/{guide.pk}/", "find/?html_path=/pl/guides/", "images/", "locales/"):
        tag = client.get(API + path).headers["ETag"]
        again = client.get(API + path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b""), path


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


@pytest.mark.parametrize("path", ["find/?html_path=/xx/", "find/?html_path=/en/none/", "pages/999999/", "pages/1/"])
def test_what_is_not_there_is_not_found(client: Client, content_loaded: None, path: str) -> None:
    answer = client.get(API + path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_what_stands_under_an_unpublished_page_is_hidden_as_its_address_is(client: Client, guide: GuidePage) -> None:
    guide.get_parent().specific.unpublish()
    assert client.get(guide.address()).status_code == 404
    assert client.get(f"{API}pages/{guide.pk}/").status_code == 404
    assert client.get(f"{API}find/?html_path={guide.address()}").status_code == 404
    assert guide.pk not in [each["id"] for each in read_json(client, "pages/?locale=pl&limit=100")["results"]]
    assert client.get(f"{API}pages/?child_of={guide.get_parent().pk}").status_code == 400


def test_unpublished_and_restricted_pages_are_hidden(client: Client, guide: GuidePage) -> None:
    english = guide.get_translations().get(locale__language_code="en")
    english.unpublish()
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    found = read_json(client, "pages/?type=guide&slug=temporary-work")["results"]
    assert [each["locale"] for each in found] == ["uk", "ar"]
    assert [client.get(f"{API}pages/{page.pk}/").status_code for page in (guide, english)] == [404, 404]


def test_languages_with_their_direction(client: Client, content_loaded: None) -> None:
    found = {each["language_code"]: (each["name"], each["dir"]) for each in read_json(client, "locales/")["results"]}
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
    assert [(each["spec"], each["width"], each["height"]) for each in shown["renditions"]] == [
        ("max-320x320", 320, 240),
        ("max-640x640", 640, 480),
        ("max-1280x1280", 640, 480),
    ]
    assert client.get(shown["renditions"][0]["url"].removeprefix(settings.PORTAL_URL)).status_code == 200
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
