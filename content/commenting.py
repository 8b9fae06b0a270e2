"""Who hears of a comment on a page: who follows it, who took part, and whom it names after an @. Never what it says."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, PageSubscription
from wagtail.permissions import policy_registry

from accounts.models import User
from content.moderation import tell
from content.roles.tasks import LegalReview, Publication

NEWS = "page-commented"  # the text, see site/templates/notices
NAMED = re.compile(r"(?<![\w@])@([\w.+-]+(?:@[\w.-]+\w)?)")
AT_WORK = frozenset({"add", "change", "publish", "lock"})
type Role = Callable[[Page], Iterable[User]]
ROLES: dict[str, Role] = {
    "editors": lambda page: _with_right(page, {"add"}),
    "legal": lambda page: LegalReview().reviewers(page),
    "publishers": lambda page: Publication().reviewers(page),
    "translators": lambda page: _with_right(page, {"change"}),
}


def connect() -> None:
    """In place of Wagtail's own mails, which are sent while the editor waits, with names and the whole text."""
    EditView.send_commenting_notifications = lambda view, changes: notify(view.page, view.request.user, changes)


def notify(page: Page, by: User, changes: dict[str, Any]) -> None:
    """Everybody once, whatever the number of comments; the writer needs no news."""
    threads = [comment for comment, _replies in changes["new_replies"]] + changes["resolved_comments"]
    written = [*changes["new_comments"], *(reply for _comment, replies in changes["new_replies"] for reply in replies)]
    if not (written or threads or changes["deleted_comments"]):
        return
    mentioned = {person.pk for each in written for person in named_in(each.text, page)}
    people = User.objects.filter(is_active=True).filter(
        Q(pk__in=mentioned | _in_threads(threads)) | Q(pk__in=_followers(page))
    )
    tell(people.exclude(pk=by.pk), NEWS, page.pk)


def named_in(text: str, page: Page) -> set[User]:
    """A role, or a person by the address or by what stands before its @; only who may open the page is reached."""
    found: set[User] = set()
    for name in {each.rstrip(".").casefold() for each in NAMED.findall(text)}:
        found |= set(ROLES[name](page) if name in ROLES else _person(name, page))
    return found


def _person(name: str, page: Page) -> Iterable[User]:
    among = _with_right(page, AT_WORK)
    return among.filter(email__iexact=name) if "@" in name else among.filter(email__istartswith=f"{name}@")


def _with_right(page: Page, actions: Iterable[str]) -> QuerySet[User]:
    policy = policy_registry.get_by_type(Page)
    people: QuerySet[User] = policy.users_with_any_permission_for_instance(
        set(actions), page, include_superusers=set(actions) == AT_WORK
    )
    return people


def _followers(page: Page) -> Any:
    return PageSubscription.objects.filter(page=page, comment_notifications=True).values("user")


def _in_threads(comments: Iterable[Any]) -> set[int]:
    taking_part = {comment.user_id for comment in comments}
    for comment in comments:
        taking_part |= set(comment.replies.values_list("user_id", flat=True))
    return taking_part
