"""The application as a PDF document is tagged, titled, in a known language, and the same whenever it is made."""

from datetime import datetime, timedelta, timezone

from applications.filing import application_pdf
from procedures.language.schema import Form
from tests.applications.filing.test_xml import frozen
from tests.applications.receipts.pdfs import check_moment, check_tagged, tags

MADE = datetime(2026, 11, 22, 20, 7, 11, tzinfo=timezone(timedelta(hours=1)))


def test_the_application_is_tagged(form: Form) -> None:
    document = check_tagged(application_pdf.render(form, frozen(form), made=MADE), title=form.official_title)
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/L", "/LI"} <= tags(document)


def test_the_same_content_gives_the_same_bytes(form: Form) -> None:
    assert application_pdf.render(form, frozen(form), made=MADE) == application_pdf.render(
        form, frozen(form), made=MADE
    )


def test_the_application_says_the_moment_it_was_made(form: Form) -> None:
    check_moment(application_pdf.render(form, frozen(form), made=MADE), MADE)
