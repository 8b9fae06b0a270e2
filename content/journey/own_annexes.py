"""A step of an annex that the applicant fills in: the application's wizard, stored in the annex's own sheet."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.cache import never_cache

from applications.annexes.errors import NoSuchAnnex, NotReady
from applications.annexes.own import filling
from applications.annexes.own.filling import Filling
from applications.answers.forms import StepForm
from applications.answers.sheets import Contents, Written
from applications.drafting import access, offered
from content.journey import official
from content.journey.place import Guide, Place
from content.journey.steps import StepView, answered, tell_discarded
from procedures.language import wording
from writing.listing import listed


class OwnAnnexView(StepView):
    annex: Filling = None  # type: ignore[assignment]  # given by of()

    def store(self, contents: Contents, *, step: str, expected: int) -> Written:
        acting = access.acting_in(self.request.user, self.application)
        saved = filling.save_step(self.annex, contents, step=step, expected=expected, acting=acting)
        self.annex = replace(self.annex, application=saved.application)
        self.application = saved.application
        if saved.discarded_signatures:
            tell_discarded(self.request)
        return saved.written

    def named(self, step: str) -> tuple[str, ...]:
        return "own-annex", self.annex.key, step

    @property
    def form_key(self) -> str:
        return self.annex.key

    @property
    def kept_for(self) -> UUID:
        return subject(self.application.pk, self.annex.key)

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(form=form, **kwargs), "annex": self.annex.form, "known": self.annex.known}


@never_cache
@official.remembered
def step(
    request: HttpRequest, *, application_id: UUID, annex: str, step: str, guide: Guide | None = None
) -> HttpResponseBase:
    kept_for, start = subject(application_id, annex), f"{step}-"
    if not request.user.is_authenticated:
        return offered.to_sign_in(request, subject=kept_for, page=step, start=start, application=application_id)
    application = access.get(request.user, application_id)
    place = Place.of(application, guide)
    overview = HttpResponseRedirect(place.address("overview", application.pk))
    if not application.is_editable:
        return overview
    try:
        found = filling.get(application, annex)
    except NoSuchAnnex as refusal:
        messages.error(request, str(refusal))
        return overview
    if lacking := found.lacking:
        messages.error(request, f"{NotReady(lacking)} {listed(wording.of_question(field) for field in lacking)}")
        return overview
    view = OwnAnnexView.of(
        found.form, sheet=found.sheet, contents=found.contents, application=application, place=place, annex=found
    )
    return answered(view, request, step, kept_for=kept_for, overview=overview.url)


def subject(application: UUID, annex: str) -> UUID:
    """Under which what is not saved waits: a step of the application may have the same key."""
    return uuid5(application, annex)
