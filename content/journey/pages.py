"""The pages of the journey, each declared once: routes under a guide, canonical addresses and links are made of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseBase

from content.journey import (
    annex_version,
    carried,
    check,
    files,
    newer_version,
    own_annexes,
    own_draft,
    printout,
    steps,
    views,
    ways_in,
)

ONE = "<uuid:application_id>/"

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyPage:
    """Its name for links, its view, and its address: canonical after `applications/`, and after a guide's procedure."""

    name: str
    view: View
    canonical: str
    guided: str

    @classmethod
    def of_application(cls, name: str, view: View, address: str) -> "JourneyPage":
        """A page of one application has the same address behind its id everywhere."""
        return cls(name=name, view=view, canonical=f"{ONE}{address}", guided=f"{ONE}{address}")


PAGES = (
    JourneyPage(name="readiness", view=views.readiness, canonical="new/<slug:procedure>/", guided=""),
    JourneyPage(name="payment", view=ways_in.payment, canonical="new/<slug:procedure>/payment/", guided="payment/"),
    JourneyPage(name="case", view=ways_in.case, canonical="new/<slug:procedure>/case/", guided="case/"),
    JourneyPage.of_application("overview", views.overview, ""),
    JourneyPage.of_application("files", files.files, "files/"),
    JourneyPage.of_application("check", check.check, "check/"),
    JourneyPage.of_application("document", printout.document_page, "document/"),
    JourneyPage.of_application("last-day", own_draft.last_day, "last-day/"),
    JourneyPage.of_application("version", newer_version.page, "version/"),
    JourneyPage.of_application("annex-version", annex_version.page, "version/<slug:annex>/"),
    JourneyPage.of_application("delete", own_draft.delete, "delete/"),
    JourneyPage.of_application("carry", carried.choose, "carry/<uuid:source>/"),
    JourneyPage.of_application("own-annex", own_annexes.step, "annexes/<slug:annex>/<slug:step>/"),
    JourneyPage.of_application("step", steps.step, "<slug:step>/"),  # the last: any word that is no page is a step
)


def taken() -> frozenset[str]:
    """Words that no step may have for its key: its page could not be reached."""
    behind_id = (page.canonical.removeprefix(ONE).rstrip("/") for page in PAGES if page.canonical.startswith(ONE))
    return frozenset(word for word in behind_id if word and "<" not in word)
