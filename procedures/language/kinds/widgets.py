"""How questions are typed: plain HTML inputs that work without JavaScript and know how to be filled again."""

import copy
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from procedures.language.schema import JSON, NONE
from writing import cleaning

type Posted = dict[str, list[str]]
type Choices = list[tuple[str, str]]


class AnswerWidget(forms.Widget):
    """A widget whose reading has an inverse."""

    def posted(self, name: str, value: JSON) -> Posted:
        """What a browser would send for this canonical answer (None: for none at all)."""
        raise NotImplementedError

    def offer(self, autocomplete: str) -> None:
        """Name what a browser may fill in here (WCAG 1.3.5)."""
        self.attrs["autocomplete"] = autocomplete


class Input(AnswerWidget):
    """One text input."""

    template_name = "answers/widgets/text.html"
    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None, *, width: int = 20, mode: str = "") -> None:
        super().__init__(attrs)
        self.width, self.mode = width, mode

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name, "")

    def posted(self, name: str, value: JSON) -> Posted:
        return {name: ["" if value is None else str(value)]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"width": self.width, "mode": self.mode, "raw": "" if value is None else value}
        context["widget"]["invalid"] = (attrs or {}).get("aria-invalid") == "true"
        return context


class TextArea(Input):
    template_name = "answers/widgets/textarea.html"


