"""Pictures and documents of editors: placed in a page, translated, served with safe headers, and nothing else."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from wagtail.models import Collection, Locale
from wagtail_localize.models import StringSegment, TranslationSource

from accounts.models import User
from content import seeding
from content.blocks import Figure
from content.media import File, Picture
from content.models import ArticlePage, HomePage
from tests.whitespace import without_unseen

ALT = "Okienko numer 3 w urzędzie"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def png(width: int = 1600, height: int = 800) -> ContentFile[bytes]:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "PNG")
    return ContentFile(written.getvalue(), name="window.png")


@pytest.fixture
def picture(content_loaded: None) -> Picture:
    made: Picture = Picture.objects.create(title="Okienko", file=png(), width=1600, height=800, credit="A. Autor, CC0")
    return made


def figure(picture: Picture, **instead: Any) -> dict[str, Any]:
    value = {"image": picture.pk, "alt_text": ALT, "decorative": False, **instead}
    return {"type": "picture", "picture": value, "caption": "Płaca: [[minimum-wage]]"}


def article(*blocks: dict[str, Any]) -> ArticlePage:
    home = HomePage.objects.get(locale__language_code="pl")
    body = seeding.body(list(blocks))
    page: ArticlePage = home.add_child(
        instance=ArticlePage(title="Z obrazem", slug="seen", locale=home.locale, body=body)
    )
    page.save_revision().publish()
    return page


def test_page_shows_a_picture_with_its_measures_and_text(picture: Picture) -> None:
    article(figure(picture))
    page = without_unseen(Client().get("/pl/seen/").text)
    address = picture.get_rendition("max-1280x1280").url
    expected = f'<img src="{address}" width="1280" height="640" alt="{ALT}" loading="lazy" decoding="async">'
    assert expected in page
    assert "A. Autor, CC0" in page
    assert "[[minimum-wage]]" not in page


def test_decorative_picture_has_an_empty_text(picture: Picture) -> None:
    article(figure(picture, decorative=True))
    assert 'alt=""' in Client().get("/pl/seen/").content.decode()


def test_picture_without_a_text_is_refused(picture: Picture) -> None:
    block = Figure()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"picture": {"image": picture.pk, "alt_text": ""}, "caption": ""}))


def test_name_of_a_file_is_no_text_of_a_picture(picture: Picture) -> None:
    assert Picture(title="IMG_2034").default_alt_text == ""
    assert Picture(title="IMG_2034", description=ALT).default_alt_text == ALT


def test_page_stands_without_a_picture_whose_file_is_gone(picture: Picture) -> None:
    page = article(figure(picture), {"type": "callout", "kind": "info", "text": "Reszta strony."})
    default_storage.delete(picture.file.name)
    shown = Client().get("/pl/seen/")
    assert (shown.status_code, "Reszta strony." in shown.content.decode()) == (200, True)
    assert Client().get(f"/api/v1/content/pages/{page.pk}/").json()["body"][0]["value"]["picture"] is None


def test_program_gets_address_measures_and_text(picture: Picture, settings: Any) -> None:
    page = article(figure(picture))
    body = Client().get(f"/api/v1/content/pages/{page.pk}/").json()["body"]
    assert body[0]["value"]["picture"] == {
        "url": settings.PORTAL_URL + picture.get_rendition("max-1280x1280").url,
        "width": 1280,
        "height": 640,
        "alt": ALT,
        "credit": "A. Autor, CC0",
        "renditions": [
            {
                "spec": spec,
                "url": settings.PORTAL_URL + picture.get_rendition(spec).url,
                "width": width,
                "height": width // 2,
            }
            for spec, width in (("max-320x320", 320), ("max-640x640", 640), ("max-1280x1280", 1280))
        ],
    }


def test_translator_gets_the_text_and_the_caption_of_a_picture(picture: Picture) -> None:
    page = article(figure(picture))
    source, _created = TranslationSource.update_or_create_from_instance(page)
    strings = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert {ALT, "Płaca: [[minimum-wage]]"} <= strings
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert translated.body[0].value["picture"].pk == picture.pk


@pytest.mark.parametrize("urlconf", ["config.urls", "config.urls_editors"])
def test_picture_is_served_with_safe_headers(picture: Picture, settings: Any, urlconf: str) -> None:
    settings.ROOT_URLCONF = urlconf
    for address in (picture.get_rendition("max-1280x1280").url, picture.file.url):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert Image.open(io.BytesIO(b"".join(answer))).size in {(1280, 640), (1600, 800)}
        assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
            "Content-Type": "image/png",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=2592000, immutable",
        }
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert Client().head(address).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["documents/secret.pdf", "original_images/page.html", "original_images/none.png", "../../manage.py"],
)
def test_nothing_but_pictures_is_served_there(content_loaded: None, name: str) -> None:
    default_storage.save("documents/secret.pdf", ContentFile(b"%PDF"))
    default_storage.save("original_images/page.html", ContentFile(b"<script>"))
    assert Client().get(f"/media/{name}", follow=True).status_code == 404


def test_a_picture_named_by_nul_is_a_bad_request(content_loaded: None) -> None:
    assert Client().get("/media/%00.png").status_code == 400


def test_document_is_served_from_a_link_in_the_text_with_safe_headers(content_loaded: None) -> None:
    document = File.objects.create(title="Wzór", file=ContentFile(b"<html>not run</html>", name="wzór.html"))
    article({"type": "text", "heading": "", "text": f'<p><a linktype="document" id="{document.pk}">Wzór</a></p>'})
    assert f'<a href="{document.url}">Wzór</a>' in Client().get("/pl/seen/").content.decode()
    answer = Client().get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer) == b"<html>not run</html>"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


FILES = {
    "a.png": (png(), True),
    "b.svg": (ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), False),
    "c.png": (ContentFile(b"<html>"), False),
}


@pytest.mark.parametrize("name", FILES)
def test_editor_adds_pictures_only(client: Client, editor: User, settings: Any, name: str) -> None:
    settings.ROOT_URLCONF = "config.urls_editors"
    client.force_login(editor)
    file, accepted = FILES[name]
    file.name = name
    posted = {"title": "Nowy", "file": file, "collection": Collection.objects.get(depth=1).pk, "tags": ""}
    answer = client.post("/admin/images/add/", posted)
    assert (answer.status_code, Picture.objects.filter(title="Nowy").exists()) == (302 if accepted else 200, accepted)


@pytest.mark.parametrize(("name", "accepted"), [("a.pdf", True), ("a.exe", False), ("a.html", False), ("a.svg", False)])
def test_editor_adds_documents_that_readers_can_open(
    client: Client, editor: User, settings: Any, name: str, accepted: bool
) -> None:
    settings.ROOT_URLCONF = "config.urls_editors"
    client.force_login(editor)
    posted = {"title": "Nowy", "file": ContentFile(b"%PDF-1.7", name=name), "tags": ""}
    posted["collection"] = str(Collection.objects.get(depth=1).pk)
    answer = client.post("/admin/documents/add/", posted)
    assert (answer.status_code, File.objects.filter(title="Nowy").exists()) == (302 if accepted else 200, accepted)
