"""A step of an application: the wizard, stored through the lifecycle; what is posted after sign-out is kept."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.annexes.errors import AnnexError
from applications.answers.forms import StepForm
from applications.answers.sheets import Contents, Written, read
from applications.answers.wizard import SheetWizard
from applications.drafting import access, lifecycle, offered
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from applications.drafting.offered import Offering
from applications.wording import status as wording
from content.journey import official
from content.journey.frame import frame
from content.journey.place import Guide, Place, in_language


class StepView(Offering, SheetWizard):
    application: Application = None  # type: ignore[assignment]  # given by of()
    place: Place = None  # type: ignore[assignment]  # given by of()

    def store(self, contents: Contents, *, step: str, expected: int) -> Written:
        acting = access.acting_in(self.request.user, self.application)
        saved = lifecycle.save_step(self.application, contents, step=step, expected=expected, acting=acting)
        self.application = saved.application
        if saved.discarded_signatures:
            tell_discarded(self.request)
        return saved.written

    def named(self, step: str) -> tuple[str, ...]:
        """The page in the table of pages, and what its address names behind the application."""
        return "step", step

    def get_step_url(self, step: str) -> str:
        name, *more = self.named(step)
        return self.place.address(name, self.application.pk, *more)

    def after_last_url(self) -> str:
        return self.leave_url()

    def leave_url(self) -> str:
        return self.place.address("overview", self.application.pk)

    def language_url(self, step: str, language: str) -> str:
        known = language if language in dict(settings.LANGUAGES) else self.application.language
        name, *more = self.named(step)
        return in_language(known, name, self.application.pk, *more)

    def tell_saved(self) -> None:
        day = date_format(self.application.kept_until, "j E Y")
        messages.success(self.request, _("Saved. You can go on until %(day)s.") % {"day": day})

    @property
    def form_key(self) -> str:
        """Empty for the application's own form."""
        return ""

    @property
    def kept_for(self) -> UUID:
        return self.application.pk

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        shown = self._official_shown()
        return offered.done(self.request, shown) if shown else super().post(*args, **kwargs)

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        is_shown = official.is_shown(self.request)
        if not is_shown:
            official.hide(form)
        return {
            **super().get_context_data(form=form, **kwargs),
            **self.merge_context(),
            "show_official": is_shown,
            "wording_written": wording.of_step(self.application, form.step, form=self.form_key),
            "wording_url": wording.url_of(self.application, form.step),
        }

    def merge_context(self) -> dict[str, Any]:
        name, *more = self.named(self.steps.current)
        return frame(self.place, self.application, name, *more)

    def _official_shown(self) -> HttpResponseBase | None:
        """Showing or hiding the official wording saves what was typed first, as a change of the language does."""
        choice = self.request.POST.get(official.NAME)
        if choice is None:
            return None
        self._keep_as_it_is(self.posted())
        step = self.steps.current
        return HttpResponseRedirect(self.get_step_url(step) + f"?{urlencode({official.NAME: choice})}")


@never_cache
@official.remembered
def step(request: HttpRequest, *, application_id: UUID, step: str, guide: Guide | None = None) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return offered.to_sign_in(request, subject=application_id, page=step, start=f"{step}-")
    application = access.get(request.user, application_id)
    place = Place.of(application, guide)
    if not application.is_editable or application.sheet is None:
        return HttpResponseRedirect(place.address("overview", application.pk))
    view = StepView.of(
        lifecycle.form_of(application),
        sheet=application.sheet,
        contents=read(application.sheet),
        application=application,
        place=place,
    )
    return answered(view, request, step, kept_for=application.pk, overview=place.address("overview", application.pk))


def answered(
    view: Callable[..., HttpResponseBase], request: HttpRequest, step: str, *, kept_for: UUID, overview: str
) -> HttpResponseBase:
    """What changed in another window while this was saved is said on the overview, and what was typed waits."""
    try:
        with offered.spared(request, subject=kept_for, page=step, start=f"{step}-"):
            return offered.rendered(view(request, step=step))
    except (DraftingError, AnnexError) as refusal:
        messages.error(request, str(refusal))
        return offered.keeping(request, HttpResponseRedirect(overview))


def tell_discarded(request: HttpRequest) -> None:
    messages.warning(
        request,
        _("You changed the application after signing had begun, so the signature no longer counts. Sign again."),
    )