class Select(Input):
    """A closed list too long for radio buttons; `choices` is asked for in the language of the page."""

    template_name = "answers/widgets/select.html"

    def __init__(self, choices: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = choices

    def __deepcopy__(self, memo: dict[int, Any]) -> "Select":
        return type(self)(self.choices, dict(self.attrs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= self.shown(self.choices(), value)
        return context

    def shown(self, choices: Choices, value: Any) -> dict[str, Any]:
        return {"options": options(tuple(choices), str(value or ""))}


class Radios(Select):
    template_name = "answers/widgets/radios.html"
    use_fieldset = True

    def shown(self, choices: Choices, value: Any) -> dict[str, Any]:
        return {"choices": [(code, label, code == value) for code, label in choices]}


class Parts(AnswerWidget):
    """Several inputs that make one answer; `raw` is a dict of what was typed in each."""

    use_fieldset = True

    def __init__(self, parts: Mapping[str, AnswerWidget], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.parts = dict(parts)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Parts":
        copied = super().__deepcopy__(memo)
        copied.parts = {name: copy.deepcopy(part, memo) for name, part in self.parts.items()}
        return copied

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return {key: part.value_from_datadict(data, files, f"{name}-{key}") for key, part in self.parts.items()}

    def posted(self, name: str, value: JSON) -> Posted:
        given = self.split(value)
        return merged(part.posted(f"{name}-{key}", given.get(key)) for key, part in self.parts.items())

    def split(self, value: JSON) -> Mapping[str, JSON]:
        return value if isinstance(value, dict) else {}

    def id_for_label(self, id_: str) -> str:
        first = next(iter(self.parts))
        return self.parts[first].id_for_label(f"{id_}-{first}")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", "")
        raw = value if isinstance(value, Mapping) else {}
        context["widget"]["parts"] = {
            key: part.get_context(f"{name}-{key}", raw.get(key), _part_attrs(attrs, f"{id_}-{key}"))["widget"]
            for key, part in self.parts.items()
        }
        return context


class DateInput(Parts):
    """Day, month and year apart: nobody has to know a format."""

    template_name = "answers/widgets/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts = {
            "day": Input(width=2, mode="numeric"),
            "month": Input(width=2, mode="numeric"),
            "year": Input(width=4, mode="numeric"),
        }
        super().__init__(parts, attrs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "DateInput":
        return type(self)(dict(self.attrs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if whole := self.attrs.get("autocomplete"):  # "bday" is "bday-day" and so on in the parts
            for key, part in context["widget"]["parts"].items():
                part["attrs"]["autocomplete"] = f"{whole}-{key}"
        return context

    def split(self, value: JSON) -> Mapping[str, JSON]:
        year, month, day, *_ = (*cleaning.code(str(value or "")).split("-"), "", "", "")
        return {"year": year, "month": month.lstrip("0"), "day": day.lstrip("0")}


class Polish(Parts):
    """The person's own words and the Polish text that is filed. A reader of Polish sees one box."""

    template_name = "answers/widgets/polish.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, lines: bool = True, example: str = "") -> None:
        one = TextArea if lines else Input
        super().__init__({"own": one(), "pl": one(), "language": Input()}, attrs)
        self.lines, self.example = lines, example

    def __deepcopy__(self, memo: dict[int, Any]) -> "Polish":
        return type(self)(dict(self.attrs), lines=self.lines, example=self.example)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        own, language = (context["widget"]["parts"][key]["raw"] for key in ("own", "language"))
        reader = get_language() or "pl"
        context["widget"] |= {
            "shows_own": bool(own) or reader != "pl",
            "language": language or reader,
            "example": gettext(self.example) if self.example else "",
        }
        context["widget"]["parts"]["own"]["attrs"] |= {"dir": "auto"}
        context["widget"]["parts"]["pl"]["attrs"] |= {"lang": "pl", "dir": "ltr"}
        return context


class OrNone(AnswerWidget):
    """Any input with the official formula "none" (brak) beside it."""

    template_name = "answers/widgets/or_none.html"

    def __init__(self, inner: AnswerWidget, label: Any) -> None:
        super().__init__()
        self.inner, self.label = inner, label
        self.use_fieldset = inner.use_fieldset

    def __deepcopy__(self, memo: dict[int, Any]) -> "OrNone":
        return type(self)(copy.deepcopy(self.inner, memo), self.label)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return self.inner.value_from_datadict(data, files, name), bool(data.get(f"{name}-none"))

    def posted(self, name: str, value: JSON) -> Posted:
        if value == NONE:
            return {**self.inner.posted(name, None), f"{name}-none": ["none"]}
        return dict(self.inner.posted(name, value))

    def offer(self, autocomplete: str) -> None:
        self.inner.offer(autocomplete)

    def id_for_label(self, id_: str) -> str:
        return self.inner.id_for_label(id_)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        raw, is_none = value or (None, False)
        context = super().get_context(name, raw, attrs)
        context["widget"] |= {
            "inner": self.inner.get_context(name, raw, attrs)["widget"],
            "none_label": self.label,
            "is_none": is_none,
        }
        return context


class Several(AnswerWidget):
    """The same input again and again under one name; a blank one counts for nothing."""

    template_name = "answers/widgets/several.html"
    use_fieldset = True

    def __init__(self, inner: AnswerWidget, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.inner = inner

    def __deepcopy__(self, memo: dict[int, Any]) -> "Several":
        return type(self)(copy.deepcopy(self.inner, memo), dict(self.attrs))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return values_of(data, name)

    def posted(self, name: str, value: JSON) -> Posted:
        return {name: [str(each) for each in value] if isinstance(value, list) else []}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", "")
        named = {"aria-label": attrs["aria-label"]} if attrs and "aria-label" in attrs else {}
        context["widget"]["inputs"] = [
            self.inner.get_context(name, raw, _part_attrs(attrs, f"{id_}-{place}") | named)["widget"]
            for place, raw in enumerate(value or [""])
        ]
        return context


class Ticks(AnswerWidget):
    """A closed list of which several may be ticked."""

    template_name = "answers/widgets/ticks.html"
    use_fieldset = True

    def __init__(self, choices: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = choices

    def __deepcopy__(self, memo: dict[int, Any]) -> "Ticks":
        return type(self)(self.choices, dict(self.attrs))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return values_of(data, name)

    def posted(self, name: str, value: JSON) -> Posted:
        return {name: [str(each) for each in value] if isinstance(value, list) else []}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["choices"] = [(code, label, code in (value or [])) for code, label in self.choices()]
        return context


class Rows(AnswerWidget):
    """The place of a list: its rows are forms of their own, rendered by the list's template."""

    template_name = "answers/widgets/rows.html"
    use_fieldset = True


def options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """Drawn once for all rows of a list: one may have hundreds, each with every country."""
    drawn = _options(choices)
    if chosen not in {code for code, _label in choices}:
        return drawn
    value = format_html('<option value="{}"', chosen)
    return SafeString(drawn.replace(value, f"{value} selected", 1))


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str], ...]) -> SafeString:
    return format_html_join("\n", '<option value="{}">{}</option>', choices)


def values_of(data: Mapping[str, Any], name: str) -> list[Any]:
    """Everything that was posted under one name."""
    if isinstance(data, MultiValueDict):
        return data.getlist(name)
    value = data.get(name, [])
    return value if isinstance(value, list) else [value]


def merged(posts: Iterable[Posted]) -> Posted:
    whole: Posted = {}
    for post in posts:
        whole |= post
    return whole


def _part_attrs(attrs: dict[str, Any] | None, id_: str) -> dict[str, Any]:
    kept = {name: value for name, value in (attrs or {}).items() if name == "aria-invalid"}
    return {**kept, "id": id_}
