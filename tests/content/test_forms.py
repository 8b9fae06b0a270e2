"""Django's forms in the markup of the look: label, official line, hint, error, and the summary that leads to them."""

import re

from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from content.samples import SampleForm

BAD = {"number": "", "issued_day": "14", "issued_month": "x", "issued_year": "2022", "country": "GE", "way": "card"}


def squeezed(markup: str) -> str:
    return re.sub(r">\s+", ">", re.sub(r"\s+", " ", re.sub(r"\s+(?=[<>])", "", markup)))


def group(form: SampleForm, name: str) -> str:
    with translation.override("en"):
        return squeezed(str(form[name].as_field_group()))


def test_text_field_has_label_official_line_hint_error_and_input_in_this_order() -> None:
    assert group(SampleForm(BAD), "number") == (
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label" for="id_number">Passport number'
        '<span class="mos-official" lang="pl" dir="ltr">Numer</span></label>'
        '<div id="id_number_helptext" class="govuk-hint">Letters A–Z and digits, up to 15. For example FN482913.</div>'
        '<p id="id_number_error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span>'
        "This field is required.</p>"
        '<input type="text" name="number" class="govuk-input govuk-input--width-10 govuk-input--error"'
        ' aria-invalid="true" aria-describedby="id_number_helptext id_number_error" id="id_number"></div>'
    )


def test_official_line_is_left_out_where_it_repeats_the_label() -> None:
    form = SampleForm()
    form.fields["number"].label = "Numer"
    assert "mos-official" not in group(form, "number")


def test_date_is_three_labelled_inputs_in_a_fieldset() -> None:
    markup = group(SampleForm(BAD), "issued")
    assert re.findall(r'for="(id_issued_\d)">(\w+)<', markup) == [
        ("id_issued_0", "Day"),
        ("id_issued_1", "Month"),
        ("id_issued_2", "Year"),
    ]
    assert markup.count("<fieldset") == 1
    assert "Data wydania</span></legend>" in markup


def test_radios_and_checkboxes_are_labelled_beside_the_input() -> None:
    assert re.findall(r'type="radio"[^>]*id="(\w+)"><label[^>]*for="(\w+)"', group(SampleForm(), "way")) == [
        ("id_way_0", "id_way_0"),
        ("id_way_1", "id_way_1"),
        ("id_way_2", "id_way_2"),
    ]
    assert '<label class="govuk-label govuk-checkboxes__label" for="id_truth">' in group(SampleForm(), "truth")


def test_error_summary_leads_to_the_first_control_of_each_field() -> None:
    form = SampleForm({"country": "GE"})
    form.add_error("issued", "Enter the month of issue")
    form.add_error(None, "The two dates do not fit.")
    with translation.override("en"):
        markup = render_to_string("components/error_summary.html", {"form": form})
    assert re.findall(r'href="#(\w+)"', markup) == ["id_number", "id_issued_0", "id_way_0", "id_truth"]
    assert "<li>The two dates do not fit.</li>" in markup
    assert all(f'id="{target}"' in str(form) for target in re.findall(r'href="#(\w+)"', markup))


def test_without_errors_there_is_no_summary() -> None:
    assert render_to_string("components/error_summary.html", {"form": SampleForm()}).strip() == ""


def test_page_of_components_is_not_for_production(client: Client, db: None, settings: Settings) -> None:
    assert client.get("/en/components/").status_code == 200
    settings.SHOW_COMPONENTS = False
    assert client.get("/en/components/").status_code == 404
