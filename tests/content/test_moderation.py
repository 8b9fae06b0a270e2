"""A page submitted for moderation reaches the other editors, by mail and on their first page; so does the answer."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail as sent_at_once
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from accounts.models import User
from content.models import GuidePage
from notices import jobs
from notices.models import Mail
from tests.content.test_editors import posted_form

pytestmark = pytest.mark.usefixtures("editors_host")


@pytest.fixture
def second_editor(editor: User) -> User:
    user = User.objects.create_user("second@example.test", "a long password", is_staff=True, language="en")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def submit_for_moderation(editor: User, guide: GuidePage) -> TaskState:
    posted = posted_form(guide, summary="Czeka na drugą osobę.") | {"action-submit": "1"}
    assert signed_in(editor).post(f"/admin/pages/{guide.pk}/edit/", posted).status_code == 302
    state: TaskState = WorkflowState.objects.get(object_id=str(guide.pk)).current_task_state
    return state


def mails() -> list[tuple[list[str], str, str]]:
    """What leaves, the oldest first: to whom, subject and text."""
    sent_at_once.outbox.clear()
    jobs.run()
    return [(message.to, str(message.subject), str(message.body)) for message in sent_at_once.outbox]


def test_submitted_page_reaches_the_other_editor(
    editor: User, second_editor: User, guide: GuidePage, settings: Any
) -> None:
    User.objects.create_user("third@example.test", "a long password", is_active=False).groups.add(
        Group.objects.get(name="Editors")
    )
    submit_for_moderation(editor, guide)
    assert sent_at_once.outbox == []  # nobody waits for a mail server while editing
    [(to, subject, text)] = mails()
    assert to == ["second@example.test"]
    assert f"{settings.WAGTAILADMIN_BASE_URL}/admin/pages/{guide.pk}/edit/" in text
    assert not any(secret in subject + text for secret in (guide.title, editor.email))
    assert guide.title in signed_in(second_editor).get("/admin/").content.decode()


@pytest.mark.parametrize(("action", "is_published"), [("approve", True), ("reject", False)])
def test_answer_of_the_second_person_comes_back(
    editor: User, second_editor: User, guide: GuidePage, action: str, is_published: bool
) -> None:
    state = submit_for_moderation(editor, guide)
    Mail.objects.all().delete()
    address = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, action, state.pk])
    answer = signed_in(second_editor).post(address, {"comment": "Dobrze."})
    assert answer.status_code == 302
    [(to, _subject, text)] = mails()
    assert (to, "Dobrze." in text) == ([editor.email], False)
    assert (GuidePage.objects.get(pk=guide.pk).summary == "Czeka na drugą osobę.") is is_published
