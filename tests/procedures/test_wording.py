"""In Polish the screen says what is filed, word for word; in no language does a statement lose what qualifies it."""

import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from applications.answers import forms
from procedures import catalogue
from procedures.language import wording
from procedures.language.kinds import KINDS
from procedures.language.schema import JSON, Field, Form, Option

FORMS = [key for key in catalogue.forms() if not catalogue.form(key).provisional]  # those with official words
# Beginnings of words by which a box asks for a statement that has consequences
GRAVE = re.compile(
    r"oświadcz|skazan|karan[yae(]|wyrok|prawomocn|aresztowan|zatrzyman|zobowiązania|postępowanie karne", re.I
)
# What must be found in every language where the Polish says it
QUALIFIERS = {
    "prawomocnym wyrokiem": {
        "en": "by a final judgment",
        "uk": "вироком, що набрав законної сили",
        "ar": "حكم نهائي",
    },
    "prawomocnie ukaran": {"en": "finally punished", "uk": "остаточно", "ar": "نهائيًا"},
    "prawomocnie skazan": {"en": "finally convicted", "uk": "остаточно засуджено", "ar": "أُدينت نهائيًا"},
    "ponownie ukaran": {"en": "punished again", "uk": "знову", "ar": "مرة أخرى"},
    "w ciągu 2 lat": {"en": "within 2 years", "uk": "протягом 2 років", "ar": "خلال سنتين"},
    "w imieniu którego": {"en": "on whose behalf", "uk": "від імені якого", "ar": "باسمها"},
    "zarządzany lub kontrolowany": {"en": "managed or controlled", "uk": "контролює", "ar": "سيطر عليها"},
    "osobę fizyczną": {"en": "a natural person", "uk": "фізична особа", "ar": "شخص طبيعي"},
    "alimentacyjne": {"en": "maintenance", "uk": "аліментні", "ar": "النفقة"},
    "tymczasowe aresztowanie": {"en": "pre-trial detention", "uk": "тимчасовий арешт", "ar": "الحبس الاحتياطي"},
    "areszcie dla cudzoziemców": {"en": "custody for foreigners", "uk": "ізоляторі для іноземців", "ar": "للأجانب"},
    "środek zapobiegawczy": {"en": "preventive measure", "uk": "запобіжний захід", "ar": "تدبير وقائي"},
    "pozbawienia wolności": {"en": "prison sentence", "uk": "позбавлення волі", "ar": "سالبة للحرية"},
    "karany(-na) sądownie": {"en": "by a court", "uk": "суд", "ar": "محكمة"},
    "odpowiedzialności karnej": {"en": "criminal liability", "uk": "кримінальну відповідальність", "ar": "الجنائية"},
    "wykroczenia": {"en": "petty-offence", "uk": "правопорушення", "ar": "مخالفة"},
    "wykroczenie": {"en": "offence", "uk": "правопорушення", "ar": "مخالف"},
    "przestępstwo": {"en": "crime", "uk": "злочин", "ar": "جريمة"},
}


def questions(form: Form) -> Iterator[Field]:
    """Everything asked on a screen of this form, rows included."""
    for _step, field in form.fields():
        for each in (field, *field.fields):
            if each.official and not each.carried:
                yield each


def statements(form: Form) -> Iterator[tuple[str, str, Field, Option | None]]:
    """Name and official words of every statement, with where they are asked."""
    for field in questions(form):
        if field.verbatim:
            yield field.key, field.official, field, None
            for option in field.options:
                yield f"{field.key}={option.code}", option.official, field, option


@pytest.mark.parametrize("key", FORMS)
def test_what_has_consequences_is_marked(key: str) -> None:
    grave = [
        field.key
        for field in questions(catalogue.form(key))
        if GRAVE.search(" ".join([field.official, *(option.official for option in field.options)]))
    ]
    assert [name for name in grave if not catalogue.form(key).field(name).verbatim] == []


def test_both_sides_of_every_statement_are_marked() -> None:
    """Else the test above would hold of a pattern that finds nothing."""
    marked = {form: [each for each, _o, _f, _p in statements(catalogue.form(form))] for form in FORMS}
    assert {"v.1=a", "v.7=b", "vi.1", "vi.5=b"} <= set(marked["annex1-employer"])
    assert {"convicted", "detention", "liabilities", "pendingProceedings"} <= set(marked["temporary-residence"])


@pytest.mark.parametrize("key", FORMS)
def test_in_polish_statements_and_declarations_are_the_official_words(key: str) -> None:
    form = catalogue.form(key)
    with translation.override("pl"):
        for name, official, field, option in statements(form):
            if option is None:
                shown = str(KINDS[field.kind].form_field(field).label)
                assert shown.removeprefix(f"{field.number}. ") == official, name
            else:
                choices = dict(KINDS[field.kind].form_field(field).widget.choices())  # type: ignore[attr-defined]
                assert choices[option.code] == official, name
                assert KINDS[field.kind].display(field, option.code) == official, name
        for declaration in form.declarations:
            assert wording.of_declaration(declaration) == declaration.official


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
@pytest.mark.parametrize("key", FORMS)
def test_no_language_loses_what_qualifies_a_statement(key: str, language: str) -> None:
    form = catalogue.form(key)
    with translation.override(language):
        said = [
            (name, official, wording.of_option(field, option) if option else wording.of_question(field))
            for name, official, field, option in statements(form)
        ]
        said += [(each.key, each.official, wording.of_declaration(each)) for each in form.declarations]
    lost = [
        (name, polish, own)
        for name, official, own in said
        for polish, words in QUALIFIERS.items()
        if polish in official and words[language] not in own
    ]
    assert lost == []


def test_official_words_stand_once_where_they_are_asked_in() -> None:
    form = catalogue.form("annex1-employer")
    carried: dict[str, JSON] = {"purpose": "1", "entityKind": "naturalPerson"}
    made = forms.form_for(form, form.step("statements"))
    words = form.field("v.1").official
    with translation.override("pl"):
        assert str(made(answers=carried)).count(words) == len(made(answers=carried).fields)
    with translation.override("uk"):
        assert str(made(answers=carried)).count(f">{words}</span>") == len(made(answers=carried).fields)


def test_statements_that_begin_alike_are_told_apart() -> None:
    form = catalogue.form("annex1-employer")
    with translation.override("pl"):
        for step in form.steps:
            asked = [wording.of_question(field) for field in step.fields if field.verbatim]
            assert len(asked) == len(set(asked))
