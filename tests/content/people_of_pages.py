"""Who works on pages: one person of each role, and what they press."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation

from accounts.models import User
from tests.content.test_editors import posted_form

ROLES = {
    "editor": "Editors",
    "legal": "Legal reviewers",
    "publisher": "Publishers",
    "translator": "Translators en",
}


def person(name: str, *groups: str, **fields: Any) -> User:
    user = User.objects.create_user(f"{name}@example.test", "a long password", is_staff=True, language="en", **fields)
    user.groups.add(*(Group.objects.get(name=group) for group in groups))
    return user


def of_role(role: str) -> User:
    return person(f"the-{role}", ROLES[role])


def browser_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def edit(user: User, page: Any, action: str = "", **changed: Any) -> Any:
    """Saves what was typed and presses a button of the page."""
    posted = posted_form(page, **changed) | ({action: "1"} if action else {})
    return browser_of(user).post(f"/admin/pages/{page.pk}/edit/", posted)


def waiting(page: Page) -> TaskState:
    """The step at which the page waits."""
    state: TaskState = WorkflowState.objects.active().get(object_id=str(page.pk)).current_task_state
    return state


def step(page: Page) -> str:
    return type(waiting(page).task.specific).__name__


def act(user: User, page: Page, action: str) -> Any:
    """Approves or sends back where the page waits."""
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, waiting(page).pk])
    return browser_of(user).post(address, {"comment": "Uwaga."})


def send_strings(user: User, translation: Translation) -> None:
    """As a translator who works with a file of strings."""
    strings = translation.export_po()
    for entry in strings:
        entry.msgstr = "Words"
    file = SimpleUploadedFile("words.po", str(strings).encode())
    browser_of(user).post(f"/admin/localize/translate/{translation.pk}/pofile/upload/", {"file": file})


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])
