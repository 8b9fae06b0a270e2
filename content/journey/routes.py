"""The journey under a guide: routes that a guide page inherits."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from content.journey import files as file_pages
from content.journey import own_draft, steps, views


class ApplyMixin(RoutablePageMixin):
    """For a page with a `procedure`: readiness, task list, files, check and steps under `apply/<procedure>/`."""

    procedure: str

    @path("apply/<slug:procedure>/", name="apply")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def apply_readiness(self, request: HttpRequest, procedure: str) -> HttpResponse:
        return views.readiness(request, procedure=self._own(procedure), guide=self)

    @path("apply/<slug:procedure>/<uuid:application_id>/", name="apply_overview")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def apply_overview(self, request: HttpRequest, procedure: str, application_id: UUID) -> HttpResponse:
        self._own(procedure)
        return views.overview(request, application_id=application_id, guide=self)

    @path("apply/<slug:procedure>/<uuid:application_id>/files/", name="apply_files")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def apply_files(self, request: HttpRequest, procedure: str, application_id: UUID) -> HttpResponseBase:
        self._own(procedure)
        return file_pages.files(request, application_id=application_id, guide=self)

    @path("apply/<slug:procedure>/<uuid:application_id>/check/", name="apply_check")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def apply_check(self, request: HttpRequest, procedure: str, application_id: UUID) -> HttpResponse:
        self._own(procedure)
        return views.check(request, application_id=application_id, guide=self)

    @path("apply/<slug:procedure>/<uuid:application_id>/last-day/", name="apply_last_day")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def apply_last_day(self, request: HttpRequest, procedure: str, application_id: UUID) -> HttpResponseBase:
        self._own(procedure)
        return own_draft.last_day(request, application_id=application_id, guide=self)

    @path("apply/<slug:procedure>/<uuid:application_id>/delete/", name="apply_delete")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def apply_delete(self, request: HttpRequest, procedure: str, application_id: UUID) -> HttpResponse:
        self._own(procedure)
        return own_draft.delete(request, application_id=application_id, guide=self)

    @path("apply/<slug:procedure>/<uuid:application_id>/<slug:step>/", name="apply_step")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def apply_step(self, request: HttpRequest, procedure: str, application_id: UUID, step: str) -> HttpResponseBase:
        self._own(procedure)
        return steps.step(request, application_id=application_id, step=step, guide=self)

    def _own(self, procedure: Any) -> str:
        if not procedure or procedure != self.procedure:
            raise Http404
        return str(procedure)
