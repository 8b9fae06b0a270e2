"""What the screen calls a question and its options, in the reader's language.

Where an answer has consequences, a reader of Polish is asked in the very words that are filed: a paraphrase would let
somebody answer one thing and declare another.
"""

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext

from procedures.language.schema import Declaration, Field, Option
from procedures.tables import counted

FILED_IN = "pl"


def of_question(field: Field) -> str:
    """Statements of one declaration begin alike, so each has its number before it, as it is printed."""
    if not is_verbatim(field):
        return gettext(field.label) if field.label else field.official
    return f"{field.number}. {field.official}" if field.options and field.number else field.official


def of_hint(field: Field) -> str:
    """It may name a number of days, which is that of today."""
    return counted.said(field.hint)


def of_option(field: Field, option: Option) -> str:
    return option.official if is_verbatim(field) else gettext(option.label)


def of_declaration(declaration: Declaration) -> str:
    return declaration.official if _reads_polish() else gettext(declaration.label)


of_question_later = lazy(of_question, str)
of_hint_later = lazy(of_hint, str)


def is_verbatim(field: Field) -> bool:
    """In the language of this page."""
    return field.verbatim and _reads_polish()


def _reads_polish() -> bool:
    return (get_language() or "") == FILED_IN
