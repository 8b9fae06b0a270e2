"""A comment reaches who is named in it, who takes part and who follows the page: by mail without a word of it."""

from typing import Any

import pytest
from django.core import mail as sent_at_once
from wagtail.models import Comment

from accounts.models import User
from content.commenting import named_in
from content.models import ArticlePage
from notices import jobs
from tests.content.people_of_pages import browser_of, edit, person

pytestmark = pytest.mark.usefixtures("editors_host")
SECRET = "Zdanie jest nieprawdziwe."


def commented(user: User, page: ArticlePage, text: str) -> None:
    one = {"text": text, "contentpath": "summary", "position": "", "resolved": "", "DELETE": "", "id": ""}
    one |= {"replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0"}
    posted = {f"comments-0-{name}": value for name, value in one.items()}
    assert edit(user, page, **posted, **{"comments-TOTAL_FORMS": "1"}).status_code == 302


def replied(user: User, comment: Comment, text: str) -> None:
    one = {"text": comment.text, "contentpath": "summary", "position": "", "resolved": "", "id": comment.pk}
    reply = {"text": text, "id": "", "DELETE": ""}
    posted = {f"comments-0-{name}": value for name, value in one.items()}
    posted |= {f"comments-0-replies-0-{name}": value for name, value in reply.items()}
    counts = {"comments-0-replies-TOTAL_FORMS": "1", "comments-0-replies-INITIAL_FORMS": "0"}
    counts |= {"comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "1"}
    assert edit(user, comment.page.specific, **posted, **counts).status_code == 302


def mails() -> list[Any]:
    sent_at_once.outbox.clear()
    jobs.run()
    return list(sent_at_once.outbox)


def test_person_named_in_a_comment_hears_that_there_is_one(news: ArticlePage, settings: Any) -> None:
    editor = person("editor", "Editors")
    person("anna", "Publishers")
    person("jan", "Publishers")
    commented(editor, news, f"{SECRET} @anna @jan.")
    assert sent_at_once.outbox == []  # nobody waits for a mail server while editing
    sent = mails()
    assert sorted(to for message in sent for to in message.to) == ["anna@example.test", "jan@example.test"]
    for message in sent:
        whole = f"{message.subject} {message.body}"
        assert f"{settings.WAGTAILADMIN_BASE_URL}/admin/pages/{news.pk}/edit/" in whole
        assert not any(said in whole for said in (SECRET, editor.email, news.title))


def test_answer_reaches_who_began_the_thread(news: ArticlePage) -> None:
    editor, colleague = person("editor", "Editors"), person("colleague", "Editors")
    commented(editor, news, SECRET)
    assert mails() == []  # nobody was named
    replied(colleague, Comment.objects.get(page=news), "Tak.")
    assert [message.to for message in mails()] == [["editor@example.test"]]


def test_who_follows_a_page_hears_of_every_comment(news: ArticlePage) -> None:
    editor, colleague = person("editor", "Editors"), person("colleague", "Editors")
    browser_of(colleague).get(f"/admin/pages/{news.pk}/edit/")
    news.subscribers.filter(user=colleague).update(comment_notifications=True)
    commented(editor, news, SECRET)
    assert [message.to for message in mails()] == [["colleague@example.test"]]


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("@legal proszę", {"lawyer"}),
        ("@Publishers, @legal", {"lawyer", "publisher"}),
        ("@editor@example.test", {"editor"}),
        ("@edi", set()),
        ("@reader", set()),
        ("mail na a@editor.pl", set()),
    ],
)
def test_names_are_of_roles_and_of_people_who_may_open_the_page(
    news: ArticlePage, text: str, reached: set[str]
) -> None:
    person("editor", "Editors")
    person("lawyer", "Legal reviewers")
    person("publisher", "Publishers")
    person("reader")
    assert {user.email.partition("@")[0] for user in named_in(text, news)} == reached
