"""Each role does what is its own and nothing else; nobody publishes their own text, law waits for its reviewer."""

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Comment, GroupApprovalTask, GroupPagePermission, Page, PageLogEntry, Workflow, WorkflowPage
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import TranslationCreator

from accounts.models import User
from content import editors
from content.models import ArticlePage, GuidePage, HomePage, Publication
from content.roles import publication, workflows
from content.roles.law_shown import shows_law
from tests.content.people_of_pages import ROLES, act, browser_of, edit, of_role, person, send_strings, step, told
from tests.content.test_editors import posted_form

pytestmark = pytest.mark.usefixtures("editors_host")
NEW = "Nowe zdanie."


@pytest.fixture
def author(content_loaded: None) -> User:
    return person("author", "Editors")


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def draft(page: Any) -> Any:
    return fresh(page).get_latest_revision_as_object()


def is_published(page: Any) -> bool:
    return str(fresh(page).summary) == NEW


def creates(user: User, news: ArticlePage, author: User) -> bool:
    address = f"/admin/pages/add/content/articlepage/{news.get_parent().pk}/"
    posted = {"title": "Inna", "slug": "other", "summary": "", "body-count": "0"}
    posted |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    browser_of(user).post(address, posted)
    return bool(ArticlePage.objects.filter(slug="other", live=False).exists())


def edits(user: User, news: ArticlePage, author: User) -> bool:
    edit(user, news, summary=NEW)
    return str(draft(news).summary) == NEW


def submits(user: User, news: ArticlePage, author: User) -> bool:
    edit(user, news, "action-submit", summary=NEW)
    return bool(fresh(news).workflow_in_progress)


def approves_prose(user: User, news: ArticlePage, author: User) -> bool:
    edit(author, news, "action-submit", summary=NEW)
    act(user, news, "approve")
    return is_published(news)


def approves_law(user: User, news: ArticlePage, author: User) -> bool:
    guide = GuidePage.objects.get(procedure="temporary-work", locale__language_code="pl")
    edit(author, guide, "action-submit", summary=NEW)
    act(user, guide, "approve")
    return step(guide) == "Publication"


def publishes_anothers(user: User, news: ArticlePage, author: User) -> bool:
    edit(author, news, summary=NEW)
    edit(user, draft(news), "action-publish")
    return is_published(news)


def publishes_their_own(user: User, news: ArticlePage, author: User) -> bool:
    edit(user, news, "action-publish", summary=NEW)
    edit(user, draft(news), "action-publish")
    browser_of(user).post(f"/admin/bulk/wagtailcore/page/publish/?id={news.pk}")
    browser_of(user).post(f"/admin/api/main/pages/{news.pk}/action/publish/")
    return is_published(news)


def schedules(user: User, news: ArticlePage, author: User) -> bool:
    edit(author, news, summary=NEW)
    at = timezone.localtime() + timedelta(days=1)
    edit(user, draft(news), "action-publish", go_live_at=at.strftime("%Y-%m-%d %H:%M"))
    return bool(fresh(news).scheduled_revision is not None)


def comments(user: User, news: ArticlePage, author: User) -> bool:
    one = {"text": "Uwaga.", "contentpath": "summary", "position": "", "resolved": "", "DELETE": "", "id": ""}
    one |= {"replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0"}
    posted = {f"comments-0-{name}": value for name, value in one.items()} | {"comments-TOTAL_FORMS": "1"}
    edit(user, news, **posted)
    return bool(Comment.objects.filter(page=news, text="Uwaga.").exists())


def translates(language: str) -> Callable[[User, ArticlePage, User], bool]:
    def in_language(user: User, news: ArticlePage, author: User) -> bool:
        home = HomePage.objects.get(locale__language_code=language)
        with transaction.atomic():
            TranslationCreator(author, [home.locale]).create_translations(news)
        translation = Translation.objects.get(source__object_id=news.translation_key, target_locale=home.locale)
        send_strings(user, translation)
        return bool(StringTranslation.objects.filter(locale=home.locale, data="Words").exists())

    return in_language


ALLOWED: dict[str, tuple[Callable[[User, ArticlePage, User], bool], set[str]]] = {
    "create": (creates, {"editor", "administrator"}),
    "edit": (edits, {"editor", "publisher", "administrator"}),
    "submit": (submits, {"editor", "publisher", "administrator"}),
    "approve prose": (approves_prose, {"publisher", "administrator"}),
    "approve law": (approves_law, {"legal", "administrator"}),
    "publish another's": (publishes_anothers, {"publisher", "administrator"}),
    "publish the own": (publishes_their_own, set()),
    "schedule": (schedules, {"publisher", "administrator"}),
    "comment": (comments, {"editor", "publisher", "administrator"}),
    "translate the own language": (translates("en"), {"editor", "publisher", "translator", "administrator"}),
    "translate another": (translates("uk"), {"editor", "publisher", "administrator"}),
}


