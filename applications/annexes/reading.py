"""A signed annex as the applicant reads it: what somebody else signed about them, and will be filed with their name."""

from dataclasses import replace

from django.utils.translation import get_language

from applications.annexes import prefill
from applications.annexes.status import AnnexStatus
from applications.answers import sheets, summary
from applications.answers.summary import SummaryRow, SummarySection
from procedures.language.schema import Answers


def signed_answers(status: AnnexStatus) -> Answers:
    """Nothing before it is signed: until then it is the other side's draft, and nobody else's."""
    request = status.request
    if request is None or not request.is_signed or request.sheet is None:
        return {}
    return sheets.read(request.sheet).answers


def sections(status: AnnexStatus) -> list[SummarySection]:
    """Step by step, in the reader's language; without what the annex took over from the applicant."""
    answers = signed_answers(status)
    if not answers or status.request is None:
        return []
    whole = summary.of(prefill.form_of(status.request), answers, get_language() or "")
    return [replace(section, rows=rows) for section in whole if (rows := _their_own(section))]


def _their_own(section: SummarySection) -> tuple[SummaryRow, ...]:
    return tuple(row for row in section.rows if not row.field.carried and not row.field.helper)
