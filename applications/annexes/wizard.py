"""The steps of an annex, filled in through a link: the same wizard as an application's, stored in the annex's sheet."""

from typing import Any
from uuid import UUID

from django.urls import reverse, translate_url

from applications.annexes import asking, cautions, prefill
from applications.annexes.models import AnnexRequest
from applications.answers import summary
from applications.answers.forms import StepForm
from applications.answers.sheets import Contents, Written
from applications.answers.wizard import SheetWizard
from applications.drafting.offered import Offering


class AnnexWizard(Offering, SheetWizard):
    """Subclasses are made for one request and the token that leads to it."""

    annex: AnnexRequest = None  # type: ignore[assignment]  # always given by `of`; as_view wants the attribute
    token = ""
    template_name = "annexes/step.html"
    merge_template_name = "annexes/merge.html"

    @property
    def kept_for(self) -> UUID:
        return self.annex.pk

    def store(self, contents: Contents, *, step: str, expected: int) -> Written:
        return asking.save_step(self.annex, contents, step=step, expected=expected)

    def get_form(self, *args: Any, **kwargs: Any) -> StepForm:
        """With what only the whole application can tell, among the warnings of the step."""
        form: StepForm = super().get_form(*args, **kwargs)
        if form.is_bound and form.is_valid():
            said = cautions.of_request(self.annex, {**self.contents.answers, **form.answers()})
            form.cautions += [(each.question.key, each.text) for each in said if each.question.key in form.fields]
        return form

    def get_step_url(self, step: str) -> str:
        return reverse("annexes:step", args=[self.token, step])

    def after_last_url(self) -> str:
        return reverse("annexes:check", args=[self.token])

    def leave_url(self) -> str:
        return reverse("annexes:open", args=[self.token])

    def language_url(self, step: str, language: str) -> str:
        return translate_url(self.get_step_url(step), language)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        return {**context, **self.merge_context(), "known": known_rows(self.annex, self.contents)}

    def merge_context(self) -> dict[str, Any]:
        asker = prefill.asker(self.annex, self.contents.answers)
        return {"annex": self.annex, "token": self.token, "definition": self.definition, "asker": asker}


def known_rows(annex: AnnexRequest, contents: Contents) -> list[summary.SummaryRow]:
    """What was taken over from the application, for the reader."""
    fields = (field for field in prefill.taken_over(prefill.form_of(annex)) if field.key in contents.answers)
    return list(summary.rows_of((field for field in fields if not field.helper), contents.answers))
