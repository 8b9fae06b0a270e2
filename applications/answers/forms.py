"""Forms of steps, made from the definition: one validator for the page and the API alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator

from applications.answers import lists
from applications.answers.fields import AnswersForm, form_fields, narrow
from procedures.language import conditions, walk
from procedures.language.kinds import AnswerField, Question
from procedures.language.kinds.composing import OUTDATED, is_outdated
from procedures.language.kinds.lists import RowsField
from procedures.language.kinds.sentences import SentencesField
from procedures.language.schema import JSON, Annex, Answers, Field, Form, Step
from procedures.outputs import json_schema
from writing import cleaning

type Posted = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One error with the id of the control to correct."""

    target: str
    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something unusual, with the question and the id of its control."""

    target: str
    label: str
    text: str


class StepForm(AnswersForm):
    """One step. `answers`: what the whole form says so far; unbound, the step shows its part of them."""

    template_name = "answers/form.html"
    definition: ClassVar[Form]
    step: ClassVar[Step]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        answers: Answers | None = None,
        quiet: bool = False,
        **kwargs: Any,
    ) -> None:
        given = walk.applicable(self.definition, answers or {})
        own = {field.key for field in self.step.fields} - self.definition.fixed
        outer = {key: value for key, value in given.items() if key not in own}
        super().__init__(data, files, outer=outer, quiet=quiet, **kwargs)
        self._leave_out(own)
        shown = MultiValueDict(self._posted(answers or {})) if data is None else MultiValueDict()
        if not self.is_bound:
            self.initial = {name: self._raw(name, shown) for name in self.fields}
        for name, field in self.asked():
            narrow_ahead(field.declared, field, outer, own)
            if isinstance(field, SentencesField):
                field.read_answers(outer)
            if isinstance(field, RowsField):
                source = data if isinstance(data, MultiValueDict) else shown
                html_name = self.add_prefix(name)
                is_quiet = quiet or data is None
                field.rows = lists.ListRows(field.declared, html_name, data=source, outer=outer, quiet=is_quiet)

    def warnings(self) -> list[tuple[str, str]]:
        """Field and text of what is unusual but not refused."""
        self.full_clean_once()
        return self.cautions

    def problems(self) -> Iterator[Problem]:
        """Every error, rows included, with the control to go to."""
        for name, errors in self.errors.as_data().items():
            bound = self[name] if name in self.fields else None
            for error in errors:
                yield Problem(
                    target=_target(bound, error),
                    field=(error.params or {}).get("sent", name),
                    code=error.code or "",
                    text=" ".join(str(message) for message in error.messages),
                )

    def remarks(self) -> Iterator[Remark]:
        """What is unusual but not refused, with the control to go to."""
        for name, text in self.warnings():
            bound = self[name]
            yield Remark(target=bound.id_for_label or bound.auto_id, label=str(bound.label), text=text)

    def _read(self, bound: Question, field: AnswerField) -> JSON:
        if isinstance(field, SentencesField):
            return self._read_sentences(bound, field)
        if not isinstance(field, RowsField):
            return super()._read(bound, field)
        for row in field.rows.forms:
            row.outer = {**self.outer, **self.cleaned_data}
        value: JSON = field.rows.clean()
        self.cautions += [(bound.name, text) for text in field.rows.cautions()]
        return value

    def _read_sentences(self, bound: Question, field: SentencesField) -> JSON:
        value = super()._read(bound, field)
        if is_outdated(field.declared, value, self.outer, field.kinds):
            self.cautions.append((bound.name, str(OUTDATED)))
        return value

    def _apply_rules(self) -> None:
        super()._apply_rules()
        for annex in self._annexes_by_mail():
            named = self.cleaned_data.get(annex.emails)
            if annex.most and isinstance(named, list) and len(named) > annex.most:
                self.add_error(annex.emails, _too_many_named(annex.most))

    def _annexes_by_mail(self) -> list[Annex]:
        """Those that these answers ask for, of people whose addresses are named in this step."""
        named_here = [annex for annex in self.definition.annexes if annex.emails in self.fields]
        return [annex for annex in named_here if self.holds(annex.when)]

    def _leave_out(self, own: set[str]) -> None:
        """Questions other steps have decided about; those decided in this step stand there and are left unread."""
        for name, field in list(self.asked()):
            declared = field.declared
            decided = not walk.depends_on(declared, own)
            if name in self.definition.fixed or (decided and not conditions.holds(declared.when, self.outer)):
                del self.fields[name]

    def _posted(self, answers: Answers) -> Posted:
        sent: Posted = {}
        for name, field in self.asked():
            html_name = self.add_prefix(name)
            if isinstance(field, RowsField):
                sent |= lists.posted(field.declared, html_name, answers.get(name))
            else:
                sent |= field.widget.posted(html_name, answers.get(name))
        return sent

    def _raw(self, name: str, data: MultiValueDict[str, str]) -> Any:
        return self.fields[name].widget.value_from_datadict(data, {}, self.add_prefix(name))


# The catalogue keeps every form alive, so an id is never used twice; a form made in a test is checked by identity
_CLASSES: dict[tuple[int, str], type[StepForm]] = {}
_VALIDATORS: dict[tuple[int, str], tuple[Form, Draft202012Validator]] = {}


def form_for(form: Form, step: Step) -> type[StepForm]:
    """The class of a step's form; made once for each version (labels are lazy, so it serves every language)."""
    made = _CLASSES.get((id(form), step.key))
    if made is None or made.definition is not form:
        made = _CLASSES[id(form), step.key] = _made(form, step)
    return made


