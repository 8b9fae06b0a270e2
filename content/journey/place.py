"""Where a page of the journey stands: under a guide, in its language and layout, or at its canonical address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from applications.drafting.models import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the journey has to know of a guide; `path` is its address after the language."""

    procedure: str
    title: str | Promise
    path: str
    address: str
    is_guide: bool = field(default=True, compare=False)  # else a page that only carries the procedure
    key: UUID | None = field(default=None, compare=False)  # what a draft remembers; where it is not asked for, None
    guidance: Mapping[str, str] = field(default_factory=dict, compare=False)  # its words beside the steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Makes the addresses of the journey's pages by their names; `guide` is None at the canonical address."""

    procedure: str
    guide: Guide | None = None

    @classmethod
    def of(cls, application: Application, guide: Guide | None) -> Self:
        """Not found when the guide is about another procedure."""
        if guide is not None and guide.procedure != application.procedure:
            raise Http404
        return cls(procedure=application.procedure, guide=guide)

    def readiness(self) -> str:
        """The one page that comes before there is an application."""
        if self.guide is None:
            return reverse("applications:readiness", args=[self.procedure])
        return reverse("guided:readiness", args=[self.guide.path, self.procedure])

    def address(self, name: str, application: UUID, *more: str) -> str:
        """Of a page of one application; `name` stands in the table of `content.journey.pages`."""
        if self.guide is None:
            return reverse(f"applications:{name}", args=[application, *more])
        return reverse(f"guided:{name}", args=[self.guide.path, self.procedure, application, *more])

    def beside(self, name: str, *args: UUID | str) -> str:
        """What the page says beside this one, if it is a step."""
        return self.guide.guidance.get(str(args[0]), "") if self.guide and name == "step" else ""


def in_other_languages(name: str, *args: UUID | str) -> list[dict[str, str]]:
    """The canonical address in every language: it leads on to the live guide, where there is one."""
    return [{"code": code, "url": in_language(code, name, *args)} for code, _name in settings.LANGUAGES]


def in_language(code: str, name: str, *args: UUID | str) -> str:
    with translation.override(code):
        return reverse(f"applications:{name}", args=args)
