"""What people type: right, nearly right and wrong, as a browser posts it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from applications.answers import forms, lists
from procedures.language.kinds import composites
from procedures.language.schema import Answers, Field, Form, Step
from procedures.tables import countries

type Posted = dict[str, list[str]]

# What is right stands before None, what is nearly right or wrong behind it
WORDS = [
    "Kovalenko",
    " Źdźbło ",
    "O’Neill",
    "Nowak-Kowalska Anna",
    None,
    "Олена",
    "漢字",
    "12a",
    "",
    "a\u200fb",
    "x\ty",
    "A" * 120,
]
SAMPLES: Mapping[str, list[str | None]] = {
    "words": WORDS,
    "document-number": ["FN482913", "fn 48 29", "AB", None, "FN#1", "", "A" * 20],
    "postal-code": ["00-624", "00624", "00 624", None, "0062", ""],
    "pkd": ["62.10.B", "6210b", None, "62.10", ""],
    "email": ["olena@example.com", "o.k@example.pl", None, "olena@", "", "żółw@example.com", "a b@example.com"],
    "phone": ["+48 600 700 800", "+48 600-700-800", "600700800", "+380 44 123 45 67", None, "123", "", "tel."],
    "integer": ["30", "٣١", "40", "2", None, "x", "", "999"],
    "day": ["1", "05", "13", "٣", None, "31", "", "x"],
    "month": ["1", "05", "12", None, "13", "", "x"],
    "year": ["1992", "2020", "2019", None, "2031", "1899", "", "99999"],
    "pesel": ["", "44051401359", "440514 01359", None, "44051401358", "12", "02070803628"],
    "nip": ["5260250274", "526-025-02-74", None, "5260250275", ""],
    "regon": ["123456785", "12345678512347", None, "123456786", ""],
    "money": ["4806", "4 806,5", "4806.00", None, "x", ""],
    "krs": ["0000123456", "0000 123 456", None, "123456", "0000000000", ""],
    "iban": ["PL61109010140000071219812874", "61 1090 1014 0000 0712 1981 2874", None, "PL61", ""],
    "occupation-code": ["512001", "5120 01", None, "51200", ""],
    "fraction": ["1", "½", "3/4", None, "2", ""],
    "voivodeship": ["14", "02", None, "99", ""],
    "country": [*sorted(countries.CURRENT)[:5], "SUN", "XXA", None, "??", ""],
    "yes-no": ["true", "false", None, "", "maybe"],
    "language": ["uk", "en", None, "", "123"],
}
PARTS = {kind: {part.key: part for part in each.parts} for kind, each in zip(
    ("address", "authority", "pay", "working-time", "occupation"), composites.COMPOSITES, strict=True)}  # fmt: skip


def typed(form: Form, step: Step, answers: Answers, *, careful: bool) -> st.SearchStrategy[dict[str, list[str]]]:
    """Everything a browser could post for this step; of a careful person, hardly a mistake."""
    made = forms.form_for(form, step)(answers=answers)
    typist = Typist(careful)
    return st.tuples(*(typist.field(field, made.add_prefix(field.key)) for field in step.fields)).map(_merged)


def alone(field: Field) -> Form:
    """A form of this question only, asked whatever the others say."""
    options = tuple(replace(option, when=None) for option in field.options)
    free = replace(field, when=None, required=False, options=options, rules=())
    step = Step(key="only", title="Only", fields=(free,))
    return Form(key="tiny", version="1", title="", official_title="", law=(), steps=(step,), index={field.key: free})


class Typist:
    def __init__(self, careful: bool) -> None:
        self.careful = careful

    def sample(self, kind: str) -> st.SearchStrategy[str]:
        samples = SAMPLES.get(kind, WORDS)
        right = samples[: samples.index(None)] if self.careful else samples
        return st.sampled_from([text for text in right if text is not None])

    def field(self, field: Field, name: str) -> st.SearchStrategy[Posted]:
        posts = self.of_kind(field, name)
        if not field.none:
            return posts
        none = posts.map(lambda sent: {**{key: [""] for key in sent}, f"{name}-none": ["none"]})
        both = posts.map(lambda sent: {**sent, f"{name}-none": ["none"]})
        return posts | none if self.careful else posts | none | both

    def of_kind(self, field: Field, name: str) -> st.SearchStrategy[Posted]:
        if field.kind in PARTS or field.kind == "group":
            parts = PARTS[field.kind].values() if field.kind in PARTS else field.fields
            return st.tuples(*(self.field(part, f"{name}-{part.key}") for part in parts)).map(_merged)
        special = {
            "list": self.list,
            "several": self.several,
            "date": self.date,
            "free-text": self.polish,
            "phrase": self.polish,
            "choice": self.choice,
        }
        if field.kind in special:
            return special[field.kind](field, name)
        return self.sample(field.kind).map(lambda text: {name: [text]})

    def list(self, field: Field, name: str) -> st.SearchStrategy[Posted]:
        return st.integers(0, 2).flatmap(lambda count: self.rows(field, name, count))

    def several(self, field: Field, name: str) -> st.SearchStrategy[Posted]:
        codes = [option.code for option in field.options]
        each = st.sampled_from(codes) if codes and self.careful else self.sample(field.of)
        most = min(3, field.high or 3) if self.careful else 3
        values = st.lists(each, min_size=int(self.careful), max_size=most, unique=self.careful)
        return values.map(lambda texts: {name: texts})

    def date(self, field: Field, name: str) -> st.SearchStrategy[Posted]:
        return _parts({f"{name}-{part}": self.sample(part) for part in ("day", "month", "year")})

    def choice(self, field: Field, name: str) -> st.SearchStrategy[Posted]:
        codes = [option.code for option in field.options] + ([] if self.careful and not field.other else ["other"])
        chosen = st.sampled_from(codes if self.careful else [*codes, ""])
        if not field.other:
            return chosen.map(lambda code: {name: [code]})
        pick = chosen.map(lambda code: {f"{name}-choice": [code]})
        return st.tuples(pick, self.polish(field, f"{name}-other")).map(_merged)

    def polish(self, field: Field, name: str) -> st.SearchStrategy[Posted]:
        kinds = {"own": "words", "pl": "words", "language": "language"}
        return _parts({f"{name}-{part}": self.sample(kind) for part, kind in kinds.items()})

    def rows(self, field: Field, name: str, count: int) -> st.SearchStrategy[Posted]:
        rows = [
            self.field(sub, lists.row_form(field)(prefix=f"{name}-{place}", outer={}).add_prefix(sub.key))
            for place in range(count)
            for sub in field.fields
        ]
        return st.tuples(st.just({f"{name}-count": [str(count)]}), *rows).map(_merged)


def _parts(parts: Mapping[str, st.SearchStrategy[str]]) -> st.SearchStrategy[Posted]:
    return st.fixed_dictionaries({key: each.map(lambda text: [text]) for key, each in parts.items()})


def _merged(posts: Any) -> Posted:
    whole: Posted = {}
    for post in posts:
        whole |= post
    return whole