@pytest.mark.parametrize("doing", ALLOWED)
def test_each_role_may_do_what_is_its_own(
    news: ArticlePage, author: User, settings: Any, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    settings.ROLE = "editors"
    do, allowed = ALLOWED[doing]
    person("second", "Publishers")  # there is somebody else
    roles: dict[str, Callable[[], User]] = {role: partial(of_role, role) for role in ROLES}
    roles["administrator"] = lambda: person("admin", is_superuser=True)
    roles["reader"] = lambda: person("reader")
    done = set()
    for role, make in roles.items():
        with transaction.atomic():
            done |= {role} if do(make(), news, author) else set()
            transaction.set_rollback(True)
    assert done == allowed


def test_who_wrote_a_part_of_the_text_does_not_publish_it(news: ArticlePage, author: User) -> None:
    publisher, other = person("one", "Publishers"), person("two", "Publishers")
    edit(author, news, summary="Pierwsze zdanie.")
    edit(publisher, draft(news), summary=NEW)
    answer = browser_of(publisher).get(f"/admin/pages/{news.pk}/edit/")
    assert "action-publish" not in answer.text
    edit(publisher, draft(news), "action-publish")
    assert not is_published(news)
    edit(other, draft(news), "action-publish")
    assert is_published(news)


def test_what_was_typed_stays_when_it_is_not_published(news: ArticlePage) -> None:
    person("second", "Publishers")
    publisher = person("one", "Editors", "Publishers")
    posted = posted_form(news, summary=NEW) | {"action-publish": "1"}
    answer = browser_of(publisher).post(f"/admin/pages/{news.pk}/edit/", posted, follow=True)
    assert "Somebody else has to publish it" in told(answer)
    assert NEW in answer.text
    assert not is_published(news)


def test_list_publishes_what_is_anothers_and_says_what_is_not(news: ArticlePage, author: User) -> None:
    publisher = person("one", "Publishers")
    person("two", "Publishers")
    second: ArticlePage = news.get_parent().add_child(
        instance=ArticlePage(title="Druga", slug="second", locale=news.locale)
    )
    edit(author, news, summary=NEW)
    edit(publisher, second, summary=NEW)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={second.pk}&id={news.pk}"
    asked = browser_of(publisher).get(address).text
    assert "permission to publish" in asked
    browser_of(publisher).post(address)
    assert (is_published(news), is_published(second)) == (True, False)


def test_law_is_published_only_as_its_reviewer_read_it(guide: GuidePage, author: User) -> None:
    lawyer, publisher, other = of_role("legal"), of_role("publisher"), person("other", "Publishers")
    edit(author, guide, summary=NEW)
    edit(publisher, draft(guide), "action-publish")  # past the workflow
    assert not is_published(guide)
    edit(author, draft(guide), "action-submit")
    assert step(guide) == "LegalReview"
    act(publisher, guide, "approve")
    assert step(guide) == "LegalReview"
    act(lawyer, guide, "approve")
    edit(publisher, draft(guide), summary="Zdanie po prawniku.")
    act(other, guide, "approve")
    assert fresh(guide).summary not in (NEW, "Zdanie po prawniku.")
    act(other, guide, "reject")
    edit(author, draft(guide), "action-submit")
    assert step(guide) == "LegalReview"  # once more, for the text that was changed since
    act(lawyer, guide, "approve")
    act(other, guide, "approve")
    assert fresh(guide).summary == "Zdanie po prawniku."


def test_legal_reviewer_who_writes_in_the_text_is_its_author(guide: GuidePage, author: User) -> None:
    lawyer = of_role("legal")
    edit(author, guide, "action-submit", summary=NEW)
    edit(lawyer, draft(guide), summary="Zdanie prawnika.")
    act(lawyer, guide, "approve")
    assert step(guide) == "LegalReview"
    act(person("second-lawyer", "Legal reviewers"), guide, "approve")
    assert step(guide) == "Publication"


def test_lone_administrator_publishes_and_the_history_says_so(news: ArticlePage) -> None:
    admin = person("admin", is_superuser=True)
    edit(admin, news, "action-publish", summary=NEW)
    assert is_published(news)
    assert PageLogEntry.objects.filter(page=news.pk, action=publication.ALONE, user=admin).count() == 1
    assert "nobody else could" in browser_of(admin).get(f"/admin/pages/{news.pk}/history/").text


def test_translator_does_not_publish_the_own_strings(
    news: ArticlePage, author: User, django_capture_on_commit_callbacks: Any
) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    TranslationCreator(author, [home.locale]).create_translations(news)
    translation = Translation.objects.get(source__object_id=news.translation_key, target_locale=home.locale)
    translator, publisher = person("both", "Translators en", "Publishers"), person("publisher", "Publishers")
    send_strings(translator, translation)
    page = translation.get_target_instance()
    for user, is_live in ((translator, False), (publisher, True)):
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser_of(user).post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"}, follow=True)
        assert fresh(page).live is is_live, told(answer)


def test_section_has_people_of_its_own(news: ArticlePage, guide: GuidePage, author: User) -> None:
    section = Page.objects.get(pk=guide.get_parent().pk)
    groups = {group.name.partition(":")[0]: group for group in editors.permit_section(section)}
    lawyer, publisher = person("lawyer"), person("publisher")
    lawyer.groups.add(groups["Legal reviewers"])
    publisher.groups.add(groups["Publishers"])
    for page in (news, guide):
        edit(author, page, "action-submit", summary=NEW)
    act(publisher, news, "approve")
    assert not is_published(news)
    assert news.title not in browser_of(publisher).get("/admin/").text
    act(lawyer, guide, "approve")
    act(publisher, guide, "approve")
    assert is_published(guide)


@pytest.mark.parametrize(
    ("said", "is_law"),
    [
        ("Kasa jest czynna do 15.", False),
        ("Mówi o tym art. 114.", True),
        ("To § 3 uchwały.", True),
        ("Płaca to [[minimum-wage]].", True),
    ],
)
def test_page_that_cites_law_or_shows_a_figure_is_law(content_loaded: None, said: str, is_law: bool) -> None:
    home = HomePage.objects.get(locale__language_code="pl")
    page = home.add_child(instance=ArticlePage(title="Nowa", slug="new", locale=home.locale))
    page.body = [("callout", {"kind": "info", "title": "", "text": said})]
    assert shows_law(page) is is_law
    assert page.get_workflow() == (workflows.law() if is_law else workflows.prose())


def test_unknown_part_of_a_page_counts_as_law(content_loaded: None) -> None:
    home = HomePage.objects.get(locale__language_code="pl")
    page = home.add_child(instance=ArticlePage(title="Nowa", slug="new", locale=home.locale))
    page.body = [("statements", {"heading": "Zdania", "intro": "", "parts": []})]
    assert shows_law(page)


def test_editors_of_an_older_system_go_on_and_their_waiting_pages_too(news: ArticlePage) -> None:
    old, asking = person("old", "Editors"), person("asking", "Editors")
    Group.objects.exclude(name="Editors").filter(name__in=editors.ON_PAGES).delete()
    root, group = Page.objects.get(depth=1), Group.objects.get(name="Editors")
    for permission in editors.of_model("wagtailcore", ("publish_page",)):
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    workflow = Workflow.objects.get(name=workflows.WAGTAILS_OWN)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    GroupApprovalTask.objects.get().groups.add(group)
    edit(asking, news, "action-submit", summary=NEW)
    for _run in range(2):
        call_command("load_content", verbosity=0)
    assert step(news) == "Publication"
    act(old, news, "approve")
    assert is_published(news)
    person("new", "Editors")
    call_command("load_content", verbosity=0)
    assert sorted(Group.objects.get(name="Publishers").user_set.values_list("email", flat=True)) == [
        "asking@example.test",
        "old@example.test",
    ]
    assert Workflow.objects.filter(workflow_tasks__task__in=Publication.objects.all()).distinct().count() == 2


def test_command_makes_the_groups_of_a_section(content_loaded: None) -> None:
    for _run in range(2):
        call_command("section_roles", "/pl/guides/", stdout=io.StringIO())
    assert Group.objects.filter(name__startswith="Publishers:").count() == 1
    with pytest.raises(CommandError):
        call_command("section_roles", "/pl/nowhere/")


def test_page_that_was_taken_off_is_published_again_by_who_wrote_it_long_ago(news: ArticlePage, author: User) -> None:
    publisher = person("one", "Editors", "Publishers")
    edit(publisher, news, summary=NEW)
    edit(person("two", "Publishers"), draft(news), "action-publish")
    fresh(news).unpublish()
    edit(publisher, draft(news), "action-publish")
    assert fresh(news).live
