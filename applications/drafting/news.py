"""Mail that there is news of an application: to whose case it is, and to who acted, where that is somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from applications.drafting.models import Application
from notices import mail

BY_ANOTHER = "by_another"  # the text says that somebody acts for whom it is written to


@dataclass(frozen=True, slots=True)
class News:
    template: str
    page: str  # name of an address with the application's id
    anchor: str = ""
    context: Mapping[str, str] = field(default_factory=dict)


def tell(application: Application, news: News, *, language: str, person: User | None) -> None:
    """`person` brought it about; None: the clock, the register or a third party."""
    principal = application.principal
    if person is None or person.pk == principal.pk:
        _queue(principal, application, news, language)
        return
    _queue(principal, application, news, language, {BY_ANOTHER: "yes"})
    _queue(person, application, news, person.language or language)


def language_of(application: Application) -> str:
    """The principal's own, or the one the draft was begun in."""
    return application.principal.language or application.language


def path(page: str, language: str, *args: UUID) -> str:
    """The address of a page in the language of the mail."""
    with translation.override(language):
        return reverse(page, args=args)


def _queue(
    reader: User, application: Application, news: News, language: str, more: Mapping[str, str] | None = None
) -> None:
    link = path(news.page, language, application.pk) + news.anchor
    context = {"link": link, **news.context, **(more or {})}
    mail.queue(reader.email, news.template, language=language, context=context)
