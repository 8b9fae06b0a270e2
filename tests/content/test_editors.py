"""An editor changes a sentence at the editors' host, previews and publishes it; the reader sees it, nobody else may."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Locale, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import User
from content.models import GuidePage
from tests.whitespace import without_unseen

pytestmark = pytest.mark.usefixtures("editors_host")
READER = "/pl/guides/temporary-work/"


def page_seen() -> str:
    """What a reader sees at the portal."""
    with override_settings(ROOT_URLCONF="config.urls"):
        answer = Client().get(READER)
    assert answer.status_code == 200
    return answer.content.decode()


def posted_form(guide: Any, **changed: Any) -> dict[str, Any]:
    """What the editing page would post, with one part of the body."""
    posted: dict[str, Any] = nested_form_data(
        {
            "title": guide.title,
            "slug": guide.slug,
            "summary": guide.summary,
            **({"procedure": guide.procedure} if isinstance(guide, GuidePage) else {}),
            "seo_title": "",
            "search_description": "",
            "body": streamfield([("text", {"heading": "Zmiana", "text": rich_text("<p>Nowy akapit.</p>")})]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **changed,
        }
    )
    return posted


def approve_as(guide: GuidePage, group: str) -> None:
    """Somebody else of the group, where the page waits."""
    other = User.objects.create_user(f"{len(group)}@example.test", "a long password", is_staff=True)
    other.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(other)
    state = WorkflowState.objects.active().get(object_id=str(guide.pk)).current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, "approve", state.pk])
    assert client.post(address, {"comment": ""}).status_code == 302


def test_editor_changes_previews_and_submits_others_publish_and_the_reader_sees_it(
    signed_in: Client, guide: GuidePage
) -> None:
    before = page_seen()
    posted = posted_form(guide, summary="Zdanie zmienione przez redakcję.")

    preview = f"/admin/pages/{guide.pk}/edit/preview/"
    assert signed_in.post(preview, posted).json() == {"is_valid": True, "is_available": True}
    previewed = signed_in.get(preview)
    assert "Zdanie zmienione przez redakcję." in previewed.content.decode()
    assert "public" not in previewed.headers.get("Cache-Control", "")
    assert page_seen() == before

    answer = signed_in.post(f"/admin/pages/{guide.pk}/edit/", posted | {"action-submit": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/pages/{guide.get_parent().pk}/")
    approve_as(guide, "Legal reviewers")
    assert page_seen() == before
    approve_as(guide, "Publishers")
    assert "Zdanie zmienione przez redakcję." in page_seen()
    assert "Nowy akapit.</p>" in page_seen()


def test_checks_run_beside_a_preview_and_readers_get_nothing_of_them(signed_in: Client, guide: GuidePage) -> None:
    preview = f"/admin/pages/{guide.pk}/edit/preview/?in_preview_panel=true"
    signed_in.post(preview, posted_form(guide))
    assert "<wagtail-userbar" in signed_in.get(preview).content.decode()
    assert "wagtail-userbar" not in signed_in.get(READER).content.decode()


def test_draft_is_not_seen_by_readers(signed_in: Client, guide: GuidePage) -> None:
    signed_in.post(f"/admin/pages/{guide.pk}/edit/", posted_form(guide, summary="Tylko szkic."))
    assert GuidePage.objects.get(pk=guide.pk).has_unpublished_changes
    assert "Tylko szkic." not in page_seen()


def test_a_figure_nobody_knows_is_refused(signed_in: Client, guide: GuidePage) -> None:
    body = streamfield([("callout", {"kind": "info", "title": "", "text": "[[no-such-figure]]"})])
    answer = signed_in.post(f"/admin/pages/{guide.pk}/edit/", posted_form(guide, body=body) | {"action-publish": "1"})
    assert answer.status_code == 200
    assert "no-such-figure" in answer.content.decode()
    assert "no-such-figure" not in page_seen()


def test_somebody_without_the_group_may_not_edit(client: Client, guide: GuidePage) -> None:
    user = User.objects.create_user("reader@example.test", "a long password")
    client.force_login(user)
    answer = client.get(f"/admin/pages/{guide.pk}/edit/")
    assert answer.status_code == 302


def test_editing_page_offers_the_procedures_of_the_catalogue(signed_in: Client, guide: GuidePage) -> None:
    page = without_unseen(signed_in.get(f"/admin/pages/{guide.pk}/edit/").text)
    assert '<option value="temporary-work" selected>' in page


def test_admin_answers_at_the_editors_address_only(client: Client, content_loaded: None, settings: Any) -> None:
    assert client.get("/admin/login/").headers["Location"].startswith("/pl/account/login/")
    settings.ROOT_URLCONF = "config.urls"
    assert client.get("/admin/login/", follow=True).status_code == 404


def test_procedure_of_a_translation_follows_the_original(guide: GuidePage) -> None:
    synchronised = {field.field_name: field for field in GuidePage.translatable_fields}
    assert synchronised["procedure"].is_synchronized(guide)
    assert not synchronised["procedure"].is_overridable(guide)
    copy = guide.copy_for_translation(Locale.objects.create(language_code="fr"), copy_parents=True)
    assert copy.specific.procedure == guide.procedure


@pytest.mark.parametrize(
    "junk",
    [{"body-count": "x"}, {"body-count": "7"}, {"body-0-order": "x"}, {"body-0-deleted": None}],
    ids=str,
)
@pytest.mark.parametrize("address", ["edit/", "edit/preview/"])
def test_what_the_page_counts_for_itself_is_no_way_to_break_it(
    signed_in: Client, guide: GuidePage, junk: dict[str, Any], address: str
) -> None:
    signed_in.raise_request_exception = False
    posted = {name: value for name, value in (posted_form(guide) | junk).items() if value is not None}
    assert signed_in.post(f"/admin/pages/{guide.pk}/{address}", posted).status_code in (200, 400)


def test_nothing_is_offered_that_has_no_effect(signed_in: Client, guide: GuidePage) -> None:
    own = signed_in.get("/admin/account/").content.decode()
    assert [word for word in ("avatar-", "notifications-", "Profile picture") if word in own] == []
    assert 'name="theme-theme"' in own
    page = signed_in.get(f"/admin/pages/{guide.pk}/edit/").content.decode()
    assert 'data-side-panel="comments"' in page  # they notify, see test_commenting
