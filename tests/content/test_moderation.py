"""A page submitted for moderation reaches the other editors, by mail and on their first page; so does the answer."""

from typing import Any

import pytest
from django.core import mail as sent_at_once

from accounts.models import User
from content.models import ArticlePage, GuidePage
from notices import jobs
from notices.models import Mail
from tests.content.people_of_pages import act, browser_of, edit, person

pytestmark = pytest.mark.usefixtures("editors_host")


def submit_for_moderation(user: User, page: Any) -> None:
    assert edit(user, page, "action-submit", summary="Czeka na inną osobę.").status_code == 302


def mails() -> list[tuple[list[str], str, str]]:
    """What leaves, the oldest first: to whom, subject and text."""
    sent_at_once.outbox.clear()
    jobs.run()
    return [(message.to, str(message.subject), str(message.body)) for message in sent_at_once.outbox]


def receivers() -> list[str]:
    return sorted(address for to, _subject, _text in mails() for address in to)


def test_submitted_page_reaches_the_group_and_never_its_author(news: ArticlePage, settings: Any) -> None:
    author = person("author", "Editors", "Publishers")
    person("one", "Publishers")
    person("two", "Publishers")
    person("gone", "Publishers", is_active=False)
    person("lawyer", "Legal reviewers")
    submit_for_moderation(author, news)
    assert sent_at_once.outbox == []  # nobody waits for a mail server while editing
    sent = mails()
    assert sorted(to for to, _subject, _text in sent) == [["one@example.test"], ["two@example.test"]]
    for _to, subject, text in sent:
        assert f"{settings.WAGTAILADMIN_BASE_URL}/admin/pages/{news.pk}/edit/" in text
        assert not any(secret in subject + text for secret in (news.title, author.email, "Czeka"))
    assert news.title in browser_of(User.objects.get(email="one@example.test")).get("/admin/").text
    assert "Waiting" not in browser_of(User.objects.get(email="lawyer@example.test")).get("/admin/").text


def test_law_goes_to_the_legal_reviewers_and_then_to_the_publishers(guide: GuidePage) -> None:
    author, lawyer = person("author", "Editors"), person("lawyer", "Legal reviewers")
    person("publisher", "Publishers")
    submit_for_moderation(author, guide)
    assert receivers() == ["lawyer@example.test"]
    act(lawyer, guide, "approve")
    assert receivers() == ["publisher@example.test"]


@pytest.mark.parametrize(("action", "is_published"), [("approve", True), ("reject", False)])
def test_answer_of_the_second_person_comes_back(news: ArticlePage, action: str, is_published: bool) -> None:
    author, publisher = person("author", "Editors"), person("publisher", "Publishers")
    submit_for_moderation(author, news)
    Mail.objects.all().delete()
    assert act(publisher, news, action).status_code == 302
    [(to, _subject, text)] = mails()
    assert (to, "Uwaga." in text) == ([author.email], False)
    assert (ArticlePage.objects.get(pk=news.pk).summary == "Czeka na inną osobę.") is is_published