def posted(form: Form, step: Step, answers: Answers, *, prefix: str | None = None) -> Posted:
    """What a browser would post for these canonical answers: bound again, they come back unchanged."""
    return form_for(form, step)(answers=answers, prefix=prefix)._posted(answers)


def bound(
    form: Form, step: Step, data: Mapping[str, list[str]], *, answers: Answers, prefix: str | None = None
) -> StepForm:
    """The step's form over strings as they were posted."""
    return form_for(form, step)(MultiValueDict(data), answers=answers, prefix=prefix)


def bind_json(form: Form, step: Step, value: Mapping[str, JSON], answers: Answers) -> StepForm:
    """The same form over canonical JSON. It refuses what the form would have to change, with a named code.

    Signs that nobody sees or means are cleaned away as on the page.
    """
    asked = {field.key for field in step.fields} - form.fixed
    sent = {name: given for name, given in value.items() if name in asked}
    made = bound(form, step, posted(form, step, {**answers, **_own(form, step, sent)}), answers=answers)
    made.full_clean_once()
    meant = {name: _meant(given, made.cleaned_data.get(name)) for name, given in sent.items()}
    for field, error in [*_shape_errors(form, step, meant, made), *_strays(form, set(value) - asked)]:
        made.add_error(field if field in made.fields else None, error)
    return made


def unsound(form: Form, answers: Answers) -> list[tuple[Step, StepForm]]:
    """The steps whose answers would not be accepted today: asked before anything is frozen."""
    found = []
    for step in walk.steps(form, answers):
        made = bound(form, step, posted(form, step, answers), answers=answers)
        if not made.is_valid():
            found.append((step, made))
    return found


def narrow_ahead(declared: Field, field: Any, outer: Answers, own: set[str]) -> None:
    """Options that answers of other steps exclude are not even shown; before those are given, all are."""
    leaves = [leaf for option in declared.options for leaf in conditions.references(option.when)]
    if leaves and all(leaf.field in outer and not leaf.in_row and leaf.field not in own for leaf in leaves):
        narrow(field, outer, {})
        field.show_only_allowed()


def _made(form: Form, step: Step) -> type[StepForm]:
    attributes = {**form_fields(step.fields), "definition": form, "step": step, "rules": step.rules}
    return type("StepForm", (StepForm,), attributes)


def _validator(form: Form, step: Step) -> Draft202012Validator:
    """Of the published schema; its shape is the same in every language."""
    kept = _VALIDATORS.get((id(form), step.key))
    if kept is None or kept[0] is not form:
        kept = _VALIDATORS[id(form), step.key] = (form, Draft202012Validator(json_schema.of_step(form, step)))
    return kept[1]


def _meant(given: JSON, kept: JSON) -> JSON:
    """What was sent, or what the form made of it where the two are one and the same once cleaned."""
    return kept if _same(given, kept) else given


def _same(given: JSON, kept: JSON) -> bool:
    if isinstance(given, str) and isinstance(kept, str):
        return given == kept or cleaning.name(given) == cleaning.name(kept)
    if isinstance(given, list) and isinstance(kept, list):
        return len(given) == len(kept) and all(map(_same, given, kept))
    if isinstance(given, dict) and isinstance(kept, dict):
        return given.keys() == kept.keys() and all(_same(given[key], kept[key]) for key in kept)
    return type(given) is type(kept) and given == kept


def _own(form: Form, step: Step, value: Mapping[str, JSON]) -> dict[str, JSON]:
    """What is not sent is not answered, whatever the draft says; what is fixed is never sent and stays answered."""
    return {field.key: value.get(field.key) for field in step.fields if field.key not in form.fixed}


def _strays(form: Form, names: Iterable[str]) -> Iterator[tuple[str, ValidationError]]:
    """What this step does not ask; a question that the procedure answers itself is told apart."""
    for name in sorted(names):
        if name in form.fixed:
            text, code = gettext("“%s” is set by the procedure. For another one, begin another application"), "preset"
        else:
            text, code = gettext("“%s” is not asked here"), "not-asked"
        yield name, ValidationError(text % name, code=code, params={"sent": name})


def _shape_errors(
    form: Form, step: Step, value: Mapping[str, JSON], made: StepForm
) -> Iterator[tuple[str, ValidationError]]:
    judged = set(made.errors)
    for error in _validator(form, step).iter_errors(dict(value)):
        name = str(error.path[0]) if error.path else ""
        said_by_the_form = error.validator == "required" or error.schema_path[0] == "allOf"
        if name not in judged and not said_by_the_form:
            judged |= {name} if name else set(value) - made.fields.keys()
            yield name, ValidationError(_("This value does not have the published shape"), code="schema")
    for name, given in value.items():
        if name in judged:
            continue
        if name not in made.cleaned_data:
            yield name, ValidationError(gettext("“%s” is not asked here") % name, code="not-asked")
        elif made.cleaned_data[name] != given:
            yield name, ValidationError(_("Write this value in its normal form"), code="normal-form")


def _too_many_named(most: int) -> ValidationError:
    if most == 1:
        return ValidationError(_("Give one address only: this annex is filled in once"), code="too-many")
    return ValidationError(_("At most %(most)s answers"), code="too-many", params={"most": most})


def _target(bound: BoundField | None, error: ValidationError) -> str:
    """The id of the control: of a part or a row where the error names one."""
    if bound is None:
        return "main"
    params = error.params or {}
    if isinstance(bound.field, RowsField) and "row" in params:
        control = bound.field.rows.forms[params["row"]][params["field"]]
        return str(control.id_for_label or control.auto_id)
    if "part" in params:
        return f"{bound.auto_id}-{params['part']}"
    return bound.id_for_label or bound.auto_id
