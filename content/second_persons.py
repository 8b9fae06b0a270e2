"""What the editors' pages share where one person enters a fact and another confirms it."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import any_permission_required

from accounts.models import User
from audit import trail
from procedures import errors
from procedures.models import Overlay

ENTER, APPROVE = "procedures.add_overlay", "procedures.approve_overlay"
SAID = {
    errors.AlreadyWaiting: gettext_lazy("An entry for this is waiting. Confirm it or withdraw it first."),
    errors.SamePerson: gettext_lazy("You entered this. Somebody else has to confirm it."),
    errors.Different: gettext_lazy("This is not what was entered. Compare both with the source."),
    errors.NotWaiting: gettext_lazy("Somebody else was faster: look at what it says now."),
}
type View = Callable[..., HttpResponse]


def only(*permissions: str) -> Callable[[View], View]:
    """Wagtail's answer for those who have none of these permissions."""
    decorator: Callable[[View], View] = any_permission_required(*permissions)
    return decorator


def number_of(request: HttpRequest) -> int:
    return cast(User, request.user).pk  # never anonymous behind `only`


def record(request: HttpRequest, entry: Overlay) -> None:
    facts = {"fact": entry.fact, "row": entry.key, "value": entry.value}
    trail.record(f"overlay-{entry.state}", subject=entry.pk, actor=request.user, facts=facts)


def people(entries: Iterable[Overlay]) -> dict[int, str]:
    """The addresses of who did something, by number; one query."""
    asked = {person for each in entries for person in (each.entered_by, each.approved_by, each.withdrawn_by) if person}
    return dict(User.objects.filter(pk__in=asked).values_list("pk", "email"))


def names(entry: Overlay, known: dict[int, str]) -> dict[str, str]:
    acts = {"entered": entry.entered_by, "approved": entry.approved_by, "withdrawn": entry.withdrawn_by}
    return {act: known.get(person, str(person)) for act, person in acts.items() if person}


def furniture(title: str, *, above: tuple[str, str] | None = None, icon: str = "lock") -> dict[str, Any]:
    """What Wagtail's base template shows above the page; `above` is the address and the name of the list it is of."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if above:
        crumbs.append({"url": above[0], "label": above[1]})
    crumbs.append({"url": "", "label": title})
    return {"header_title": title, "page_title": title, "breadcrumbs_items": crumbs, "header_icon": icon}
