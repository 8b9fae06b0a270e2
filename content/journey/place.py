"""Where a page of the journey stands: under a guide, in its language and layout, or at its canonical address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from applications.drafting.models import Application

if TYPE_CHECKING:
    from content.models import GuidePage

WORD = "apply"  # under a guide: a slug refused to its child pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Makes the addresses of the journey's pages; `guide` is None at the canonical address."""

    procedure: str
    guide: "GuidePage | None" = None

    @classmethod
    def of(cls, application: Application, guide: "GuidePage | None") -> Self:
        """Not found when the guide is about another procedure."""
        if guide is not None and guide.procedure != application.procedure:
            raise Http404
        return cls(procedure=application.procedure, guide=guide)

    def readiness(self) -> str:
        return self._under() if self.guide else reverse("applications:readiness", args=[self.procedure])

    def overview(self, application: UUID) -> str:
        return self._under(application) if self.guide else reverse("applications:overview", args=[application])

    def step(self, application: UUID, step: str) -> str:
        return self._under(application, step) if self.guide else reverse("applications:step", args=[application, step])

    def files(self, application: UUID) -> str:
        return self._of_draft(application, "files")

    def check(self, application: UUID) -> str:
        return self._of_draft(application, "check")

    def last_day(self, application: UUID) -> str:
        return self._of_draft(application, "last-day")

    def delete(self, application: UUID) -> str:
        return self._of_draft(application, "delete")

    def _of_draft(self, application: UUID, name: str) -> str:
        return self._under(application, name) if self.guide else reverse(f"applications:{name}", args=[application])

    def _under(self, *parts: UUID | str) -> str:
        return "/".join(map(str, (f"{self.guide.address()}{WORD}", self.procedure, *parts))) + "/"  # type: ignore[union-attr]  # asked before


def guide_of(procedure: str, language: str) -> "GuidePage | None":
    """The live guide of a procedure in a language, if there is one."""
    guides = apps.get_model("content", "GuidePage").objects.live()
    found: GuidePage | None = guides.filter(procedure=procedure, locale__language_code=language).first()
    return found


def in_other_languages(name: str, *args: UUID | str) -> list[dict[str, str]]:
    """The canonical address in every language: it leads on to the live guide, where there is one."""
    return [{"code": code, "url": in_language(code, name, *args)} for code, _name in settings.LANGUAGES]


def in_language(code: str, name: str, *args: UUID | str) -> str:
    with translation.override(code):
        return reverse(f"applications:{name}", args=args)
