"""The wizard over a sheet: one step a page, works without JavaScript, loses nothing that was typed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from formtools.wizard.forms import ManagementForm
from formtools.wizard.views import NamedUrlWizardView, StepsHelper, WizardView

from applications.answers import composing, forms, lists, merge, zones
from applications.answers.fields import as_posted
from applications.answers.models import Sheet
from applications.answers.sheets import Contents, Stale, Written
from applications.answers.storage import SheetStorage
from procedures.language import walk
from procedures.language.kinds import KINDS
from procedures.language.mrz import UnreadableZone
from procedures.language.schema import Form

LONGEST_REVISION = 9  # digits
LEAVE, LANGUAGE, REVISION, SEEN, VERSIONS = "leave", "language", "revision", "seen", "versions"
COPY = "copy"
ZONE, ZONE_LINES = "mrz", "mrz-lines"  # under no step's prefix, so that nothing keeps the lines


class SheetWizard(NamedUrlWizardView):
    """Subclasses say how a step is stored and where one goes from it."""

    # as_view() takes only what is an attribute of the class
    definition: Form = None  # type: ignore[assignment]  # given by of()
    sheet: Sheet = None  # type: ignore[assignment]  # given by of()
    contents: Contents = None  # type: ignore[assignment]  # given by of()
    template_name = "applications/step.html"
    merge_template_name = "applications/merge.html"
    saved_already = False  # set where the same was posted before
    initial_dict: dict[str, Any] = {}
    _asked: tuple[Contents | None, dict[str, type[forms.StepForm]]] = (None, {})

    def store(self, contents: Contents, *, step: str, expected: int) -> Written:
        """Write it, or raise Stale."""
        raise NotImplementedError

    def after_last_url(self) -> str:
        raise NotImplementedError

    def leave_url(self) -> str:
        raise NotImplementedError

    def language_url(self, step: str, language: str) -> str:
        raise NotImplementedError

    def tell_saved(self) -> None:
        """Who saves and leaves is told that nothing is lost."""
        messages.success(self.request, _("Saved. You can go on whenever you want."))

    @classmethod
    def of(cls, definition: Form, **attributes: Any) -> Any:
        """The view for one sheet. formtools' own way looks for fields of files in every question of every step."""
        form_list = {step.key: forms.form_for(definition, step) for step in definition.steps}
        return super(WizardView, cls).as_view(form_list=form_list, definition=definition, **attributes)

    def get_form_list(self) -> dict[str, type[forms.StepForm]]:
        """The steps that are asked with the answers as they are by now: worked out once for each state of them."""
        contents = self.storage.contents
        if self._asked[0] is not contents:
            asked = walk.steps(self.definition, contents.answers)
            self._asked = (contents, {step.key: self.form_list[step.key] for step in asked})
        return self._asked[1]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """formtools' own, with a storage that knows the sheet and a step that comes from the address."""
        self.prefix = self.get_prefix(request, *args, **kwargs)
        self.storage = SheetStorage(self.prefix, request)
        self.storage.load(self.definition, self.contents, keep=self._keep)
        self.steps = StepsHelper(self)
        step = kwargs["step"]
        if step not in self.form_list:
            raise Http404
        if step not in self.get_form_list():  # asked no longer with these answers
            return HttpResponseRedirect(self.leave_url())
        self.storage.current_step = step
        try:
            return TemplateView.dispatch(self, request, *args, **kwargs)
        except Stale as stale:
            return self.answer_stale(stale)

    def answer_stale(self, stale: Stale) -> HttpResponseBase:
        """Two versions are shown; the same posted twice goes the way it went before, over what is there now."""
        step = self.definition.step(self.steps.current)
        changed = self._acted()
        mine = changed.posted if changed else self.posted()
        if not merge.is_same(self.definition, step, mine=mine, theirs=stale.contents):
            return self.render_merge(stale.contents, stale.revision)
        self.saved_already, self.sheet.revision = True, stale.revision
        self.contents = self.storage.contents = stale.contents
        try:
            return TemplateView.dispatch(self, self.request, *self.args, **self.kwargs)
        except Stale as again:
            return self.render_merge(again.contents, again.revision)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        posted, step = self.posted(), self.steps.current
        if changed := self._acted():
            self._keep_as_typed(changed.posted, left=True)
            return HttpResponseRedirect(self.get_step_url(step) + changed.anchor)
        if COPY in self.request.POST or ZONE in self.request.POST:
            return self.take_over(posted)
        if language := self.request.POST.get(LANGUAGE):
            if VERSIONS in self.request.POST:  # nothing is chosen yet: the same two, in the language of this address
                return self.render_merge(self.contents, self.sheet.revision)
            self._keep_as_it_is(posted)
            return HttpResponseRedirect(self.language_url(step, language))
        if LEAVE in self.request.POST:
            self._keep_as_it_is(posted)
            self.tell_saved()
            return HttpResponseRedirect(self.leave_url())
        return self.go_on(posted)

    def go_on(self, posted: Mapping[str, list[str]]) -> HttpResponseBase:
        """To the next step when this one is valid and its warnings were seen, else the same step again."""
        form = self.get_form(data=MultiValueDict(posted))
        if not form.is_valid() or (form.cautions and SEEN not in self.request.POST):
            self._keep_as_typed(posted, left=False)
            shown: HttpResponse = self.render(form)
            return shown
        self.storage.set_step_data(self.steps.current, self.process_step(form))
        if self.steps.current == self.steps.last:
            return HttpResponseRedirect(self.after_last_url())
        onward: HttpResponse = self.render_next_step(form)
        return onward

    def take_over(self, posted: Mapping[str, list[str]]) -> HttpResponse:
        """The step again, with answers from elsewhere."""
        if ZONE in self.request.POST:
            return self.fill_in(posted)
        step = self.steps.current
        self._keep_as_typed({**posted, **self._copied(step)}, left=True)
        return HttpResponseRedirect(self.get_step_url(step))

    def fill_in(self, posted: Mapping[str, list[str]]) -> HttpResponse:
        """From the lines of a document; where they can't be read the page says why, and nothing is saved yet."""
        step, typed = self.steps.current, self.request.POST.get(ZONE_LINES, "")
        try:
            filled = zones.read(self.definition, self.definition.step(step), typed)
        except UnreadableZone as error:
            form = forms.bound(
                self.definition, self.definition.step(step), posted, answers=self.contents.answers, prefix=step
            )
            form.quiet = True
            shown: HttpResponse = self.render(form, zone_error=str(error), zone_typed=typed)
            return shown
        asked = [each for each in self.get_form_list() if each != step]
        contents = zones.with_blanks_filled(self.definition, self.contents, filled, steps=asked)
        changed = {key for key in asked if contents.typed.get(key) != self.contents.typed.get(key)}
        for key in changed:
            contents = contents.touched(key, self._expected(step) + 1)
        self.storage.contents = contents
        self._keep_as_typed({**posted, **zones.posted(self.definition, filled, step)}, left=True)
        messages.success(
            self.request,
            _("Filled in. Compare every answer with the document: its lines write letters such as ł or ü otherwise."),
        )
        return HttpResponseRedirect(self.get_step_url(step))

    def posted(self) -> dict[str, list[str]]:
        """The strings of this step, without buttons and tokens."""
        start = f"{self.steps.current}-"
        return {name: values for name, values in self.request.POST.lists() if name.startswith(start)}

    def process_step(self, form: forms.StepForm) -> dict[str, Any]:
        return form.answers()

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """What was typed and left is shown without judging it; a POST is judged."""
        contents = self.storage.contents
        quiet = self.request.method != "POST" and (step or self.steps.current) in contents.left
        return {"answers": contents.answers, "quiet": quiet}

    def get_context_data(self, form: forms.StepForm, **kwargs: Any) -> dict[str, Any]:
        step = self.definition.step(self.steps.current)
        return {
            **super().get_context_data(form=form, **kwargs),
            "step": step,
            "revision": self.sheet.revision,
            "remarks": list(form.remarks()) if form.is_bound and not form.errors else [],
            "problems": [
                (form.fields[each.field].label, each) for each in form.problems() if each.field in form.fields
            ],
            "can_copy": any(origin in self.contents.answers for _field, origin in step.copied()),
            "may_grow": walk.may_grow(self.definition, self.storage.contents.answers),
            "leave_url": self.leave_url(),
            "language_form": "step",
        }

    def render_merge(self, theirs: Contents, revision: int) -> HttpResponse:
        """Both versions side by side; the person's own goes on in hidden fields, so nothing is lost."""
        step = self.definition.step(self.steps.current)
        context = {
            "step": step,
            "revision": revision,
            "differences": merge.differences(self.definition, step, mine=self.posted(), theirs=theirs),
            "posted": [(name, value) for name, values in self.posted().items() for value in values],
            "management_form": ManagementForm(prefix=self.prefix, initial={"current_step": step.key}),
            "other_url": self.get_step_url(step.key),
            "language_form": "versions",
            "language_posts": True,
            **self.merge_context(),
        }
        return render(self.request, self.merge_template_name, context, status=409)

    def merge_context(self) -> dict[str, Any]:
        return {}

    def _acted(self) -> lists.Acted | None:
        """A button inside the step, which changes what was typed and stays there."""
        step, sent = self.definition.step(self.steps.current), self.request.POST
        return lists.acted(step, sent, prefix=step.key) or composing.acted(step, sent, prefix=step.key)

    def _copied(self, key: str) -> dict[str, list[str]]:
        """What a browser would post for the answers that the step's button takes over."""
        step, answers = self.definition.step(key), self.contents.answers
        taken = {field.key: answers.get(origin) for field, origin in step.copied()}
        fields = {field.key: KINDS[field.kind].form_field(field) for field, _origin in step.copied()}
        return as_posted(fields, taken, self.get_form().add_prefix)

    def _keep_as_it_is(self, posted: Mapping[str, list[str]]) -> None:
        """Leaving never refuses: valid answers count, anything else is kept as typed."""
        form = self.get_form(data=MultiValueDict(posted))
        if form.is_valid() and not form.cautions:
            self.storage.set_step_data(self.steps.current, self.process_step(form))
        else:
            self._keep_as_typed(posted, left=True)

    def _keep_as_typed(self, posted: Mapping[str, list[str]], *, left: bool) -> None:
        self.storage.set_step_typed(self.steps.current, posted, left=left)

    def _keep(self, contents: Contents, step: str) -> None:
        if self.saved_already and (contents.answers, contents.typed) == (self.contents.answers, self.contents.typed):
            return
        written = self.store(contents, step=step, expected=self._expected(step))
        self.sheet, self.contents = written.sheet, written.contents
        self.storage.contents = written.contents

    def _expected(self, step: str) -> int:
        """The revision the page was made from. Where this step did not change since, the present one does no harm."""
        seen = self.sheet.revision if self.saved_already else _number(self.request.POST.get(REVISION))
        changed = max(self.contents.changed.get(step, 0), self.contents.again.get(step, 0))
        return self.sheet.revision if changed <= seen <= self.sheet.revision else seen


def _number(text: str | None) -> int:
    """-1, which no sheet ever has, for anything that is no revision."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST_REVISION else -1
